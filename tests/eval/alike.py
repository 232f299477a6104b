"""What Graph Data Science suggests where it is on: those who are like a reader, and whom those follow."""

from collections.abc import Sequence
from pathlib import Path

from graph.client import Graph
from graph.ids import now_ms
from graph.records import Record
from graph.science import repository as science
from graph.statements import parse
from tests.eval.textbook import SHOWN

FOLDER = Path(__file__).parent
ASKED = {
    name: parse(f"eval/{file}", (FOLDER / f"{file}.cypher").read_text(encoding="utf-8"))
    for name, file in (("those alike", "alike"), ("whom those alike follow", "followed_by_alike"))
}
PROJECTION = "eval"


class Found(Record):
    """Who is suggested to a reader."""

    reader: int
    people: list[int]


async def suggested(graph: Graph, prefix: str, readers: Sequence[int]) -> dict[str, dict[int, list[int]]]:
    """The lists of every way to suggest for each reader, by name; nothing of it stays in the graph."""
    patient, lists = graph.within(600), {}
    await science.project(patient, projection=PROJECTION, prefix=prefix)
    await science.embed(patient, projection=PROJECTION)
    for kind, find in (
        ("GDS node similarity", science.alike_by_follows),
        ("GDS FastRP and kNN", science.alike_by_place),
    ):
        await find(patient, projection=PROJECTION, found_ms=now_ms())
        for name, statement in ASKED.items():
            rows = await patient.read(statement, Found, readers=list(readers), most=SHOWN)
            found = {row.reader: row.people for row in rows}
            lists[f"{kind}: {name}"] = {reader: found.get(reader, []) for reader in readers}
        await science.forget(patient, before_ms=now_ms() + 1)
    await science.drop(patient, projection=PROJECTION)
    return lists
