"""Every operation that shows people or tweets, for every way in which a reader can stand to an author; a model says."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Literal, NamedTuple

import httpx
import pytest

from graph.client import Graph
from graph.records import Record
from tests.api.conftest import Register
from tests.api.safety.conftest import World, follow, put, world
from tests.api.tweets.conftest import STATUS
from tests.contract.operations import described

Kind = Literal[
    "page", "people", "words", "feed", "friends", "told", "text", "below", "suggested", "known", "fan", "near"
]


class Place(NamedTuple):
    """One request of the reader's, and what the answer shows of the author to who may see all."""

    operation: str
    path: str
    kind: Kind
    is_theirs: bool = False  # it is the author's own: hidden, it is not there


PLACES = (
    Place("accounts.profile", "/users/{author}/", "page", is_theirs=True),
    Place("discovery.suggestions", "/suggestions/", "suggested"),
    Place("discovery.fans", "/me/fans/", "fan"),
    Place("discovery.followers_you_know", "/users/{third}/followers-you-know/", "known"),
    Place("discovery.shared_following", "/users/{third}/shared-following/", "known"),
    Place("discovery.mutuals", "/users/{third}/mutuals/", "known"),
    Place("discovery.shortest_path", "/users/{author}/path/", "below", is_theirs=True),
    Place("discovery.similar", "/users/{third}/similar/", "told"),
    Place("discovery.for_you", "/feeds/for-you/", "feed"),
    Place("discovery.for_you", "/feeds/for-you/?order=time", "feed"),
    Place("discovery.liked_by_following", "/feeds/liked-by-following/", "feed"),
    Place("discovery.catch_up", "/feeds/catch-up/", "friends"),
    Place("engagement.likes", "/tweets/{readers}/likes/", "people"),
    Place("engagement.retweets", "/tweets/{thirds}/retweets/", "words"),
    Place("engagement.bookmarks", "/tweets/bookmarks/", "words"),
    Place("feeds.home", "/tweets/feed/", "feed"),
    Place("feeds.home", "/tweets/feed/?search={word}", "feed"),
    Place("feeds.home", "/tweets/feed/?page=1", "feed"),
    Place("feeds.close_friends", "/feeds/close-friends/", "friends"),
    Place("feeds.conversations", "/feeds/conversations/", "friends"),
    Place("feeds.hashtag_mix", "/feeds/hashtag-mix/", "feed"),
    Place("feeds.mutuals", "/feeds/mutuals/", "friends"),
    Place("feeds.on_this_day", "/feeds/on-this-day/?first=0", "friends"),
    Place("feeds.quiet_friends", "/feeds/quiet-friends/", "friends"),
    Place("feeds.rising", "/feeds/rising/", "feed"),
    Place("feeds.unanswered", "/feeds/unanswered/", "friends"),
    Place("feeds.author", "/tweets/user/{author}/", "words", is_theirs=True),
    Place("feeds.author", "/tweets/user/{author}/?tab=replies", "words", is_theirs=True),
    Place("feeds.author", "/tweets/user/{author}/?tab=media", "words", is_theirs=True),
    Place("feeds.author", "/tweets/user/{third}/", "words"),
    Place("follows.followers", "/users/{third}/followers/", "people"),
    Place("follows.following", "/users/{third}/following/", "people"),
    Place("hashtags.tweets", "/hashtags/{tag}/", "words"),
    Place("hashtags.feed", "/hashtags/feed/", "feed"),
    Place("notifications.received", "/notifications/", "told"),
    Place("notifications.received", "/notifications/?group=true", "told"),
    Place("notifications.received", "/notifications/?within=1", "near"),
    Place("notifications.received", "/notifications/?within=2", "told"),
    Place("notifications.received", "/notifications/?within=2&group=true", "told"),
    Place("notifications.unread", "/notifications/unread/", "told"),
    Place("notifications.mentions", "/mentions/", "words"),
    Place("search.find", "/search/?q={word}", "words"),
    Place("search.find", "/search/?q={word}&sort=newest", "words"),
    Place("search.find", "/search/?q={author}&type=users", "people"),
    Place("tweets.detail", "/tweets/{tweet}/", "words", is_theirs=True),
    Place("tweets.detail", "/tweets/{thirds}/", "words"),
    Place("tweets.detail", "/tweets/{fourths_quote}/", "words"),
    Place("tweets.detail", "/tweets/{naming}/", "people"),
    Place("tweets.comments", "/tweets/{thirds}/comments/", "words"),
    Place("tweets.comments", "/tweets/{tweet}/comments/", "below", is_theirs=True),
    Place("tweets.comments", "/tweets/{thirds}/comments/?order=social", "words"),
    Place("tweets.comments", "/tweets/{tweet}/comments/?order=social", "below", is_theirs=True),
    Place("tweets.comment_detail", "/tweets/{thirds}/comments/{comment}/", "words", is_theirs=True),
    Place("tweets.thread", "/tweets/{thirds_answer}/thread/", "words"),
    Place("tweets.thread", "/tweets/{thirds}/thread/", "words"),
    Place("tweets.history", "/tweets/{tweet}/history/", "text", is_theirs=True),
    Place("tweets.quotes", "/tweets/{thirds}/quotes/", "words"),
    Place("tweets.quotes", "/tweets/{tweet}/quotes/", "words", is_theirs=True),
)
# Read operations that show nobody but the reader, staff's own, and lists that the tests of their relationship hold.
OTHERS = frozenset(
    """
    accounts.me accounts.people accounts.sessions discovery.not_following_back exports.state feeds.index
    follows.requests hashtags.followed health.live health.ready media.describe moderation.actions moderation.queue
    moderation.rings notifications.unread_count realtime.events safety.blocks safety.muted_words safety.mutes
    trends.current tweets.scheduled
    """.split()  # noqa: SIM905 - a paragraph reads better
)


def model(relation: str, place: Place) -> tuple[bool, bool]:
    """Whether the reader meets the author's name, and their words."""
    hidden = relation in {"blocked by them", "deactivated", "suspended", "blocks them"}
    if relation == "blocks them" and place.kind == "page":
        return True, False
    if hidden:
        return False, False
    if place.kind in {"suggested", "known"}:  # whom the reader does not follow, or does; one who is protected only then
        is_followed = relation in {"follower", "mutes them", "protected, and follows"}
        return is_followed if place.kind == "known" else relation == "stranger", False
    if place.kind == "fan":  # the author follows the reader, whatever else
        return relation in {"stranger", "protected"}, False
    if place.kind in {"friends", "near"}:  # feeds of those whom the reader follows, and what these did
        is_shown = relation in {"follower", "protected, and follows"}
        return is_shown, is_shown and place.kind == "friends"
    name, words = place.kind != "text", place.kind in {"words", "feed", "text"}
    if relation == "mutes them" and place.kind in {"feed", "told"}:
        name = words = False
    if relation == "protected" and place.kind in {"words", "feed", "told", "text", "below"}:
        name = words = False
    return name, words


async def bookmarked(here: World) -> None:
    """The reader keeps the author's tweet for later, and likes it."""
    for path in ("bookmark", "likes"):
        answer = await here.reader.send("POST", f"/tweets/{here.ids['tweet']}/{path}/")
        assert answer.status_code == 201, answer.text


async def forget(here: World) -> None:
    """The reader removes what was told before: it stays told, whatever comes between the two."""
    rows = (await here.reader.get("/notifications/", limit=100)).json()["results"]
    await asyncio.gather(*(here.reader.send("DELETE", f"/notifications/{row['id']}/") for row in rows))


async def stranger(register: Register, _: Graph) -> World:
    here = await world(register)
    await here.act()
    await bookmarked(here)
    return here


async def follower(register: Register, _: Graph) -> World:
    here = await world(register)
    await follow(here.reader, here.author)
    await here.act()
    await bookmarked(here)
    return here


async def blocked(register: Register, graph: Graph) -> World:
    here = await follower(register, graph)
    await put(here.author, here.reader, "block")
    return here


async def blocking(register: Register, graph: Graph) -> World:
    here = await follower(register, graph)
    await put(here.reader, here.author, "block")
    return here


async def muting(register: Register, _: Graph) -> World:
    here = await world(register)
    await follow(here.reader, here.author)
    await put(here.reader, here.author, "mute")
    await forget(here)
    await here.act()
    await bookmarked(here)
    return here


async def protected(register: Register, graph: Graph) -> World:
    here = await stranger(register, graph)
    for who, method, path in (
        (here.author, "PATCH", "/me/update/"),
        (here.reader, "DELETE", f"/users/{here.author.username}/unfollow/"),
    ):
        await who.send(method, path, json={"protected": True} if method == "PATCH" else None)
    await forget(here)
    await here.does(here.author, "later", "/tweets/", content=f"{here.word} to @{here.reader.username}")
    return here


async def admitted(register: Register, _: Graph) -> World:
    here = await world(register, is_protected=True)
    for person in (here.reader, here.fourth):
        await person.send("POST", f"/users/{here.author.username}/follow/")
        answer = await here.author.send("POST", f"/follow-requests/{person.username}/accept/")
        assert answer.status_code == 200, answer.text
    await here.act()
    await bookmarked(here)
    return here


def resting(status: str) -> Callable[[Register, Graph], Awaitable[World]]:
    async def made(register: Register, graph: Graph) -> World:
        here = await follower(register, graph)
        await graph.write(STATUS, Record, username=here.author.username, status=status)
        return here

    return made


RELATIONS: dict[str, Callable[[Register, Graph], Awaitable[World]]] = {
    "stranger": stranger,
    "follower": follower,
    "blocked by them": blocked,
    "blocks them": blocking,
    "mutes them": muting,
    "protected": protected,
    "protected, and follows": admitted,
    "deactivated": resting("deactivated"),
    "suspended": resting("suspended"),
}


@pytest.mark.parametrize("relation", RELATIONS)
async def test_what_is_shown_is_what_the_model_says(register: Register, graph: Graph, relation: str) -> None:
    here = await RELATIONS[relation](register, graph)
    wrong = []
    for place in PLACES:
        path = place.path.format(**here.names)
        answer = await here.reader.send("GET", path)
        seen = (f'"{here.author.username}"' in answer.text, here.word in answer.text.replace(path, ""))
        wanted = model(relation, place)
        # A list that leaves somebody out is an answer; what is theirs alone is not there.
        absent = place.is_theirs and wanted == (False, False)
        if seen != wanted or (relation != "protected" and (answer.status_code == 404) != absent):
            wrong.append((place.operation, path, answer.status_code, seen, wanted))
    assert not wrong, "\n".join(map(str, wrong))


async def test_a_protected_persons_own_things_are_not_there(register: Register, graph: Graph) -> None:
    here = await protected(register, graph)
    for path, status in (
        ("/users/{author}/", 200),
        ("/tweets/user/{author}/", 200),
        ("/users/{author}/followers/", 200),
        ("/tweets/{tweet}/", 404),
        ("/tweets/{tweet}/history/", 404),
        ("/tweets/{tweet}/comments/", 404),
        ("/tweets/{tweet}/quotes/", 404),
        ("/tweets/{tweet}/retweets/", 404),
        ("/tweets/{thirds_answer}/", 200),
    ):
        answer = await here.reader.get(path.format(**here.names))
        assert answer.status_code == status, (path, answer.text)
        if path in {"/tweets/user/{author}/", "/users/{author}/followers/"}:
            assert answer.json()["results"] == []
    assert (await here.reader.get(f"/users/{here.author.username}/")).json()["is_protected"] is True


async def test_nobody_who_is_signed_out_reads_protected_people(register: Register, graph: Graph) -> None:
    here = await protected(register, graph)
    for place in PLACES:
        path = place.path.format(**here.names)
        answer = await here.reader.client.get(path)
        assert answer.status_code in {200, 401, 404}
        assert here.word not in answer.text.replace(path, ""), path


async def test_every_operation_that_shows_somebody_is_crossed(http: httpx.AsyncClient) -> None:
    description = (await http.get("/api/schema/")).json()
    reads = {name for name, operation in described(description).items() if operation.method == "GET"}
    assert reads - OTHERS == {place.operation for place in PLACES}
