"""A whole graph, comparable: nodes with their labels, relationships with their ends, properties with their types."""

from typing import Any

from graph.client import Graph
from tests.graph.seeds.portrait import rows

PROPERTIES = "[key IN keys({0}) WHERE key <> 'installed_at' | [key, valueType({0}[key]), toString({0}[key])]]"
END = "[labels({0})[0], coalesce({0}.id, {0}.user_id, {0}.name, {0}.key)]"
NODES = f"MATCH (n) RETURN [labels(n), {PROPERTIES.format('n')}] AS row"
RELATIONSHIPS = (
    f"MATCH (a)-[r]->(b) RETURN [type(r), {END.format('a')}, {END.format('b')}, {PROPERTIES.format('r')}] AS row"
)


async def dump(graph: Graph) -> dict[str, list[Any]]:
    """Everything that is in a small graph, in one order."""
    return {
        "nodes": sorted([sorted(labels), sorted(properties)] for labels, properties in await rows(graph, NODES)),
        "relationships": sorted(
            [type_, one, other, sorted(properties)]
            for type_, one, other, properties in await rows(graph, RELATIONSHIPS)
        ),
    }
