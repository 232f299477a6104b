"""Installs the declared schema, again and again if need be: `graph.nodes` through neomodel, then `cypher/schema/`."""

import asyncio
import contextlib
import hashlib
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from neomodel import AsyncStructuredNode, AsyncStructuredRel, adb

from graph import nodes, statements
from graph.client import Graph
from graph.errors import GraphError
from graph.records import Record

WAIT_SECONDS = 600  # for indexes over a graph that is there already
PAUSE = 0.2  # seconds between looks

_DECLARATION = re.compile(
    r"CREATE (?P<kind>INDEX|FULLTEXT INDEX|CONSTRAINT) (?P<name>\w+) IF NOT EXISTS\s+"
    r"FOR \(\)?-?[\[(]?(?P<variable>\w+):(?P<label>\w+)"
)


class Item(Record):
    """One constraint or index, as Neo4j lists it."""

    name: str
    type: str
    entity: str
    labels: list[str]
    properties: list[str]


class _Digest(Record):
    digest: str


class Built(Record):
    """How many indexes are built, and how many are not yet."""

    built: int
    pending: int


class Schema(NamedTuple):
    """What is declared, or what is live: comparable."""

    constraints: frozenset[tuple[str, str, str, tuple[str, ...]]]  # type, entity, label, properties
    indexes: frozenset[tuple[str, str, str, tuple[str, ...]]]

    def missing_from(self, other: "Schema") -> list[str]:
        """What is declared here and is not there, readable."""
        absent = (self.constraints - other.constraints) | (self.indexes - other.indexes)
        return [f"{type_} on {label}({', '.join(properties)})" for type_, _, label, properties in sorted(absent)]


def declared() -> Schema:
    """The schema that `graph.nodes` and `cypher/schema/` declare together."""
    constraints, indexes = set(), set()
    for statement in statements.schema:
        found = _DECLARATION.search(statement.text)
        if found is None:
            raise ValueError(f"{statement.path} declares nothing that can be compared")
        entity = "RELATIONSHIP" if "-[" in statement.text else "NODE"
        properties = tuple(re.findall(rf"{found['variable']}\.(\w+)", statement.text))
        if found["kind"] == "CONSTRAINT":
            kind = "RELATIONSHIP_UNIQUENESS" if entity == "RELATIONSHIP" else "UNIQUENESS"
            constraints.add((kind, entity, found["label"], properties))
        else:
            kind = "FULLTEXT" if found["kind"] == "FULLTEXT INDEX" else "RANGE"
            indexes.add((kind, entity, found["label"], properties))
    for owner, entity, label in _neomodel_owners():
        for name, declaration in owner.defined_properties(aliases=False, rels=False).items():
            key = (label, (getattr(declaration, "db_property", None) or name,))
            if declaration.unique_index:
                kind = "RELATIONSHIP_UNIQUENESS" if entity == "RELATIONSHIP" else "UNIQUENESS"
                constraints.add((kind, entity, *key))
            elif declaration.index:
                indexes.add(("RANGE", entity, *key))
    return Schema(frozenset(constraints), frozenset(indexes))


def _neomodel_owners() -> Iterator[tuple[type[AsyncStructuredNode | AsyncStructuredRel], str, str]]:
    """Each class that declares properties, with its entity and its label or type."""
    for node in nodes.ALL:
        yield node, "NODE", node.__label__
        for relationship in node.defined_properties(aliases=False, properties=False).values():
            if relationship.definition["model"] is not None:
                yield relationship.definition["model"], "RELATIONSHIP", relationship.definition["relation_type"]


def ties() -> frozenset[tuple[str, str, str]]:
    """Every relationship that is declared: the label that it starts from, its type, and the label that it leads to."""
    return frozenset(
        # neomodel has no public name for the class at the end before it has connected.
        (node.__label__, relationship.definition["relation_type"], relationship._raw_class)  # noqa: SLF001
        for node in nodes.ALL
        for relationship in node.defined_properties(aliases=False, properties=False).values()
    )


def properties() -> dict[str, list[str]]:
    """The names of the properties that are declared, of each label and type, as the graph has them."""
    return {
        label: [
            getattr(declaration, "db_property", None) or name
            for name, declaration in owner.defined_properties(aliases=False, rels=False).items()
        ]
        for owner, _, label in _neomodel_owners()
    }


async def live(graph: Graph) -> Schema:
    """The schema that the database has now."""
    items = [
        await graph.read(statement, Item) for statement in (statements.upkeep.constraints, statements.upkeep.indexes)
    ]
    constraints, indexes = (
        frozenset((item.type, item.entity, item.labels[0], tuple(item.properties)) for item in group) for group in items
    )
    return Schema(constraints, indexes)


def digest() -> str:
    """The version of the declared schema; another declaration, another digest."""
    text = repr([sorted(part) for part in declared()])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


async def install(graph: Graph, *, seconds: float = WAIT_SECONDS) -> None:
    """Bring the database to the declared schema and record its version; no-op if it is there already.

    Adds what is missing and drops nothing: what an admin added stays. Returns when every index is online, for which it
    waits so many seconds.
    """
    if await installed(graph) == digest() and not declared().missing_from(await live(graph)):
        return
    await adb.set_connection(driver=graph.driver)
    # neomodel reports an item that exists already as an error text; the comparison below is what counts.
    await adb.install_all_labels(stdout=io.StringIO())
    patient = graph.within(seconds)
    for statement in statements.schema:
        await patient.write(statement, Record)
    await _until_online(graph, seconds)
    missing = declared().missing_from(await live(graph))
    if missing:
        raise GraphError(f"The schema could not be installed; missing: {missing}")
    await graph.write(statements.upkeep.record_schema, _Digest, digest=digest())


async def _until_online(graph: Graph, seconds: float) -> None:
    """Wait for indexes that are built over a graph that was there before. Raises GraphError when that takes longer."""
    for _ in range(int(seconds / PAUSE)):
        if (await built(graph)).pending == 0:
            return
        await asyncio.sleep(PAUSE)
    raise GraphError(f"The indexes were not built within {seconds:.0f} seconds.")


async def built(graph: Graph) -> Built:
    """How far the indexes are; constraints that are not declared to Neo4j yet are not among them."""
    return (await graph.read(statements.upkeep.built_indexes, Built))[0]


async def replan(graph: Graph) -> None:
    """Have Neo4j count what its indexes hold and forget its plans: those of an empty graph are wrong for a full one.

    It learns by itself as well, some ten seconds later: no-op where that is not allowed to this user of Neo4j.
    """
    with contextlib.suppress(GraphError):
        await graph.within(WAIT_SECONDS).read(statements.upkeep.replan, Record, seconds=WAIT_SECONDS)


async def installed(graph: Graph) -> str | None:
    """The digest of the schema that was installed last; None in a new database."""
    rows = await graph.read(statements.upkeep.installed_schema, _Digest)
    return rows[0].digest if rows else None
