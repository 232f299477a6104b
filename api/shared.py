"""What all processes share in Redis: counters of throttles and marks of sessions, read in one round trip.

Redis is never needed: every answer may be None, which means that it is away and that the caller decides alone.
"""

import asyncio
import contextlib
import time
from typing import Any, NamedTuple, cast

import redis.asyncio as aioredis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import NoScriptError, RedisError

TIMEOUT = 0.25  # seconds; Redis answers in a tenth of a millisecond or is away
PAUSE = 1.0  # seconds without a try after a failure, so that a dead Redis costs nothing
LAG_SECONDS = 60  # by which a member of a cluster may be behind
ALIVE_SECONDS = 60  # for how long a session is believed to stand without asking the graph

# KEYS: mark of the session or '', counter, counter to use instead if the session was ended. ARGV: the windows in ms.
ENDED = "0"
SCRIPT = """
local mark = false
if KEYS[1] ~= '' then mark = redis.call('GET', KEYS[1]) end
local chosen = 2
if mark == '0' then chosen = 3 end
local count = redis.call('INCR', KEYS[chosen])
local left = -1
if count > 1 then left = redis.call('PTTL', KEYS[chosen]) end
if left < 0 then
  left = tonumber(ARGV[chosen - 1])
  redis.call('PEXPIRE', KEYS[chosen], left)
end
return {count, left, mark or ''}
"""


class Look(NamedTuple):
    """One round trip's answer: the counter after this request, its window's rest, and the mark of the session."""

    used: int
    left_ms: int
    mark: str  # the id of the person whose session stands, ENDED, or '' if it is not known


class Shared:
    """A connection to Redis that gives up at once when Redis is away, and comes back by itself."""

    def __init__(self, url: str) -> None:
        self._redis = aioredis.Redis.from_url(
            url,
            socket_timeout=TIMEOUT,
            socket_connect_timeout=TIMEOUT,
            max_connections=1000,
            # A pooled connection may be stale after a restart of Redis; what does not answer is not asked twice.
            retry=Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,)),
            decode_responses=True,
        )
        self._digest = ""
        self._away_until = 0.0
        self._owed: dict[int, float] = {}  # ends of sessions that Redis was not told, and until when they matter
        self._paying: asyncio.Task[None] | None = None

    @property
    def away(self) -> bool:
        """Whether the last try failed so recently that none is made now."""
        return time.monotonic() < self._away_until

    async def look(self, mark: str, counter: str, window_ms: int, instead: str, instead_ms: int) -> Look | None:
        """Count a request and read a session's mark; None while Redis is away."""
        return cast("Look | None", await self._try(self._look, mark, counter, window_ms, instead, instead_ms))

    async def mark_standing(self, session_id: int, user_id: int) -> None:
        """Note whose a standing session is, unless its end is noted; no-op while Redis is away."""
        await self._try(self._mark, session_id, str(user_id), ALIVE_SECONDS)

    async def mark_ended(self, session_id: int, seconds: int) -> None:
        """Note the end of a session; while Redis is away it is tried again, for an older mark may still be there."""
        self._owed[session_id] = time.monotonic() + seconds
        if not await self._pay(session_id) and self._paying is None:
            self._paying = asyncio.create_task(self._pay_all())

    async def publish(self, channel: str, message: bytes) -> bool:
        """Tell whoever listens; False while Redis is away."""
        return await self._try(self._redis.publish, channel, message) is not None

    async def bookmarks(self, account: str) -> set[str]:
        """Bookmarks of what an account wrote last; none while Redis is away."""
        return await self._try(self._redis.smembers, f"bookmarks:{account}") or set()

    async def keep_bookmarks(self, account: str, bookmarks: set[str]) -> None:
        """Note the bookmarks of what an account wrote last; no-op while Redis is away."""
        if bookmarks:
            await self._try(self._replace, f"bookmarks:{account}", bookmarks)

    async def ping(self) -> bool:
        """Whether Redis answers now, also within the pause after a failure."""
        try:
            return bool(await cast("Any", self._redis.ping()))
        except (RedisError, OSError, TimeoutError):
            return False

    async def close(self) -> None:
        """Close the connections."""
        if self._paying is not None:
            self._paying.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._paying
        await self._redis.aclose()

    async def _try(self, call: Any, *arguments: Any) -> Any:  # noqa: ANN401 - hands on what it is given
        if self.away:
            return None
        try:
            return await call(*arguments)
        except (RedisError, OSError, TimeoutError):
            self._away_until = time.monotonic() + PAUSE
            return None

    async def _look(self, mark: str, counter: str, window_ms: int, instead: str, instead_ms: int) -> Look:
        arguments = (3, mark, counter, instead, window_ms, instead_ms)
        try:
            if not self._digest:
                self._digest = await cast("Any", self._redis.script_load(SCRIPT))
            reply = await cast("Any", self._redis.evalsha(self._digest, *arguments))
        except NoScriptError:  # Redis was restarted
            reply = await cast("Any", self._redis.eval(SCRIPT, *arguments))
        return Look(*reply)

    async def _replace(self, key: str, members: set[str]) -> bool:
        async with self._redis.pipeline(transaction=True) as pipe:
            await cast("Any", pipe).delete(key).sadd(key, *members).expire(key, LAG_SECONDS).execute()
        return True

    async def _pay(self, session_id: int) -> bool:
        """Whether the end of a session is noted, or does not matter any more."""
        seconds = int(self._owed.get(session_id, 0.0) - time.monotonic())
        paid = seconds <= 0 or await self._try(self._mark, session_id, ENDED, seconds) is not None
        if paid:
            self._owed.pop(session_id, None)
        return paid

    async def _pay_all(self) -> None:
        while self._owed:
            await asyncio.sleep(PAUSE / 4)
            if not self.away:
                for session_id in list(self._owed):
                    if not await self._pay(session_id):
                        break
        self._paying = None

    async def _mark(self, session_id: int, mark: str, seconds: int) -> bool:
        await self._redis.set(session_key(session_id), mark, ex=seconds, nx=mark != ENDED)
        return True


def session_key(session_id: int) -> str:
    """Where the mark of a session is."""
    return f"session:{session_id}"
