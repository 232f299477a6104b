"""Hides follows and sees who suggests them again: `make eval`, or `make eval EDGES=file`."""

import argparse
import asyncio
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from math import isclose
from pathlib import Path

import uvloop
from rich.console import Console

from graph import schema
from graph.client import Graph, connect
from graph.discovery import repository as discovery
from graph.paging import Window
from graph.settings import Settings, load_secrets
from seeds import load
from tests.eval import alike, cost
from tests.eval.home import running
from tests.eval.networks import CROWD, HIDDEN, Split, Unreadable, crowd, splits
from tests.eval.quality import Quality, quality
from tests.eval.report import OURS, Report, keep, measured, show
from tests.eval.textbook import SHOWN, Ties, adamic_adar, methods, over

AT_ONCE = 4  # readers whose suggestions are asked for side by side
COMPARED = 5  # readers for whom the textbook's statement is held against its formula

console = Console(width=None if sys.stdout.isatty() else 140)


def chosen(split: Split, most: int) -> list[int]:
    """The readers of a network: everybody from whom something was hidden, or so many of them drawn by lot."""
    readers = sorted(split.hidden)
    return random.Random(f"readers {split.seed}").sample(readers, min(most, len(readers)))


async def asked(graph: Graph, readers: Sequence[int]) -> dict[int, list[int]]:
    """What the product suggests to each reader, by its own operation."""
    found: dict[int, list[int]] = {}
    rest = list(readers)

    async def ask() -> None:
        while rest:
            reader = rest.pop()
            rows = await discovery.suggestions(graph, viewer_id=reader, window=Window(rows=SHOWN))
            found[reader] = [row.person.id for row in rows]

    await asyncio.gather(*(ask() for _ in range(AT_ONCE)))
    return {reader: found[reader] for reader in readers}


async def compare(graph: Graph, ties: Ties, readers: Sequence[int]) -> None:
    """Stop unless the textbook's statement, whose cost is measured, scores as its formula does."""
    for reader in readers[:COMPARED]:
        scores = over(ties.around, adamic_adar(ties), reader)
        wanted = [scores[one] for one in ties.best(reader, scores)]
        got = await cost.textbook(graph, reader)
        if len(got) != len(wanted) or not all(map(isclose, got, wanted)):
            raise SystemExit(f"The textbook's statement scores otherwise than its formula for {reader}.")


async def evaluate(graph: Graph, given: Sequence[Split], most: int, *, gds: bool) -> dict[str, list[Quality]]:
    """The quality of every way to suggest on every network."""
    found: dict[str, list[Quality]] = defaultdict(list)
    for split in given:
        readers, ties = chosen(split, most), Ties(split.network)
        await compare(graph, ties, readers)
        followers = {one: len(them) for one, them in ties.followers.items()}
        lists = {OURS: await asked(graph, readers)}
        lists |= {name: {reader: way(reader) for reader in readers} for name, way in methods(ties).items()}
        if gds:
            lists |= await alike.suggested(graph, f"v{split.seed}_", readers)
        for name, suggested in lists.items():
            found[name].append(quality(suggested, split.hidden, followers, len(ties.people)))
        best = {name: f"{each[-1].recall:.3f}" for name, each in found.items()}
        console.print(f"network {split.seed}, {len(readers)} readers, recall@10: {best}")
    return found


async def run(settings: Settings, given: Sequence[Split], words: argparse.Namespace) -> Report:
    """The whole evaluation on a running stack."""
    first = given[0].network
    hidden = sum(map(len, given[0].hidden.values()))
    name = "generated" if words.edges is None else words.edges.name
    network = f"{name}: {len(first.people):,} people, {len(first.follows) + hidden:,} follows, {HIDDEN:.0%} hidden"
    async with connect(settings, load_secrets(settings)) as graph:
        for split in given:
            console.print(f"loading network {split.seed}: {len(split.network.follows):,} follows")
            await load.load(graph, split.network, key=f"eval/{split.seed}")
        everybody = crowd() if words.edges is None else None
        if everybody is not None:
            console.print(f"loading the crowd: {CROWD.people:,} people, {len(everybody.follows):,} follows")
            await load.load(graph, everybody, key="eval/crowd")
        await schema.replan(graph)
        found = await evaluate(graph, given, words.readers, gds=settings.gds == "on")
        costs = [] if everybody is None else await cost.measure(graph, everybody, words.rounds)
    return measured(network, found, costs)


def main() -> None:
    """Parse the words and run."""
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__)
    parser.add_argument("--edges", type=Path, help="a file with two names on a line: the first follows the second")
    parser.add_argument("--both-ways", action="store_true", help="each line is a tie in both directions")
    parser.add_argument("--seeds", type=int, default=5, help="how many networks, or ways to hide a tenth of the file")
    parser.add_argument("--readers", type=int, default=500, help="readers of each network, drawn by lot")
    parser.add_argument("--rounds", type=int, default=100, help="how often each cost is timed")
    parser.add_argument("--out", type=Path, default=Path(".eval"), help="where figures, table and plot go")
    words = parser.parse_args()
    try:
        given = list(splits(words.seeds, words.edges, both_ways=words.both_ways))
    except (Unreadable, OSError, UnicodeDecodeError) as error:
        raise SystemExit(str(error)) from error
    with running(words.out) as settings:
        report = uvloop.run(run(settings, given, words))
    show(report, console)
    keep(report, words.out)
    console.print(f"{words.out / 'results.json'}, {words.out / 'table.md'} and {words.out / 'recommendations.png'}")


if __name__ == "__main__":
    main()
