"""Mentions: which tweets and comments name a reader, newest first."""

from typing import TypeVar

import httpx

from graph.client import Graph
from graph.engagement import repository as engagement
from graph.records import Instant
from graph.statements import Statement
from graph.tweets import repository as tweets
from seeds import load
from seeds.network import Network, Tweet
from tests.api.conftest import Person, Register, error
from tests.api.engagement.test_lists import act, leafed, set_status, tweet_of

T = TypeVar("T")


async def test_mentions(register: Register, graph: Graph, client: httpx.AsyncClient) -> None:
    reader, actor, other = [await register() for _ in range(3)]
    text = f"🙂 hello @{reader.username.upper()}, how are you?"
    first = await tweet_of(actor, text)
    second = await tweet_of(other, f"@{reader.username}")
    await tweet_of(reader, f"@{reader.username} to myself")
    await tweet_of(actor, f"someone@{reader.username}.example is an address")
    comment, author = graph.next_id(), (await actor.get("/me/")).json()["id"]
    comments = Network(tweets=[Tweet(comment, author, f"and @{reader.username}", second)])
    await load.load(graph, comments, key=f"mentions/{comment}")
    rows = await leafed(reader, "/mentions/")
    assert [row["content_id"] for row in rows] == [comment, second, first]
    assert rows[2] == {
        "actor": actor.username,
        "content_object": "tweet",
        "content_preview": text[:20],
        "content_id": first,
        "created_at": Instant.of_id(first),
    }
    assert [row["content_object"] for row in rows] == ["comment", "tweet", "tweet"]

    for search, wanted in {"comment": rows[:1], "tweet": rows[1:], other.username[3:].upper(): rows[1:2]}.items():
        page = (await reader.get("/mentions/", search=search)).json()
        assert (page["count"], page["results"]) == (None, wanted)
    assert (await reader.get("/mentions/", search="retweet")).json()["results"] == []

    await set_status(graph, other, "suspended")
    assert await leafed(reader, "/mentions/") == [rows[0], rows[2]]
    await actor.send("DELETE", f"/tweets/{first}/")
    assert await leafed(reader, "/mentions/") == rows[:1]
    error(await client.get("/mentions/"), 401, "not_authenticated")
    error(await reader.get("/mentions/", search="x" * 101), 400, "validation_error", "search")


async def told(person: Person) -> list[tuple[str, int | None]]:
    """What a person's notifications about tweets say."""
    return [(row["content"], row["tweet"]) for row in await leafed(person, "/notifications/") if row["tweet"]]


async def test_mentions_in_the_quote_of_a_retweet(register: Register, graph: Graph) -> None:
    reader, actor, author = [await register() for _ in range(3)]
    tweet = await tweet_of(author, f"about @{reader.username}")
    quote = f"@{reader.username}, @{author.username}, @{actor.username}: look, and x@{reader.username}"
    entry = (await act(actor, tweet, "retweets", json={"quote": quote})).json()["id"]
    again = await actor.send("POST", f"/tweets/{tweet}/retweets/", json={"quote": quote})
    assert (again.status_code, again.json()["id"]) == (200, entry)
    rows = await leafed(reader, "/mentions/")
    assert [(row["content_object"], row["content_id"]) for row in rows] == [("retweet", entry), ("tweet", tweet)]
    assert rows[0] == {
        "actor": actor.username,
        "content_object": "retweet",
        "content_preview": quote[:20],
        "content_id": entry,
        "created_at": Instant.of_id(entry),
    }
    for search in ("retweet", actor.username):
        assert (await reader.get("/mentions/", search=search)).json()["results"] == rows[:1]
    named, wrote = f"{actor.username} mentioned you in a retweet", f"{author.username} mentioned you in a tweet"
    assert await told(reader) == [(named, tweet), (wrote, tweet)]
    assert await told(author) == [(f"{actor.username} retweeted your tweet", tweet)]
    assert [row["content_id"] for row in await leafed(author, "/mentions/")] == [entry]
    assert (await reader.get(f"/tweets/{tweet}/")).json()["mentions"][0]["username"] == reader.username

    await set_status(graph, actor, "suspended")
    assert await leafed(reader, "/mentions/") == rows[1:]
    await set_status(graph, actor, "active")
    assert (await actor.send("DELETE", f"/tweets/{tweet}/retweets/")).status_code == 204
    assert await leafed(reader, "/mentions/") == rows[1:]
    assert await told(reader) == [(wrote, tweet)]
    assert await told(author) == []


async def test_a_mention_in_a_quote_goes_with_the_tweet(register: Register, graph: Graph) -> None:
    reader, actor, author = [await register() for _ in range(3)]
    kept, gone = await tweet_of(author), await tweet_of(author)
    for tweet in (kept, gone):
        await act(actor, tweet, "retweets", json={"quote": f"@{reader.username}"})
    assert len(await told(reader)) == 2
    assert (await author.send("DELETE", f"/tweets/{gone}/")).status_code == 204
    for _ in range(2):  # at once, and after the sweep
        assert len(await leafed(reader, "/mentions/")) == 1
        assert await told(reader) == [(f"{actor.username} mentioned you in a retweet", kept)]
        await tweets.sweep(graph, tweet_id=gone)
    assert (await reader.get("/mentions/")).json()["count"] == 1


class Twice(Graph):
    """Sends each statement again under the same parameters, as when its outcome is unknown."""

    def __init__(self, graph: Graph) -> None:
        self.__dict__.update(graph.__dict__)

    async def write(self, statement: Statement, shape: type[T], /, **parameters: object) -> list[T]:
        """Write, and write again."""
        await super().write(statement, shape, **parameters)
        return await super().write(statement, shape, **parameters)


async def test_a_retweet_that_is_sent_twice_mentions_once(register: Register, graph: Graph) -> None:
    reader, actor, author = [await register() for _ in range(3)]
    tweet, viewer = await tweet_of(author), (await actor.get("/me/")).json()["id"]
    made = await engagement.retweet(
        Twice(graph), viewer_id=viewer, tweet_id=tweet, quote=f"@{reader.username}", mentions=[reader.username]
    )
    assert made.created
    assert (await reader.get("/mentions/")).json()["count"] == 1
    assert len(await told(reader)) == 1
