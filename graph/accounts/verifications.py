"""Verification links: made from the network's secret and an event's id, so that none waits anywhere to be mailed.

A link carries that id, and with it the moment from which it is good for a day.
"""

import base64
import hashlib
import hmac

from graph.accounts.resets import path_part
from graph.ids import milliseconds

HOURS = 24  # for which a link is good


def verification_token(secret: str, *, event_id: int, user_id: int, email: str) -> str:
    """The token of a link: bound to the person and to the address that it is sent to."""
    text = f"verify:{event_id}:{user_id}:{email}"
    made = hmac.new(secret.encode(), text.encode("utf-8", "replace"), hashlib.sha256).digest()
    return f"{event_id}-{base64.urlsafe_b64encode(made).decode().rstrip('=')}"


def verification_path(*, user_id: int, token: str) -> str:
    """Where a link leads."""
    return f"/verify-email/{path_part(user_id)}/{token}/"


def is_good(secret: str, token: str, *, user_id: int, email: str, now_ms: int) -> bool:
    """Whether a token is one for this person and address, and not older than a day."""
    event = token.partition("-")[0]
    if not event.isascii() or not event.isdecimal() or len(event) > 16:
        return False
    right = verification_token(secret, event_id=int(event), user_id=user_id, email=email)
    fresh = now_ms < milliseconds(int(event)) + HOURS * 3_600_000
    return hmac.compare_digest(right.encode(), token.encode("utf-8", "replace")) and fresh
