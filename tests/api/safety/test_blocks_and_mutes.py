"""What blocking, muting and protecting do beside hiding: ties that end, what is told, who may answer."""

import asyncio
from typing import Any

import pytest

from api.moments import moment_ms
from graph.client import Graph
from graph.ids import now_ms
from graph.records import Instant, Record
from graph.safety import repository
from tests.api.conftest import Person, Register, error
from tests.api.safety.conftest import follow, put
from tests.fixtures import stated

TIES = stated(
    "ties",
    """
    MATCH (one:User {username: $one}), (other:User {username: $other})
    RETURN COUNT { (one)-[:FOLLOWS|REQUESTED]-(other) } AS ties, COUNT { (one)-[:BLOCKS]-(other) } AS blocks
    """,
)
ENDED = stated("ended", "MATCH ()-[mute:MUTES]->(:User {username: $username}) SET mute.until_ms = 1")
LEFT = stated(
    "left",
    """
    RETURN COUNT { ()-[mute:MUTES]->() WHERE mute.until_ms < timestamp() }
      + COUNT { (muted:MutedWord) WHERE muted.until_ms < timestamp() } AS left
    """,
)


class Ties(Record):
    """What stands between two people."""

    ties: int
    blocks: int


class Left(Record):
    """How many mutes have ended and are there."""

    left: int


async def tweeted(person: Person, content: str, **more: object) -> int:
    """The id of a new tweet."""
    answer = await person.send("POST", "/tweets/", json={"content": content} | more)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


async def heard(person: Person) -> list[tuple[str, str]]:
    """Who told a person what, newest first."""
    rows: list[dict[str, Any]] = (await person.get("/notifications/", limit=100)).json()["results"]
    return [(row["sender"]["username"], row["verb"]) for row in rows if row["sender"] != "System"]


async def test_a_block_ends_follows_both_ways_and_lifting_it_brings_none_back(register: Register, graph: Graph) -> None:
    one, other = await register(), await register()
    await follow(one, other)
    await follow(other, one)
    await put(one, other, "block")
    names = {"one": one.username, "other": other.username}
    assert await graph.read(TIES, Ties, **names) == [Ties(ties=0, blocks=1)]
    for who, whom in ((one, other), (other, one)):
        error(await who.send("POST", f"/users/{whom.username}/follow/"), 404, "not_found")
    # Who is blocked cannot learn of it by blocking back, nor lift it.
    error(await other.send("POST", f"/users/{one.username}/block/"), 404, "not_found")
    error(await other.send("DELETE", f"/users/{one.username}/block/"), 404, "not_found")
    assert (await one.send("DELETE", f"/users/{other.username}/block/")).status_code == 204
    assert await graph.read(TIES, Ties, **names) == [Ties(ties=0, blocks=0)]
    await follow(other, one)


async def test_follows_and_blocks_at_once_leave_no_follow_beside_a_block(register: Register, graph: Graph) -> None:
    for _ in range(5):
        one, other = await register(), await register()
        await asyncio.gather(
            *(other.send("POST", f"/users/{one.username}/follow/") for _ in range(4)),
            one.send("POST", f"/users/{other.username}/block/"),
            *(one.send("POST", f"/users/{other.username}/follow/") for _ in range(4)),
            *(other.send("POST", f"/users/{one.username}/follow/") for _ in range(4)),
        )
        names = {"one": one.username, "other": other.username}
        assert await graph.read(TIES, Ties, **names) == [Ties(ties=0, blocks=1)]


async def test_who_is_blocked_reaches_nobody_by_a_third(register: Register) -> None:
    author, third, other = [await register() for _ in range(3)]
    tweet = await tweeted(author, "mine")
    answer = (await third.send("POST", f"/tweets/{tweet}/comments/", json={"content": "a third"})).json()
    await put(author, other, "block")
    before = await heard(author)
    # What answers the third's comment answers in the author's thread, and is not told to them; nor is a mention.
    reply = await other.send("POST", f"/tweets/{answer['id']}/comments/", json={"content": f"hi @{author.username}"})
    assert reply.status_code == 201
    await tweeted(other, f"and @{author.username}")
    assert await heard(author) == before
    assert (await author.get("/mentions/")).json()["results"] == []
    assert ("mentioned" in {verb for _, verb in await heard(third)}) is False
    assert (other.username, "commented") in await heard(third)
    for method, path in (("POST", "likes"), ("DELETE", "likes"), ("POST", "retweets"), ("POST", "bookmark")):
        error(await other.send(method, f"/tweets/{tweet}/{path}/"), 404, "not_found")
    error(
        await other.send("POST", "/tweets/", json={"content": "x", "quote_of": tweet}),
        400,
        "validation_error",
        "quote_of",
    )


async def test_a_mute_has_terms(register: Register, graph: Graph) -> None:
    reader, author = await register(), await register()
    await follow(reader, author)
    until = Instant.from_ms(now_ms() + 60_000)
    await put(reader, author, "mute", until=until, notifications=False)
    tweet = await tweeted(author, f"hi @{reader.username}")
    assert (author.username, "mentioned") in await heard(reader)
    assert (await reader.get("/tweets/feed/")).json()["results"] == []
    assert (await reader.get(f"/tweets/{tweet}/")).status_code == 200
    [row] = (await reader.get("/mutes/")).json()["results"]
    assert (row["username"], row["until"], row["notifications"]) == (author.username, until, False)
    # New terms hold; they do not make a second mute.
    again = await reader.send("POST", f"/users/{author.username}/mute/", json={"notifications": True})
    assert again.status_code == 200
    await tweeted(author, f"again @{reader.username}")
    assert len([verb for _, verb in await heard(reader) if verb == "mentioned"]) == 1
    await graph.write(ENDED, Record, username=author.username)
    assert len((await reader.get("/tweets/feed/")).json()["results"]) == 2
    assert (await reader.get("/mutes/")).json()["results"] == []
    assert (await reader.get(f"/users/{author.username}/")).json()["is_muted"] is False
    await tweeted(author, f"at last @{reader.username}")
    assert len([verb for _, verb in await heard(reader) if verb == "mentioned"]) == 2
    while await repository.sweep(graph):
        pass
    assert await graph.read(LEFT, Left) == [Left(left=0)]


@pytest.mark.parametrize(
    ("word", "holds", "passes"),
    [
        ("spoiler", "no SPOILER, please", "spoilers are another word"),
        ("c++", "I like C++!", "c# is another"),
        ("#graph", "a #Graph", "a graph, a #graphs"),
        ("two words", "Two Words here", "two, words"),
        ("straße", "eine STRASSE? nein: Straße", "strasse"),
        ("a.c\\E.*", "see A.C\\E.* there", "abc"),
        ("🙂", "so 🙂", "so 🙃"),
    ],
)
async def test_a_muted_word_is_a_word(register: Register, word: str, holds: str, passes: str) -> None:
    reader, author = await register(), await register()
    await follow(reader, author)
    made = await reader.send("POST", "/muted-words/", json={"word": word})
    assert made.status_code == 201, made.text
    await tweeted(author, f"{holds} @{reader.username}")
    kept = await tweeted(author, passes)
    own = await tweeted(reader, holds)
    retweet = await author.send("POST", f"/tweets/{own}/retweets/", json={"quote": holds})
    assert retweet.status_code == 201
    assert [row["id"] for row in (await reader.get("/tweets/feed/")).json()["results"]] == [own, kept]
    newest = (await reader.get("/tweets/feed/", limit=1)).json()
    assert newest["results"][0]["id"] == own
    assert "mentioned" not in {verb for _, verb in await heard(reader)}
    assert (await reader.send("DELETE", f"/muted-words/{made.json()['id']}/")).status_code == 204
    assert len((await reader.get("/tweets/feed/")).json()["results"]) == 4


async def test_only_so_many_words(register: Register) -> None:
    person = await register()
    for number in range(repository.MOST_WORDS):
        answer = await person.send("POST", "/muted-words/", json={"word": f"word {number}"})
        assert answer.status_code == 201
    error(await person.send("POST", "/muted-words/", json={"word": "more"}), 400, "validation_error", "word")
    again = await person.send("POST", "/muted-words/", json={"word": "WORD 7", "until": "2099-01-01T00:00:00+01:00"})
    assert again.status_code == 200
    assert moment_ms(again.json()["until"]) == moment_ms("2098-12-31T23:00:00Z")
    assert (await person.get("/muted-words/")).json()["count"] == repository.MOST_WORDS


async def test_of_a_muted_thread_nothing_is_told(register: Register) -> None:
    author, other = await register(), await register()
    tweet = await tweeted(author, "a thread")
    comment = (await other.send("POST", f"/tweets/{tweet}/comments/", json={"content": "one"})).json()["id"]
    assert (await author.send("POST", f"/tweets/{comment}/mute/")).status_code == 201
    before = await heard(author)
    await other.send("POST", f"/tweets/{tweet}/comments/", json={"content": f"two @{author.username}"})
    await other.send("POST", f"/tweets/{tweet}/likes/")
    await other.send("POST", f"/tweets/{tweet}/retweets/")
    await tweeted(other, "quoting", quote_of=tweet)
    assert await heard(author) == before
    elsewhere = await tweeted(author, "another thread")
    await other.send("POST", f"/tweets/{elsewhere}/likes/")
    assert await heard(author) == [(other.username, "liked"), *before]
    assert (await author.send("DELETE", f"/tweets/{tweet}/mute/")).status_code == 204
    await other.send("POST", f"/tweets/{tweet}/comments/", json={"content": "three"})
    assert (await heard(author))[0] == (other.username, "commented")


async def test_a_protected_person_decides(register: Register) -> None:
    author, one, two, three = [await register() for _ in range(4)]
    await author.send("PATCH", "/me/update/", json={"protected": True})
    tweet = await tweeted(author, f"for few, @{one.username}")
    for person in (one, two, three):
        answer = await person.send("POST", f"/users/{author.username}/follow/")
        assert (answer.status_code, answer.json()["requested"]) == (201, True)
        again = await person.send("POST", f"/users/{author.username}/follow/")
        assert (again.status_code, again.json()) == (200, answer.json())
    assert [verb for _, verb in await heard(author)] == ["follow_requested"] * 3
    assert await heard(one) == []
    page = (await author.get("/follow-requests/")).json()
    assert (page["count"], [row["username"] for row in page["results"]]) == (
        3,
        [three.username, two.username, one.username],
    )
    await asyncio.gather(*(author.send("POST", f"/follow-requests/{one.username}/accept/") for _ in range(5)))
    assert await heard(one) == [(author.username, "follow_accepted")]
    assert (await author.send("POST", f"/follow-requests/{two.username}/reject/")).status_code == 200
    error(await author.send("POST", f"/follow-requests/{two.username}/accept/"), 404, "not_found")
    assert (await three.send("DELETE", f"/users/{author.username}/unfollow/")).status_code == 204
    assert await heard(author) == []
    assert (await author.get("/follow-requests/")).json()["results"] == []
    for person, status in ((one, 200), (two, 404), (three, 404)):
        assert (await person.get(f"/tweets/{tweet}/")).status_code == status
    assert (await one.get("/mentions/")).json()["results"][0]["content_id"] == tweet
    assert (await author.send("DELETE", f"/users/{one.username}/follower/")).status_code == 204
    error(await one.get(f"/tweets/{tweet}/"), 404, "not_found")
    # Who asked before the protection is lifted follows when they ask again.
    await two.send("POST", f"/users/{author.username}/follow/")
    await author.send("PATCH", "/me/update/", json={"protected": False})
    follows = await two.send("POST", f"/users/{author.username}/follow/")
    assert (follows.status_code, follows.json()["requested"]) == (201, False)
    assert (await two.get(f"/users/{author.username}/")).json()["is_requested"] is False


@pytest.mark.parametrize(
    ("settings", "may"),
    [
        ("everyone", {"followed", "mentioned", "stranger", "author"}),
        ("following", {"followed", "mentioned", "author"}),
        ("mentioned", {"mentioned", "author"}),
    ],
)
async def test_the_author_says_who_may_answer(register: Register, settings: str, may: set[str]) -> None:
    people = {name: await register() for name in ("author", "followed", "mentioned", "stranger")}
    author = people["author"]
    await follow(author, people["followed"])
    tweet = await tweeted(author, f"ask @{people['mentioned'].username}", reply_settings=settings)
    assert (await people["stranger"].get(f"/tweets/{tweet}/")).json()["reply_settings"] == settings
    comment = (await author.send("POST", f"/tweets/{tweet}/comments/", json={"content": "first"})).json()["id"]
    for name, person in people.items():
        for place in (tweet, comment):
            answer = await person.send("POST", f"/tweets/{place}/comments/", json={"content": name})
            if name in may:
                assert answer.status_code == 201, answer.text
            else:
                error(answer, 403, "forbidden")


async def test_closed_likes_name_nobody(register: Register) -> None:
    author, liker = await register(), await register()
    assert (await liker.send("PATCH", "/me/update/", json={"likes_open": False})).json()["likes_open"] is False
    tweet = await tweeted(author, "like me")
    assert (await liker.send("POST", f"/tweets/{tweet}/likes/")).status_code == 201
    assert (await author.get(f"/tweets/{tweet}/")).json()["likes_count"] == 1
    page = (await author.get(f"/tweets/{tweet}/likes/")).json()
    assert (page["count"], page["results"], await heard(author)) == (1, [], [])
    await liker.send("PATCH", "/me/update/", json={"likes_open": True})
    [row] = (await author.get(f"/tweets/{tweet}/likes/")).json()["results"]
    assert row["user"]["username"] == liker.username
