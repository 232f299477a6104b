"""The home feeds of forty people, entry by entry, as they were computed beforehand."""

import json
from typing import Any

import httpx
import pytest

from tests.conftest import Stack
from tests.feeds.following_links import followed
from tests.fixtures import Headers, SignIn, Social

ENTRY = ("id", "type", "tweet", "author", "actor", "likes_count", "retweets_count", "is_liked")


def entry_of(result: dict[str, Any]) -> dict[str, Any]:
    """An entry of an answer, in the words of the golden file."""
    tweet = result["original_tweet"] if result["type"] == "retweet" else result
    values = (
        result["id"],
        result["type"],
        tweet["id"],
        tweet["author"]["username"],
        result["author"]["username"],
        tweet["likes_count"],
        tweet["retweets_count"],
        tweet["is_liked"],
    )
    return dict(zip(ENTRY, values, strict=True))


async def pages(http: httpx.AsyncClient, headers: Headers, limit: int, most: int) -> list[list[dict[str, Any]]]:
    """The first pages of a home feed, by the link to the next one."""
    return [answer["results"] for answer in await followed(http, f"/tweets/feed/?limit={limit}", headers, most)]


async def test_forty_feeds_are_the_golden_ones(
    social: Social, http: httpx.AsyncClient, sign_in: SignIn, subtests: pytest.Subtests
) -> None:
    golden = json.loads((social.folder / "golden_feeds.json").read_text(encoding="utf-8"))
    ids = {person.username: person.id for person in social.network.people}
    limit = golden["limit"]
    assert len(golden["feeds"]) == 40
    for username, feed in golden["feeds"].items():
        with subtests.test(username):
            found = await pages(http, await sign_in(ids[username]), limit, golden["pages"])
            entries = [entry_of(result) for page in found for result in page]
            assert entries == feed["entries"]
            assert [len(page) for page in found] == lengths(len(feed["entries"]), limit)


def lengths(entries: int, limit: int) -> list[int]:
    """How many entries each page holds: full ones and a rest."""
    return [min(limit, entries - start) for start in range(0, entries, limit)]


async def test_a_token_of_the_command_line_reads_the_same_feed(
    social: Social, stack: Stack, http: httpx.AsyncClient
) -> None:
    golden = json.loads((social.folder / "golden_feeds.json").read_text(encoding="utf-8"))
    username, feed = max(golden["feeds"].items(), key=lambda each: each[1]["followees"])
    token = stack.run("token", username)
    assert token.returncode == 0, token.stderr
    headers = {"Authorization": f"Bearer {token.stdout.strip()}"}
    found = await pages(http, headers, golden["limit"], golden["pages"])
    assert [entry_of(result) for page in found for result in page] == feed["entries"]
