"""The relay: puts events from the graph's outbox into the task stream, oldest first, one relay at a time.

An event stays in the graph until its task has taken its effect (see `tasks.receiver`), and is sent again if that does
not happen in time. So neither a relay that dies after it sent, nor a Redis that forgets, loses one. The relay keeps no
high-water mark, since an event with a smaller id may be committed later.
"""

import asyncio
import contextlib
import os
import secrets
import socket
import time
from dataclasses import dataclass
from typing import Any

import msgspec
import redis.asyncio as redis
import structlog
from redis.exceptions import LockError, RedisError
from taskiq import AsyncTaskiqDecoratedTask, TaskiqEvents, TaskiqState
from taskiq.exceptions import TaskiqError

from graph.client import Graph
from graph.errors import GraphError
from graph.outbox.repository import Event, bring_back, give_up, oldest_events, postpone
from tasks.broker import AWAY, IDLE_MS, broker, declare_group
from tasks.receiver import EVENT
from tasks.retries import failed
from tasks.scheduler import keep_schedule
from tasks.stream import GROUP, LEADER, QUEUE

Task = AsyncTaskiqDecoratedTask[..., Any]
WINDOW = 200  # events that wait or are under way at a time
AGAIN = 50  # of them, those that failed before: they shall not keep others waiting
LONGEST = 20_000  # entries of the stream, above which nothing is sent; a dead worker's task keeps it from being trimmed
PAUSE = 0.25  # seconds between looks into an outbox in which nothing is due
CARE = 1.0  # seconds between looks after the stream and the events set aside
LEADER_SECONDS = 10.0  # after which another worker takes over from a dead relay
CONSUMER_MS = 3_600_000  # after which a worker that left nothing is forgotten by the group

log = structlog.get_logger()


@dataclass(frozen=True)
class Look:
    """What one look into the outbox found: how many events were dealt with, and how many are there for another try."""

    moved: int
    again: int


@broker.on_event(TaskiqEvents.WORKER_STARTUP)
async def start_relay(state: TaskiqState) -> None:
    """Every worker offers to relay; the one that holds the lock does, and gives it back when it stops."""
    relay = asyncio.create_task(_offer(state.graph, state.redis))
    state.parts.push_async_callback(_stopped, relay)  # before the connections close


async def _stopped(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _offer(graph: Graph, client: redis.Redis) -> None:
    """Relay and keep the schedule whenever no other worker does."""
    while True:
        lock = client.lock(LEADER, timeout=LEADER_SECONDS, sleep=AWAY)
        try:
            await lock.acquire(token=f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}")
            try:
                await _lead(graph, client, lock)
            finally:
                with contextlib.suppress(RedisError, OSError):
                    await lock.release()
        except (RedisError, LockError, GraphError, TaskiqError, OSError) as error:
            log.warning("the relay waits", reason=type(error).__name__)
        except Exception as error:  # whatever it is, what comes after must be relayed
            log.exception("the relay stumbled", reason=type(error).__name__)
        await asyncio.sleep(AWAY)


async def _lead(graph: Graph, client: redis.Redis, lock: redis.lock.Lock) -> None:
    await declare_group(client)
    schedule = asyncio.create_task(keep_schedule())
    look, cared = Look(0, 0), 0.0
    try:
        while True:
            await lock.reacquire()
            if schedule.done():  # only by an error: whoever leads next begins it anew
                schedule.result()
            if time.monotonic() > cared + CARE:
                await trim(client)
                if look.again < AGAIN:
                    await bring_back(graph, limit=AGAIN - look.again)
                cared = time.monotonic()
            look = await relay_once(graph, client)
            if not look.moved:
                await asyncio.sleep(PAUSE)
    finally:
        await _stopped(schedule)


async def relay_once(graph: Graph, client: redis.Redis) -> Look:
    """Put into the stream what is due of the oldest events; an event that no task can take is set aside."""
    events = await oldest_events(graph, window=WINDOW)
    due = [event for event in events if event.due]
    again = sum(event.attempts > 0 for event in events)
    if not due or await client.xlen(QUEUE) >= LONGEST:
        return Look(0, again)
    ready = [(event, task, given) for event in due for task, given in await _readable(graph, event)]
    ids = [event.id for event, _, _ in ready]
    await postpone(graph, ids=ids, again_ms=IDLE_MS)  # first: once they are sent, workers remove them
    try:
        for event, task, given in ready:
            await task.kicker().with_task_id(str(event.id)).with_labels(**{EVENT: event.id}).kiq(**given)
    except (RedisError, TaskiqError, OSError):
        await postpone(graph, ids=ids, again_ms=0)
        raise
    return Look(len(due), again)


async def _readable(graph: Graph, event: Event) -> list[tuple[Task, dict[str, object]]]:
    """The task of an event and what it is given; nothing if there is none, and the event is out of the way."""
    task = broker.find_task(event.topic)
    if task is None:  # a newer worker may know it
        log.error("no task takes this event", topic=event.topic, event_id=event.id)
        await failed(graph, event_id=event.id, attempts=event.attempts + 1, error="UnknownTopic")
        return []
    try:
        return [(task, msgspec.json.decode(event.payload, type=dict[str, object]))]
    except msgspec.DecodeError as error:
        log.warning("this event cannot be read", topic=event.topic, event_id=event.id, reason=type(error).__name__)
        await give_up(graph, event_id=event.id, attempts=event.attempts + 1, error="MalformedPayload")
        return []


async def trim(client: redis.Redis) -> None:
    """Drop what every worker is done with: entries below the oldest pending one, never a pending one itself."""
    pending = await client.xpending(QUEUE, GROUP)
    if pending["pending"]:
        oldest = pending["min"]
    else:
        groups = await client.xinfo_groups(QUEUE)
        oldest = next(group["last-delivered-id"] for group in groups if _text(group["name"]) == GROUP)
    await client.xtrim(QUEUE, minid=_text(oldest), approximate=False)
    for consumer in await client.xinfo_consumers(QUEUE, GROUP):
        if not consumer["pending"] and consumer["idle"] > CONSUMER_MS:
            await client.xgroup_delconsumer(QUEUE, GROUP, _text(consumer["name"]))


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
