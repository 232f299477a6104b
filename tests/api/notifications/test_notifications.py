"""Notifications: written and withdrawn with their cause, read, marked, deleted, folded, and counted."""

import asyncio
import secrets
from collections import Counter
from typing import Any

import httpx
import pytest

from graph.client import Graph
from graph.engagement import repository as engagement
from graph.follows import repository as follows
from tests.api.conftest import Person, Register, error
from tests.api.engagement.test_lists import act, leafed, set_status, tweet_of
from tests.tasks.test_outbox import eventually

KEYS = {"id", "sender", "verb", "content", "is_read", "tweet", "created_at"}


async def told(person: Person, **parameters: object) -> list[dict[str, Any]]:
    """A person's notifications but for the welcome, which comes when it comes."""
    rows = (await person.get("/notifications/", limit=100, **parameters)).json()["results"]
    return [row for row in rows if row["verb"] != "welcome"]


async def unread(person: Person) -> int:
    """How many are unread, by the count; the list says the same."""
    page = (await person.get("/notifications/unread/", limit=100)).json()
    count = (await person.get("/notifications/count/")).json()
    assert count == {"unread_count": page["count"]} == {"unread_count": len(page["results"])}
    assert not any(row["is_read"] for row in page["results"])
    return int(page["count"])


@pytest.fixture
async def hears(register: Register) -> Person:
    """Someone who was welcomed and read that."""
    person = await register()

    async def welcomed() -> bool:
        return bool((await person.get("/notifications/count/")).json()["unread_count"] == 1)

    await eventually(welcomed)
    (welcome,) = (await person.get("/notifications/")).json()["results"]
    assert (welcome["sender"], welcome["content"], welcome["tweet"]) == ("System", "Welcome to TweetGraph", None)
    assert (await person.send("PATCH", f"/notifications/{welcome['id']}/read/")).status_code == 200
    return person


async def test_each_act_is_told_once_and_withdrawn(hears: Person, register: Register) -> None:
    actor = await register()
    tweet = await tweet_of(hears)
    name = (await actor.get(f"/users/{actor.username}/")).json()["profile"]["name"]
    acts = {
        "followed": ("follow", "unfollow", f"/users/{hears.username}", None, f"{name} followed you"),
        "liked": ("likes", "likes", f"/tweets/{tweet}", tweet, f"{name} liked your tweet"),
        "retweeted": ("retweets", "retweets", f"/tweets/{tweet}", tweet, f"{name} retweeted your tweet"),
    }
    for verb, (do, undo, path, about, content) in acts.items():
        assert (await actor.send("POST", f"{path}/{do}/")).status_code == 201
        (notification,) = await told(hears)
        assert set(notification) == KEYS
        assert notification.items() >= {"verb": verb, "content": content, "is_read": False, "tweet": about}.items()
        assert notification["sender"]["username"] == actor.username
        assert await unread(hears) == 1
        await hears.send("PATCH", f"/notifications/{notification['id']}/read/")
        # A repeat neither makes a second one nor a new one of the first.
        assert (await actor.send("POST", f"{path}/{do}/")).status_code == 200
        assert await told(hears) == [notification | {"is_read": True}]
        for _ in range(2):
            assert (await actor.send("DELETE", f"{path}/{undo}/")).status_code == 204
            assert await told(hears) == []
        assert (await actor.send("POST", f"{path}/{do}/")).status_code == 201
        (later,) = await told(hears)
        assert later["id"] > notification["id"]
        assert await unread(hears) == 1
        await actor.send("DELETE", f"{path}/{undo}/")
        assert await unread(hears) == 0


async def test_a_repeat_does_not_bring_back_what_was_deleted(hears: Person, register: Register) -> None:
    actor = await register()
    tweet = await tweet_of(hears)
    await act(actor, tweet, "likes")
    (notification,) = await told(hears)
    assert (await hears.send("DELETE", f"/notifications/{notification['id']}/")).status_code == 204
    assert (await actor.send("POST", f"/tweets/{tweet}/likes/")).status_code == 200
    assert await told(hears) == []
    assert (await actor.send("DELETE", f"/tweets/{tweet}/likes/")).status_code == 204


async def test_nobody_is_told_of_themselves(hears: Person) -> None:
    tweet = await tweet_of(hears)
    for what in ("likes", "retweets", "bookmark"):
        await act(hears, tweet, what)
    assert await told(hears) == []


async def test_a_statement_that_is_sent_again_tells_once(hears: Person, register: Register, graph: Graph) -> None:
    actor = await register()
    tweet = await tweet_of(hears)
    viewer = (await actor.get("/me/")).json()["id"]
    ids = [graph.next_id() for _ in range(2)]
    for _ in range(2):
        graph_once = graph.within(8)
        graph_once.next_id = iter(ids).__next__  # type: ignore[method-assign]
        made = await engagement.like(graph_once, viewer_id=viewer, tweet_id=tweet)
        assert made.created
    assert len(await told(hears)) == 1
    for _ in range(2):
        graph_once = graph.within(8)
        graph_once.next_id = iter([ids[0] + 1, ids[1] + 1]).__next__  # type: ignore[method-assign]
        await follows.follow(graph_once, viewer_id=viewer, username=hears.username, follow_limit=10)
    assert Counter(row["verb"] for row in await told(hears)) == {"liked": 1, "followed": 1}


async def test_marking(hears: Person, register: Register) -> None:
    actors = [await register() for _ in range(3)]
    tweet = await tweet_of(hears)
    for actor in actors:
        await act(actor, tweet, "likes")
    first, second, third = await told(hears)
    for method in ("PATCH", "PUT", "PATCH"):
        answer = await hears.send(method, f"/notifications/{second['id']}/read/")
        assert (answer.status_code, answer.json()) == (200, {"detail": "Notification marked as read"})
    assert [row["is_read"] for row in await told(hears)] == [False, True, False]
    assert await leafed(hears, "/notifications/unread/") == [first, third]
    assert await unread(hears) == 2
    for updated in (2, 0):
        answer = await hears.send("POST", "/notifications/mark-all-read/")
        assert answer.status_code == 200
        assert answer.json() == {"detail": "All notifications marked as read", "updated_count": updated}
    assert await unread(hears) == 0
    assert [row["id"] for row in await leafed(hears, "/notifications/")][:3] == [first["id"], second["id"], third["id"]]


async def test_somebody_elses_notification_is_not_there(
    hears: Person, register: Register, client: httpx.AsyncClient
) -> None:
    actor = await register()
    await act(actor, await tweet_of(hears), "likes")
    (notification,) = await told(hears)
    one = f"/notifications/{notification['id']}/"
    for method, path in (("PATCH", f"{one}read/"), ("PUT", f"{one}read/"), ("DELETE", one)):
        error(await actor.send(method, path), 404, "not_found")
        error(await hears.send(method, path.replace(str(notification["id"]), "1")), 404, "not_found")
        error(await client.request(method, path), 401, "not_authenticated")
    assert await told(hears) == [notification]
    assert (await hears.send("DELETE", one)).status_code == 204
    error(await hears.send("DELETE", one), 404, "not_found")
    assert await told(hears) == []
    for method, path in (
        ("GET", "/notifications/"),
        ("GET", "/notifications/unread/"),
        ("GET", "/notifications/count/"),
        ("POST", "/notifications/mark-all-read/"),
    ):
        error(await client.request(method, path), 401, "not_authenticated")


async def test_hidden_people_are_neither_shown_nor_counted(hears: Person, register: Register, graph: Graph) -> None:
    actors = [await register() for _ in range(2)]
    for actor in actors:
        assert (await actor.send("POST", f"/users/{hears.username}/follow/")).status_code == 201
    both = await told(hears)
    await set_status(graph, actors[1], "suspended")
    assert await told(hears) == both[1:]
    assert await unread(hears) == 1
    assert (await hears.send("POST", "/notifications/mark-all-read/")).json()["updated_count"] == 1
    await set_status(graph, actors[1], "active")
    assert [row["id"] for row in await told(hears)] == [row["id"] for row in both]
    assert await unread(hears) == 0


async def test_a_deleted_tweet_takes_its_notifications_along(hears: Person, register: Register) -> None:
    actor = await register()
    tweet = await tweet_of(hears)
    await act(actor, tweet, "likes")
    await act(actor, tweet, "retweets")
    assert await unread(hears) == 2
    await hears.send("DELETE", f"/tweets/{tweet}/")
    assert await told(hears) == []
    assert await unread(hears) == 0

    async def gone() -> bool:
        return bool((await hears.get("/notifications/")).json()["count"] == 1)

    await eventually(gone)


async def test_groups(hears: Person, register: Register) -> None:
    actors = [await register(f"fan{number}_{secrets.token_hex(4)}") for number in range(4)]
    names = [(await each.get(f"/users/{each.username}/")).json()["profile"]["name"] for each in actors]
    one, other = [await tweet_of(hears) for _ in range(2)]
    for actor in actors:
        await act(actor, one, "likes")
    await act(actors[0], other, "likes")
    await actors[1].send("POST", f"/users/{hears.username}/follow/")
    await actors[2].send("POST", f"/users/{hears.username}/follow/")
    single = await told(hears)
    grouped = await told(hears, group="true")
    assert [row["content"] for row in grouped] == [
        f"{names[2]} and {names[1]} followed you",
        f"{names[0]} liked your tweet",
        f"{names[3]}, {names[2]} and 2 others liked your tweet",
    ]
    assert set(grouped[0]) == KEYS
    assert grouped[2]["id"] == single[3]["id"]
    assert len(single) == 7
    assert await told(hears, group="false") == single
    for row in single[3:6]:
        await hears.send("PATCH", f"/notifications/{row['id']}/read/")
    assert not (await told(hears, group="true"))[2]["is_read"]
    await hears.send("PATCH", f"/notifications/{single[6]['id']}/read/")
    assert (await told(hears, group="true"))[2]["is_read"]
    page = (await hears.get("/notifications/", group="true")).json()
    assert await leafed(hears, "/notifications/", group="true") == page["results"]
    assert page["count"] == len(page["results"]) == 4
    error(await hears.get("/notifications/", group="perhaps"), 400, "validation_error", "group")


async def test_to_and_fro_at_once(hears: Person, register: Register) -> None:
    actors = [await register() for _ in range(3)]
    tweet = await tweet_of(hears)

    async def back_and_forth(actor: Person, path: str, undo: str) -> None:
        for _ in range(8):
            for method, where in (("POST", path), ("DELETE", undo)):
                answer = await actor.send(method, where)
                assert answer.status_code < 300, answer.text
        assert (await actor.send("POST", path)).status_code < 300

    async def marking() -> None:
        for _ in range(10):
            answer = await hears.send("POST", "/notifications/mark-all-read/")
            assert answer.status_code == 200, answer.text

    async def reading() -> None:
        for _ in range(10):
            for row in await told(hears):
                answer = await hears.send("PATCH", f"/notifications/{row['id']}/read/")
                assert answer.status_code in {200, 404}, answer.text

    likes, retweets = ((f"/tweets/{tweet}/{what}/",) * 2 for what in ("likes", "retweets"))
    following = (f"/users/{hears.username}/follow/", f"/users/{hears.username}/unfollow/")
    ways = zip((*actors, actors[0]), (likes, retweets, following, likes), strict=True)
    await asyncio.gather(marking(), reading(), *(back_and_forth(actor, *way) for actor, way in ways))
    found = Counter(row["verb"] for row in await told(hears))
    standing = (await hears.get(f"/tweets/{tweet}/likes/")).json()["count"]
    assert +found == +Counter(liked=standing, retweeted=1, followed=1)
