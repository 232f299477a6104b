"""Everything that the graph holds about a person is in their archive, but for what is named here with its reason."""

from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

import pytest

from graph.client import Graph
from graph.ids import now_ms
from graph.records import Instant, Record
from tests.api.conftest import Person, Register, registered
from tests.api.exports.conftest import fetched, read
from tests.api.media.conftest import name_of
from tests.conftest import Stack
from tests.contract.scene import STAFF
from tests.drawing import drawn
from tests.fixtures import stated

OUT, IN = True, False
WALK = stated(
    "walk",
    """
    MATCH (person:User {id: $user_id})-[tie]-(other)
    RETURN type(tie) AS kind, startNode(tie) = person AS is_out, properties(tie) AS tie, labels(other) AS labels,
      properties(other) AS other
    """,
)
SELF = stated("self", "MATCH (person:User {id: $user_id}) RETURN properties(person) AS other")
KINDS = stated(
    "kinds",
    "MATCH (person:User)-[tie]-() RETURN DISTINCT type(tie) AS kind, startNode(tie) = person AS is_out",
)

# Each relationship of a person, which lists have it, and whether the thing is the relationship or what it leads to.
HELD: dict[tuple[str, bool], tuple[tuple[str, ...], str]] = {
    ("POSTED", OUT): (("tweets", "hidden_tweets"), "other"),
    ("SCHEDULED", OUT): (("scheduled",), "other"),
    ("RETWEETED", OUT): (("retweets",), "tie"),
    ("LIKED", OUT): (("likes",), "tie"),
    ("BOOKMARKED", OUT): (("bookmarks",), "tie"),
    ("FOLLOWS", OUT): (("following",), "tie"),
    ("FOLLOWS", IN): (("followers",), "tie"),
    ("REQUESTED", OUT): (("requested",), "tie"),
    ("REQUESTED", IN): (("requests",), "tie"),
    ("BLOCKS", OUT): (("blocks",), "tie"),
    ("MUTES", OUT): (("mutes",), "tie"),
    ("DISMISSED", OUT): (("dismissals",), "tie"),
    ("MUTES_WORD", OUT): (("muted_words",), "other"),
    ("MUTES_THREAD", OUT): (("muted_threads",), "tie"),
    ("FOLLOWS_TAG", OUT): (("hashtags",), "tie"),
    ("HAS_SESSION", OUT): (("sessions",), "other"),
    ("TO", IN): (("notifications",), "other"),
    ("MENTIONS", IN): (("mentions",), "tie"),
    ("REPORTED", OUT): (("reports",), "other"),
    ("AGAINST", IN): (("rulings",), "other"),
}
# What is not in it, and why.
EXCEPT = {
    ("HAS_CREDENTIAL", OUT): "secrets; the address and what is switched on are in account.json",
    ("HAS_KEY", OUT): "answers of the last day to requests whose effects are in the lists",
    ("HAS_EXPORT", OUT): "the archive itself",
    ("PINNED", OUT): "account.json names the tweet",
    ("MENTIONS", OUT): "the names stand in the quotes of retweets.json",
    ("FROM", IN): "what others were told; what was done for it is in the lists",
    ("BLOCKS", IN): "who has blocked a person is the secret of that one",
    ("DISMISSED", IN): "who has dismissed a person is the secret of that one",
    ("SIMILAR_TO", OUT): "reckoned from who follows whom, which the lists have; made anew and forgotten as a whole",
    ("SIMILAR_TO", IN): "the same",
    ("MUTES", IN): "who has muted a person is the secret of that one",
    ("ABOUT", IN): "what others reported is theirs",
    ("BY", IN): "what staff do in their office is about others; it stays in the audit trail",
}
# Properties of these things, by name, that the lists do not repeat, and why.
INDEXES = dict.fromkeys(
    """
    username_key author_id hidden_author_id feed_author_id media_author_id keywords last_post_id look_id changed_id
    follower_id followee_id requester_id target_id blocker_id blocked_id muter_id muted_id user_id actor_id owner_id
    receiver_id dismisser_id dismissed_id key pattern
    """.split(),  # noqa: SIM905 - a paragraph reads better
    "for an index, or for the other end, whom the list names; follows from what is in the list",
)
RECKONED = dict.fromkeys(("pagerank", "community"), "reckoned from who follows whom, as SIMILAR_TO is")
SECRET = dict.fromkeys(("refresh_hash", "previous_hash", "rotated_at_ms"), "keeps what signs a person in")
STAFFS = {"reason": "staff's own words, which may tell what others reported"}
NAMES = {
    "parent_id": "reply_to",
    "root_id": "thread",
    "quoted_id": "quote_of",
    "until_ms": "until",
    "read": "is_read",
    "likes_closed": "likes_open",
}


class Step(Record):
    """One relationship of a person, and what is at its other end."""

    kind: str
    is_out: bool
    tie: dict[str, Any]
    labels: list[str]
    other: dict[str, Any]


class Kind(Record):
    """A type of relationship, and whether it goes out from a person."""

    kind: str
    is_out: bool


class Properties(Record):
    """What a node holds."""

    other: dict[str, Any]


def told(name: str, value: Any) -> Any:  # noqa: ANN401 - a property
    """A property as the archive writes it."""
    if hasattr(value, "to_native"):
        moment: datetime = value.to_native()
        return Instant.from_ms(round(moment.astimezone(UTC).timestamp() * 1000))
    if name.endswith("_ms"):
        return Instant.from_ms(value)
    return not value if name == "likes_closed" else value


def lacking(thing: dict[str, Any], row: dict[str, Any], besides: dict[str, str]) -> list[str]:
    """The properties of a thing that a row of the archive does not tell."""
    names = set(thing) - INDEXES.keys() - RECKONED.keys() - besides.keys()
    return [name for name in sorted(names) if row.get(NAMES.get(name, name)) != told(name, thing[name])]


async def ok(who: Person, method: str, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
    """What is answered to a request that must succeed."""
    answer = await who.send(method, path, **({"json": body} if body else {}))
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


async def busy(register: Register, graph: Graph) -> tuple[Person, list[Person]]:
    """Somebody who did all that people do, and to whom all was done; the others are three, and one of the staff."""
    me, one, two, three, staff = [await register() for _ in range(5)]
    await graph.write(STAFF, Record, username=staff.username)
    files = {"profile_image": drawn(), "cover_image": drawn()}
    words = {"name": "Me", "bio": "b", "location": "l", "website": "https://example.com/me"}
    assert (await me.send("PATCH", "/me/update/", files=files, data=words)).status_code == 200
    await ok(two, "PATCH", "/me/update/", protected=True)
    await ok(one, "POST", f"/users/{me.username}/follow/")
    await ok(me, "POST", f"/users/{one.username}/follow/")
    await ok(me, "POST", f"/users/{two.username}/follow/")
    await ok(me, "PATCH", "/me/update/", protected=True, likes_open=False)
    await ok(two, "POST", f"/users/{me.username}/follow/")
    theirs = (await ok(one, "POST", "/tweets/", content=f"secret words of one for @{me.username}"))["id"]
    picture = (await me.send("POST", "/media/", files={"file": drawn()}, data={"alt": "mine"})).json()
    body: dict[str, Any] = {"content": "first words", "media_ids": [picture["id"]], "reply_settings": "following"}
    mine = (await ok(me, "POST", "/tweets/", **body))["id"]
    await ok(me, "PATCH", f"/tweets/{mine}/", content="second words")
    await ok(me, "POST", "/tweets/", content="look", quote_of=theirs)
    await ok(me, "POST", f"/tweets/{theirs}/comments/", content="an answer")
    hidden = (await ok(me, "POST", "/tweets/", content="words that staff hide"))["id"]
    keyed = await me.client.post(
        "/tweets/", json={"content": "k"}, headers=me.header | {"Idempotency-Key": me.username}
    )
    assert keyed.status_code == 201
    later = Instant.from_ms(now_ms() + 86_400_000)
    await ok(me, "POST", "/tweets/", content="not yet", scheduled_at=later)
    await ok(me, "POST", f"/tweets/{theirs}/retweets/", quote=f"said by @{one.username}")
    for act in ("likes", "bookmark", "mute"):
        await ok(me, "POST", f"/tweets/{theirs}/{act}/")
    await ok(me, "POST", f"/tweets/{mine}/pin/")
    await ok(me, "POST", "/hashtags/graph/follow/")
    await ok(me, "POST", "/muted-words/", word="spoiler", until=later)
    await ok(me, "POST", f"/users/{three.username}/mute/", until=later)
    await ok(me, "DELETE", f"/suggestions/{two.username}/")
    await ok(me, "POST", "/reports/", username=three.username, reason="spam", comment="look at this")
    await ok(me, "POST", f"/users/{three.username}/block/")
    await ok(one, "POST", f"/tweets/{mine}/likes/")
    await ok(one, "POST", "/reports/", username=me.username, reason="abuse", comment="a secret report")
    await ok(staff, "POST", f"/moderation/users/{me.username}/warn/", reason="the reason of staff")
    await ok(staff, "POST", f"/moderation/tweets/{hidden}/hide/", reason="the reason of staff")
    return me, [one, two, three]


@pytest.fixture(scope="module")
async def packed(client: Any, graph: Graph) -> tuple[Person, list[Person], list[Step], dict[str, Any], ZipFile]:  # noqa: ANN401
    """Somebody busy, the others, the graph one step from them, what it holds of them, and their archive."""
    me, others = await busy(lambda: registered(client), graph)
    user_id = (await me.get("/me/")).json()["id"]
    archive = await fetched(me)
    steps = await graph.read(WALK, Step, user_id=user_id)
    [own] = await graph.read(SELF, Properties, user_id=user_id)
    return me, others, steps, own.other, archive


Packed = tuple[Person, list[Person], list[Step], dict[str, Any], ZipFile]


async def test_all_that_hangs_on_a_person_is_in_it(packed: Packed) -> None:
    _, _, steps, _, archive = packed
    missing = []
    for step in steps:
        if (step.kind, step.is_out) in EXCEPT:
            continue
        lists, place = HELD[step.kind, step.is_out]
        thing = step.tie if place == "tie" else step.other
        rows = [row for name in lists for row in read(archive, name) if row["id"] == thing["id"]]
        if len(rows) != 1:
            missing.append(f"{step.kind} {thing}: {len(rows)} rows")
            continue
        besides = SECRET | (STAFFS if step.kind == "AGAINST" else {})
        missing += [f"{step.kind}.{name} of {thing}" for name in lacking(thing, rows[0], besides)]
    assert not missing, "\n".join(missing)
    assert {(step.kind, step.is_out) for step in steps} >= HELD.keys()


async def test_all_that_the_person_holds_is_in_it(packed: Packed) -> None:
    me, _, _, own, archive = packed
    account = read(archive, "account")
    assert not lacking(own, account, {})
    assert (account["email"], account["two_factor"]) == (me.email, False)
    assert account["pinned_tweet"] in {row["id"] for row in read(archive, "tweets")}


async def test_pictures_are_in_it(packed: Packed, stack: Stack) -> None:
    me, _, _, own, archive = packed
    names = {row["name"] for row in read(archive, "media")} | {own["profile_image"], own["cover_image"]}
    assert len(names) == 3
    assert {f"media/{name}" for name in names} == {each for each in archive.namelist() if each.startswith("media/")}
    for name in names:
        assert archive.read(f"media/{name}") == (stack.settings.media_path / name).read_bytes()
    shown = (await me.get(f"/tweets/{read(archive, 'account')['pinned_tweet']}/")).json()["media"]
    [mine] = [row for row in read(archive, "tweets") if row["media"]]
    assert [name_of(medium["url"]) for medium in shown] == mine["media"]
    assert [version["content"] for version in mine["versions"]] == ["first words"]


async def test_nothing_of_others_is_in_it(packed: Packed) -> None:
    _, _, _, _, archive = packed
    whole = b"".join(archive.read(name) for name in archive.namelist() if name.endswith((".json", ".txt")))
    for secret in (b"secret words of one", b"a secret report", b"the reason of staff", b"argon2", b"abuse"):
        assert secret not in whole
    assert b"words that staff hide" in whole


async def test_who_hides_is_not_named(register: Register) -> None:
    """Who blocked or muted somebody, and whom one does not meet, stands nowhere; a closed like tells nobody."""
    me, blocker, muter, closed, guarded = [await register() for _ in range(5)]
    mine = (await ok(me, "POST", "/tweets/", content="hello"))["id"]
    await ok(closed, "PATCH", "/me/update/", likes_open=False)
    await ok(closed, "POST", f"/tweets/{mine}/likes/")
    for author in (blocker, guarded):
        tweet = (await ok(author, "POST", "/tweets/", content=f"hidden words for @{me.username}"))["id"]
        for act in ("likes", "bookmark", "retweets"):
            await ok(me, "POST", f"/tweets/{tweet}/{act}/")
        await ok(author, "POST", f"/tweets/{mine}/comments/", content="hidden answer")
    await ok(guarded, "PATCH", "/me/update/", protected=True)
    await ok(muter, "POST", f"/users/{me.username}/mute/")
    await ok(blocker, "POST", f"/users/{me.username}/block/")
    archive = await fetched(me)
    whole = b"".join(archive.read(name) for name in archive.namelist())
    for text in (blocker.username, muter.username, closed.username, "hidden words", "hidden answer"):
        assert text.encode() not in whole, text
    assert read(archive, "mentions") == []
    assert {row["author"] for row in read(archive, "likes")} == {None, guarded.username}


async def test_every_kind_of_tie_is_held_or_excepted(graph: Graph, packed: Packed) -> None:
    """Also those that only other tests make."""
    del packed
    kinds = {(row.kind, row.is_out) for row in await graph.read(KINDS, Kind)}
    assert kinds <= HELD.keys() | EXCEPT.keys()
    assert not HELD.keys() & EXCEPT.keys()


def test_what_is_left_out_is_found() -> None:
    thing = {"id": 1, "content": "a", "until_ms": 0, "author_id": 3}
    row = {"id": 1, "content": "a", "until": "1970-01-01T00:00:00.000Z"}
    assert not lacking(thing, row, {})
    assert lacking(thing | {"mood": "glad"}, row, {}) == ["mood"]
    assert lacking(thing, row | {"content": "b"}, {}) == ["content"]
