"""Hashtags that one follows: the list, and the feed that is merged of them."""

import httpx

from graph.client import Graph
from graph.hashtags import repository
from graph.paging import Window
from tests.api.conftest import Person, Register, Running, error
from tests.api.engagement.test_lists import set_status, tweet_of
from tests.api.hashtags.test_hashtags import new_tag


async def follow(person: Person, tag: str, status: int = 201) -> dict[str, object]:
    """Follow a hashtag."""
    answer = await person.send("POST", f"/hashtags/{tag}/follow/")
    assert answer.status_code == status, answer.text
    body: dict[str, object] = answer.json()
    return body


async def test_a_follow_is_idempotent(register: Register, client: httpx.AsyncClient) -> None:
    reader, tag = await register(), new_tag()
    assert await follow(reader, tag.upper()) == {"name": tag, "tweets_count": 0}
    assert await follow(reader, f"%23{tag}", 200) == {"name": tag, "tweets_count": 0}
    page = (await reader.get("/hashtags/followed/")).json()
    assert (page["count"], page["results"]) == (1, [{"name": tag, "tweets_count": 0}])
    for _ in range(2):
        assert (await reader.send("DELETE", f"/hashtags/{tag}/follow/")).status_code == 204
    assert (await reader.get("/hashtags/followed/")).json()["results"] == []
    error(await client.post(f"/hashtags/{tag}/follow/"), 401, "not_authenticated")
    error(await client.get("/hashtags/followed/"), 401, "not_authenticated")


async def test_the_list_is_leafed(register: Register, graph: Graph) -> None:
    reader, tags = await register(), [new_tag() for _ in range(5)]
    for tag in tags:
        await follow(reader, tag)
    found, page = [], (await reader.get("/hashtags/followed/", limit=2)).json()
    while page["next"]:
        found += page["results"]
        page = (await reader.send("GET", page["next"])).json()
    assert [row["name"] for row in found + page["results"]] == tags[::-1]
    identity = (await reader.get("/me/")).json()["id"]
    below = await repository.followed(graph, viewer_id=identity, window=Window(rows=5))
    above = await repository.followed(graph, viewer_id=identity, window=Window(rows=2, after=below.ids[3]))
    assert (above.ids, [each.name for each in above.hashtags]) == (below.ids[1:3], tags[2:4][::-1])


async def test_there_is_a_limit(register: Register, running: Running) -> None:
    reader, tags = await register(), [new_tag() for _ in range(3)]
    async with running(hashtag_follow_limit=2) as (client, _):
        made = [await client.post(f"/hashtags/{tag}/follow/", headers=reader.header) for tag in tags]
        again = await client.post(f"/hashtags/{tags[0]}/follow/", headers=reader.header)
    assert [answer.status_code for answer in [*made[:2], again]] == [201, 201, 200]
    error(made[2], 400, "follow_limit")


async def test_the_feed_is_merged_of_them(register: Register, graph: Graph) -> None:
    reader, author, hidden = [await register() for _ in range(3)]
    one, other, third = new_tag(), new_tag(), new_tag()
    await follow(reader, one)
    await follow(reader, other)
    said = [f"#{one}", f"#{other}", f"#{one} #{other}", f"#{third}", f"#{one}", f"#{one} #{other}"]
    tweets = [await tweet_of(author, text) for text in said]
    secret = await tweet_of(hidden, f"#{other}")
    expected = [*tweets[:3], *tweets[4:], secret][::-1]
    found, page = [], (await reader.get("/hashtags/feed/", limit=2)).json()
    assert page["count"] is None
    while page["next"]:
        found += page["results"]
        page = (await reader.send("GET", page["next"])).json()
    assert [row["id"] for row in found + page["results"]] == expected
    assert (await reader.get("/tweets/feed/")).json()["results"] == []  # the home feed is people's
    by_number = (await reader.get("/hashtags/feed/", limit=2, page=2)).json()["results"]
    assert [row["id"] for row in by_number] == expected[2:4]
    identity = (await reader.get("/me/")).json()["id"]
    above = await repository.feed(graph, viewer_id=identity, window=Window(rows=3, after=tweets[0]))
    assert [tweet.id for tweet in above] == expected[2:5]

    await set_status(graph, hidden, "suspended")
    assert [row["id"] for row in (await reader.get("/hashtags/feed/")).json()["results"]] == expected[1:]
    await reader.send("DELETE", f"/hashtags/{other}/follow/")
    left = (await reader.get("/hashtags/feed/")).json()["results"]
    assert [row["id"] for row in left] == [tweets[5], tweets[4], tweets[2], tweets[0]]
