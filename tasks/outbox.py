"""The relay: moves events from the graph's outbox to the task stream, oldest first, one relay at a time.

An event is removed only after Redis has it: a relay that dies in between sends it again, and tasks may run twice. The
relay keeps no high-water mark, since an event with a smaller id may be committed later.
"""

import asyncio
import contextlib

import msgspec
import redis.asyncio as redis
import structlog
from redis.exceptions import LockError, RedisError
from taskiq import TaskiqEvents, TaskiqState
from taskiq.exceptions import TaskiqError

from graph.client import Graph
from graph.errors import GraphError
from graph.outbox.repository import oldest_events, remove_relayed
from tasks.broker import GROUP, QUEUE, broker

BATCH = 100  # events in one go
PAUSE = 0.25  # seconds between looks into an empty outbox
AWAY = 1.0  # seconds between tries while Neo4j or Redis is away
LEADER_SECONDS = 10.0  # after which another worker takes over from a dead relay
TRIM_EVERY = 200  # looks between two trimmings of the stream

log = structlog.get_logger()


@broker.on_event(TaskiqEvents.WORKER_STARTUP)
async def start_relay(state: TaskiqState) -> None:
    """Every worker offers to relay; the one that holds the lock does."""
    state.relay = asyncio.create_task(_relay_for_ever(state.graph, state.redis))


@broker.on_event(TaskiqEvents.WORKER_SHUTDOWN)
async def stop_relay(state: TaskiqState) -> None:
    """Stop relaying; the lock is given back."""
    relay = state.get("relay")  # not there when the worker could not start
    if relay is not None:
        relay.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await relay


async def _relay_for_ever(graph: Graph, client: redis.Redis) -> None:
    while True:
        try:
            async with client.lock("tweetgraph:relay", timeout=LEADER_SECONDS, sleep=AWAY) as lock:
                looks = 0
                while True:
                    await lock.reacquire()
                    moved = await relay_once(graph)
                    if looks % TRIM_EVERY == 0:
                        await trim(client)
                    looks += 1
                    if not moved:
                        await asyncio.sleep(PAUSE)
        except (RedisError, LockError, GraphError, TaskiqError, OSError) as error:
            log.warning("the relay waits", reason=type(error).__name__)
            await asyncio.sleep(AWAY)


async def relay_once(graph: Graph) -> int:
    """Move the oldest events; the number moved, 0 when none wait. An event of an unknown topic stays and is logged."""
    events = await oldest_events(graph, limit=BATCH)
    moved = []
    for event in events:
        task = broker.find_task(event.topic)
        if task is None:
            log.error("no task takes this event", topic=event.topic, event_id=event.id)
            continue
        await task.kicker().with_task_id(str(event.id)).kiq(**msgspec.json.decode(event.payload))
        moved.append(event.id)
    if moved:
        await remove_relayed(graph, ids=moved)
    return len(moved)


async def trim(client: redis.Redis) -> None:
    """Drop what every worker is done with: entries below the oldest pending one, never a pending one itself."""
    pending = await client.xpending(QUEUE, GROUP)
    if pending["pending"]:
        oldest = pending["min"]
    else:
        groups = await client.xinfo_groups(QUEUE)
        oldest = next(group["last-delivered-id"] for group in groups if _text(group["name"]) == GROUP)
    await client.xtrim(QUEUE, minid=_text(oldest), approximate=False)


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
