"""Links to archives: made from the network's secret, and bound to the person, the archive and an end.

Whoever has one needs no token, as a browser that saves a file has none to send.
"""

import hashlib
import hmac
import re
from typing import NamedTuple

from graph.accounts.resets import path_part, user_of
from graph.ids import LARGEST

MINUTES = 60  # for which a link is good, at most
_TOKEN = re.compile(r"([0-9]{1,16})-([0-9]{1,13})-([0-9a-f]{64})", re.ASCII)


class Linked(NamedTuple):
    """What a good link leads to."""

    user_id: int
    export_id: int


def link_path(secret: str, *, user_id: int, export_id: int, until_ms: int) -> str:
    """Where a link leads that is good until a moment; the same arguments give the same."""
    signed = _signature(secret, user_id=user_id, export_id=export_id, until_ms=until_ms)
    return f"/export/{path_part(user_id)}/{export_id}-{until_ms}-{signed}/"


def linked(secret: str, uid: str, token: str, *, now_ms: int) -> Linked | None:
    """What the two parts of a link lead to; None if it is over, or none that we made."""
    user_id, parts = user_of(uid), _TOKEN.fullmatch(token)
    if user_id is None or parts is None:
        return None
    export_id, until_ms = int(parts[1]), int(parts[2])
    right = _signature(secret, user_id=user_id, export_id=export_id, until_ms=until_ms)
    if not hmac.compare_digest(right, parts[3]) or until_ms <= now_ms or export_id > LARGEST:
        return None
    return Linked(user_id, export_id)


def _signature(secret: str, *, user_id: int, export_id: int, until_ms: int) -> str:
    return hmac.new(secret.encode(), f"export:{user_id}:{export_id}:{until_ms}".encode(), hashlib.sha256).hexdigest()
