"""Events that statements left behind: on their way to a task, set aside after a failure, or given up.

An event is in one of three places: `Outbox` while it waits or is under way, `SetAside` until it is tried again,
`DeadLetter` until a person decides. It leaves the graph only when its task has taken its effect.
"""

from collections.abc import Sequence
from typing import Literal

from graph import statements
from graph.client import Graph
from graph.ids import first_id_at, now_ms
from graph.records import Instant, Record

LATELY_MS = 86_400_000  # a day


class Event(Record):
    """One thing that happened, as the relay sees it; the payload is JSON of ids."""

    id: int
    topic: str
    payload: str
    attempts: int
    due: bool


class Claim(Record):
    """A run of a task has an event; how often it failed before."""

    attempts: int


class Letter(Record):
    """An event as a person reads it; `error` is the class of the last error, empty before the first."""

    id: int
    topic: str
    payload: str
    state: Literal["waiting", "under way", "failing", "dead"]
    attempts: int
    error: str
    created_at: Instant
    failed_at: Instant | None


class Replayed(Record):
    """An event that waits for the relay again."""

    id: int


class Waiting(Record):
    """How much late work there is; `oldest_id` tells since when."""

    depth: int
    failing: int
    dead: int
    oldest_id: int | None


async def leave(graph: Graph, *, topic: str) -> None:
    """Leave an event that the schedule is the cause of; no-op while there is one, or one of today was given up."""
    await graph.write(
        statements.outbox.leave,
        Record,
        id=graph.next_id(),
        topic=topic,
        since=first_id_at(now_ms() - LATELY_MS),
    )


async def oldest_events(graph: Graph, *, window: int) -> list[Event]:
    """The events that wait or are under way, oldest first; one that commits late may have a smaller id."""
    return await graph.read(statements.outbox.oldest_events, Event, window=window)


async def postpone(graph: Graph, *, ids: Sequence[int], again_ms: int) -> None:
    """Have events sent again only after a time, if they are still here; no-op for those that are done."""
    await graph.write(statements.outbox.postpone, Record, ids=ids, again_ms=again_ms)


async def claim(graph: Graph, *, event_id: int, holder: str, hold_ms: int) -> Claim | None:
    """Take an event for one run; None if it is done, was set aside, or another run has it."""
    rows = await graph.write(statements.outbox.claim, Claim, id=event_id, holder=holder, hold_ms=hold_ms)
    return rows[0] if rows else None


async def finish(graph: Graph, *, event_id: int) -> None:
    """Remove an event whose effect was taken; no-op if it is gone."""
    await graph.write(statements.outbox.finish, Record, id=event_id)


async def hand_back(graph: Graph, *, event_id: int, holder: str) -> None:
    """Have an event sent again at once, its failures forgotten; no-op if another run has it."""
    await graph.write(statements.outbox.hand_back, Record, id=event_id, holder=holder)


async def set_aside(graph: Graph, *, event_id: int, attempts: int, error: str, pause_ms: int) -> None:
    """Keep an event that failed out of the way for some time; no-op if it is done."""
    await graph.write(
        statements.outbox.set_aside, Record, id=event_id, attempts=attempts, error=error, pause_ms=pause_ms
    )


async def give_up(graph: Graph, *, event_id: int, attempts: int, error: str) -> None:
    """Make a dead letter of an event; no-op if it is done."""
    await graph.write(statements.outbox.give_up, Record, id=event_id, attempts=attempts, error=error)


async def bring_back(graph: Graph, *, limit: int) -> None:
    """Let events that were set aside wait for the relay again; no-op before their time."""
    await graph.write(statements.outbox.bring_back, Record, limit=limit)


async def dead_letters(graph: Graph, *, after_id: int, limit: int) -> list[Letter]:
    """A page of the events that were given up, oldest first."""
    return await graph.read(statements.outbox.dead_letters, Letter, after_id=after_id, limit=limit)


async def failing_events(graph: Graph, *, after_id: int, limit: int) -> list[Letter]:
    """A page of the events that failed and will be tried again, oldest first."""
    return await graph.read(statements.outbox.failing_events, Letter, after_id=after_id, limit=limit)


async def event(graph: Graph, *, event_id: int) -> Letter | None:
    """One event, wherever it waits; None once its effect was taken."""
    rows = await graph.read(statements.outbox.event, Letter, id=event_id)
    return rows[0] if rows else None


async def replay(graph: Graph, *, event_id: int) -> bool:
    """Let an event that failed wait for the relay again, as if it were new; False if there is none that failed."""
    return bool(await graph.write(statements.outbox.replay, Replayed, id=event_id))


async def waiting(graph: Graph) -> Waiting:
    """How much late work there is."""
    return (await graph.read(statements.outbox.waiting, Waiting))[0]
