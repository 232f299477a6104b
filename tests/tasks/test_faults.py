"""Late work takes its effect once through killed workers, a killed relay, a Redis that is flushed, gone, or slow."""

import asyncio
import json
import signal
import time

import httpx
import pytest
from click.testing import CliRunner
from taskiq.message import TaskiqMessage

from api.cli import main
from api.late import look
from graph.outbox.repository import dead_letters, event, finish
from tasks import outbox as relay
from tasks.broker import broker, declare_group
from tasks.stream import GROUP, QUEUE
from tests.between import between
from tests.tasks.conftest import Late
from tests.tasks.test_outbox import eventually, register

QUICK = ', "seconds": 0.05'


async def some(late: Late, ids: list[int], least: int) -> None:
    """Wait until some of these events have taken their effect."""

    async def enough() -> bool:
        return await late.ended(ids) >= least

    await eventually(enough)


async def all_done(late: Late, ids: list[int]) -> None:
    """Wait until these events have taken their effect and are gone, and the stream is clean."""

    async def done() -> bool:
        return await late.done(ids)

    await eventually(done)
    await eventually(late.bounded)


async def test_a_killed_leader_is_followed_and_its_tasks_done_again(late: Late) -> None:
    first = await late.worker()

    async def leads() -> bool:
        return await late.leader() == first.pid

    await eventually(leads)
    second = await late.worker()
    long = await late.leave("tests.effect", 12, ', "seconds": 1')
    ids = await late.leave("tests.effect", 40, QUICK)

    async def in_the_middle() -> set[int]:
        return {effect.id for effect in await late.effects(long) if effect.pid == first.pid and not effect.ended}

    async def begun() -> bool:
        return bool(await in_the_middle())

    await eventually(begun)
    first.kill()
    first.wait()
    cut = await in_the_middle()
    assert cut
    ids += await late.leave("tests.effect", 40, QUICK)
    await all_done(late, [*long, *ids])
    assert {(effect.started, effect.pid) for effect in await late.effects(list(cut))} == {(2, second.pid)}
    # What was sent in the moment of the kill may have reached the graph: begun again, or ended twice, but not more.
    assert all(effect.started <= 2 for effect in await late.effects([*long, *ids]))
    assert await late.leader() == second.pid


async def test_a_relay_that_dies_while_it_sends_loses_and_doubles_nothing(late: Late) -> None:
    ids = await late.leave("tests.effect", 20, QUICK)
    assert await asyncio.to_thread(late.spawn("sent").wait, 30) == -signal.SIGKILL
    async with late.client() as client:
        assert 10 <= await client.xlen(QUEUE) < 20
    await late.worker()
    await all_done(late, ids)
    # On a machine that is very busy a run may be cut off by the time limit and begun again; it ends once.
    assert [effect.ended for effect in await late.effects(ids)] == [1] * 20


async def test_a_flushed_redis_loses_nothing(late: Late) -> None:
    worker = await late.worker()
    ids = await late.leave("tests.effect", 300, QUICK)
    await some(late, ids, 20)
    async with late.client() as client:
        await client.flushall()
    await all_done(late, ids)
    assert {effect.ended for effect in await late.effects(ids)} == {1}
    assert worker.poll() is None


async def test_without_redis_the_api_writes_and_late_work_waits(late: Late, http: httpx.AsyncClient) -> None:
    worker = await late.worker()
    late.kill_redis()
    ids = await late.leave("tests.effect", 20, QUICK)
    _, author = await register(http)
    assert (await http.post("/tweets/", json={"content": "nobody minds"}, headers=author)).status_code == 201
    assert (await http.get("/tweets/feed/", headers=author)).status_code == 200
    assert await late.ended(ids) == 0
    await late.start_redis()
    await all_done(late, ids)
    assert worker.poll() is None


async def test_a_worker_that_is_asked_to_end_ends_its_task_first(late: Late) -> None:
    worker = await late.worker()
    [held] = await late.leave("tests.effect", more=', "seconds": 1')

    async def begun() -> bool:
        return bool(await late.effects([held]))

    await eventually(begun)
    worker.terminate()
    assert await asyncio.to_thread(worker.wait, 10) == 0
    assert await late.done([held])
    assert (await late.effects([held]))[0].started == 1


async def test_what_fails_is_tried_again_then_a_person_decides(late: Late) -> None:
    await late.worker()
    [mended] = await late.leave("tests.failing", more=', "until": 1')
    [doomed] = await late.leave("tests.failing", more=', "until": 3')
    [unknown] = await late.leave("tests.unknown")
    [malformed] = await late.leave("tests.effect", more=", oh")
    [slow] = await late.leave("tests.effect", more=', "seconds": 60')
    [rest] = await late.leave("tests.unfinished")
    ids = await late.leave("tests.effect", 10, QUICK)
    await all_done(late, [*ids, mended, rest])

    async def given_up() -> bool:
        return len(await dead_letters(late.graph, after_id=0, limit=10)) == 4

    await eventually(given_up)
    assert {
        each["id"]: (each["attempts"], each["error"]) for each in json.loads(await told(late, "dead", "--json"))
    } == {
        doomed: (3, "ValueError"),
        unknown: (3, "UnknownTopic"),
        malformed: (1, "MalformedPayload"),
        slow: (3, "TimeoutError"),
    }
    assert "tests.unknown" in await told(late, "dead", "--failing")
    shown = json.loads(await told(late, "show", str(doomed)))
    assert (shown["topic"], shown["state"]) == ("tests.failing", "dead")
    assert shown["payload"] == f'{{"event_id": {doomed}, "until": 3}}'
    assert "hunter2" not in late.log.read_text() + str(shown)
    assert '"error":"ValueError"' in late.log.read_text()
    status = await look(late.settings, late.stack.secrets)
    assert status is not None
    assert (status.depth, status.failing, status.dead, status.oldest_seconds) == (0, 0, 4, None)
    assert (status.leader or "").endswith(f":{late.processes[0].pid}")

    assert await told(late, "replay", str(doomed)) == f"The task {doomed} will be tried again.\n"
    await all_done(late, [doomed])
    assert await told(late, "replay", "--all") == "3 tasks will be tried again.\n"
    for event_id in (slow, unknown, malformed):
        await finish(late.graph, event_id=event_id)
    assert await told(late, "replay", str(doomed), code=1) == f"Error: No task with the id {doomed} failed.\n"


async def test_who_is_not_there_is_looked_for_once_more(late: Late) -> None:
    await late.worker()
    [found] = await late.leave("tests.absent", more=', "late": 1')
    [never] = await late.leave("tests.absent", more=', "late": 9')
    await all_done(late, [found])

    async def let_go() -> bool:
        return await event(late.graph, event_id=never) is None

    await eventually(let_go)
    effects = {effect.id: (effect.started, effect.ended) for effect in await late.effects([found, never])}
    assert effects == {found: (2, 1), never: (2, 0)}
    assert not await dead_letters(late.graph, after_id=0, limit=10)


async def told(late: Late, *words: str, code: int = 0) -> str:
    """What `tweetgraph tasks` says; in a thread, because a command has an event loop of its own."""
    done = await asyncio.to_thread(CliRunner().invoke, main, ["tasks", *words], env=late.env)
    assert done.exit_code == code, done.output
    return done.output


async def test_a_stream_that_is_too_long_gets_no_more(late: Late, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "LONGEST", 5)
    [event_id] = await late.leave("tests.effect", more=QUICK)
    async with late.client() as client:
        for _ in range(5):
            await client.xadd(QUEUE, {"data": "{}"})
        assert (await relay.relay_once(late.graph, client)).moved == 0
        await client.flushall()
    found = await event(late.graph, event_id=event_id)
    assert found is not None
    assert found.state == "waiting"
    await late.worker()
    await all_done(late, [event_id])


async def test_neo4j_may_go_away_while_events_are_relayed(late: Late) -> None:
    async with between(late.stack.settings.neo4j_bolt_port) as way:
        late.more["TWEETGRAPH_NEO4J_URI"] = f"bolt://127.0.0.1:{way.port}"
        late.more["TWEETGRAPH_NEO4J_PASSWORD"] = late.stack.secrets.neo4j_password
        worker = await late.worker()
        ids = await late.leave("tests.effect", 100, QUICK)
        await some(late, ids, 10)
        way.refuses = True
        way.cut()
        await asyncio.sleep(1)
        way.refuses = False
        await all_done(late, ids)
        assert worker.poll() is None
        worker.terminate()
        await asyncio.to_thread(worker.wait, 20)


async def test_what_a_dead_worker_had_read_is_taken_over_without_new_traffic(late: Late) -> None:
    event_id = late.graph.next_id()
    labels: dict[str, object] = {}  # of no event: the relay knows nothing of it
    given = {"event_id": event_id, "seconds": 0}
    message = TaskiqMessage(task_id="dead", task_name="tests.effect", labels=labels, args=[], kwargs=given)
    async with late.client() as client:
        await declare_group(client)
        await client.xadd(QUEUE, {"data": broker.formatter.dumps(message).message})
        assert await client.xreadgroup(GROUP, "dead", {QUEUE: ">"}, count=5)
    await late.worker()
    await some(late, [event_id], 1)
    await eventually(late.bounded)


async def test_the_schedule_is_kept_by_one_of_several(late: Late) -> None:
    for _ in range(3):
        await late.worker()
    await some_ticks(late, 1)
    before, since = await ticks(late), time.monotonic()
    await some_ticks(late, before + 4)
    # Each second once: three schedules would have sent it three times.
    assert await ticks(late) - before <= time.monotonic() - since + 2


async def ticks(late: Late) -> int:
    """How often the schedule has sent the task that counts."""
    return sum(effect.started for effect in await late.effects([-1]))


async def some_ticks(late: Late, least: int) -> None:
    """Wait until it was sent so often."""

    async def enough() -> bool:
        return await ticks(late) >= least

    await eventually(enough)
