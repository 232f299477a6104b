"""What people save in Neo4j Browser runs, and by the database's own plan writes nothing but where it says so."""

from typing import Any, cast

import pytest

from graph.client import Graph
from graph.statements import Statement, library, parse
from tests.analytics.scene import Scene
from tests.plans.operators import parameters, scans, step

SAVED = library("browser")
FOLDERS = {"destructive", "feeds", "growth", "health", "moderation", "spam", "your_data"}
WARNING = "DESTRUCTIVE: "


def destroys(statement: Statement) -> bool:
    """Whether it lies where such statements lie."""
    return statement.domain == "browser/destructive"


def unmarked(statement: Statement, kind: str) -> list[str]:
    """What is wrong between what a statement does, as the database plans it, and what it says it does."""
    says, does = statement.title.startswith(WARNING), kind not in {"r", "s"}
    found = [] if says == destroys(statement) else ["its first line and its folder differ"]
    found += [] if does == says else [f"is of the kind {kind!r}"]
    found += [] if bool(statement.writes) == does else ["its header says something else of what it writes"]
    return [f"{statement.path}: {each}" for each in found]


async def run(graph: Graph, text: str, values: dict[str, Any]) -> tuple[list[str], Any]:
    """The columns of an answer that was read to its end, and its summary."""
    async with graph.driver.session(database=graph.database) as session:
        result = await session.run(cast("Any", text), values)
        columns = list(result.keys())
        return columns, await result.consume()


@pytest.mark.parametrize("statement", SAVED, ids=lambda statement: f"{statement.domain}/{statement.name}")
async def test_a_saved_statement_does_what_it_says(graph: Graph, scene: Scene, statement: Statement) -> None:
    values = parameters(statement)
    if "username_key" in values and not destroys(statement):
        values["username_key"] = f"{scene.prefix}ada"
    _, plan = await run(graph, f"EXPLAIN {statement.text}", values)
    assert not unmarked(statement, plan.query_type)
    if plan.plan is not None:
        assert not scans(step(plan.plan))
    # The destructive ones run as well: their examples name nobody, and take what nobody misses.
    columns, done = await run(graph, statement.text, values)
    if statement.out != "for people":
        assert columns == statement.out.split(", ")
    assert destroys(statement) or not done.counters.contains_updates


def test_there_are_the_seven_folders() -> None:
    assert {statement.domain.removeprefix("browser/") for statement in SAVED} == FOLDERS
    assert len({statement.title for statement in SAVED}) == len(SAVED)
    # What was set for another statement must not fire one that destroys.
    asked = [{name for each in SAVED if destroys(each) is kind for name in each.inputs} for kind in (True, False)]
    assert asked[0].isdisjoint(asked[1])


GOOD = """\
// Counts people.
// in: -   out: people
// cost: constant
// :params {}
MATCH (n:User) RETURN count(n) AS people
"""


@pytest.mark.parametrize(
    ("place", "text", "kind"),
    [
        ("browser/health/one", GOOD, "rw"),
        ("browser/destructive/one", GOOD, "w"),
        ("browser/destructive/one", GOOD.replace("Counts", "DESTRUCTIVE: counts"), "r"),
        ("browser/health/one", GOOD.replace("Counts", "DESTRUCTIVE: counts"), "w"),
    ],
)
def test_one_that_says_something_else_is_rejected(place: str, text: str, kind: str) -> None:
    assert unmarked(parse(place, text), kind)
    assert not unmarked(parse("browser/health/one", GOOD), "r")
