"""The page of a hashtag: whatever case, in step with edits and deletions, without who is hidden."""

import secrets

import httpx
import pytest

from graph.client import Graph
from graph.hashtags import repository
from graph.paging import Window
from tests.api.conftest import Person, Register, error
from tests.api.engagement.test_lists import set_status, tweet_of


def new_tag() -> str:
    """A hashtag that nobody used."""
    return f"t{secrets.token_hex(6)}"


async def shown(client: httpx.AsyncClient, tag: str) -> list[int]:
    """What is on a hashtag's first page."""
    answer = await client.get(f"/hashtags/{tag}/")
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["results"]]


async def test_a_page_has_tweets_and_comments(ada: Person, register: Register, client: httpx.AsyncClient) -> None:
    tag, other = new_tag(), await register()
    tweet = await tweet_of(ada, f"one #{tag.upper()} and #{tag}")
    comment = (await other.send("POST", f"/tweets/{tweet}/comments/", json={"content": f"yes #{tag}"})).json()["id"]
    page = (await client.get(f"/hashtags/{tag.upper()}/")).json()
    assert [row["id"] for row in page["results"]] == [comment, tweet]
    assert (page["count"], page["next"], page["previous"]) == (2, None, None)
    assert page["results"][0]["hashtags"] == [tag]
    assert await shown(client, f"%23{tag}") == [comment, tweet]


async def test_edits_and_deletions_keep_it_in_step(register: Register, client: httpx.AsyncClient) -> None:
    tag, author = new_tag(), await register()
    tweets = [await tweet_of(author, f"{number} #{tag}") for number in range(2)]
    await author.send("PATCH", f"/tweets/{tweets[0]}/", json={"content": "not any more"})
    assert await shown(client, tag) == [tweets[1]]
    await author.send("PATCH", f"/tweets/{tweets[0]}/", json={"content": f"again #{tag}"})
    assert await shown(client, tag) == tweets[::-1]
    await author.send("DELETE", f"/tweets/{tweets[1]}/")
    assert await shown(client, tag) == [tweets[0]]


async def test_hidden_people_are_not_on_it(register: Register, graph: Graph, client: httpx.AsyncClient) -> None:
    tag, people = new_tag(), [await register() for _ in range(2)]
    tweets = [await tweet_of(person, f"#{tag}") for person in people]
    await set_status(graph, people[0], "suspended")
    assert await shown(client, tag) == [tweets[1]]
    await set_status(graph, people[0], "active")
    assert await shown(client, tag) == tweets[::-1]


async def test_a_page_is_leafed(ada: Person, graph: Graph, client: httpx.AsyncClient) -> None:
    tag = new_tag()
    tweets = [await tweet_of(ada, f"{number} #{tag}") for number in range(5)][::-1]
    first = (await client.get(f"/hashtags/{tag}/", params={"limit": 2})).json()
    second = (await client.get(first["next"])).json()
    by_number = (await client.get(f"/hashtags/{tag}/", params={"limit": 2, "page": 2})).json()
    assert [row["id"] for row in first["results"] + second["results"]] == tweets[:4]
    assert by_number["results"] == second["results"]

    async def window(**given: int) -> list[int]:
        found = await repository.tweets(graph, viewer_id=None, name=tag, window=Window(rows=2, **given))
        return [tweet.id for tweet in found.tweets]

    assert await window(after=tweets[3]) == tweets[1:3]
    assert await window(before=tweets[3]) == tweets[4:]
    assert await window(skip=3) == tweets[3:]


async def test_a_tag_that_nobody_used_is_empty(client: httpx.AsyncClient) -> None:
    page = (await client.get(f"/hashtags/{new_tag()}/")).json()
    assert page == {"count": 0, "next": None, "previous": None, "results": []}


@pytest.mark.parametrize("name", ["2025", "two-words", "%23%23x", "a%20b", "x" * 102, "%23"])
async def test_what_is_no_tag_is_not_there(client: httpx.AsyncClient, name: str) -> None:
    error(await client.get(f"/hashtags/{name}/"), 404, "not_found")
