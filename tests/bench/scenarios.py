"""Feeds that are hard to read, in one table: their first page and their hundredth, with database hits."""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
from rich.console import Console
from rich.table import Table

from graph.accounts import repository as accounts
from graph.client import Graph
from graph.feeds import repository as feeds
from graph.feeds.repository import Entry
from tests.bench import cast
from tests.bench.feed import DEEP, FIRST, ROWS, page
from tests.bench.hits import hits
from tests.bench.home import reader
from tests.bench.measure import Call, One, Timing, interleaved, judge, machine, statement, warm
from tests.bench.plot import draw_scenarios

PLAIN = 400  # followees of whom the others are compared with
FLAT = 1.5  # times the page one of the plain reader
DEEPER = 2.0  # times the own page one

Read = Callable[..., Awaitable[list[Entry]]]  # takes the graph, and `window`


class Scene(NamedTuple):
    """A feed: its name, and who reads it how."""

    name: str
    read: Read


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured of one feed; `hundredth` is None where there are fewer pages."""

    name: str
    first: Timing
    first_hits: int
    hundredth: Timing | None
    hundredth_hits: int | None


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured."""

    machine: dict[str, object]
    floor: Timing
    rows: list[Row]


def scenes(plain: int, wide: int | None) -> list[Scene]:
    """All of them, the plain one first, by the ids of the network's own readers."""

    def home(name: str, viewer_id: int) -> Scene:
        return Scene(name, partial(feeds.home, viewer_id=viewer_id))

    ids = cast.IDS
    return [
        home(f"{PLAIN} followees, nothing else", plain),
        *([] if wide is None else [home("1,000 followees, nothing else", wide)]),
        home(f"… {cast.MUTED} of them muted, {cast.BLOCKED} blocks, {cast.SILENCED} muted words", ids["filters"]),
        home(f"… {cast.SILENCED} muted words alone, {cast.COMMON} of them common", ids["words"]),
        home(f"… the {cast.MUTED} who posted last muted", ids["muted"]),
        home(f"{cast.WIDE:,} followees", ids["wide"]),
        home(f"{cast.QUIET:,} followees who wrote twice, long ago", ids["quiet"]),
        home(f"{PLAIN} followees and one with the newest {cast.LATELY:,} tweets", ids["hyper"]),
        home(f"{PLAIN} followees and one with {cast.EVER:,} tweets", ids["million"]),
        Scene(
            f"the own page of who wrote {cast.EVER:,} tweets",
            partial(feeds.author, viewer_id=None, username=f"{cast.PREFIX}prolific"),
        ),
    ]


async def measure(graph: Graph, sizes: tuple[int, ...], rounds: int) -> Found:
    """Make who is missing, look at the plans, and time all of them, interleaved."""
    before = machine()
    await cast.make(graph, like=reader(PLAIN))
    known = {
        size: (await accounts.profile(graph, username=reader(size), viewer_id=None)).profile.id
        for size in (PLAIN, 1_000)
        if size in sizes
    }
    calls: dict[str, Call] = {"floor": partial(graph.read, statement("floor"), One)}
    counted: dict[str, int] = {}
    found = scenes(known[PLAIN], known.get(1_000))
    for scene in found:
        windows = {"first": FIRST, "hundredth": await page(partial(scene.read, graph), DEEP)}
        for which, window in windows.items():
            if window is not None:
                calls[f"{scene.name}/{which}"] = partial(scene.read, graph, window=window)
                counted[f"{scene.name}/{which}"] = await hits(graph, partial(scene.read, window=window))
        if len(await scene.read(graph, window=FIRST)) != ROWS:
            raise SystemExit(f"{scene.name}: the first page is not full; remove .bench and run again.")
    await warm(calls)
    timings = await interleaved(calls, rounds=rounds)
    return Found(
        machine=before,
        floor=timings["floor"],
        rows=[
            Row(
                name=scene.name,
                first=timings[f"{scene.name}/first"],
                first_hits=counted[f"{scene.name}/first"],
                hundredth=timings.get(f"{scene.name}/hundredth"),
                hundredth_hits=counted.get(f"{scene.name}/hundredth"),
            )
            for scene in found
        ],
    )


def show(found: Found, console: Console) -> None:
    """Print the table and the verdicts."""
    base, plain = found.floor.median, found.rows[0].first.median
    table = Table(title=f"Feeds that are hard to read, median ms (times RETURN 1: {base:.2f} ms) and database hits")
    for column in ("feed", "page one", "p99", "hits", f"page {DEEP}", "hits", "one / plain", f"{DEEP} / one"):
        table.add_column(column, justify="left" if column == "feed" else "right")
    for row in found.rows:
        deep = row.hundredth
        table.add_row(
            row.name,
            f"{row.first.median:.2f} ({row.first.median / base:.1f}x)",
            f"{row.first.p99:.1f}",
            f"{row.first_hits:,}",
            f"{deep.median:.2f} ({deep.median / base:.1f}x)" if deep else "none",
            f"{row.hundredth_hits:,}" if row.hundredth_hits is not None else "",
            f"{row.first.median / plain:.2f}",
            f"{deep.median / row.first.median:.2f}" if deep else "",
        )
    console.print(table)
    for row in found.rows:
        verdict = {f"page one, {row.name}: {row.first.median / plain:.2f}": row.first.median <= FLAT * plain}
        if row.hundredth is not None:
            share = row.hundredth.median / row.first.median
            verdict[f"page {DEEP}, {row.name}: {share:.2f}"] = share <= DEEPER
        judge(verdict, console)
    console.print(f"aims: page one at most {FLAT} times the plain one, page {DEEP} at most {DEEPER:.0f} times page one")


def keep(found: Found, out: Path) -> None:
    """Leave the figures and the plot in a folder."""
    (out / "scenarios.json").write_text(json.dumps(msgspec.to_builtins(found), indent=2) + "\n", encoding="utf-8")
    bars = {row.name: (row.first.median, row.hundredth.median if row.hundredth else None) for row in found.rows}
    draw_scenarios(bars, found.floor.median, out / "scenarios.png")
