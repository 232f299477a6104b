"""What we note about one request while it is answered: its id, who makes it, and what its throttle counted."""

import contextlib
import ipaddress
import re
import secrets
import time
from typing import Any, NamedTuple

from tasks.hints import Hint

_REQUEST_ID = re.compile(rb"^[A-Za-z0-9._-]{8,64}$")


class Tally(NamedTuple):
    """What a throttle counted: the limit, the count with this request, and the rest of the window."""

    limit: int
    used: int
    left_ms: int


class Exchange:
    """One request and its answer, in `scope["exchange"]`."""

    __slots__ = ("address", "hints", "request_id", "started", "status", "tally", "user_id")

    def __init__(self, scope: Any, trusted_proxies: int) -> None:  # noqa: ANN401 - an ASGI scope of any kind
        self.started = time.perf_counter()
        self.status = 0
        self.tally: Tally | None = None
        self.user_id: int | None = None
        self.hints: list[Hint] = []  # told after the answer
        given = forwarded = b""
        for name, value in scope["headers"]:
            if name == b"x-request-id":
                given = value
            elif name == b"x-forwarded-for":
                forwarded = forwarded + b"," + value if forwarded else value
        self.request_id = given.decode() if _REQUEST_ID.match(given) else secrets.token_hex(8)
        self.address = client_address(scope.get("client"), forwarded.decode("latin-1"), trusted_proxies)


def client_address(peer: Any, forwarded: str, trusted_proxies: int) -> str:  # noqa: ANN401 - as ASGI has it
    """Whose request it is: our trusted proxies are counted from the right, what is left of them can be made up.

    The peer of the socket if no proxy is trusted, and if fewer hops are listed than are trusted the leftmost one.
    """
    address = peer[0] if peer else "unknown"
    if trusted_proxies and forwarded:
        hops = [hop.strip() for hop in forwarded.split(",")]
        address = hops[max(0, len(hops) - trusted_proxies)] or address
    if ":" in address:
        with contextlib.suppress(ValueError):  # one household has a whole /64 of addresses
            return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return address[:64]
