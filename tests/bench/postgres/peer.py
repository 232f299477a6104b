"""The home feed by PostgreSQL and by the graph, in turn, on the same rows and in the same shape."""

import json
from functools import partial
from pathlib import Path

import asyncpg
import msgspec
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from graph.accounts import repository as accounts
from graph.client import Graph
from graph.feeds import repository as feeds
from graph.ids import LARGEST
from graph.paging import Window
from tests.bench.measure import Call, One, Timing, interleaved, judge, machine, statement, warm
from tests.bench.postgres.rows import TABLES, rows

HERE = Path(__file__).parent
LIMIT = 11  # a page of ten, and the one that tells whether there are more
FORMS = ("lateral", "walk")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured for one reader."""

    followees: int
    floor: Timing  # RETURN 1
    home: Timing
    select: Timing  # SELECT 1
    lateral: Timing
    walk: Timing


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, and by which PostgreSQL."""

    machine: dict[str, object]
    version: str
    rows: list[Row]


def sql(name: str) -> str:
    """The text of a file beside this one."""
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")


async def load(database: "asyncpg.Connection[asyncpg.Record]", graph: Graph, console: Console) -> None:
    """Give it the rows of the graph, once; what was broken off is begun anew."""
    if await database.fetchval("SELECT to_regclass('whole')") is not None:
        return
    await database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public;" + sql("schema"))
    with Progress(console=console) as progress:
        task = progress.add_task("Giving PostgreSQL the same rows", total=len(TABLES) + 1)
        for table in TABLES:
            await database.copy_records_to_table(table, records=rows(graph, table))
            progress.advance(task)
        for command in sql("indexes").split(";\n"):
            if command.strip():
                await database.execute(command)
        progress.advance(task)
    await database.execute("CREATE TABLE whole ()")


async def measure(graph: Graph, address: str, readers: dict[int, str], rounds: int, console: Console) -> Found:
    """Time both of its forms, and ours, interleaved; each gives the same entries first."""
    before = machine()
    database = await asyncpg.connect(address)
    try:
        await load(database, graph, console)
        forms = {name: await database.prepare(sql(name) + sql("shown")) for name in FORMS}
        one = await database.prepare("SELECT 1")
        calls: dict[str, Call] = {}
        for size, username in readers.items():
            viewer_id = (await accounts.profile(graph, username=username, viewer_id=None)).profile.id
            home = partial(feeds.home, graph, viewer_id=viewer_id, window=Window(rows=LIMIT))
            wanted = [entry.id for entry in await home()]
            calls[f"{size} floor"] = partial(graph.read, statement("floor"), One)
            calls[f"{size} home"] = home
            calls[f"{size} select"] = partial(one.fetch)
            for name, form in forms.items():
                fetch = partial(form.fetch, viewer_id, LARGEST, LIMIT)
                if [row["entry_id"] for row in await fetch()] != wanted:
                    raise SystemExit(f"The feed of {username} differs in PostgreSQL, {name}.")
                calls[f"{size} {name}"] = fetch
        await warm(calls)
        timings = await interleaved(calls, rounds=rounds)
        version = await database.fetchval("SHOW server_version")
    finally:
        await database.close()
    return Found(
        machine=before,
        version=version,
        rows=[
            Row(followees=size, **{part: timings[f"{size} {part}"] for part in Row.__struct_fields__[1:]})
            for size in readers
        ],
    )


def show(found: Found, console: Console) -> None:
    """Print the table and the verdict."""
    table = Table(title=f"Home feed, page one: the graph and PostgreSQL {found.version}, median ms")
    for column in (
        "followees",
        "RETURN 1",
        "graph",
        "SELECT 1",
        "lateral top-k",
        "walk back in time",
        "lateral / graph",
    ):
        table.add_column(column, justify="right")
    for row in found.rows:
        parts = (row.floor, row.home, row.select, row.lateral, row.walk)
        share = row.lateral.median / row.home.median
        table.add_row(f"{row.followees:,}", *(f"{part.median:.2f}" for part in parts), f"{share:.2f}")
    console.print(table)
    many = [row for row in found.rows if row.followees >= 150]
    ahead = all(row.home.median < row.lateral.median for row in many)
    judge({"the graph is ahead of the lateral form from 150 followees on": ahead}, console)


def keep(found: Found, out: Path) -> None:
    """Leave the figures in a folder."""
    (out / "postgres.json").write_text(json.dumps(msgspec.to_builtins(found), indent=2) + "\n", encoding="utf-8")
