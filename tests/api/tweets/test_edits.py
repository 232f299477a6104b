"""Edits: the author, for a while, with what it said before kept."""

import asyncio

from graph import statements
from graph.client import Graph
from graph.paging import Window
from graph.tweets.records import Edited, Versions
from seeds import load
from seeds.network import Network, Tweet
from tests.api.conftest import Person, Running, error
from tests.api.tweets.conftest import PAGE, TWEET, Told, commented, ids, made, published, set_status, shown
from tests.fixtures import stated

KEPT = stated(
    "kept", "MATCH (kept:TweetVersion) WHERE kept.tweet_id = $tweet_id RETURN kept.content AS outcome, null AS tweet"
)


async def test_an_edit_is_shown_and_the_earlier_text_kept(people: list[Person], told: Told) -> None:
    one, two, three = people
    tweet = await published(one, f"first #old #both @{two.username}")
    path = f"/tweets/{tweet['id']}/"
    edited = await made(one, path, 200, "PATCH", content=f"second #both #new @{three.username}")
    assert edited.keys() == TWEET
    assert edited["edited_at"] > tweet["created_at"] == edited["created_at"]
    assert sorted(edited["hashtags"]) == ["both", "new"]
    assert [person["username"] for person in edited["mentions"]] == [three.username]
    assert await told(tweet["id"]) == {(three.username, "mentioned")}
    assert (await shown(one, "/tweets/feed/"))["results"] == [edited]
    last = await made(one, path, 200, "PUT", content="third")
    assert await told(tweet["id"]) == set()
    history = await shown(two, f"{path}history/")
    assert history.keys() == PAGE
    assert history["count"] == 2
    assert [each["content"][:6] for each in history["results"]] == ["second", "first "]
    assert [each["created_at"] for each in history["results"]] == [edited["edited_at"], tweet["created_at"]]
    assert history["results"][0].keys() == {"id", "content", "created_at"}
    assert (await one.client.get(f"{path}history/")).json() == history
    again = await made(one, path, 200, "PUT", content="third")
    assert again == last
    assert (await shown(two, f"{path}history/"))["count"] == 2
    first = await shown(two, f"{path}history/?limit=1")
    second = await shown(two, first["next"])
    assert ids(first["results"]) + ids(second["results"]) == ids(history["results"])
    assert (await shown(two, second["previous"]))["results"] == first["results"]


async def test_who_is_still_mentioned_is_told_once(people: list[Person], told: Told) -> None:
    one, two, _ = people
    tweet = await published(one, f"@{two.username}")
    await made(one, f"/tweets/{tweet['id']}/", 200, "PATCH", content=f"hello @{two.username}, @{one.username}")
    assert await told(tweet["id"]) == {(two.username, "mentioned")}


async def test_what_may_not_be_edited(people: list[Person], graph: Graph) -> None:
    one, two, _ = people
    tweet = await published(one)
    path = f"/tweets/{tweet['id']}/"
    for method in ("PUT", "PATCH"):
        error(await two.send(method, path, json={"content": "x"}), 403, "not_author")
        for body in ({}, {"content": " "}):
            error(await one.send(method, path, json=body), 400, "empty_tweet")
        error(await one.send(method, path, json={"content": "x" * 1001}), 400, "validation_error", "content")
        error(await one.send(method, path, json={"content": None}), 400, "validation_error", "content")
        error(await one.send(method, path, json={"content": "x", "quote_of": 1}), 400, "validation_error", "quote_of")
        error(await one.send(method, "/tweets/1/", json={"content": "x"}), 404, "not_found")
        error(await one.client.request(method, path, json={"content": "x"}), 401, "not_authenticated")
    old = Tweet(graph.next_id() - (15 * 60_000 + 500 << 12), tweet["author"]["id"], "old")
    young = Tweet(graph.next_id() - (14 * 60_000 << 12), tweet["author"]["id"], "young")
    await load.load(graph, Network(tweets=[old, young]), key=f"edits/{old.id}")
    error(await one.send("PATCH", f"/tweets/{old.id}/", json={"content": "x"}), 403, "edit_expired")
    error(await two.send("PATCH", f"/tweets/{old.id}/", json={"content": "x"}), 403, "not_author")
    assert (await made(one, f"/tweets/{young.id}/", 200, "PATCH", content="x"))["content"] == "x"
    await set_status(graph, one, "suspended")
    error(await two.get(f"{path}history/"), 404, "not_found")
    error(await two.get("/tweets/1/history/"), 404, "not_found")


async def test_the_minutes_are_a_setting(running: Running, people: list[Person]) -> None:
    tweet = await published(people[0])
    async with running(edit_minutes=0) as (client, _):
        await asyncio.sleep(0.01)
        answer = await client.patch(f"/tweets/{tweet['id']}/", headers=people[0].header, json={"content": "x"})
        error(answer, 403, "edit_expired")


async def test_a_reply_keeps_its_limit(people: list[Person]) -> None:
    one, _, _ = people
    reply = await commented(one, (await published(one))["id"])
    path = f"/tweets/{reply['id']}/"
    error(await one.send("PATCH", path, json={"content": "x" * 501}), 400, "validation_error", "content")
    assert len((await made(one, path, 200, "PATCH", content="x" * 500))["content"]) == 500


async def test_an_edit_that_is_sent_twice_makes_one_version(people: list[Person], graph: Graph, told: Told) -> None:
    one, two, _ = people
    tweet = await published(one)
    parameters: dict[str, object] = {
        "viewer_id": tweet["author"]["id"],
        "tweet_id": tweet["id"],
        "version_id": graph.next_id(),
        "content": "second",
        "uploads": [],
        "media_ids": None,
        "editable_from": 0,
        "fits_reply": True,
        "hashtags": [],
        "mentions": [two.username],
        "notification_ids": [graph.next_id()],
    }
    for _ in range(2):
        (edited,) = await graph.write(statements.tweets.edit, Edited, **parameters)
        assert edited.tweet is not None
        assert edited.tweet.content == "second"
    await made(one, f"/tweets/{tweet['id']}/", 200, "PATCH", content="third")
    await graph.write(statements.tweets.edit, Edited, **parameters)
    asked = {"viewer_id": None, "tweet_id": tweet["id"]}
    (kept,) = await graph.read(statements.tweets.history, Versions, **asked, **Window(rows=9).bounds)
    assert [version.content for version in kept.versions] == ["second", "a tweet"]
    assert (await shown(one, f"/tweets/{tweet['id']}/"))["content"] == "third"
    assert await told(tweet["id"]) == set()


async def test_edits_at_once_lose_nothing(people: list[Person]) -> None:
    one = people[0]
    tweet = await published(one, "0")
    path = f"/tweets/{tweet['id']}/"
    texts = [str(number) for number in range(1, 13)]
    await asyncio.gather(*(made(one, path, 200, "PATCH", content=text) for text in texts))
    history = await shown(one, f"{path}history/?limit=50")
    kept = [each["content"] for each in history["results"]]
    assert sorted([*kept, (await shown(one, path))["content"]], key=int) == ["0", *texts]


async def test_deletion_takes_the_earlier_versions_too(people: list[Person], graph: Graph) -> None:
    one = people[0]
    tweet = await published(one, "a secret")
    await made(one, f"/tweets/{tweet['id']}/", 200, "PATCH", content="another")
    await commented(people[1], tweet["id"])
    assert (await one.send("DELETE", f"/tweets/{tweet['id']}/")).status_code == 204
    error(await one.get(f"/tweets/{tweet['id']}/history/"), 404, "not_found")
    error(await one.send("PATCH", f"/tweets/{tweet['id']}/", json={"content": "x"}), 404, "not_found")
    assert not await graph.read(KEPT, Edited, tweet_id=tweet["id"])
