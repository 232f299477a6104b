"""Leases of process numbers: who holds one may make ids, for as long as the lease is kept."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from graph import statements
from graph.client import Graph
from graph.errors import GraphError, Unavailable
from graph.ids import IdSource, now_ms
from graph.records import Record

LEASE_MS = 120_000
RENEWAL = 30.0  # seconds between renewals
PATIENCE = 30.0  # seconds that taking a lease may last
RETRY = 2.0  # seconds until the next try while the graph is away
MARGIN_MS = 15_000  # a write may be under way for this long with an id that was taken just before the end


class Slot(Record):
    """A process number, and for how many milliseconds it is leased."""

    process: int
    valid_ms: int


class Newest(Record):
    """The largest id in the graph."""

    id: int


async def lease(graph: Graph, *, holder: str) -> Slot:
    """Lease a free process number, the holder's own again. Raises Unavailable when all 32 are taken."""
    rows = await graph.write(statements.processes.lease, Slot, holder=holder, lease_ms=LEASE_MS)
    if not rows:
        raise Unavailable("All 32 process numbers are leased; one is free two minutes after its process ended.")
    return rows[0]


async def renew(graph: Graph, *, process: int, holder: str) -> Slot | None:
    """Keep a leased number; None when someone else holds it by now."""
    rows = await graph.write(statements.processes.renew, Slot, process=process, holder=holder, lease_ms=LEASE_MS)
    return rows[0] if rows else None


async def release(graph: Graph, *, process: int, holder: str) -> None:
    """Give a number back; no-op if someone else holds it by now."""
    await graph.write(statements.processes.release, Record, process=process, holder=holder)


async def newest_id(graph: Graph) -> int:
    """The largest id in the graph; 0 in an empty one."""
    return (await graph.read(statements.processes.newest_id, Newest))[0].id


@asynccontextmanager
async def leased(graph: Graph) -> AsyncIterator[IdSource]:
    """Let `graph.next_id()` work inside: leases a process number, keeps it in the background, gives it back.

    A lease that is lost while the graph is away is taken anew; meanwhile `next_id` raises Unavailable.
    """
    holder = secrets.token_hex(16)
    ids = await _take(graph, holder)
    keeper = asyncio.create_task(_keep(graph, holder))
    try:
        yield ids
    finally:
        keeper.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await keeper
        if graph.ids is not None:
            process, graph.ids = graph.ids.process, None
            with contextlib.suppress(GraphError):  # it ends by itself
                await release(graph, process=process, holder=holder)


async def _take(graph: Graph, holder: str) -> IdSource:
    started = now_ms()  # before the statement is sent, so that our end is never later than the graph's
    patient = graph.within(PATIENCE)  # Neo4j may just have started, and plans slowly then
    slot = await lease(patient, holder=holder)
    graph.ids = IdSource(slot.process, above=await newest_id(patient), valid_until=started + slot.valid_ms - MARGIN_MS)
    return graph.ids


async def _keep(graph: Graph, holder: str) -> None:
    """Renew for ever; a number that someone else took meanwhile is replaced by another."""
    pause = RENEWAL
    while True:
        await asyncio.sleep(pause)
        started = now_ms()
        try:
            slot = graph.ids and await renew(graph, process=graph.ids.process, holder=holder)
            if slot and graph.ids:
                graph.ids.extend(started + slot.valid_ms - MARGIN_MS)
            else:
                graph.ids = None
                await _take(graph, holder)
        except GraphError:
            pause = RETRY
        else:
            pause = RENEWAL
