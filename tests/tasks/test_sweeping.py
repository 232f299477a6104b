"""What has run out is swept by the hour; what is still good stays."""

from types import SimpleNamespace
from typing import Any

import httpx

from graph.client import Graph
from graph.ids import now_ms
from graph.records import Record
from tasks.accounts import sweep_resets, sweep_sessions
from tests.fixtures import stated
from tests.tasks.running import Count
from tests.tasks.test_outbox import register

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
