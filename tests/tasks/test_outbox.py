"""What a statement leaves in the outbox takes its effect, once, through relay, Redis and the running worker."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable

import httpx
import pytest
import redis.asyncio as redis

from graph.client import Graph
from graph.notifications import repository as notifications
from graph.outbox import repository as outbox
from graph.records import Record
from tasks.outbox import trim
from tasks.stream import GROUP, QUEUE
from tests.conftest import Stack
from tests.fixtures import stated

PATIENCE = 60.0  # seconds in which the workers must have done their part, also on a busy machine


class Count(Record):
    """How many there are."""

    found: int


WELCOMES = stated(
    "welcomes", "MATCH (n:Notification {verb: 'welcome'})-[:TO]->(:User {username: $username}) RETURN count(n) AS found"
)
LEFT = stated("left", "MATCH (event:Outbox) WHERE event.payload = $payload RETURN count(event) AS found")
TIES = stated(
    "ties",
    "MATCH (tweet:Tombstone|Tweet {id: $tweet_id}) RETURN COUNT { (tweet)--() } + 1 AS found "
    "UNION ALL RETURN 0 AS found LIMIT 1",
)


async def eventually(check: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something holds; fails after PATIENCE."""
    async with asyncio.timeout(PATIENCE):
        while not await check():  # noqa: ASYNC110 - what is awaited happens in other processes
            await asyncio.sleep(0.1)


async def register(http: httpx.AsyncClient) -> tuple[str, dict[str, str]]:
    """A new person's name and headers."""
    username = f"box_{secrets.token_hex(6)}"
    body = {
        "username": username,
        "email": f"{username}@example.com",
        "password": "quiet river 42 stones",
        "password2": "quiet river 42 stones",
    }
    answer = await http.post("/register/", json=body)
    assert answer.status_code == 201, answer.text
    return username, {"Authorization": f"Bearer {answer.json()['token']['access']}"}


async def test_a_new_person_is_welcomed_once(graph: Graph, http: httpx.AsyncClient) -> None:
    username, headers = await register(http)

    async def welcomed() -> bool:
        return (await graph.read(WELCOMES, Count, username=username))[0].found == 1

    await eventually(welcomed)
    user_id = (await http.get("/me/", headers=headers)).json()["id"]
    assert (await graph.read(LEFT, Count, payload=f'{{"user_id": {user_id}}}'))[0].found == 0
    again = await notifications.welcome(graph, user_id=user_id)
    assert again is not None
    assert not again.created
    assert await welcomed()


async def test_nobody_is_welcomed_who_is_gone(graph: Graph) -> None:
    assert await notifications.welcome(graph, user_id=graph.next_id()) is None


async def test_a_deleted_tweet_is_swept(graph: Graph, http: httpx.AsyncClient) -> None:
    _, author = await register(http)
    _, fan = await register(http)
    tweet_id = (await http.post("/tweets/", json={"content": "for a moment #soon"}, headers=author)).json()["id"]
    for act in ("likes", "retweets"):
        assert (await http.post(f"/tweets/{tweet_id}/{act}/", headers=fan)).status_code == 201
    assert (await http.delete(f"/tweets/{tweet_id}/", headers=author)).status_code == 204
    assert (await http.get(f"/tweets/{tweet_id}/", headers=author)).status_code == 404
    assert (await http.get("/tweets/feed/", headers=fan)).json()["results"] == []

    async def gone() -> bool:
        return (await graph.read(TIES, Count, tweet_id=tweet_id))[0].found == 0

    await eventually(gone)


async def test_an_event_without_a_task_is_set_aside_and_holds_up_nobody(graph: Graph, http: httpx.AsyncClient) -> None:
    event_id = graph.next_id()
    leave = stated("leave", "CREATE (:Outbox {id: $id, topic: 'tests.unknown', payload: '{}', created_at: datetime()})")
    await graph.write(leave, Record, id=event_id)
    await test_a_new_person_is_welcomed_once(graph, http)
    left = await outbox.event(graph, event_id=event_id)
    assert left is not None
    assert (left.state, left.error) == ("failing", "UnknownTopic")
    assert event_id in {each.id for each in await outbox.failing_events(graph, after_id=0, limit=1000)}
    for _ in range(2):
        await outbox.finish(graph, event_id=event_id)
    assert await outbox.event(graph, event_id=event_id) is None


async def test_of_two_runs_one_has_the_event(graph: Graph) -> None:
    event_id = graph.next_id()
    # Due far in the future, so that the running relay leaves it alone.
    leave = stated("leave", "CREATE (:Outbox {id: $id, topic: 'none', payload: '{}', due_ms: timestamp() + 3600000})")
    await graph.write(leave, Record, id=event_id)
    claims = [outbox.claim(graph, event_id=event_id, holder=f"run {n}", hold_ms=3_600_000) for n in range(8)]
    taken = [n for n, claim in enumerate(await asyncio.gather(*claims)) if claim is not None]
    assert len(taken) == 1
    holder = f"run {taken[0]}"
    assert await outbox.claim(graph, event_id=event_id, holder=holder, hold_ms=3_600_000) is not None
    await outbox.set_aside(graph, event_id=event_id, attempts=1, error="Error", pause_ms=3_600_000)
    assert await outbox.claim(graph, event_id=event_id, holder=holder, hold_ms=3_600_000) is None
    await outbox.finish(graph, event_id=event_id)


async def test_trimming_keeps_what_is_pending(stack: Stack) -> None:
    # A database beside the one in which the running stack has its stream.
    client = redis.Redis.from_url(stack.settings.redis_address.removesuffix("/0") + "/1")

    async def left() -> list[object]:
        return [entry for entry, _ in await client.xrange(QUEUE) or []]

    try:
        await client.xgroup_create(QUEUE, GROUP, id="0", mkstream=True)
        ids = [await client.xadd(QUEUE, {"n": n}) for n in range(10)]
        await client.xreadgroup(GROUP, "worker", {QUEUE: ">"}, count=7)
        assert (await client.xpending(QUEUE, GROUP))["pending"] == 7
        await client.xack(QUEUE, GROUP, *ids[:3])
        await trim(client)
        assert await left() == ids[3:]
        await client.xack(QUEUE, GROUP, *ids[3:7])
        await trim(client)
        assert await left() == ids[6:]
    finally:
        await client.flushdb()
        await client.aclose()


@pytest.mark.alone  # looks at the work of everybody
async def test_nothing_stays_pending(stack: Stack, http: httpx.AsyncClient) -> None:
    for _ in range(3):
        await register(http)
    client = redis.Redis.from_url(stack.settings.redis_address)
    try:

        async def done() -> bool:
            pending = await client.xpending(QUEUE, GROUP)
            return bool(pending["pending"] == 0)

        await eventually(done)
        await trim(client)
        assert await client.xlen(QUEUE) <= 1
    finally:
        await client.aclose()
