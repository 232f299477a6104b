"""Loading into Neo4j: the right shapes, once, also after an interruption."""

import secrets
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.client import Graph
from graph.errors import Conflict
from graph.ids import TIME_SHIFT, milliseconds, now_ms
from seeds import csv, load, people, world
from seeds.bulk import Progress
from seeds.network import Follow, Like, Network, Person, Retweet, Tweet
from tests.graph.seeds.portrait import portrait, rows, shifted

DAY = 86_400_000


@pytest.fixture
def prefix() -> str:
    """What usernames of one test begin with."""
    return f"t{secrets.token_hex(4)}_"


@pytest.fixture
def end() -> int:
    """A moment of one test: all tests share a graph, and ids follow from time."""
    return now_ms() - secrets.randbelow(200 * DAY)


@pytest.fixture
def cast(prefix: str, end: int) -> Network:
    return people.cast(end=end, prefix=prefix)


class Interrupted(Exception):  # noqa: N818 - it is what it says
    """Raised between two batches."""


def interrupting(after: int) -> Progress:
    """Progress that breaks a load off after so many reports."""
    reports = 0

    def tell(part: str, done: int, of: int) -> None:
        nonlocal reports
        reports += 1
        if reports > after:
            raise Interrupted(f"{part} {done} of {of}")

    return tell


async def test_rows_become_nodes_and_relationships(graph: Graph, prefix: str, cast: Network) -> None:
    await load.load(graph, cast, key=prefix)
    seen = await portrait(graph, prefix)
    ids = {person.username.removeprefix(prefix): person.id for person in cast.people}
    ada = next(person for person in seen["people"] if person["id"] == ids["ada"])
    newest = max(
        [tweet.id for tweet in cast.tweets if tweet.author == ids["ada"] and tweet.reply_to is None]
        + [retweet.id for retweet in cast.retweets if retweet.actor == ids["ada"]]
    )
    moment = ada.pop("created_at").to_native()
    assert moment == datetime.fromtimestamp(milliseconds(ids["ada"]) / 1000, tz=UTC)
    assert ada == {
        "id": ids["ada"],
        "username": f"{prefix}ada",
        "username_key": f"{prefix}ada",
        "name": "Ada Lund",
        "bio": "",
        "status": "active",
        "staff": False,
        "last_post_id": newest,
    }
    assert {"user_id": ids["ada"], "username_key": f"{prefix}ada"} in seen["credentials"]
    assert [len(seen[part]) for part in ("people", "credentials", "follows", "tweets", "retweets", "likes")] == [
        len(cast.people),
        len(cast.people),
        len(cast.follows),
        len(cast.tweets),
        len(cast.retweets),
        len(cast.likes),
    ]
    assert seen["notifications"] == []


async def test_replies_know_their_parent_and_root_and_are_in_no_feed(graph: Graph, prefix: str, cast: Network) -> None:
    await load.load(graph, cast, key=prefix)
    seen = await portrait(graph, prefix)
    hello, welcome, thanks = (tweet.id for tweet in cast.tweets[:3])
    by_id = {tweet["id"]: tweet for tweet in seen["tweets"]}
    assert by_id[hello]["feed_author_id"] == by_id[hello]["author_id"] == cast.people[0].id
    assert not {"parent_id", "root_id"} & by_id[hello].keys()
    assert by_id[welcome]["parent_id"] == by_id[welcome]["root_id"] == hello
    assert (by_id[thanks]["parent_id"], by_id[thanks]["root_id"]) == (welcome, hello)
    assert "feed_author_id" not in by_id[thanks]
    assert [hello, welcome] not in seen["replies"]
    assert [[welcome, hello], [thanks, welcome]] == [pair for pair in seen["replies"] if pair[0] in {welcome, thanks}]


async def test_people_who_made_no_feed_entry_have_no_newest_post(graph: Graph, prefix: str, cast: Network) -> None:
    await load.load(graph, cast, key=prefix)
    seen = await portrait(graph, prefix)
    posted = {person["username"].removeprefix(prefix): person.get("last_post_id") for person in seen["people"]}
    assert {name for name, newest in posted.items() if newest is None} == {"gus", "ivo", "lou"}
    hana = next(person.id for person in cast.people if person.username == f"{prefix}hana")
    assert posted["hana"] == max(retweet.id for retweet in cast.retweets if retweet.actor == hana)


async def test_mentions_hashtags_and_quotes(graph: Graph, prefix: str, cast: Network) -> None:
    await load.load(graph, cast, key=prefix)
    seen = await portrait(graph, prefix)
    ids = {person.username.removeprefix(prefix): person.id for person in cast.people}
    mail = next(tweet.id for tweet in cast.tweets if "#42" in tweet.content)
    herself = next(tweet.id for tweet in cast.tweets if "water the plants" in tweet.content)
    assert [row[1] for row in seen["mentions"] if row[0] == mail] == sorted([ids["ada"], ids["bob"]])
    assert [row[1:] for row in seen["mentions"] if row[0] == herself] == [
        [ids["kim"], {"id": herself, "user_id": ids["kim"]}]
    ]
    assert [row[1:] for row in seen["hashtags"] if row[0] == mail] == [
        ["hashtags", {"id": mail, "hashtag": "hashtags"}]
    ]
    quotes = {row[1]["id"]: row[1].get("quote") for row in seen["retweets"]}
    assert quotes == {retweet.id: retweet.quote or None for retweet in cast.retweets}
    assert {row[1].get("quote") for row in seen["retweets"]} >= {None, "Ő, too"}


async def test_loading_twice_changes_nothing(graph: Graph, prefix: str, cast: Network) -> None:
    first = await load.load(graph, cast, key=prefix)
    once = await portrait(graph, prefix)
    second = await load.load(graph, cast, key=prefix)
    assert sum(part.written for part in first) > 0
    assert sum(part.written for part in second) == 0
    assert [part.skipped for part in second] == [part.rows for part in first]
    assert await portrait(graph, prefix) == once
    again = await load.load(graph, cast, key=prefix, again=True)
    other = await load.load(graph, cast, key=f"{prefix}other")
    assert [part.written for part in again] == [part.written for part in other] == [part.written for part in first]
    assert await portrait(graph, prefix) == once


@pytest.mark.parametrize("after", [2, 9, 14, 25])
async def test_an_interrupted_load_goes_on(graph: Graph, prefix: str, end: int, after: int) -> None:
    cast = people.cast(end=end, prefix=f"{prefix}a_")
    whole = people.cast(end=end - 7 * DAY - after, prefix=f"{prefix}b_")
    progress = interrupting(after)
    with pytest.raises(Interrupted):
        await load.load(graph, cast, key=f"{prefix}a", batch=5, progress=progress)
    await load.load(graph, cast, key=f"{prefix}a", batch=7)  # another size of batch changes nothing
    await load.load(graph, whole, key=f"{prefix}b")
    broken, expected = await portrait(graph, f"{prefix}a_"), await portrait(graph, f"{prefix}b_")
    assert len(broken["likes"]) == len(cast.likes)
    assert shifted(broken, f"{prefix}a_", cast.people[0].id) == shifted(expected, f"{prefix}b_", whole.people[0].id)


async def test_a_newer_post_in_the_graph_stays_the_newest(graph: Graph, prefix: str, cast: Network) -> None:
    await load.load(graph, cast, key=prefix)
    newest = cast.tweets[-1].id + (DAY << TIME_SHIFT)
    await rows(
        graph,
        "MATCH (u:User {id: $id}) SET u.last_post_id = $newest RETURN u.id AS row",
        id=cast.people[0].id,
        newest=newest,
    )
    await load.load(graph, cast, key=prefix, again=True)
    assert (await portrait(graph, prefix))["people"][0]["last_post_id"] == newest


async def test_ids_of_one_millisecond(graph: Graph, prefix: str, end: int) -> None:
    base = people.cast(end=end).people[0].id + 1
    one, two = Person(base, f"{prefix}one", "One"), Person(base + 1, f"{prefix}two", "Two")
    network = Network(
        [one, two],
        [Follow(base + 2, one.id, two.id), Follow(base + 3, two.id, one.id)],
        [Tweet(base + 5, two.id, "Answer", base + 4), Tweet(base + 4, one.id, "Question")],
        [Retweet(base + 6, one.id, base + 5)],
        [Like(base + 7, two.id, base + 4), Like(base + 8, one.id, base + 4)],
    )
    await load.load(graph, network, key=prefix)
    seen = await portrait(graph, prefix)
    assert seen["replies"] == [[base + 5, base + 4]]
    assert len({person["created_at"] for person in seen["people"]}) == 1
    assert [person.get("last_post_id") for person in seen["people"]] == [base + 6, None]


async def test_a_taken_name_or_id_is_refused_before_anything_is_written(
    graph: Graph, prefix: str, cast: Network, end: int
) -> None:
    await load.load(graph, cast, key=prefix)
    later = people.cast(end=end + 1000, prefix=prefix)
    with pytest.raises(Conflict, match=rf"^The username {prefix}ada belongs to someone else"):
        await load.load(graph, later, key=f"{prefix}later")
    renamed = people.cast(end=end, prefix=f"{prefix}x")
    with pytest.raises(Conflict, match=r"^The id \d+ belongs to someone else"):
        await load.load(graph, renamed, key=f"{prefix}renamed")
    assert (await portrait(graph, f"{prefix}x"))["people"] == []


async def test_a_generated_network_keeps_its_end(graph: Graph, prefix: str) -> None:
    size = world.Size(people=20, follows=3, tweets=3, retweets=1, likes=3)
    first = await load.load_world(graph, size, seed=4, prefix=prefix, readers={"calm": 5})
    once = await portrait(graph, prefix)
    second = await load.load_world(graph, size, seed=4, prefix=prefix, readers={"calm": 5})
    assert [part.rows for part in second] == [part.rows for part in first]
    assert sum(part.written for part in second) == 0
    assert await portrait(graph, prefix) == once
    await load.load_cast(graph, prefix=f"{prefix}c_")
    there = await portrait(graph, f"{prefix}c_")
    await load.load_cast(graph, prefix=f"{prefix}c_")
    assert await portrait(graph, f"{prefix}c_") == there


async def test_no_demo_where_people_are(graph: Graph, prefix: str, cast: Network) -> None:
    await load.load(graph, cast, key=prefix)
    assert not await load.is_empty(graph)
    assert not await load.load_demo(graph, demo_password_hash=None)


async def test_the_shipped_network_twice(graph: Graph) -> None:
    folder = csv.read(Path(__file__).parents[2] / "data" / "social-small")
    await load.load_folder(graph, folder)
    counted = await rows(
        graph,
        "MATCH (u:User) WHERE u.username_key STARTS WITH 'user' AND u.id IN $ids "
        "RETURN [count(u), sum(COUNT { (u)-[:POSTED]->() }), sum(COUNT { (u)-[:RETWEETED]->() })] AS row",
        ids=[person.id for person in folder.network.people],
    )
    assert counted == [[1000, 20000, 7971]]
    assert sum(part.written for part in await load.load_folder(graph, folder)) == 0
