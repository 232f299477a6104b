"""How late work does, as `tweetgraph status` tells it."""

import msgspec
from redis import asyncio as redis
from redis.exceptions import RedisError

from graph.client import connect
from graph.errors import GraphError
from graph.ids import milliseconds, now_ms
from graph.outbox.repository import waiting
from graph.settings import Secrets, Settings
from tasks.stream import LEADER

ANSWER = 3.0  # seconds that Redis may take to answer


class Late(msgspec.Struct, frozen=True, kw_only=True):
    """Events that wait or are under way and for how long the oldest, those that failed or were given up, who relays."""

    depth: int
    oldest_seconds: float | None
    failing: int
    dead: int
    leader: str | None


async def look(settings: Settings, secrets: Secrets) -> Late | None:
    """What the graph and Redis say; None while the graph does not answer, no leader while Redis does not."""
    try:
        async with connect(settings, secrets) as graph:
            found = await waiting(graph)
    except GraphError:
        return None
    age = None if found.oldest_id is None else round((now_ms() - milliseconds(found.oldest_id)) / 1000, 1)
    return Late(
        depth=found.depth,
        oldest_seconds=age,
        failing=found.failing,
        dead=found.dead,
        leader=await _leader(settings),
    )


async def _leader(settings: Settings) -> str | None:
    """Machine and pid of the worker that relays."""
    client = redis.Redis.from_url(
        settings.redis_address, socket_connect_timeout=ANSWER, socket_timeout=ANSWER, retry=None, decode_responses=True
    )
    try:
        async with client:
            token = await client.get(LEADER)
    except (RedisError, OSError):
        return None
    return str(token).rpartition(":")[0] if token else None
