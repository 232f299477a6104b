"""What has run out is swept by the hour; what is still good stays."""

from types import SimpleNamespace
from typing import Any

import httpx

from graph.client import Graph
from graph.ids import now_ms
from graph.outbox import repository as outbox
from graph.records import Record
from tasks.accounts import sweep_resets, sweep_sessions
from tasks.media import sweep, sweep_soon
from tests.fixtures import stated
from tests.tasks.running import Count
from tests.tasks.test_outbox import eventually, register

HOUR = 3_600_000
SESSIONS = stated(
    "sessions",
    "UNWIND $ends AS end CREATE (:Session {id: end, expires_at: datetime({epochMillis: end})})",
)
LEFT = stated("left", "MATCH (session:Session) WHERE session.id IN $ids RETURN count(session) AS found")
LINK = stated(
    "link",
    "MATCH (c:Credential {username_key: $name}) SET c.reset_hash = 'x', c.reset_until_ms = $until RETURN 1 AS found",
)
LINKS = stated("links", "MATCH (c:Credential {username_key: $name}) RETURN count(c.reset_hash) AS found")
EVENTS = stated(
    "events", "MATCH (event:Outbox|SetAside|DeadLetter) WHERE event.topic = $topic RETURN count(event) AS found"
)
GIVEN_UP = stated(
    "given_up",
    "MATCH (event:Outbox|SetAside|DeadLetter) WHERE event.topic = $topic "
    "REMOVE event:Outbox, event:SetAside SET event:DeadLetter, event.id = event.id - $ago_ms * 4096",
)


async def test_a_sweep_that_fails_is_left_once_a_day(graph: Graph) -> None:
    topic = f"tests.nobody{graph.next_id()}"  # which the worker sets aside, since no task takes it

    async def left() -> int:
        await outbox.leave(graph, topic=topic)
        return (await graph.read(EVENTS, Count, topic=topic))[0].found

    assert [await left(), await left()] == [1, 1]
    await graph.write(GIVEN_UP, Record, topic=topic, ago_ms=23 * HOUR)
    assert await left() == 1
    await graph.write(GIVEN_UP, Record, topic=topic, ago_ms=2 * HOUR)
    assert await left() == 2
    forget = stated("forget", "MATCH (event:Outbox|SetAside|DeadLetter) WHERE event.topic = $topic DELETE event")
    await graph.write(forget, Record, topic=topic)


async def test_files_are_swept_by_an_event(graph: Graph) -> None:
    """So what fails is tried again: what the schedule sends by itself is not."""
    context: Any = SimpleNamespace(state=SimpleNamespace(graph=graph))
    assert "schedule" not in sweep.labels
    assert sweep_soon.labels["schedule"] == [{"cron": "17 * * * *"}]
    await sweep_soon.original_func(context)
    assert (await graph.read(EVENTS, Count, topic="media.sweep"))[0].found <= 1

    async def swept() -> bool:
        return (await graph.read(EVENTS, Count, topic="media.sweep"))[0].found == 0

    await eventually(swept)


async def test_sessions_that_ended_are_swept(graph: Graph) -> None:
    context: Any = SimpleNamespace(state=SimpleNamespace(graph=graph))
    now = now_ms()
    ended = [now - 3 * HOUR - n for n in range(700)]
    good = [now - HOUR // 2, now + HOUR]
    await graph.write(SESSIONS, Record, ends=[*ended, *good])
    await sweep_sessions.original_func(context)
    assert (await graph.read(LEFT, Count, ids=ended))[0].found == 0
    assert (await graph.read(LEFT, Count, ids=good))[0].found == 2
    await graph.write(stated("gone", "MATCH (s:Session) WHERE s.id IN $ids DELETE s"), Record, ids=good)


async def test_reset_links_that_ended_are_forgotten(graph: Graph, http: httpx.AsyncClient) -> None:
    context: Any = SimpleNamespace(state=SimpleNamespace(graph=graph))
    (old, _), (new, _) = await register(http), await register(http)
    await graph.write(LINK, Count, name=old, until=now_ms() - 2 * HOUR)
    await graph.write(LINK, Count, name=new, until=now_ms() + HOUR)
    await sweep_resets.original_func(context)
    assert (await graph.read(LINKS, Count, name=old))[0].found == 0
    assert (await graph.read(LINKS, Count, name=new))[0].found == 1
