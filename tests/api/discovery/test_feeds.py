"""Feeds of what others engage with: nobody floods them, pages are as of one moment, mutes and closed likes hold."""

import asyncio
from typing import Any

import httpx

from api.built_in_feeds import BUILT_IN
from graph.ids import now_ms
from graph.records import Instant
from tests.api.conftest import Person, Register, error
from tests.api.discovery.test_discovery import follow, people


async def said(who: Person, *texts: str) -> list[int]:
    made = [await who.send("POST", "/tweets/", json={"content": text}) for text in texts]
    assert {answer.status_code for answer in made} == {201}
    return [answer.json()["id"] for answer in made]


async def liked(who: Person, *tweets: int) -> None:
    for tweet in tweets:
        assert (await who.send("POST", f"/tweets/{tweet}/likes/")).status_code == 201


async def rows(who: Person, feed: str, **asked: object) -> list[dict[str, Any]]:
    answer = await who.get(f"/feeds/{feed}/", **asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


async def ids(who: Person, feed: str, **asked: object) -> list[int]:
    return [row["id"] for row in await rows(who, feed, **asked)]


async def test_nobody_floods_what_is_for_you_and_its_pages_are_as_of_one_moment(register: Register) -> None:
    reader, ada, bo, noisy, calm = await people(register, 5)
    await follow(reader, ada, bo)
    loud = await said(noisy, "one", "two", "three", "four spoiler")
    [quiet] = await said(calm, "something worth reading")
    [own] = await said(reader, "my own")
    await liked(ada, *loud, own)
    await liked(bo, loud[0], quiet)
    assert (await bo.send("POST", f"/tweets/{quiet}/retweets/")).status_code == 201
    # Three for who is liked and passed on, two for whom two like, then the newest of the flood and no more of it.
    assert await ids(reader, "for-you") == [quiet, loud[0], loud[3]]
    assert await ids(reader, "for-you", order="time") == [quiet, *reversed(loud)]
    [first, second, third] = await rows(reader, "for-you")
    assert first["reason"]["liked_by"] == first["reason"]["retweeted_by"]
    assert (second["reason"]["liked_by_count"], third["reason"]["liked_by_count"]) == (2, 1)
    assert {each["username"] for each in second["reason"]["liked_by"]} == {ada.username, bo.username}

    page = (await reader.get("/feeds/for-you/", limit=1)).json()
    [late] = await said(calm, "said after the first page")
    await liked(ada, late)
    await liked(bo, late)
    await liked(reader, loud[0])
    await liked(bo, loud[3])
    assert (await bo.send("POST", f"/tweets/{late}/retweets/")).status_code == 201
    assert (await ids(reader, "for-you"))[0] == late
    seen = [each["id"] for each in page["results"]]
    while page["next"]:
        page = (await reader.send("GET", page["next"])).json()
        seen += [each["id"] for each in page["results"]]
    assert seen == [quiet, loud[0], loud[3]]
    back = (await reader.send("GET", page["previous"])).json()
    assert [each["id"] for each in back["results"]] == [loud[0]]

    # What one likes oneself is not news; nor is what one has muted, nor whose likes are closed.
    assert await ids(reader, "for-you") == [late, quiet, loud[3], loud[2]]
    assert (await reader.send("POST", "/muted-words/", json={"word": "spoiler"})).status_code == 201
    assert await ids(reader, "for-you") == [late, quiet, loud[2], loud[1]]
    assert (await reader.send("POST", f"/users/{noisy.username}/mute/")).status_code == 201
    assert await ids(reader, "for-you") == [late, quiet]
    for each in (ada, bo):
        assert (await each.send("PATCH", "/me/update/", json={"likes_open": False})).status_code == 200
    left = await rows(reader, "for-you")
    assert [(each["id"], each["reason"]["liked_by_count"], each["because"][:9]) for each in left] == [
        (late, 0, "Retweeted"),
        (quiet, 0, "Retweeted"),
    ]


async def test_who_likes_a_tweet_is_named_if_they_want_that(register: Register) -> None:
    reader, writer, stranger, *friends = await people(register, 7)
    await follow(reader, *friends)
    old, new = await said(writer, "older", "newer")
    [own] = await said(reader, "my own")
    for each in (*friends, stranger):
        await liked(each, old)
    await liked(friends[0], new, own)
    [first, second] = await rows(reader, "liked-by-following")
    assert (first["id"], second["id"]) == (new, old)
    assert second["reason"]["liked_by_count"] == 4
    assert [each["username"] for each in second["reason"]["liked_by"]] == [
        each.username for each in reversed(friends[1:])
    ]
    assert second["because"].endswith(" and 2 others you follow")
    assert stranger.username not in str(second["reason"])
    # By cursor, down and up again.
    page = (await reader.get("/feeds/liked-by-following/", limit=1)).json()
    below = (await reader.send("GET", page["next"])).json()
    above = (await reader.send("GET", below["previous"])).json()
    assert [each["id"] for each in (*page["results"], *below["results"], *above["results"])] == [new, old, new]
    assert (below["next"], above["results"]) == (None, page["results"])
    # Whoever closes their likes is named no more, and what only they like is gone.
    assert (await friends[0].send("PATCH", "/me/update/", json={"likes_open": False})).status_code == 200
    assert (await reader.send("POST", f"/users/{friends[2].username}/mute/")).status_code == 201
    [row] = await rows(reader, "liked-by-following")
    assert (row["id"], row["reason"]["liked_by_count"]) == (old, 2)
    assert (await reader.send("POST", "/muted-words/", json={"word": "older"})).status_code == 201
    assert await rows(reader, "liked-by-following") == []


async def test_what_one_missed_ends_where_it_is_asked_to(register: Register) -> None:
    reader, ada, bo = await people(register, 3)
    await follow(reader, ada)
    [before] = await said(ada, "before")
    since = now_ms() + 1
    await asyncio.sleep(0.005)
    loved, plain = await said(ada, "loved", "plain")
    await said(bo, "of somebody else")
    await liked(bo, loved)
    assert await ids(reader, "catch-up") == [loved, plain, before]
    moment = Instant.from_ms(since)
    assert await ids(reader, "catch-up", since=moment) == [loved, plain]
    assert await ids(reader, "catch-up", until=moment) == [before]
    page = (await reader.get("/feeds/catch-up/", since=moment, limit=1)).json()
    await said(ada, "said after the first page")
    following = (await reader.send("GET", page["next"])).json()
    assert [each["id"] for each in following["results"]] == [plain]
    assert following["next"] is None
    for name in ("since", "until"):
        error(await reader.get("/feeds/catch-up/", **{name: "yesterday"}), 400, "validation_error", name)


async def test_the_declared_feeds_are_those_that_there_are(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/api/schema/")).json()["paths"]
    assert len({feed.name for feed in BUILT_IN}) == len(BUILT_IN) == 3
    for feed in BUILT_IN:
        assert f"/feeds/{feed.name}/" in paths
        assert feed.title
        assert feed.description.endswith(".")
