"""The tweet that a person pins to their page."""

import asyncio

import httpx

from graph.client import Graph
from tests.api.conftest import Person, Register, error
from tests.api.tweets.conftest import TWEET, commented, ids, made, published, set_status, shown


async def pinned(reader: Person, person: Person) -> int | None:
    """The id of what a person has pinned, as a reader sees it."""
    found = (await shown(reader, f"/users/{person.username}/"))["pinned_tweet"]
    if found is None:
        return None
    assert (found.keys(), found["author"]["username"]) == (TWEET, person.username)
    return int(found["id"])


async def test_the_newest_pin_stands(people: list[Person], client: httpx.AsyncClient) -> None:
    person, reader, _ = people
    one, other = (await published(person))["id"], (await published(person, "another"))["id"]
    assert await pinned(reader, person) is None
    detail = {"detail": "Tweet pinned to your profile"}
    assert await made(person, f"/tweets/{one}/pin/", 201) == detail
    assert await made(person, f"/tweets/{one}/pin/", 200) == detail
    assert await pinned(reader, person) == one
    await made(person, f"/tweets/{other}/pin/", 201)
    assert await pinned(person, person) == other
    anonymous = (await client.get(f"/users/{person.username}/")).json()
    assert anonymous["pinned_tweet"]["id"] == other
    await reader.send("POST", f"/tweets/{other}/likes/")
    page = await shown(reader, f"/users/{person.username}/")
    assert (page["pinned_tweet"]["is_liked"], page["pinned_tweet"]["likes_count"]) == (True, 1)
    for tweet in (one, other, other):
        assert (await person.send("DELETE", f"/tweets/{tweet}/pin/")).status_code == 204
        assert await pinned(reader, person) == (other if tweet == one else None)
    await made(person, f"/tweets/{one}/pin/", 201)


async def test_only_ones_own_tweets_are_pinned(people: list[Person], client: httpx.AsyncClient) -> None:
    person, other, _ = people
    tweet = (await published(other))["id"]
    for method in ("POST", "DELETE"):
        error(await person.send(method, f"/tweets/{tweet}/pin/"), 403, "not_author")
        error(await person.send(method, "/tweets/1/pin/"), 404, "not_found")
        error(await client.request(method, f"/tweets/{tweet}/pin/"), 401, "not_authenticated")
    reply = (await commented(person, tweet))["id"]
    await made(person, f"/tweets/{reply}/pin/", 201)
    assert await pinned(other, person) == reply


async def test_a_pin_goes_with_its_tweet(people: list[Person], graph: Graph) -> None:
    person, other, _ = people
    tweet = (await published(person))["id"]
    await commented(other, tweet)
    await made(person, f"/tweets/{tweet}/pin/", 201)
    assert (await person.send("DELETE", f"/tweets/{tweet}/")).status_code == 204
    assert await pinned(other, person) is None
    error(await person.send("POST", f"/tweets/{tweet}/pin/"), 404, "not_found")
    again = (await published(person))["id"]
    await made(person, f"/tweets/{again}/pin/", 201)
    await set_status(graph, person, "suspended")
    error(await other.get(f"/users/{person.username}/"), 404, "not_found")
    error(await other.send("POST", f"/tweets/{again}/pin/"), 404, "not_found")


async def test_of_many_pins_at_once_one_stands(register: Register) -> None:
    person = await register()
    tweets = ids([await published(person, f"number {number}") for number in range(8)])
    answers = await asyncio.gather(*(person.send("POST", f"/tweets/{tweet}/pin/") for tweet in tweets * 4))
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert await pinned(person, person) in tweets
