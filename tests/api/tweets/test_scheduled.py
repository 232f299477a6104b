"""Scheduled tweets: kept, changed, cancelled, and published once, when due, with all that publishing does."""

import asyncio
import secrets
from types import SimpleNamespace
from typing import Any

import httpx
import msgspec
import pytest
import redis.asyncio as redis

from graph.client import Graph
from graph.ids import first_id_at, now_ms
from graph.records import Instant, Record
from graph.tweets import scheduling
from graph.tweets.records import Due
from tasks.tweets import publish_due
from tests.api.conftest import PASSWORD, Person, Register, Running, error
from tests.api.engagement.test_lists import set_status, tweet_of
from tests.conftest import Stack
from tests.drawing import drawn
from tests.fixtures import stated
from tests.tasks.running import Count
from tests.tasks.test_outbox import eventually

DAY = 86_400_000
DUE = stated(
    "due",
    "MATCH (t:ScheduledTweet) WHERE t.id IN $ids WITH t, $due + t.id % 4096 AS due SET t.due_id = due, t.look_id = due",
)
HELD = stated("held", "MATCH (t:ScheduledTweet) WHERE t.id IN $ids SET t.look_id = 9007199254740991")
TAKEN = stated(  # by workers that died: nobody looks at them any more
    "taken", "MATCH (t:ScheduledTweet {id: $id}) SET t.due_id = $due, t.look_id = 9007199254740991"
)
LEFT = stated("left", "MATCH (t:ScheduledTweet {author_id: $id}) RETURN count(t) AS found")


def later(ms: int = DAY) -> str:
    """A moment ahead."""
    return Instant.from_ms(now_ms() + ms)


async def scheduled(person: Person, content: str = "later", ms: int = DAY, **more: object) -> int:
    """The id of a tweet that is to be published later."""
    answer = await person.send("POST", "/tweets/", json={"content": content, "scheduled_at": later(ms)} | more)
    assert answer.status_code == 201, answer.text
    assert answer.json()["type"] == "scheduled"
    return int(answer.json()["id"])


async def rows(person: Person, path: str = "/tweets/scheduled/") -> list[dict[str, Any]]:
    """The first page of a list."""
    answer = await person.get(path)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


async def posts(person: Person) -> list[str]:
    """What a person's own page says."""
    return [row["content"] for row in await rows(person, f"/tweets/user/{person.username}/")]


async def fall_due(graph: Graph, *ids: int) -> None:
    """Their moment was a minute ago; the stack's worker has to see to the rest."""
    await graph.write(DUE, Record, ids=list(ids), due=first_id_at(now_ms() - 60_000))


async def test_it_is_kept_and_seen_by_nobody_else(register: Register, client: httpx.AsyncClient) -> None:
    author, other = await register(), await register()
    moment = later()
    answer = await author.send("POST", "/tweets/", json={"content": " soon #x ", "scheduled_at": moment})
    assert (answer.status_code, answer.json()["scheduled_at"], answer.json()["content"]) == (201, moment, "soon #x")
    assert await rows(author) == [answer.json()]
    identity = answer.json()["id"]
    error(await author.get(f"/tweets/{identity}/"), 404, "not_found")
    error(await client.get("/tweets/scheduled/"), 401, "not_authenticated")
    assert await rows(other) == []
    assert await posts(author) == []
    for method, body in (("PATCH", {"json": {"content": "mine"}}), ("DELETE", {})):
        error(await other.send(method, f"/tweets/scheduled/{identity}/", **body), 404, "not_found")


async def test_the_list_is_in_order_of_time(register: Register) -> None:
    author = await register()
    moment = later()
    same = [
        (await author.send("POST", "/tweets/", json={"content": "same", "scheduled_at": moment})).json()["id"]
        for _ in range(3)
    ]
    first, last = await scheduled(author, ms=DAY // 2), await scheduled(author, ms=2 * DAY)
    order = [first, *same, last]
    assert [row["id"] for row in await rows(author)] == order
    assert {row["scheduled_at"] for row in (await rows(author))[1:4]} == {moment}
    page, found = (await author.get("/tweets/scheduled/", limit=2)).json(), []
    while page["next"]:
        assert page["count"] == 5
        found += page["results"]
        page = (await author.send("GET", page["next"])).json()
    assert [row["id"] for row in found + page["results"]] == order
    await author.send("PATCH", f"/tweets/scheduled/{last}/", json={"scheduled_at": later(1 * 3_600_000)})
    assert [row["id"] for row in await rows(author)] == [last, *order[:-1]]
    assert (await author.send("DELETE", f"/tweets/scheduled/{first}/")).status_code == 204
    assert [row["id"] for row in await rows(author)] == [last, *same]


@pytest.mark.parametrize(
    "moment",
    [
        "tomorrow",
        "2030-01-01T00:00:00",
        "2031-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "2024-01-01T00:00:00Z",
        "",
    ],
)
async def test_another_moment_is_refused(ada: Person, moment: str) -> None:
    body = {"content": "later", "scheduled_at": moment}
    error(await ada.send("POST", "/tweets/", json=body), 400, "validation_error", "scheduled_at")


async def test_what_cannot_be_published_is_refused(ada: Person, register: Register, running: Running) -> None:
    when = {"scheduled_at": later()}
    error(await ada.send("POST", "/tweets/", json={"content": ""} | when), 400, "empty_tweet")
    quoting = {"content": "x", "quote_of": 1} | when
    error(await ada.send("POST", "/tweets/", json=quoting), 400, "validation_error", "quote_of")
    shown = {"content": "x", "media_ids": [1]} | when
    error(await ada.send("POST", "/tweets/", json=shown), 400, "validation_error", "media_ids")
    author = await register()
    async with running(scheduled_limit=2) as (client, _):
        made = [await client.post("/tweets/", json={"content": "x"} | when, headers=author.header) for _ in range(3)]
    assert [answer.status_code for answer in made[:2]] == [201, 201]
    error(made[2], 400, "validation_error", "scheduled_at")


async def test_it_is_published_with_all_that_publishing_does(register: Register, graph: Graph) -> None:
    author, follower, named = [await register() for _ in range(3)]
    await follower.send("POST", f"/users/{author.username}/follow/")
    tag, quoted = f"s{secrets.token_hex(5)}", await tweet_of(named, "quote me")
    file = {"file": ("a.png", drawn("PNG"), "image/png")}
    medium = (await author.send("POST", "/media/", files=file)).json()
    identity = await scheduled(author, "to be changed", media_ids=[medium["id"]], quote_of=quoted)
    text = f"hello @{follower.username} #{tag}"
    await author.send("PATCH", f"/tweets/scheduled/{identity}/", json={"content": text})
    between = await tweet_of(author, "written meanwhile")
    await fall_due(graph, identity)

    async def published() -> bool:
        return bool((await rows(follower, "/tweets/feed/"))[0]["content"] == text)

    await eventually(published)
    tweet = (await rows(follower, "/tweets/feed/"))[0]
    assert tweet["id"] > between != identity
    assert (tweet["hashtags"], tweet["quoted"]["id"], tweet["media"]) == ([tag], quoted, [medium])
    assert [each["username"] for each in tweet["mentions"]] == [follower.username]
    assert [row["id"] for row in await rows(follower, f"/hashtags/{tag}/")] == [tweet["id"]]
    assert "mentioned" in {row["verb"] for row in await rows(follower, "/notifications/")}
    assert "quoted" in {row["verb"] for row in await rows(named, "/notifications/")}
    assert await rows(author) == []
    error(await author.send("DELETE", f"/tweets/scheduled/{identity}/"), 404, "not_found")


async def test_two_workers_publish_once(register: Register, graph: Graph) -> None:
    author = await register()
    ids = [await scheduled(author, f"number {number}") for number in range(4)]
    await graph.write(HELD, Record, ids=ids)  # from the stack's own worker
    claims = [
        Due(
            id=identity,
            author_id=(await author.get("/me/")).json()["id"],
            changed_id=identity,
            content=f"number {number}",
            quote_of=None,
            reply_settings=None,
            media_ids=[],
        )
        for number, identity in enumerate(ids)
    ]
    made = await asyncio.gather(*(scheduling.publish_scheduled(graph, due=each) for each in claims * 5))
    assert len([tweet for tweet in made if tweet is not None]) == 4
    assert sorted(await posts(author)) == [f"number {number}" for number in range(4)]


async def test_what_was_changed_after_it_was_taken_is_not_published(register: Register, graph: Graph) -> None:
    author = await register()
    identity = await scheduled(author, "before")
    due = Due(
        id=identity,
        author_id=(await author.get("/me/")).json()["id"],
        changed_id=identity,
        content="before",
        quote_of=None,
        reply_settings=None,
        media_ids=[],
    )
    await author.send("PATCH", f"/tweets/scheduled/{identity}/", json={"content": "after"})
    assert await scheduling.publish_scheduled(graph, due=due) is None
    await fall_due(graph, identity)

    async def published() -> bool:
        return await posts(author) == ["after"]

    await eventually(published)


async def test_what_waits_for_an_earlier_one_follows_it_at_once(register: Register, graph: Graph) -> None:
    author = await register()
    ids = [await scheduled(author, content) for content in ("first", "second", "third")]
    for before_ms, identity in zip((90_000, 60_000, 30_000), ids, strict=True):
        await graph.write(TAKEN, Record, id=identity, due=first_id_at(now_ms() - before_ms))
    due = Due(
        id=ids[0],
        author_id=(await author.get("/me/")).json()["id"],
        changed_id=ids[0],
        content="first",
        quote_of=None,
        reply_settings=None,
        media_ids=[],
    )
    second = msgspec.structs.replace(due, id=ids[1], changed_id=ids[1], content="second")
    assert await scheduling.publish_scheduled(graph, due=second) is None
    assert await scheduling.publish_scheduled(graph, due=due) is not None

    async def published() -> bool:
        return await posts(author) == ["third", "second", "first"]

    await eventually(published)


async def test_of_a_hidden_author_it_is_held_back(register: Register, graph: Graph, stack: Stack) -> None:
    author = await register()
    identity = await scheduled(author, "patience")
    await set_status(graph, author, "suspended")
    await fall_due(graph, identity)
    async with redis.Redis.from_url(stack.settings.redis_address) as client:
        context: Any = SimpleNamespace(state=SimpleNamespace(graph=graph, redis=client))
        await publish_due.original_func(context)
        await set_status(graph, author, "active")
        assert [row["id"] for row in await rows(author)] == [identity]
        assert await posts(author) == []
        await fall_due(graph, identity)  # instead of half a minute
        await publish_due.original_func(context)

    async def published() -> bool:
        return await posts(author) == ["patience"]

    await eventually(published)


async def test_of_a_deleted_author_nothing_is_left(register: Register, graph: Graph) -> None:
    author = await register()
    identity = (await author.get("/me/")).json()["id"]
    file = {"file": ("a.png", drawn("PNG"), "image/png")}
    medium = (await author.send("POST", "/media/", files=file)).json()["id"]
    due = await scheduled(author, media_ids=[medium])
    await author.send("DELETE", "/delete/", json={"password": PASSWORD})
    await fall_due(graph, due)

    async def gone() -> bool:
        return (await graph.read(LEFT, Count, id=identity))[0].found == 0

    await eventually(gone)


async def test_pictures_are_taken_and_free_again(register: Register) -> None:
    author = await register()
    media = [
        (await author.send("POST", "/media/", files={"file": ("a.png", drawn("PNG"), "image/png")})).json()["id"]
        for _ in range(2)
    ]
    identity = await scheduled(author, media_ids=media)
    taken = {"content": "mine", "media_ids": media[:1]}
    error(await author.send("POST", "/tweets/", json=taken), 400, "validation_error", "media_ids")
    fewer = await author.send("PATCH", f"/tweets/scheduled/{identity}/", json={"media_ids": media[1:]})
    assert [each["id"] for each in fewer.json()["media"]] == media[1:]
    assert (await author.send("POST", "/tweets/", json=taken)).status_code == 201
    await author.send("DELETE", f"/tweets/scheduled/{identity}/")
    again = {"content": "mine", "media_ids": media[1:]}
    assert (await author.send("POST", "/tweets/", json=again)).status_code == 201
    error(await author.send("PATCH", f"/tweets/scheduled/{identity}/", json={"content": "x"}), 404, "not_found")


async def test_a_quoted_tweet_that_is_gone_is_not_available(register: Register, graph: Graph) -> None:
    author, other = await register(), await register()
    quoted = await tweet_of(other)
    identity = await scheduled(author, "look at this", quote_of=quoted)
    await other.send("DELETE", f"/tweets/{quoted}/")
    await fall_due(graph, identity)

    async def published() -> bool:
        return await posts(author) == ["look at this"]

    await eventually(published)
    shown = (await rows(author, f"/tweets/user/{author.username}/"))[0]
    assert shown["quoted"] == {"id": quoted, "unavailable": True}


async def test_under_a_key_it_is_kept_once(register: Register) -> None:
    author = await register()
    header = author.header | {"Idempotency-Key": secrets.token_hex(8)}
    body = {"content": "once", "scheduled_at": later()}
    made = [await author.client.post("/tweets/", json=body, headers=header) for _ in range(2)]
    assert made[0].json() == made[1].json()
    assert len(await rows(author)) == 1
