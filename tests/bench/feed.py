"""The home feed, its first pages and its hundredth, as a statement and over HTTP, beside the naive statement."""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from graph.accounts import repository as accounts
from graph.client import Graph
from graph.feeds import repository as feeds
from graph.feeds.repository import Entries
from graph.paging import Window
from graph.records import Record
from graph.settings import Settings
from tests.bench.measure import Call, One, Rate, Timing, at_once, interleaved, judge, machine, statement, warm
from tests.bench.plot import draw
from tests.bench.wire import Wire, feed_request, request

ROWS = 11  # a page of ten, and the one that tells whether there are more
FIRST = Window(rows=ROWS)
COMPARED = 3  # pages that are compared with the naive statement before anything is timed
DEEP = 100  # the number of the deep page
CONNECTIONS = (1, 16)
SECONDS = 8.0  # of each measurement of many requests at once
SLOWER = 20  # the naive statement is timed once in so many rounds


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured for one reader; `hundredth` is None for whom there are fewer pages."""

    followees: int
    floor: Timing
    home: Timing
    second: Timing
    hundredth: Timing | None
    naive: Timing
    http: Timing


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured on one network."""

    machine: dict[str, object]
    people: int
    bare: Timing  # an answer over HTTP that asks nobody
    rows: list[Row]
    at_once: dict[int, Rate]  # by connections


async def page(read: Callable[..., Awaitable[list[feeds.Entry]]], number: int) -> Window | None:
    """Where a page begins, found page by page as a reader would; None if the feed ends before it."""
    window = FIRST
    for _ in range(number - 1):
        entries = await read(window=window)
        if len(entries) < ROWS:
            return None
        window = Window(rows=ROWS, before=entries[ROWS - 2].id)
    return window


async def compare(graph: Graph, viewer_id: int) -> None:
    """Stop unless page after page of the feed equals the naive statement's, with all that its entries show."""
    limit = COMPARED * (ROWS - 1)
    rows = await graph.within(60).read(statement("naive"), Entries, viewer_id=viewer_id, limit=limit)
    got: list[feeds.Entry] = []
    for _ in range(COMPARED):
        window = Window(rows=ROWS, before=got[-1].id if got else None)
        got += (await feeds.home(graph, viewer_id=viewer_id, window=window))[: ROWS - 1]
    if got != rows[0].entries:
        raise SystemExit(f"The feed of {viewer_id} differs from the naive statement's.")


async def measure(
    graph: Graph, settings: Settings, readers: dict[int, str], tokens: dict[int, str], rounds: int
) -> Found:
    """Time everything for readers by their number of followees, interleaved; then many requests at once."""
    before, patient = machine(), graph.within(60)
    calls: dict[str, Call] = {}
    slow: dict[str, Call] = {}
    async with Wire(settings.host, settings.port) as wire:
        for size, username in readers.items():
            found = await accounts.profile(graph, username=username, viewer_id=None)
            if found.following_count != size:
                raise SystemExit(f"{username} follows {found.following_count} people; remove .bench and run again.")
            viewer_id = found.profile.id
            await compare(graph, viewer_id)
            read = partial(feeds.home, graph, viewer_id=viewer_id)
            windows = {"home": FIRST, "second": await page(read, 2), "hundredth": await page(read, DEEP)}
            calls[f"{size} floor"] = partial(graph.read, statement("floor"), One)
            for name, window in windows.items():
                if window is not None:
                    calls[f"{size} {name}"] = partial(feeds.home, graph, viewer_id=viewer_id, window=window)
            calls[f"{size} http"] = partial(wire.fetch, feed_request(tokens[size]))
            slow[f"{size} naive"] = partial(patient.read, statement("naive"), Entries, viewer_id=viewer_id, limit=ROWS)
        calls["bare"] = partial(wire.fetch, request("/health/live"))
        await warm(calls)
        timings = await interleaved(calls, rounds=rounds)
        timings |= await interleaved(slow, rounds=max(10, rounds // SLOWER))
    return Found(
        machine=before,
        bare=timings["bare"],
        people=(await patient.read(statement("people"), Counted))[0].people,
        rows=[
            Row(
                followees=size,
                floor=timings[f"{size} floor"],
                home=timings[f"{size} home"],
                second=timings[f"{size} second"],
                hundredth=timings.get(f"{size} hundredth"),
                naive=timings[f"{size} naive"],
                http=timings[f"{size} http"],
            )
            for size in readers
        ],
        at_once={connections: await load(settings, tokens, connections) for connections in CONNECTIONS},
    )


class Counted(Record):
    """How many there are."""

    people: int


async def load(settings: Settings, tokens: dict[int, str], connections: int) -> Rate:
    """Uncached feeds over so many connections, the readers in turn."""
    requests = [feed_request(token) for token in tokens.values()]
    wires = [await Wire(settings.host, settings.port).__aenter__() for _ in range(connections)]
    asked = [0] * connections

    async def one(number: int) -> None:
        asked[number] += 1
        await wires[number].fetch(requests[(number + asked[number]) % len(requests)])

    try:
        await at_once(one, loops=connections, seconds=2.0)
        return await at_once(one, loops=connections, seconds=SECONDS)
    finally:
        for wire in wires:
            await wire.__aexit__(None, None, None)


def aims(found: Found) -> dict[str, bool]:
    """What is aimed at, with what came out, and whether it was reached."""
    near = [row for row in found.rows if row.followees <= 1_000]
    times_floor = max(row.home.median / row.floor.median for row in near)
    times_statement = max(row.http.median / row.home.median for row in near)
    busy = found.at_once[16]
    said = {
        f"page one at most 3 times RETURN 1 up to 1,000 followees: {times_floor:.2f}": times_floor <= 3,
        f"HTTP at one connection at most 1.7 times the statement: {times_statement:.2f}": times_statement <= 1.7,
        f"at least 700 feeds/s at 16 connections: {busy.per_second:.0f}": busy.per_second >= 700,
        f"p99 of those at most 6 times the median: {busy.timing.p99 / busy.timing.median:.1f}": (
            busy.timing.p99 <= 6 * busy.timing.median
        ),
    }
    for row in found.rows:
        if row.followees == 1_000 and row.hundredth is not None:
            times_first = row.hundredth.median / row.home.median
            said[f"page one hundred at most 2 times page one, 1,000 followees: {times_first:.2f}"] = times_first <= 2
    return said


def show(found: Found, console: Console) -> None:
    """Print the table and the verdicts."""
    table = Table(title=f"Home feed of ten, uncached, {found.people:,} people; median ms (times RETURN 1), p99 ms")
    for column in ("followees", "RETURN 1", "page one", "p99", "page two", f"page {DEEP}", "naive", "HTTP", "p99"):
        table.add_column(column, justify="right")
    for row in found.rows:
        base = row.floor.median
        table.add_row(
            f"{row.followees:,}",
            f"{base:.2f}",
            f"{row.home.median:.2f} ({row.home.median / base:.1f}x)",
            f"{row.home.p99:.1f}",
            *(
                f"{part.median:.2f} ({part.median / base:.1f}x)" if part else "none"
                for part in (row.second, row.hundredth, row.naive)
            ),
            f"{row.http.median:.2f}",
            f"{row.http.p99:.1f}",
        )
    console.print(table)
    console.print(f"an answer over HTTP that asks neither database: median {found.bare.median:.2f} ms")
    for connections, rate in found.at_once.items():
        console.print(
            f"{connections} connection{'s' if connections > 1 else ''}: {rate.per_second:,.0f} feeds/s over HTTP, "
            f"median {rate.timing.median:.1f} ms, p99 {rate.timing.p99:.1f} ms"
        )
    judge(aims(found), console)


def keep(found: Found, out: Path) -> None:
    """Leave the figures and the plot in a folder."""
    (out / "feed.json").write_text(json.dumps(msgspec.to_builtins(found, str_keys=True), indent=2) + "\n")
    lines = {
        name: [(row.followees, part.median) for row in found.rows if (part := getattr(row, name)) is not None]
        for name in Row.__struct_fields__[1:]
    }
    draw(lines, {connections: rate.per_second for connections, rate in found.at_once.items()}, out / "home_feed.png")
