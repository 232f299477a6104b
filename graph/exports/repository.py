"""Archives of people's data: asked for, made by a task, fetched for a day, gone."""

from collections.abc import Sequence

from graph import statements
from graph.client import Graph, only
from graph.exports.records import Archive, Export, Made, Over, ToMake
from graph.ids import first_id_at, milliseconds, now_ms
from graph.records import Record

DAY_MS = 86_400_000  # for which an archive is kept, and after which one that was not finished may be asked for again
BATCH = 100
NOBODY = "There is no such person."


def ends_ms(export: Export) -> int:
    """When an archive is over, in milliseconds since 1970."""
    return milliseconds(export.ready_id or export.id or 0) + DAY_MS


async def start(graph: Graph, *, viewer_id: int, name: str) -> Export:
    """Have an archive made in a file of this name; the one that is under way, or there, if there is one.

    Raises NotFound for nobody.
    """
    rows = await graph.write(
        statements.exports.start, Export, viewer_id=viewer_id, export_id=graph.next_id(), name=name, below=_over()
    )
    return only(rows, NOBODY)


async def state(graph: Graph, *, viewer_id: int) -> Export:
    """How one's archive does. Raises NotFound for nobody."""
    return only(await graph.read(statements.exports.state, Export, viewer_id=viewer_id, below=_over()), NOBODY)


async def download(graph: Graph, *, viewer_id: int, export_id: int) -> Archive | None:
    """The file of an archive; None if it is over, was replaced, or if its person is not active."""
    rows = await graph.read(
        statements.exports.download, Archive, viewer_id=viewer_id, export_id=export_id, below=_over()
    )
    return rows[0] if rows else None


async def making(graph: Graph, *, viewer_id: int, export_id: int) -> str | None:
    """The name of the file that is to be made; None if it was made, or if nobody wants it any more."""
    rows = await graph.read(statements.exports.making, ToMake, viewer_id=viewer_id, export_id=export_id)
    return rows[0].name if rows else None


async def finish(graph: Graph, *, viewer_id: int, export_id: int, size: int) -> bool:
    """Say that an archive is there, and have its person mailed, once; False if nobody wants it any more."""
    rows = await graph.write(
        statements.exports.finish,
        Made,
        viewer_id=viewer_id,
        export_id=export_id,
        ready_id=graph.next_id(),
        size=size,
    )
    return bool(rows)


async def over(graph: Graph, *, below: int) -> list[Over]:
    """Some of the archives that were there, or asked for and not finished, before this id; empty at the end."""
    return await graph.read(statements.exports.over, Over, below=below, limit=BATCH)


async def forget(graph: Graph, *, ids: Sequence[int]) -> None:
    """Remove archives whose files are gone; no-op for those that are forgotten already."""
    await graph.write(statements.exports.forget, Record, ids=list(ids))


def _over() -> int:
    return first_id_at(now_ms() - DAY_MS)
