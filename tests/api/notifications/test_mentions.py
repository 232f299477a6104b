"""Mentions: which tweets and comments name a reader, newest first."""

import httpx

from graph.client import Graph
from graph.records import Instant
from seeds import load
from seeds.network import Network, Tweet
from tests.api.conftest import Register, error
from tests.api.engagement.test_lists import leafed, set_status, tweet_of


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
