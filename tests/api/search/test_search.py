"""Search for tweets, people and hashtags: what matches, in which order, for whom, and page by page."""

import secrets
from typing import Any

import httpx
import pytest

from graph.client import Graph
from tests.api.conftest import Person, Register, error, registered
from tests.api.engagement.test_lists import leafed, set_status, tweet_of
from tests.fixtures import Social

PAGE = {"count", "next", "previous", "truncated", "results"}
PERSON = {"id", "username", "name", "profile_image"}


def new_word() -> str:
    """A word that nobody wrote, of letters alone."""
    return "q" + "".join(secrets.choice("bcdfghjklmnpqrstvwxz") for _ in range(11))


async def found(client: httpx.AsyncClient, q: str, **parameters: object) -> dict[str, Any]:
    """The answer to a search of nobody."""
    answer = await client.get("/search/", params={"q": q, **parameters})  # type: ignore[dict-item]
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    assert set(page) == PAGE
    return page


async def ids(client: httpx.AsyncClient, q: str, **parameters: object) -> list[int]:
    """The ids of what is found."""
    return [each["id"] for each in (await found(client, q, **parameters))["results"]]


async def test_a_write_is_found_by_the_next_read(client: httpx.AsyncClient, ada: Person) -> None:
    for _ in range(5):
        word = new_word()
        tweet = await tweet_of(ada, f"fresh {word}")
        assert await ids(client, word) == [tweet]
        edited = await ada.send("PATCH", f"/tweets/{tweet}/", json={"content": f"fresh {word[::-1]}"})
        assert edited.status_code == 200
        assert (await ids(client, word), await ids(client, word[::-1])) == ([], [tweet])
        await ada.send("DELETE", f"/tweets/{tweet}/")
        assert await ids(client, word[::-1]) == []


async def test_exact_before_beginning_before_typo(client: httpx.AsyncClient, ada: Person) -> None:
    word = new_word()
    typo = await tweet_of(ada, f"{word[:5]}y{word[6:]}")
    beginning = await tweet_of(ada, f"{word}longer and more of it")
    exact = await tweet_of(ada, f"so much is said around {word} here that it counts for little")
    await tweet_of(ada, f"{word[:5]}yy{word[7:]}")
    assert await ids(client, word) == [exact, beginning, typo]
    assert await ids(client, word, sort="newest") == [exact, beginning, typo]
    assert await ids(client, word[:3].upper() + word[3:]) == [exact, beginning, typo]
    assert await ids(client, word[:8]) == sorted([exact, beginning], reverse=True)


async def test_all_words_a_hashtag_and_an_author(client: httpx.AsyncClient, register: Register) -> None:
    one, other = await register(), await register()
    word, tag = new_word(), new_word()
    tagged = await tweet_of(one, f"#{tag} {word}")
    named = await tweet_of(one, f"{tag} {word}")
    others = await tweet_of(other, f"{word} #{tag.upper()}")
    assert set(await ids(client, f"{word} {tag}")) == {tagged, named, others}
    assert set(await ids(client, f"#{tag}")) == {tagged, others}
    assert set(await ids(client, f"{word} #{tag.upper()}")) == {tagged, others}
    assert await ids(client, f"from:{one.username.upper()}", sort="newest") == [named, tagged]
    assert await ids(client, f"from:@{other.username} #{tag} {word}") == [others]
    assert await ids(client, f"{word} {new_word()}") == []
    assert await ids(client, f"{word} from:nobody_of_this_name") == []


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Zoë", "zoe"),
        ("zoe", "Zoë"),
        ("résumé", "resume"),
        ("Łódź", "lodz"),
        ("東京タワー", "東京"),
        ("สวัสดีครับ", "สวัสดี"),
        ("हिन्दी", "हिन्दी"),
        ("ΟΔΟΣ", "οδος"),
        ("don't", "don't"),
        ("🦩🪕", "🦩"),
        ("the", "the"),
        ("e\u0301te\u0301", "été"),
        ("snake_case", "snake_ca"),
    ],
)
async def test_scripts_accents_and_emoji(client: httpx.AsyncClient, ada: Person, written: str, asked: str) -> None:
    word = new_word()
    tweet = await tweet_of(ada, f"{word} {written}")
    await tweet_of(ada, f"{word} another")
    assert await ids(client, f"{asked} {word}") == [tweet]


async def test_comments_are_found_and_the_hidden_are_not(
    client: httpx.AsyncClient, register: Register, graph: Graph
) -> None:
    one, other = await register(), await register()
    word = new_word()
    tweet = await tweet_of(one, f"{word} #{word}")
    answer = await other.send("POST", f"/tweets/{tweet}/comments/", json={"content": f"{word} too"})
    comment = answer.json()["id"]
    assert await ids(client, word, sort="newest") == [comment, tweet]
    assert await ids(client, f"from:{other.username}") == [comment]
    for status in ("suspended", "deactivated", "deleted"):
        await set_status(graph, one, status)
        assert await ids(client, word) == [comment]
        assert await ids(client, one.username, type="users") == []
        assert (await found(client, word, type="hashtags"))["results"] == []
        assert (await found(client, word))["count"] == 1
    await set_status(graph, one, "active")
    assert set(await ids(client, word)) == {tweet, comment}
    await one.send("DELETE", f"/tweets/{tweet}/")  # a tombstone: it was answered
    assert await ids(client, word) == [comment]


async def test_people_by_username_and_name(client: httpx.AsyncClient, register: Register) -> None:
    word, surname = new_word(), new_word()
    one, two = await register(word), await register(f"{word}_2")
    assert (await one.send("PATCH", "/me/update/", json={"name": f"José {surname}"})).status_code == 200
    first, second = [(await each.get("/me/")).json()["id"] for each in (one, two)]
    assert await ids(client, f"@{word.upper()}", type="users") == [first, second]
    assert await ids(client, word, type="users", sort="newest") == [second, first]
    assert await ids(client, f"jose {surname[:6]}", type="users") == [first]
    assert await ids(client, f"{surname} {word}", type="users") == [first]
    assert await ids(client, f"from:{word}", type="users") == [first, second]
    assert set((await found(client, surname, type="users"))["results"][0]) == PERSON
    await two.send("POST", f"/users/{word}/follow/")
    (shown,) = (await two.get("/search/", q=surname, type="users")).json()["results"]
    assert (shown["is_following"], shown["follows_you"]) == (True, False)


async def test_hashtags(client: httpx.AsyncClient, ada: Person) -> None:
    tag = new_word()
    await tweet_of(ada, f"#{tag}s")
    for _ in range(2):
        await tweet_of(ada, f"#{tag}")
    last = await tweet_of(ada, f"#{tag}s again")
    exact, plural = {"name": tag, "tweets_count": 2}, {"name": f"{tag}s", "tweets_count": 2}
    for asked in (tag, f"#{tag.upper()}", f"{tag} {new_word()}"):
        page = await found(client, asked, type="hashtags")
        assert (page["results"], page["count"]) == ([exact, plural], 2)
    assert (await found(client, tag, type="hashtags", sort="newest"))["results"] == [plural, exact]
    await ada.send("DELETE", f"/tweets/{last}/")
    assert (await found(client, tag, type="hashtags", sort="newest"))["results"][0] == exact
    page = await found(client, tag, type="hashtags", limit=1)
    onward = (await client.get(page["next"])).json()
    assert (onward["results"][0]["name"], onward["next"]) == (f"{tag}s", None)
    assert (await client.get(onward["previous"])).json() == page


@pytest.mark.parametrize("sort", ["relevance", "newest"])
async def test_pages_neither_skip_nor_repeat(ada: Person, sort: str) -> None:
    word = new_word()
    made = [await tweet_of(ada, f"{word} number") for _ in range(7)]
    rows = await leafed(ada, "/search/", q=word, sort=sort)
    assert sorted(row["id"] for row in rows) == made
    if sort == "newest":
        assert [row["id"] for row in rows] == made[::-1]
    numbered = (await ada.get("/search/", q=word, sort=sort, limit=3, page=2)).json()
    assert (numbered["results"], numbered["count"], numbered["truncated"]) == (rows[3:6], 7, False)
    assert {row["author"]["username"] for row in rows} == {ada.username}


async def test_newest_pages_hold_while_people_write(ada: Person) -> None:
    word = new_word()
    made = [await tweet_of(ada, word) for _ in range(4)]
    page = (await ada.get("/search/", q=word, sort="newest", limit=2)).json()
    new = await tweet_of(ada, word)
    onward = (await ada.send("GET", page["next"])).json()
    assert [row["id"] for row in page["results"] + onward["results"]] == made[::-1]
    back = (await ada.send("GET", page["previous"] or onward["previous"])).json()
    newest = (await ada.send("GET", back["previous"])).json()
    assert [row["id"] for row in newest["results"]] == [new]


async def test_what_cannot_be_asked(client: httpx.AsyncClient, ada: Person) -> None:
    for blank in ({}, {"q": ""}, {"q": "  "}, {"q": "\u200b\u00ad"}, {"q": "\0"}):
        error(await client.get("/search/", params=blank), 400, "validation_error", "q")
    error(await client.get("/search/", params={"q": "x", "type": "lists"}), 400, "validation_error", "type")
    error(await client.get("/search/", params={"q": "x", "sort": "oldest"}), 400, "validation_error", "sort")
    for bad in ("x", "AAAA", ""):
        error(await client.get("/search/", params={"q": "x", "cursor": bad}), 400, "invalid_cursor")
    word = new_word()
    for _ in range(3):
        await tweet_of(ada, word)
    newest = (await found(client, word, sort="newest", limit=1))["next"]
    error(await client.get(newest.replace("newest", "relevance")), 400, "invalid_cursor")
    assert (await client.get("/search", params={"q": "x"}, headers=ada.header)).status_code == 200
    error(await client.get("/search/", params={"q": "x"}, headers={"Authorization": "Bearer x"}), 401, "token_invalid")


async def test_imported_tweets_and_comments_are_their_authors(client: httpx.AsyncClient, social: Social) -> None:
    network = social.network
    comments = {tweet.author for tweet in network.tweets if tweet.reply_to is not None}
    person = next(each for each in network.people if each.id in comments)
    wrote = sorted((tweet.id for tweet in network.tweets if tweet.author == person.id), reverse=True)
    page = await found(client, f"from:{person.username}", sort="newest", limit=100)
    assert ([each["id"] for each in page["results"]], page["count"]) == (wrote[:100], len(wrote))


async def test_more_hits_than_are_looked_at(client: httpx.AsyncClient, social: Social) -> None:
    assert social.network.tweets
    person = await registered(client)
    new = await tweet_of(person, "a walk in the garden")
    page = await found(client, "garden", sort="newest")
    assert (page["truncated"], page["count"]) == (True, None)
    assert page["results"][0]["id"] == new, "the newest is there, however many older ones match as well"
    own = await found(client, f"garden from:{person.username}")
    assert ([each["id"] for each in own["results"]], own["count"], own["truncated"]) == ([new], 1, False)
    last = await found(client, "garden", limit=100, page=10)
    assert (len(last["results"]), last["next"]) == (100, None)
