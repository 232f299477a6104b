"""Events that statements left behind, on their way to Redis."""

from msgspec.structs import asdict

from graph import statements
from graph.client import Graph
from graph.records import Record


class Event(Record):
    """One thing that happened; the payload is JSON of ids."""

    id: int
    topic: str
    payload: str


async def oldest_events(graph: Graph, *, limit: int) -> list[Event]:
    """The events that wait to be relayed, oldest first; an event that commits late may have a smaller id."""
    return await graph.read(statements.outbox.oldest_events, Event, limit=limit)


async def remove_relayed(graph: Graph, *, ids: list[int]) -> None:
    """Remove events that Redis has; no-op for those that are gone already."""
    await graph.write(statements.outbox.remove_relayed, Record, ids=ids)


async def put_back(graph: Graph, *, event: Event) -> None:
    """Put an event back that could not be dealt with yet; no-op if it waits already."""
    await graph.write(statements.outbox.put_back, Record, **asdict(event))
