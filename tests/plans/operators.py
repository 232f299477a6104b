"""Plans of statements as Neo4j explains them, and what must not stand in one."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from neo4j import Query

from graph.client import Graph
from graph.statements import Statement

SCANS = re.compile(r"(?:AllNodes|NodeByLabel|RelationshipType|RelationshipTypes|AllRelationships|Index)\w*Scan")
SEEKS = frozenset({"NodeUniqueIndexSeek", "NodeUniqueIndexSeek(Locking)"})
ORDERING = frozenset({"Top", "Sort", "PartialSort", "PartialTop", "Top1WithTies"})
ABOVE_A_SEEK = frozenset({"Filter", "Expand(All)", "Expand(Into)", "Projection", "Apply", "CacheProperties", "Argument"})
FEED_SEEK = re.compile(r"\bfeed_author_id = |\bactor_id = .*\bid [<>]|\bactor_id = .* AND .*\.id [<>]")
KEY = re.compile(r"([{,]\s*)(\w+):")
CALL = re.compile(r"\b(?:datetime|date|timestamp)\(\)")


class Step(NamedTuple):
    """One operator of a plan, with what is below it and those above it, from the nearest on."""

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
    """The plan of a statement, which is not run."""
    return await _plan(graph, f"EXPLAIN {text}", values)


async def profiled(graph: Graph, text: str, values: dict[str, Any]) -> Step:
    """The plan of a statement that is run, with its database hits."""
    return await _plan(graph, f"PROFILE {text}", values)


async def _plan(graph: Graph, text: str, values: dict[str, Any]) -> Step:
    async with graph.driver.session(database=graph.database) as session:
        result = await session.run(Query(text), values)  # type: ignore[arg-type]
        summary = await result.consume()
    plan = summary.profile or summary.plan
    assert plan is not None
    return step(plan)


def scans(root: Step) -> list[str]:
    """Scans of a whole index, label or type, and products of anything but single rows."""
    found = []
    for each, _ in chains(root):
        if SCANS.fullmatch(each.name.removeprefix("Directed").removeprefix("Undirected").removeprefix("Node").replace(
            "ByLabelScan", "NodeByLabelScan"
        )) or SCANS.fullmatch(each.name):
            found.append(f"{each.name} {each.details}")
        if each.name == "CartesianProduct" and not all(single(child) for child in each.below):
            found.append(f"{each.name} of many rows")
    return found


def single(each: Step) -> bool:
    """Whether an operator gives one row at most."""
    if each.name in SEEKS or each.name in {"Argument", "EmptyRow"}:
        return True
    return each.name in {"Filter", "Projection", "CartesianProduct", "CacheProperties"} and all(map(single, each.below))


def unordered_seeks(root: Step) -> list[str]:
    """Seeks in the feed indexes whose rows are sorted, or read to the end, before a Limit."""
    found = []
    for each, above in chains(root):
        if "IndexSeek" not in each.name or not re.search(r"feed_author_id|actor_id, id\)", each.details):
            continue
        nearest = next((parent for parent in above if parent.name not in ABOVE_A_SEEK), None)
        if nearest is None or nearest.name != "Limit":
            found.append(f"{nearest.name if nearest else 'nothing'} over {each.name} {each.details}")
    return found
