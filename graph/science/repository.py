"""What Graph Data Science finds in who follows whom: ranks, communities, and who is alike; all of it for analysts.

The plug-in works on a copy in memory, the projection, of which there is one of each name. Every function but `plugin`,
`forget` and `unrank` raises GraphError where the plug-in is not there.
"""

from graph import statements
from graph.client import Graph
from graph.records import Record

MOST = 30  # who are alike, of each person


class Plugin(Record):
    """Whether the plug-in is there."""

    is_there: bool


class Projected(Record):
    """What was copied; each follow is there once along its direction, and twice without."""

    people: int
    ties: int


class Written(Record):
    """How many people, or likenesses, were written."""

    written: int


class Communities(Record):
    """How many communities were found, on how many people they were written, and how far apart they are."""

    written: int
    communities: int
    modularity: float


class Forgotten(Record):
    """How much was removed."""

    forgotten: int


async def plugin(graph: Graph) -> bool:
    """Whether Neo4j has Graph Data Science."""
    return (await graph.read(statements.science.plugin, Plugin))[0].is_there


async def project(graph: Graph, *, projection: str, prefix: str = "") -> Projected:
    """Copy the follows among people whose names begin so; replaces a copy of the same name."""
    return (await graph.write(statements.science.project, Projected, projection=projection, prefix=prefix))[0]


async def rank(graph: Graph, *, projection: str) -> int:
    """Write everybody's PageRank; on how many."""
    return (await graph.write(statements.science.rank, Written, projection=projection))[0].written


async def communities(graph: Graph, *, projection: str) -> Communities:
    """Write everybody's community."""
    return (await graph.write(statements.science.communities, Communities, projection=projection))[0]


async def embed(graph: Graph, *, projection: str) -> int:
    """Give everybody in the copy a place among those they are tied with; nothing is written."""
    return (await graph.write(statements.science.embed, Written, projection=projection))[0].written


async def alike_by_follows(graph: Graph, *, projection: str, found_ms: int) -> int:
    """Lead from each person to those who follow the same people; how many likenesses there are."""
    rows = await graph.write(
        statements.science.alike_by_follows, Written, projection=projection, most=MOST, found_ms=found_ms
    )
    return rows[0].written


async def alike_by_place(graph: Graph, *, projection: str, found_ms: int) -> int:
    """Lead from each person to those whose places are nearest, after `embed`; how many likenesses there are."""
    rows = await graph.write(
        statements.science.alike_by_place, Written, projection=projection, most=MOST, found_ms=found_ms
    )
    return rows[0].written


async def forget(graph: Graph, *, before_ms: int) -> int:
    """Remove the likenesses that were found before a moment; how many."""
    return (await graph.write(statements.science.forget, Forgotten, before_ms=before_ms))[0].forgotten


async def unrank(graph: Graph) -> int:
    """Remove everybody's rank and community; from how many."""
    return (await graph.write(statements.science.unrank, Forgotten))[0].forgotten


async def drop(graph: Graph, *, projection: str) -> None:
    """Drop a copy; no-op if there is none of that name."""
    await graph.write(statements.science.drop, Record, projection=projection)
