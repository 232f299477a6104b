"""Plans of statements as Neo4j explains them, and what must not stand in one."""

import re
import time
from collections.abc import Iterator
from typing import Any, NamedTuple, cast

import msgspec
from neo4j import Query

from graph.client import Graph
from graph.statements import Statement

SCANS = frozenset(
    {
        "AllNodesScan",
        "AllRelationshipsScan",
        "IntersectionNodeByLabelsScan",
        "NodeByLabelScan",
        "NodeIndexContainsScan",
        "NodeIndexEndsWithScan",
        "NodeIndexScan",
        "RelationshipIndexContainsScan",
        "RelationshipIndexEndsWithScan",
        "RelationshipIndexScan",
        "RelationshipTypeScan",
        "SubtractionNodeByLabelsScan",
        "UnionNodeByLabelsScan",
        "UnionRelationshipTypesScan",
    }
)
SEEKS = frozenset({"NodeUniqueIndexSeek", "NodeUniqueIndexSeek(Locking)"})
SINGLE = frozenset({"Apply", "CacheProperties", "CartesianProduct", "Eager", "Filter", "Optional", "Projection"})
# Keep or drop each row of the first below, by whether the second has any.
ASKING = frozenset({"AntiSemiApply", "SelectOrAntiSemiApply", "SelectOrSemiApply", "SemiApply"})
ON_THE_WAY = frozenset({"Apply", "Argument", "CacheProperties", "Expand(All)", "Expand(Into)", "Filter", "Projection"})
FEEDS = re.compile(
    r"Tweet\((?:feed_author_id, id|media_author_id, id|author_id, id, parent_id)\)|RETWEETED\(actor_id, id\)"
)
KEY = re.compile(r"([{,]\s*)(\w+):")
CALL = re.compile(r"\b(?:datetime|date|timestamp)\(\)")


class Step(NamedTuple):
    """One operator of a plan, with its database hits and what is below it."""

    name: str
    details: str
    hits: int
    below: tuple["Step", ...]


def parameters(statement: Statement) -> dict[str, Any]:
    """The example of a statement's `:params` line; moments become a number."""
    text = statement.params.partition(":params")[2].strip()
    quoted = KEY.sub(r'\1"\2":', CALL.sub("0", text).replace('"', '\\"').replace("'", '"'))
    found: dict[str, Any] = msgspec.json.decode(quoted.encode())
    return found


def step(plan: dict[str, Any]) -> Step:
    """An operator and all below it, from the driver's dictionaries."""
    arguments = plan["args"]
    below = tuple(step(child) for child in plan.get("children", ()))
    return Step(plan["operatorType"].partition("@")[0], arguments.get("Details", ""), arguments.get("DbHits", 0), below)


def chains(root: Step, above: tuple[Step, ...] = ()) -> Iterator[tuple[Step, tuple[Step, ...]]]:
    """Every operator with those above it, the nearest first."""
    yield root, above
    for child in root.below:
        yield from chains(child, (root, *above))


def total_hits(root: Step) -> int:
    """Database hits of a whole profiled plan."""
    return sum(each.hits for each, _ in chains(root))


async def explained(graph: Graph, text: str, values: dict[str, Any]) -> Step:
    """The plan that Neo4j makes for this graph now, whatever it has in its cache; the statement is not run."""
    return await _plan(graph, f"EXPLAIN // {time.time_ns()}\n{text}", values)


async def profiled(graph: Graph, text: str, values: dict[str, Any]) -> Step:
    """The plan of a statement that is run, with its database hits."""
    return await _plan(graph, f"PROFILE // {time.time_ns()}\n{text}", values)


async def profiled_for(graph: Graph, text: str, asked: list[dict[str, Any]]) -> list[Step]:
    """The plan of a statement that is made once and run with each of some values, with the database hits of each."""
    stamped = f"PROFILE // {time.time_ns()}\n{text}"
    return [await _plan(graph, stamped, values) for values in asked]


async def _plan(graph: Graph, text: str, values: dict[str, Any]) -> Step:
    async with graph.driver.session(database=graph.database) as session:
        result = await session.run(Query(cast("Any", text)), values)
        summary = await result.consume()
    plan = summary.profile or summary.plan
    assert plan is not None
    return step(plan)


def scans(root: Step) -> list[str]:
    """Scans of all of a label, a type or an index, and products of anything but single rows."""
    found = []
    for each, _ in chains(root):
        if each.name.removeprefix("Directed").removeprefix("Undirected").removeprefix("Partitioned") in SCANS:
            found.append(f"{each.name} {each.details}")
        if each.name == "CartesianProduct" and not all(map(single, each.below)):
            found.append("CartesianProduct of more than single rows")
    return found


def single(each: Step) -> bool:
    """Whether an operator gives one row at most for each of its arguments."""
    if each.name in ASKING:
        return single(each.below[0])
    return each.name in SEEKS | {"Argument"} or (each.name in SINGLE and all(map(single, each.below)))


def unordered(root: Step) -> list[str]:
    """Seeks in the indexes of feeds whose rows are not cut by a Limit before anything orders them."""
    found = []
    for each, above in chains(root):
        if "IndexSeek" in each.name and FEEDS.search(each.details):
            nearest = next((parent.name for parent in above if parent.name not in ON_THE_WAY), "nothing")
            if nearest != "Limit":
                found.append(f"{nearest} over {each.name} {each.details}")
    return found
