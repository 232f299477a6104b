"""Runs the benchmark: `make bench`, or `python -m tests.bench --people 5000`."""

import argparse
import json
import sys
from functools import partial
from pathlib import Path

import msgspec
import uvloop
from rich.console import Console
from rich.table import Table

from graph.accounts import repository as accounts
from graph.client import Graph, connect
from graph.feeds import repository as feeds
from graph.feeds.repository import Entries
from graph.paging import Window
from graph.records import Record
from graph.settings import Settings, load_secrets
from graph.statements import Statement, parse
from tests.bench import lists, live, login
from tests.bench.home import SIZES, reader, running, tweetgraph
from tests.bench.measure import Call, Row, interleaved, machine, throughput, warm
from tests.bench.plot import draw
from tests.bench.wire import Wire, feed_request

HERE = Path(__file__).parent
ROWS = 11  # a page of ten, and the one that tells whether there are more
PAGES = 3  # compared with the naive statement before anything is timed
PARTS = ("feed", "lists", "live", "login")
FOLLOWEES = 100  # of whose feed is read beside log-ins
SECONDS = 8.0  # of each measurement of throughput

console = Console(width=None if sys.stdout.isatty() else 120)


class One(Record):
    """What the floor returns."""

    one: int


def statement(name: str) -> Statement:
    """A statement of the benchmark's own."""
    return parse(f"bench/{name}", (HERE / f"{name}.cypher").read_text(encoding="utf-8"))


async def reader_ids(graph: Graph) -> dict[int, int]:
    """The ids of the readers by number of followees."""
    found = {size: await accounts.profile(graph, username=reader(size), viewer_id=None) for size in SIZES}
    for size, profile in found.items():
        if profile.following_count != size:
            raise SystemExit(f"{reader(size)} follows {profile.following_count} people; remove .bench and run again.")
    return {size: profile.profile.id for size, profile in found.items()}


async def compare(graph: Graph, ids: dict[int, int], naive: Statement) -> None:
    """Stop unless page after page of the feed equals the naive statement's, with all that its entries show."""
    for size, viewer_id in ids.items():
        limit = PAGES * (ROWS - 1)
        rows = await graph.within(60).read(naive, Entries, viewer_id=viewer_id, limit=limit)
        wanted = rows[0].entries
        got: list[feeds.Entry] = []
        for _ in range(PAGES):
            window = Window(rows=ROWS, before=got[-1].id if got else None)
            got += (await feeds.home(graph, viewer_id=viewer_id, window=window))[: ROWS - 1]
        if got != wanted:
            raise SystemExit(f"The feed of {reader(size)} differs from the naive statement's.")


async def measure(graph: Graph, settings: Settings, tokens: dict[int, str], rounds: int) -> list[Row]:
    """Time floor, feed, naive statement and HTTP for every reader, interleaved."""
    floor, naive = statement("floor"), statement("naive")
    ids = await reader_ids(graph)
    await compare(graph, ids, naive)
    console.print(f"The feeds of {len(ids)} readers equal the naive statement's, {PAGES} pages each.")
    first = Window(rows=ROWS)
    calls: dict[str, Call] = {}
    slow: dict[str, Call] = {}
    async with Wire(settings.host, settings.port) as wire:
        for size, viewer_id in ids.items():
            page = await feeds.home(graph, viewer_id=viewer_id, window=first)
            second = Window(rows=ROWS, before=page[ROWS - 2].id)
            calls |= {
                f"{size} floor": partial(graph.read, floor, One),
                f"{size} home": partial(feeds.home, graph, viewer_id=viewer_id, window=first),
                f"{size} second_page": partial(feeds.home, graph, viewer_id=viewer_id, window=second),
                f"{size} http": partial(wire.fetch, feed_request(tokens[size])),
            }
            slow[f"{size} naive"] = partial(graph.read, naive, Entries, viewer_id=viewer_id, limit=ROWS)
        await warm(calls)
        timings = await interleaved(calls, rounds=rounds)
        timings |= await interleaved(slow, rounds=max(10, rounds // 20))
    return [
        Row(followees=size, **{part: timings[f"{size} {part}"] for part in Row.__struct_fields__[1:]}) for size in ids
    ]


async def load(settings: Settings, tokens: dict[int, str], connections: int) -> float:
    """Uncached feeds per second over so many connections, the readers in turn."""
    requests = [feed_request(token) for token in tokens.values()]
    wires = [Wire(settings.host, settings.port) for _ in range(connections)]
    for wire in wires:
        await wire.__aenter__()
    asked = [0] * connections

    async def one(number: int) -> None:
        asked[number] += 1
        await wires[number].fetch(requests[(number + asked[number]) % len(requests)])

    try:
        await throughput(one, connections=connections, seconds=2.0)
        return await throughput(one, connections=connections, seconds=SECONDS)
    finally:
        for wire in wires:
            await wire.__aexit__(None, None, None)


def show(rows: list[Row], rates: dict[int, float]) -> None:
    """Print the table and the verdicts."""
    table = Table(title="Home feed, page one of ten, uncached; median ms (times RETURN 1)")
    for column in ("followees", "RETURN 1", "statement", "page two", "naive", "HTTP", "HTTP / statement"):
        table.add_column(column, justify="right")
    for row in rows:
        base = row.floor.median
        table.add_row(
            str(row.followees),
            f"{base:.2f}",
            *(f"{part.median:.2f} ({part.median / base:.1f}x)" for part in (row.home, row.second_page, row.naive)),
            f"{row.http.median:.2f}",
            f"{row.http.median / row.home.median:.2f}x",
        )
    console.print(table)
    for connections, rate in rates.items():
        console.print(f"{rate:,.0f} feeds/s over HTTP at {connections} connection{'s' if connections > 1 else ''}")
    times_floor = max(row.home.median / row.floor.median for row in rows)
    times_statement = max(row.http.median / row.home.median for row in rows)
    aims = {
        f"page one at most 3.5 times RETURN 1 at every size: {times_floor:.2f}": times_floor <= 3.5,
        f"HTTP at one connection at most 2 times the statement: {times_statement:.2f}": times_statement <= 2,
        f"at least 500 feeds/s at 16 connections: {rates[16]:.0f}": rates[16] >= 500,
    }
    for aim, reached in aims.items():
        console.print(f"[green]reached[/]     {aim}" if reached else f"[red]not reached[/] {aim}")


async def bench(settings: Settings, env: dict[str, str], rounds: int) -> tuple[list[Row], dict[int, float]]:
    """The whole run against a running stack."""
    tokens = {size: tweetgraph(env, "token", reader(size)) for size in SIZES}
    async with connect(settings, load_secrets(settings)) as graph:
        rows = await measure(graph, settings, tokens, rounds)
    rates = {connections: await load(settings, tokens, connections) for connections in (1, 16)}
    return rows, rates


async def bench_lists(settings: Settings, rounds: int) -> list[lists.Measured]:
    """The lists alone, against a running stack."""
    async with connect(settings, load_secrets(settings)) as graph:
        return await lists.measure(graph, partial(graph.read, statement("floor"), One), rounds)


def keep(rows: list[Row], rates: dict[int, float], out: Path) -> None:
    """Leave the figures and the plot in a folder."""
    out.mkdir(parents=True, exist_ok=True)
    result = {"machine": machine(), "rows": msgspec.to_builtins(rows), "feeds_per_second": rates}
    (out / "results.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    draw(rows, rates, out / "home_feed.png")
    console.print(f"{out / 'results.json'} and {out / 'home_feed.png'}")


def main() -> None:
    """Parse the words and run."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--people", type=int, default=10_000, help="size of the network, made once and kept")
    parser.add_argument("--rounds", type=int, default=400, help="how often each thing is timed")
    parser.add_argument("--out", type=Path, default=Path(".bench"), help="where table and plot go")
    parser.add_argument("--only", choices=PARTS, help="measure one part alone")
    parser.add_argument("--samples", type=int, default=500, help="log-ins and resets of known and of unknown names")
    words = parser.parse_args()
    parts = {words.only} if words.only else set(PARTS)
    live.allow_files()
    with running(words.people) as (settings, env):
        if "feed" in parts:
            rows, rates = uvloop.run(bench(settings, env, words.rounds))
            show(rows, rates)
            keep(rows, rates, words.out)
        if "lists" in parts:
            measured = uvloop.run(bench_lists(settings, words.rounds))
            lists.show(measured, console)
            lists.keep(measured, words.out)
        if "live" in parts:
            found = uvloop.run(live.measure(settings, words.rounds))
            live.show(found, console)
            live.keep(found, words.out)
        if "login" in parts:
            token = tweetgraph(env, "token", reader(FOLLOWEES))
            logins = uvloop.run(login.measure(settings, token, words.samples))
            login.show(logins, console)
            login.keep(logins, words.out)


if __name__ == "__main__":
    main()
