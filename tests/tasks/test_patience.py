"""A task that says so may take longer than others, and nobody else begins it meanwhile."""

import asyncio

import pytest

from graph.client import Graph
from graph.outbox import repository as outbox
from graph.records import Record
from tasks import receiver
from tests.fixtures import stated
from tests.tasks.conftest import Late
from tests.tasks.test_outbox import eventually

REST = stated(  # no relay sends it before the test is over
    "rest", "CREATE (:Outbox {id: $id, topic: 'tests.nothing', payload: '{}', due_ms: timestamp() + 600000})"
)
HELD = stated("held", "MATCH (event:Outbox {id: $id}) RETURN event.held_ms AS until")


class Held(Record):
    """Until when a run has an event."""

    until: int


async def test_it_takes_its_time_and_takes_its_effect_once(late: Late) -> None:
    late.more = {"TWEETGRAPH_TASK_SECONDS": "1"}
    for _ in range(2):
        await late.worker()
    ids = await late.leave("tests.patient", more=', "seconds": 4')

    async def done() -> bool:
        return await late.done(ids)

    await eventually(done)
    assert [(effect.started, effect.ended) for effect in await late.effects(ids)] == [(1, 1)]


async def test_its_event_is_held_while_it_runs_and_no_longer(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiver, "HOLD_MS", 1000)
    monkeypatch.setattr(receiver, "RENEWAL", 0.1)
    event_id = graph.next_id()
    await graph.write(REST, Record, id=event_id)
    assert await outbox.claim(graph, event_id=event_id, holder="one", hold_ms=1000)
    async with receiver.held(graph, event_id=event_id, holder="one"):
        for _ in range(4):
            await asyncio.sleep(0.5)
            assert await outbox.claim(graph, event_id=event_id, holder="other", hold_ms=1000) is None
    await asyncio.sleep(0.3)  # a renewal that was on its way may still take effect
    [last] = await graph.read(HELD, Held, id=event_id)
    await asyncio.sleep(0.3)
    assert await graph.read(HELD, Held, id=event_id) == [last]
    await outbox.finish(graph, event_id=event_id)
