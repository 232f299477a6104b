"""The broker: tasks travel over a Redis stream and are acknowledged when they ended; each of them may run twice.

The graph's outbox is the record of what is to be done (see `tasks.outbox`); Redis only carries it. Losing Redis costs
latency, never an effect.
"""

import contextlib

import redis.asyncio as redis
from taskiq import TaskiqEvents, TaskiqState
from taskiq_redis import RedisStreamBroker

from graph.client import connect
from graph.processes.repository import leased
from graph.settings import from_environment, load_secrets
from tasks.storage import Storage

QUEUE = "tweetgraph:tasks"
GROUP = "tweetgraph"
IDLE_MS = 60_000  # after which a task of a dead worker is taken over; above the longest task and its wait
READ_COUNT = 5  # messages that one read takes, and that a dead worker holds back for IDLE_MS

settings = from_environment()

broker = RedisStreamBroker(
    settings.redis_address,
    queue_name=QUEUE,
    consumer_group_name=GROUP,
    consumer_id="0",  # a new group begins with what waits, not with what comes
    idle_timeout=IDLE_MS,
    unacknowledged_batch_size=READ_COUNT,
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
