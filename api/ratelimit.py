"""Throttles: fixed windows, counted in Redis by all processes, in this process alone while Redis is away."""

import math
import re
import time

from cachetools import LRUCache

from api.errors import ApiError
from api.exchange import Exchange, Tally
from api.guards import Scope
from api.shared import ENDED, Look, Shared, session_key
from graph.settings import Settings

KEPT = 50_000  # counters of this process while Redis is away
_PERIODS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_RATE = re.compile(r"^(\d+)/(\d*)(second|minute|hour|day)$")
_SCOPES: tuple[Scope, ...] = (
    "anon",
    "user",
    "auth",
    "content_creation",
    "interaction",
    "account_sensitive",
    "anon_read",
)


def parse_rate(rate: str) -> tuple[int, int]:
    """How many in how many milliseconds, of `300/15minute`. Raises ValueError."""
    found = _RATE.match(rate)
    if found is None:
        raise ValueError(f"{rate} is not a rate such as 300/15minute")
    count, several, period = found.groups()
    return int(count), int(several or 1) * _PERIODS[period] * 1000


class Throttle:
    """Counts requests by scope and by who makes them."""

    def __init__(self, settings: Settings, shared: Shared) -> None:
        self._limits = {scope: parse_rate(getattr(settings, f"rate_{scope}")) for scope in _SCOPES}
        self._enforced = settings.throttle == "on"
        self._shared = shared
        self._own: LRUCache[str, tuple[int, float]] = LRUCache(KEPT)

    async def count_session(self, exchange: Exchange, *, scope: Scope, user_id: int, session_id: int) -> str | None:
        """Count a signed-in person's request, and say how the session is marked; None while Redis is away.

        A request with an ended session is counted for its address: it must not use up what the person may do.
        """
        limit, window_ms = self._limits[scope]
        anon_limit, anon_ms = self._limits["anon"]
        counter, instead = f"rate:{scope}:{user_id}", f"rate:anon:{exchange.address}"
        look = await self._shared.look(session_key(session_id), counter, window_ms, instead, anon_ms)
        if look is not None and look.mark == ENDED:
            exchange.tally = Tally(anon_limit, look.used, look.left_ms)
            return look.mark
        self._tally(exchange, limit, look or self._alone(counter, window_ms))
        return look.mark if look else None

    async def count(self, exchange: Exchange, *, scope: Scope, key: str) -> None:
        """Count a request for an address or an account name."""
        limit, window_ms = self._limits[scope]
        counter = f"rate:{scope}:{key}"
        look = await self._shared.look("", counter, window_ms, counter, window_ms)
        self._tally(exchange, limit, look or self._alone(counter, window_ms))

    def refuse(self, exchange: Exchange) -> None:
        """Raise `throttled` if the last count went over its limit and throttles are on."""
        tally = exchange.tally
        if self._enforced and tally is not None and tally.used > tally.limit:
            seconds = max(1, math.ceil(tally.left_ms / 1000))
            raise ApiError(
                "throttled",
                f"Request was throttled. Expected available in {seconds} seconds.",
                headers={"Retry-After": str(seconds)},
            )

    @staticmethod
    def _tally(exchange: Exchange, limit: int, look: Look) -> None:
        """Keep the scarcer of two counts: that is what the headers tell."""
        new, old = Tally(limit, look.used, look.left_ms), exchange.tally
        if old is None or new.limit - new.used <= old.limit - old.used:
            exchange.tally = new

    def _alone(self, counter: str, window_ms: int) -> Look:
        now = time.monotonic()
        count, end = self._own.get(counter, (0, 0.0))
        if now >= end:
            count, end = 0, now + window_ms / 1000
        self._own[counter] = (count + 1, end)
        return Look(count + 1, int((end - now) * 1000), "")
