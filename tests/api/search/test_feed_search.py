"""Search within the home feed: words of tweets and quotes, names, in the feed's order, and nothing from elsewhere."""

from typing import Any

from graph.client import Graph
from tests.api.conftest import Person, Register, error
from tests.api.engagement.test_lists import act, leafed, set_status, tweet_of
from tests.api.search.test_search import new_word

FEED = "/tweets/feed/"


async def entries(reader: Person, search: str) -> list[int]:
    """The ids of the entries found."""
    rows: list[dict[str, Any]] = await leafed(reader, FEED, search=search)
    return [row["id"] for row in rows]


async def retweeted(person: Person, tweet: int, quote: str | None = None) -> int:
    """The id of the entry of a new retweet."""
    body = {} if quote is None else {"json": {"quote": quote}}
    answer = await act(person, tweet, "retweets", **body)
    return int(answer.json()["id"])


async def test_tweets_retweets_and_quotes(register: Register, graph: Graph) -> None:
    reader, friend, stranger = [await register() for _ in range(3)]
    assert (await reader.send("POST", f"/users/{friend.username}/follow/")).status_code == 201
    word, other = new_word(), new_word()
    strange = await tweet_of(stranger, f"a strange {word} #{word}")
    friends = await tweet_of(friend, f"my {word}")
    own = await tweet_of(reader, f"mine: {word[:5]}y{word[6:]}")
    plain = await retweeted(friend, strange)
    quoted = await retweeted(reader, strange, f"look: {other}")
    await friend.send("POST", f"/tweets/{own}/comments/", json={"content": f"{word} in a reply"})
    unrelated = await tweet_of(friend, "nothing of it")
    assert await entries(reader, word) == [quoted, plain, own, friends]
    assert await entries(reader, other.upper()) == [quoted]
    assert await entries(reader, f"#{word}") == [quoted, plain]
    assert await entries(reader, f"from:{friend.username}") == [unrelated, plain, friends]
    assert await entries(reader, f"from:{friend.username} {word[:7]}") == [plain, friends]
    assert await entries(reader, friend.username.upper()) == [unrelated, plain, friends]
    assert await entries(reader, f"from:{stranger.username} {word}") == []
    assert await entries(reader, stranger.username) == []
    assert await entries(stranger, word) == [strange]

    page = (await reader.get(FEED, search=word)).json()
    assert (page["count"], page["next"]) == (None, None)
    home = {entry["id"]: entry for entry in (await reader.get(FEED)).json()["results"]}
    assert page["results"] == [home[entry] for entry in (quoted, plain, own, friends)]

    await set_status(graph, stranger, "suspended")
    assert await entries(reader, word) == [own, friends]
    assert await entries(reader, other) == []
    await set_status(graph, friend, "deactivated")
    assert await entries(reader, word) == [own]
    assert await entries(reader, friend.username) == []


async def test_a_tweet_that_many_passed_on(register: Register) -> None:
    reader, author, *others = [await register() for _ in range(5)]
    word = new_word()
    tweet = await tweet_of(author, word)
    passed = [await retweeted(other, tweet) for other in others]
    await reader.send("POST", f"/users/{others[1].username}/follow/")
    assert await entries(reader, word) == [passed[1]]
    mine = await retweeted(reader, tweet)
    assert await entries(reader, word) == [mine, passed[1]]


async def test_names_of_people(register: Register) -> None:
    reader, friend = await register(), await register()
    surname = new_word()
    await friend.send("PATCH", "/me/update/", json={"name": f"Chloé {surname}"})
    tweet = await tweet_of(friend, "something")
    assert await entries(reader, surname) == []
    await reader.send("POST", f"/users/{friend.username}/follow/")
    assert await entries(reader, f"{surname} chloe") == [tweet]


async def test_what_is_no_search(ada: Person) -> None:
    feed = (await ada.get(FEED)).json()
    assert (await ada.get(FEED, search="")).json() == feed
    for nothing in ('"', "AND (", "* ~ ^ \\ / && ||", "\0"):
        answer = await ada.get(FEED, search=nothing)
        assert answer.status_code == 200, nothing
    since = feed["newest"] or (await ada.get(FEED)).json()["newest"]
    if since is None:
        await tweet_of(ada, "first")
        since = (await ada.get(FEED)).json()["newest"]
    error(await ada.get(FEED, search="x", since=since), 400, "validation_error", "search")
    error(await ada.client.get(FEED, params={"search": "x"}), 401, "not_authenticated")
