"""Where likenesses were written, they say who is alike; what is hidden stays hidden, and they go with a person."""

import re
from typing import Any

import msgspec
import pytest

from graph import statements
from graph.accounts import lifecycle
from graph.client import Graph
from graph.ids import now_ms
from graph.records import Record
from graph.science import repository as science
from graph.statements import Statement
from tests.api.conftest import Person, Register
from tests.api.discovery.test_discovery import follow, people
from tests.conftest import Stack
from tests.fixtures import stated

PAIRS = """\
UNWIND $pairs AS pair
MATCH (node1:User {username_key: pair[0]}) MATCH (node2:User {username_key: pair[1]})
WITH node1, node2, pair[2] AS similarity"""
DELETED = stated(
    "deleted", "MATCH (person:User {username_key: $name}) SET person.status = 'deleted' RETURN person.id AS id"
)
RANKED = stated(
    "ranked",
    "MATCH (person:User {username_key: $name}) SET person.pagerank = 1.5, person.community = 3 RETURN person.id AS id",
)
UNRANKED = stated(
    "unranked", "MATCH (person:User {username_key: $name}) WHERE person.community = 3 RETURN person.id AS id"
)
TIES = stated("ties", "MATCH ()-[alike:SIMILAR_TO {other_id: $id}]->() RETURN alike.score AS score")


class Identity(Record):
    """Somebody's id."""

    id: int


class Score(Record):
    """How alike."""

    score: float


def without_plugin(statement: Statement) -> Statement:
    """What a statement does with what the plug-in finds, for pairs that are given."""
    text = re.sub(r"CALL gds\.\w+\.stream\(.*\)\nYIELD node1, node2, similarity", PAIRS, statement.text)
    assert text != statement.text
    return msgspec.structs.replace(statement, text=re.sub(r"gds\.util\.asNode\((\w+)\)", r"\1", text))


async def find(graph: Graph, whose: Person, alike: dict[Person, float]) -> None:
    """Write who is like somebody, as a run of the plug-in does."""
    pairs = [[whose.username, other.username, score] for other, score in alike.items()]
    for each in (statements.science.alike_by_follows, statements.science.alike_by_place):
        rows = await graph.write(without_plugin(each), science.Written, pairs=pairs, found_ms=now_ms())
        assert rows[0].written == len(pairs)


async def rows_of(who: Person, whose: Person, **asked: int) -> list[dict[str, Any]]:
    answer = await who.get(f"/users/{whose.username}/similar/", **asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


async def names_of(who: Person, whose: Person, **asked: int) -> list[str]:
    return [row["person"]["username"] for row in await rows_of(who, whose, **asked)]


async def test_likenesses_are_the_order_and_hide_who_is_hidden(graph: Graph, register: Register, stack: Stack) -> None:
    reader, ada, first, second, plain, odd, hub, fan = await people(register, 8)
    for each in (ada, first, second, plain):
        await follow(each, hub)
    await follow(fan, ada, first)
    counted = await names_of(reader, ada)
    assert counted[0] == first.username  # two in between
    assert set(counted) == {first.username, second.username, plain.username}

    # Nobody is between ada and odd; plain was not found.
    await find(graph, ada, {second: 0.9, first: 0.4, odd: 0.8})
    found = await rows_of(reader, ada)
    assert [row["person"]["username"] for row in found] == [second.username, first.username]
    assert all(row["because"].startswith("Both follow ") for row in found)
    assert [(row["both_follow_count"], row["followed_by_count"]) for row in found] == [(1, 0), (1, 1)]
    assert await names_of(reader, ada, limit=1) == [second.username]
    assert await names_of(second, ada) == [first.username]  # nobody is like anybody to themselves

    assert (await first.send("POST", f"/users/{reader.username}/block/")).status_code == 201
    assert await names_of(reader, ada) == [second.username]
    assert (await second.send("PATCH", "/me/update/", json={"protected": True})).status_code == 200
    assert await names_of(reader, ada) == []
    # Who is in between may not be told, and so no likeness over them.
    assert await names_of(hub, ada) == [first.username]
    assert (await fan.send("POST", f"/users/{hub.username}/block/")).status_code == 201
    [row] = await rows_of(hub, ada)
    assert (row["both_follow_count"], row["followed_by_count"]) == (1, 0)

    # A person who goes takes the likenesses along, those to them too.
    [gone] = await graph.write(DELETED, Identity, name=second.username)
    assert len(await graph.read(TIES, Score, id=gone.id)) == 1
    while await lifecycle.erase(graph, user_id=gone.id):
        pass
    assert not await graph.read(TIES, Score, id=gone.id)

    # A later run replaces what an earlier one wrote, and leaves its own.
    await find(graph, ada, {first: 0.25})
    [ranked] = await graph.write(RANKED, Identity, name=first.username)
    await science.forget(graph, before_ms=now_ms() - 60_000)
    assert [row.score for row in await graph.read(TIES, Score, id=ranked.id)] == [pytest.approx(0.25)]

    # Without any it is as before.
    forgotten = stack.run("analytics", "gds", "--forget")
    assert re.fullmatch(r"Removed \d+ likenesses, and ranks and communities of \d+ people\.\n", forgotten.stdout)
    assert not await graph.read(TIES, Score, id=ranked.id)
    assert not await graph.read(UNRANKED, Identity, name=first.username)
    assert await names_of(reader, ada) == [plain.username]


def test_without_the_plugin_the_command_says_so(stack: Stack) -> None:
    refused = stack.run("analytics", "gds")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Error: This Neo4j has no Graph Data Science. Set TWEETGRAPH_GDS=on")
