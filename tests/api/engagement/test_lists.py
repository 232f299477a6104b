"""Who likes a tweet, who passed it on, and what one keeps for later: pages, errors, hidden people, both processes."""

import asyncio
from collections import Counter
from typing import Any

import httpx
import pytest

from graph.client import Graph
from graph.records import Record
from tests.api.conftest import Person, Register, error
from tests.fixtures import stated

STATUS = stated("status_by_name", "MATCH (person:User {username_key: $name}) SET person.status = $status")
AUTHOR = {"id", "username", "name", "profile_image"}
NOWHERE = 1


async def tweet_of(person: Person, content: str = "listed") -> int:
    """The id of a new tweet."""
    answer = await person.send("POST", "/tweets/", json={"content": content})
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


async def act(person: Person, tweet: int, what: str, **rest: object) -> httpx.Response:
    """Like, retweet or bookmark a tweet, for the first time."""
    answer = await person.send("POST", f"/tweets/{tweet}/{what}/", **rest)
    assert answer.status_code == 201, answer.text
    return answer


async def set_status(graph: Graph, person: Person, status: str) -> None:
    """Hide a person, or show them again."""
    await graph.write(STATUS, Record, name=person.username, status=status)


async def leafed(person: Person, path: str, **parameters: object) -> list[dict[str, Any]]:
    """The whole list in pages of two, downwards; upwards again it must be the same."""
    page = (await person.get(path, limit=2, **parameters)).json()
    assert page["previous"] is None
    rows: list[dict[str, Any]] = page["results"]
    while page["next"] is not None:
        page = (await person.send("GET", page["next"])).json()
        rows = rows + page["results"]
    back: list[dict[str, Any]] = page["results"]
    while page["previous"] is not None:
        page = (await person.send("GET", page["previous"])).json()
        back = page["results"] + back
    assert back == rows
    return rows


async def test_likes_are_for_the_author(register: Register, graph: Graph, client: httpx.AsyncClient) -> None:
    author, *fans = [await register() for _ in range(4)]
    tweet = await tweet_of(author)
    path = f"/tweets/{tweet}/likes/"
    assert (await author.get(path)).json() == {"count": 0, "next": None, "previous": None, "results": []}
    made = [(await act(fan, tweet, "likes")).json() for fan in fans]
    assert set(made[0]) == {"id", "user", "tweet_id", "created_at"}
    assert set(made[0]["user"]) == AUTHOR
    page = (await author.get(path)).json()
    assert (page["count"], page["results"]) == (3, made[::-1])
    assert await leafed(author, path) == made[::-1]

    error(await fans[0].get(path), 403, "forbidden")
    error(await client.get(path), 401, "not_authenticated")
    error(await author.get(f"/tweets/{NOWHERE}/likes/"), 404, "not_found")

    await set_status(graph, fans[1], "suspended")
    assert await leafed(author, path) == [made[2], made[0]]
    await set_status(graph, author, "deactivated")
    error(await fans[0].get(path), 404, "not_found")


async def test_retweets_are_public(register: Register, graph: Graph, client: httpx.AsyncClient) -> None:
    author, *fans = [await register() for _ in range(4)]
    tweet = await tweet_of(author)
    path = f"/tweets/{tweet}/retweets/"
    for number, fan in enumerate(fans):
        await act(fan, tweet, "retweets", json={"quote": f"quote {number}"} if number else {})
    page = (await client.get(path)).json()
    assert page["count"] == 3
    assert [row["quote"] for row in page["results"]] == ["quote 2", "quote 1", None]
    assert [row["author"]["username"] for row in page["results"]] == [fan.username for fan in fans[::-1]]
    first = page["results"][0]
    assert set(first) == {"id", "type", "author", "quote", "tweet", "created_at"}
    assert (first["type"], first["tweet"]["id"], first["tweet"]["retweets_count"]) == ("retweet", tweet, 3)
    assert first["tweet"]["is_retweeted"] is False
    mine = (await fans[0].get(path)).json()["results"][0]
    assert (mine["author"]["username"], mine["tweet"]["is_retweeted"]) == (fans[2].username, True)
    assert [row["quote"] for row in await leafed(author, path)] == ["quote 2", "quote 1", None]

    await set_status(graph, fans[1], "suspended")
    assert [row["quote"] for row in await leafed(author, path)] == ["quote 2", None]
    assert (await fans[2].send("DELETE", path)).status_code == 204
    assert [row["quote"] for row in await leafed(author, path)] == [None]
    error(await client.get(f"/tweets/{NOWHERE}/retweets/"), 404, "not_found")
    await author.send("DELETE", f"/tweets/{tweet}/")
    error(await client.get(path), 404, "not_found")


async def test_bookmarks(register: Register, graph: Graph, client: httpx.AsyncClient) -> None:
    reader, author, hidden = [await register() for _ in range(3)]
    tweets = [await tweet_of(author) for _ in range(3)] + [await tweet_of(hidden)]
    for tweet in (tweets[1], tweets[3], tweets[0], tweets[2]):
        answer = await act(reader, tweet, "bookmark")
        assert answer.json() == {"detail": "Tweet added to your bookmarks"}
        again = await reader.send("POST", f"/tweets/{tweet}/bookmark/")
        assert (again.status_code, again.json()) == (200, answer.json())
    rows = await leafed(reader, "/tweets/bookmarks/")
    assert [row["id"] for row in rows] == [tweets[2], tweets[0], tweets[3], tweets[1]]
    detail = (await reader.get(f"/tweets/{tweets[2]}/")).json()
    assert rows[0].keys() == detail.keys() - {"user", "comments"} | {"bookmarked_at"}
    assert rows[0]["is_bookmarked"] is True
    assert [row["bookmarked_at"] for row in rows] == sorted((row["bookmarked_at"] for row in rows), reverse=True)
    page = (await reader.get("/tweets/bookmarks/")).json()
    assert (page["count"], page["next"], page["previous"]) == (4, None, None)
    assert (await author.get("/tweets/bookmarks/")).json()["results"] == []

    await set_status(graph, hidden, "suspended")
    await author.send("DELETE", f"/tweets/{tweets[0]}/")
    for _ in range(2):
        assert (await reader.send("DELETE", f"/tweets/{tweets[1]}/bookmark/")).status_code == 204
    assert [row["id"] for row in await leafed(reader, "/tweets/bookmarks/")] == [tweets[2]]
    await set_status(graph, hidden, "active")
    assert [row["id"] for row in await leafed(reader, "/tweets/bookmarks/")] == [tweets[2], tweets[3]]
    assert (await act(reader, tweets[1], "bookmark")).status_code == 201
    assert (await leafed(reader, "/tweets/bookmarks/"))[0]["id"] == tweets[1]

    for method in ("POST", "DELETE"):
        error(await reader.send(method, f"/tweets/{NOWHERE}/bookmark/"), 404, "not_found")
        error(await reader.send(method, f"/tweets/{tweets[0]}/bookmark/"), 404, "not_found")
        error(await client.request(method, f"/tweets/{tweets[2]}/bookmark/"), 401, "not_authenticated")
    error(await client.get("/tweets/bookmarks/"), 401, "not_authenticated")


@pytest.mark.parametrize("what", ["likes", "retweets", "bookmark"])
async def test_a_list_shows_what_was_just_done(register: Register, what: str) -> None:
    author = await register()
    tweet = await tweet_of(author)
    path = "/tweets/bookmarks/" if what == "bookmark" else f"/tweets/{tweet}/{what}/"
    for _ in range(5):  # each request may meet either process
        await act(author, tweet, what)
        assert len((await author.get(path)).json()["results"]) == 1
        await author.send("DELETE", f"/tweets/{tweet}/{what}/")
        assert (await author.get(path)).json() == {"count": 0, "next": None, "previous": None, "results": []}


async def test_a_hundred_bookmarks_at_once_are_one(register: Register) -> None:
    reader = await register()
    tweet = await tweet_of(reader)
    answers = await asyncio.gather(*(reader.send("POST", f"/tweets/{tweet}/bookmark/") for _ in range(100)))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 99}
    assert (await reader.get("/tweets/bookmarks/")).json()["count"] == 1
