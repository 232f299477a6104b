"""The home feed by PostgreSQL and by the graph, in turn, on the same rows and in the same shape."""

import json
import math
import time
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
from tests.bench.postgres.rows import TABLES, counts, rows, slices

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


async def load(
    database: "asyncpg.Connection[asyncpg.Record]", graph: Graph, console: Console, pause_after: float
) -> None:
    """Give it the rows of the graph, once, slice by slice; a run after one that was broken off goes on.

    Begins anew when the graph has changed. Raises SystemExit after so many minutes with what is left for the next run.
    """
    began, source = time.monotonic(), await counts(graph)
    if await database.fetchval("SELECT to_regclass('source')") is None or source != await database.fetchval(
        "SELECT counts FROM source"
    ):
        await database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public;" + sql("schema"))
        await database.execute("INSERT INTO source VALUES ($1)", source)
    if await database.fetchval("SELECT to_regclass('whole')") is not None:
        return
    done = {row["low"] for row in await database.fetch("SELECT low FROM loaded")}
    wanted = await slices(graph)
    with Progress(console=console) as progress:
        task = progress.add_task("Giving PostgreSQL the same rows", total=len(wanted) + 1, completed=len(done))
        for low, high in wanted:
            if low in done:
                continue
            _pause(began, pause_after)
            async with database.transaction():
                for table in TABLES:
                    await database.copy_records_to_table(table, records=rows(graph, table, low, high))
                await database.execute("INSERT INTO loaded VALUES ($1)", low)
            progress.advance(task)
        _pause(began, pause_after)
        for command in sql("indexes").split(";\n"):
            if command.strip():
                await database.execute(command)
        progress.advance(task)
    await database.execute("CREATE TABLE whole ()")
    console.print(f"PostgreSQL has the rows; this run gave it some for {(time.monotonic() - began) / 60:.1f} minutes.")


def _pause(began: float, minutes: float) -> None:
    if time.monotonic() - began > minutes * 60:
        raise SystemExit(f"PostgreSQL was given rows for {minutes:g} minutes and has not all of them: run it again.")


async def measure(
    graph: Graph,
    address: str,
    readers: dict[int, str],
    rounds: int,
    *,
    console: Console,
    pause_after: float = math.inf,
) -> Found:
    """Time both of its forms, and ours, interleaved; each gives the same entries first."""
    before = machine()
    database = await asyncpg.connect(address)
    try:
        await load(database, graph.within(300), console, pause_after)
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
        "of it Bolt's trip",
        "SELECT 1",
        "lateral top-k",
        "of it the trip",
        "walk back in time",
        "lateral / graph",
        "both without trips",
    ):
        table.add_column(column, justify="right")
    for row in found.rows:
        bolt, wire = row.floor.median, row.select.median
        graph, lateral = row.home.median, row.lateral.median
        table.add_row(
            f"{row.followees:,}",
            f"{bolt:.2f}",
            f"{graph:.2f}",
            f"{bolt / graph:.0%}",
            f"{wire:.2f}",
            f"{lateral:.2f}",
            f"{wire / lateral:.0%}",
            f"{row.walk.median:.2f}",
            f"{lateral / graph:.2f}",
            f"{(lateral - wire) / (graph - bolt):.2f}",
        )
    console.print(table)
    many = [row for row in found.rows if row.followees >= 150]
    behind = [f"{row.followees:,}" for row in many if row.home.median >= row.lateral.median]
    aim = "the graph is ahead of the lateral form from 150 followees on"
    judge({aim + (f": not at {', '.join(behind)}" if behind else ""): not behind}, console)


def keep(found: Found, out: Path) -> None:
    """Leave the figures in a folder."""
    (out / "postgres.json").write_text(json.dumps(msgspec.to_builtins(found), indent=2) + "\n", encoding="utf-8")
