"""The broker: tasks travel over a Redis stream and are acknowledged when they ended; each of them may be sent twice.

The graph's outbox is the record of what is to be done (see `tasks.outbox`); Redis only carries it. Losing Redis costs
latency, never an effect.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator

import redis.asyncio as redis
import structlog
from redis.exceptions import RedisError, ResponseError
from taskiq import AckableMessage, TaskiqEvents, TaskiqState
from taskiq_redis import RedisStreamBroker

from graph.client import DEADLINE, connect
from graph.processes.repository import leased
from graph.settings import from_environment, load_secrets
from tasks.storage import Storage
from tasks.stream import CONCURRENT, GROUP, QUEUE, READ_COUNT

AWAY = 1.0  # seconds between tries while Redis is away

settings = from_environment()
log = structlog.get_logger()


def hold_ms(task_seconds: int) -> int:
    """For how long a run has its event: above the longest run and the longest wait for Neo4j to note its end."""
    return int((task_seconds + DEADLINE + 1) * 1000)


HOLD_MS = hold_ms(settings.task_seconds)
# After which a message of a dead worker is taken over, and an event that nobody finished is sent again: above the
# longest run and the longest wait for one, or a task that lives would be started again.
IDLE_MS = settings.task_seconds * 2000 + 1000


def rest_from() -> float:
    """The moment, of the monotonic clock, from which a run that began now leaves the rest to another."""
    return time.monotonic() + settings.task_seconds / 2


class Broker(RedisStreamBroker):
    """A stream whose listeners outlive Redis: they wait while it is away, and make the group again after a flush."""

    async def listen(self) -> AsyncGenerator[AckableMessage, None]:
        """Messages, for ever."""
        while True:
            try:
                async for message in super().listen():
                    yield message
            except (RedisError, OSError) as error:
                log.warning("the worker waits for Redis", reason=type(error).__name__)
                await asyncio.sleep(AWAY)
                await self._declare_consumer_group()

    async def _declare_consumer_group(self) -> None:
        """Make the group if Redis answers; the library's would end a worker that starts while Redis is away."""
        with contextlib.suppress(RedisError, OSError):
            async with redis.Redis(connection_pool=self.connection_pool) as client:
                await declare_group(client)


async def declare_group(client: redis.Redis) -> None:
    """Make stream and group; no-op if they are there. A new group begins with what waits, not with what comes."""
    try:
        await client.xgroup_create(QUEUE, GROUP, id="0", mkstream=True)
    except ResponseError as error:
        if "BUSYGROUP" not in str(error):
            raise


broker = Broker(
    settings.redis_address,
    queue_name=QUEUE,
    consumer_group_name=GROUP,
    consumer_id="0",
    idle_timeout=IDLE_MS,
    unacknowledged_batch_size=CONCURRENT + READ_COUNT,  # what one dead worker can have left
    xread_count=READ_COUNT,
    xread_block=1000,
)


@broker.on_event(TaskiqEvents.WORKER_STARTUP)
async def open_parts(state: TaskiqState) -> None:
    """Connect this worker to the graph and to Redis, and lease ids, before it takes tasks."""
    parts = contextlib.AsyncExitStack()
    state.parts = parts
    state.graph = await parts.enter_async_context(connect(settings, load_secrets(settings)))
    await parts.enter_async_context(leased(state.graph))
    state.storage = Storage(settings)
    state.redis = redis.Redis.from_url(settings.redis_address)
    parts.push_async_callback(state.redis.aclose)


@broker.on_event(TaskiqEvents.WORKER_SHUTDOWN)
async def close_parts(state: TaskiqState) -> None:
    """Give back the lease and close the connections."""
    await state.parts.aclose()
