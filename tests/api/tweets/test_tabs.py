"""The tabs of a person's page: posts, replies, media."""

import httpx

from graph.client import Graph
from graph.records import Record
from tests.api.conftest import Person, error
from tests.api.engagement.test_lists import leafed
from tests.api.tweets.conftest import TWEET, commented, ids, published, set_status
from tests.fixtures import stated

# What publishing with media leaves on the tweet.
WITH_MEDIA = stated("with_media", "MATCH (t:Tweet) WHERE t.id IN $ids SET t.media_author_id = t.author_id")


async def test_replies(people: list[Person], client: httpx.AsyncClient) -> None:
    person, other, _ = people
    root = (await published(other))["id"]
    own = (await published(person))["id"]
    replies = ids([await commented(person, tweet, f"answer {number}") for number, tweet in enumerate([root, own] * 3)])
    await commented(other, own)
    page = f"/tweets/user/{person.username.upper()}/"
    rows = await leafed(other, page, tab="replies")
    assert ids(rows) == replies[::-1]
    assert rows[0].keys() == TWEET
    assert [row["reply_to"]["id"] for row in rows[:2]] == [own, root]
    assert [row["reply_to"]["author"]["username"] for row in rows[:2]] == [person.username, other.username]
    assert ids(await leafed(other, page)) == ids(await leafed(other, page, tab="posts")) == [own]
    first = (await client.get(page, params={"tab": "replies", "limit": 2})).json()
    assert (first["count"], ids(first["results"])) == (None, replies[:-3:-1])
    assert "tab=replies" in first["next"]
    assert (await person.send("DELETE", f"/tweets/{replies[-1]}/")).status_code == 204
    assert ids(await leafed(other, page, tab="replies")) == replies[-2::-1]


async def test_media(people: list[Person], graph: Graph) -> None:
    person, other, _ = people
    tweets = ids([await published(person, f"number {number}") for number in range(6)])
    await graph.write(WITH_MEDIA, Record, ids=tweets[::2])
    page = f"/tweets/user/{person.username}/"
    assert ids(await leafed(other, page, tab="media")) == tweets[::2][::-1]
    assert (await person.send("DELETE", f"/tweets/{tweets[0]}/")).status_code == 204
    assert ids(await leafed(other, page, tab="media")) == [tweets[4], tweets[2]]
    await set_status(graph, person, "suspended")
    for tab in ("replies", "media"):
        error(await other.get(page, tab=tab), 404, "not_found")


async def test_another_tab_is_refused(ada: Person) -> None:
    for tab in ("likes", "", "Posts"):
        error(await ada.get(f"/tweets/user/{ada.username}/", tab=tab), 400, "validation_error", "tab")
