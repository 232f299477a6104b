"""Replies: tweets that answer, listed below what they answer."""

import asyncio
from typing import Any

import pytest

from graph.client import Graph
from graph.tweets import repository as tweets
from tests.api.conftest import Person, Running, error
from tests.api.tweets.conftest import COMMENT, PAGE, Told, commented, ids, made, published, set_status, shown
from tests.model.acting import BOUNDS, Bound


async def test_a_reply_is_a_tweet_in_a_thread(people: list[Person], told: Told, graph: Graph) -> None:
    one, two, three = people
    root = await published(one)
    reply = await commented(two, root["id"], f" Yes #Graph @{three.username} @{one.username} ")
    assert reply.keys() == COMMENT
    assert (reply["tweet_id"], reply["parent"], reply["replies_count"], reply["replies"]) == (root["id"], None, 0, [])
    assert reply["content"].startswith("Yes")
    assert reply["hashtags"] == ["graph"]
    assert {person["username"] for person in reply["mentions"]} == {one.username, three.username}
    assert reply["reply_to"] == {"id": root["id"], "author": root["author"]}
    assert await told(reply["id"]) == {(one.username, "commented"), (three.username, "mentioned")}
    (bound,) = await graph.read(BOUNDS, Bound, people=[reply["author"]["id"]])
    assert bound.last_post_id is None
    assert (await shown(two, "/tweets/feed/"))["results"] == []
    assert (await shown(two, f"/tweets/{root['id']}/"))["comments_count"] == 1
    detail = await shown(one, f"/tweets/{reply['id']}/")
    assert detail["reply_to"]["id"] == root["id"]
    assert (await made(one, f"/tweets/{reply['id']}/likes/"))["tweet_id"] == reply["id"]
    assert (await made(one, f"/tweets/{reply['id']}/retweets/"))["tweet"]["id"] == reply["id"]


async def test_answers_to_comments(people: list[Person], told: Told) -> None:
    one, two, three = people
    root = await published(one)
    first = await commented(two, root["id"])
    below = await commented(three, root["id"], parent=first["id"])
    assert (below["tweet_id"], below["parent"]) == (root["id"], first["id"])
    assert await told(below["id"]) == {(one.username, "commented"), (two.username, "commented")}
    deeper = await commented(one, below["id"])
    assert (deeper["tweet_id"], deeper["parent"]) == (root["id"], below["id"])
    assert await told(deeper["id"]) == {(three.username, "commented")}
    assert await told((await commented(one, root["id"]))["id"]) == set()
    listed = await shown(one, f"/tweets/{root['id']}/comments/")
    assert listed.keys() == PAGE
    assert listed["count"] == 2
    (top,) = [each for each in listed["results"] if each["id"] == first["id"]]
    assert (top["replies_count"], ids(top["replies"])) == (1, [below["id"]])
    assert ids((await shown(one, f"/tweets/{first['id']}/comments/"))["results"]) == [below["id"]]
    alone = await shown(one, f"/tweets/{root['id']}/comments/{below['id']}/")
    assert (alone["id"], ids(alone["replies"]), alone.keys()) == (below["id"], [deeper["id"]], COMMENT)
    assert await shown(two, f"/tweets/{first['id']}/comments/{below['id']}/") == alone


async def test_what_may_not_be_answered(people: list[Person], graph: Graph) -> None:
    one, two, three = people
    root, other = await published(one), await published(one)
    foreign = await commented(two, other["id"])
    path = f"/tweets/{root['id']}/comments/"
    for parent in (foreign["id"], other["id"], root["id"], 1):
        error(await one.send("POST", path, json={"content": "x", "parent": parent}), 400, "invalid_parent")
    for content in ("", " ", "\u200b"):
        error(await one.send("POST", path, json={"content": content}), 400, "empty_tweet")
    error(await one.send("POST", path, json={"content": "x" * 501}), 400, "validation_error", "content")
    error(await one.send("POST", path, json={"content": "x", "parent": 0}), 400, "validation_error", "parent")
    error(await one.send("POST", path, json={"content": "x", "image": 1}), 400, "validation_error", "image")
    error(await one.client.post(path, json={"content": "x"}), 401, "not_authenticated")
    error(await one.send("POST", "/tweets/1/comments/", json={"content": "x"}), 404, "not_found")
    assert len((await commented(one, root["id"], "é" * 500))["content"]) == 500
    mine = await commented(three, root["id"])
    await set_status(graph, three, "suspended")
    error(await one.send("POST", path, json={"content": "x", "parent": mine["id"]}), 400, "invalid_parent")
    await set_status(graph, one, "suspended")
    error(await two.send("POST", path, json={"content": "x"}), 404, "not_found")


async def test_comments_are_found_in_their_own_thread(people: list[Person]) -> None:
    one, two, _ = people
    root, other = await published(one), await published(one)
    reply = await commented(two, root["id"])
    path = f"/comments/{reply['id']}/"
    assert (await one.client.get(f"/tweets/{root['id']}{path}")).json()["id"] == reply["id"]
    for tweet in (other["id"], reply["id"], 1):
        error(await two.get(f"/tweets/{tweet}{path}"), 404, "not_found")
        error(await two.send("DELETE", f"/tweets/{tweet}{path}"), 404, "not_found")
    error(await two.get(f"/tweets/{root['id']}/comments/{other['id']}/"), 404, "not_found")
    error(await one.send("DELETE", f"/tweets/{root['id']}{path}"), 403, "not_author")
    error(await one.client.delete(f"/tweets/{root['id']}{path}"), 401, "not_authenticated")
    error(await one.send("DELETE", f"/tweets/{root['id']}/comments/{root['id']}/"), 404, "not_found")
    assert (await two.send("DELETE", f"/tweets/{root['id']}{path}")).status_code == 204
    error(await two.send("DELETE", f"/tweets/{root['id']}{path}"), 404, "not_found")
    error(await two.get(f"/tweets/{root['id']}{path}"), 404, "not_found")
    assert await shown(one, f"/tweets/{root['id']}/comments/") == {
        "count": 0,
        "next": None,
        "previous": None,
        "results": [],
    }


async def test_a_deleted_reply_leaves_a_tombstone_while_it_is_answered(people: list[Person]) -> None:
    one, two, three = people
    root = await published(one)
    path = f"/tweets/{root['id']}/comments/"
    first = await commented(two, root["id"], "a secret")
    second = await commented(three, root["id"], parent=first["id"])
    third = await commented(one, root["id"], parent=second["id"])
    later = await commented(one, root["id"])
    for gone in (first, second):
        person = two if gone is first else three
        assert (await person.send("DELETE", f"{path}{gone['id']}/")).status_code == 204
        error(await one.get(f"/tweets/{gone['id']}/"), 404, "not_found")
        error(await one.get(f"{path}{gone['id']}/"), 404, "not_found")
        error(await one.send("POST", path, json={"content": "x", "parent": gone["id"]}), 400, "invalid_parent")
    listed = await shown(one, path)
    assert (listed["count"], ids(listed["results"])) == (2, [later["id"], first["id"]])
    assert listed["results"][1] == {
        "type": "tombstone",
        "id": first["id"],
        "unavailable": True,
        "tweet_id": root["id"],
        "parent": None,
        "replies_count": 1,
        "replies": [
            {
                "type": "tombstone",
                "id": second["id"],
                "unavailable": True,
                "tweet_id": root["id"],
                "parent": first["id"],
                "replies_count": 1,
                "replies": [],
            }
        ],
    }
    assert (await shown(one, f"/tweets/{root['id']}/"))["comments"]["results"] == listed["results"]
    assert (await shown(one, f"/tweets/{third['id']}/"))["reply_to"] == {"id": second["id"], "unavailable": True}
    previous = await shown(one, (await shown(one, f"{path}?limit=1"))["next"])
    assert ids(previous["results"]) == [first["id"]]
    assert ids((await shown(one, previous["previous"]))["results"]) == [later["id"]]
    assert (await one.send("DELETE", f"/tweets/{third['id']}/")).status_code == 204
    listed = await shown(one, path)
    assert (listed["count"], ids(listed["results"])) == (1, [later["id"]])


async def test_a_tombstone_whose_answers_are_hidden_is_not_listed(people: list[Person], graph: Graph) -> None:
    one, two, three = people
    root = await published(one)
    path = f"/tweets/{root['id']}/comments/"
    first = await commented(two, root["id"])
    await commented(three, root["id"], parent=first["id"])
    await two.send("DELETE", f"{path}{first['id']}/")
    assert ids((await shown(one, path))["results"]) == [first["id"]]
    await set_status(graph, three, "suspended")
    listed = await shown(one, path)
    assert (listed["count"], listed["results"]) == (1, [])
    await set_status(graph, three, "active")
    assert ids((await shown(one, path))["results"]) == [first["id"]]


async def test_replies_outlive_the_tweet(people: list[Person]) -> None:
    one, two, _ = people
    root = await published(one)
    reply = await commented(two, root["id"])
    below = await commented(two, root["id"], parent=reply["id"])
    assert (await one.send("DELETE", f"/tweets/{root['id']}/")).status_code == 204
    error(await one.get(f"/tweets/{root['id']}/comments/"), 404, "not_found")
    assert (await shown(one, f"/tweets/{reply['id']}/"))["reply_to"] == {"id": root["id"], "unavailable": True}
    assert ids((await shown(one, f"/tweets/{reply['id']}/comments/"))["results"]) == [below["id"]]
    assert (await commented(one, reply["id"]))["tweet_id"] == root["id"]


async def test_a_wide_thread_is_paged(people: list[Person]) -> None:
    one, two, _ = people
    root = await published(one)
    made = [(await commented(two, root["id"]))["id"] for _ in range(25)][::-1]
    found: list[int] = []
    path: Any = f"/tweets/{root['id']}/comments/?limit=7"
    for _ in range(4):
        page = await shown(one, path)
        assert page["count"] == 25
        found += ids(page["results"])
        path = page["next"]
    assert path is None
    assert found == made
    numbered = await shown(one, f"/tweets/{root['id']}/comments/?limit=7&page=2")
    assert ids(numbered["results"]) == made[7:14]
    back = await shown(one, numbered["previous"])
    assert ids(back["results"]) == made[:7]
    tops = await shown(one, f"/tweets/{root['id']}/")
    assert ids(tops["comments"]["results"]) == made[:10]


async def test_answers_and_deletions_at_once_leave_no_orphan(people: list[Person], graph: Graph) -> None:
    one, two, three = people
    root = await published(one)
    for _ in range(8):
        reply = await commented(two, root["id"])
        answer, _ = await asyncio.gather(
            three.send("POST", f"/tweets/{reply['id']}/comments/", json={"content": "at once"}),
            two.send("DELETE", f"/tweets/{reply['id']}/"),
        )
        listed = ids((await shown(one, f"/tweets/{root['id']}/comments/"))["results"])
        assert answer.status_code in {201, 404}
        assert (reply["id"] in listed) == (answer.status_code == 201)
        if answer.status_code == 201:
            answered = await shown(one, f"/tweets/{answer.json()['id']}/thread/")
            assert ids(answered["ancestors"]) == [root["id"], reply["id"]]
            await tweets.remove(graph, viewer_id=answer.json()["author"]["id"], tweet_id=answer.json()["id"])
    assert (await shown(one, f"/tweets/{root['id']}/"))["comments_count"] == 0


@pytest.mark.parametrize("limit", [3])
async def test_the_limit_is_a_setting(running: Running, people: list[Person], limit: int) -> None:
    root = await published(people[0])
    async with running(comment_length=limit) as (client, _):
        path = f"/tweets/{root['id']}/comments/"
        answer = await client.post(path, headers=people[0].header, json={"content": "x" * (limit + 1)})
        error(answer, 400, "validation_error", "content")
