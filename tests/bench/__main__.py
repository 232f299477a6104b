"""Runs the benchmark: `make bench`, or `make bench PICK="--network big --only feed"`."""

import argparse
import math
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import uvloop
from rich.console import Console

from graph.client import Graph, connect
from graph.settings import Settings, load_secrets
from tests.bench import discovery, feed, layers, lists, live, login, report, scenarios, servers, start, writes
from tests.bench.home import NETWORKS, Sized, reader, running, tweetgraph
from tests.bench.ldbc import reads
from tests.bench.measure import One, machine, statement
from tests.bench.postgres import peer, server

FOLLOWEES = 100  # of whose feed is read beside log-ins
LAYERED = (5, 100, 1_000)  # followees of those whose requests are taken apart
BIG = ("feed", "postgres", "start")  # what is measured of the big network unless one part is asked for

console = Console(width=None if sys.stdout.isatty() else 120)
T = TypeVar("T")


class Bench(NamedTuple):
    """What every part is given: a running stack, its environment, its network, and what was asked for."""

    settings: Settings
    env: dict[str, str]
    network: Sized
    words: argparse.Namespace
    out: Path

    def readers(self, sizes: tuple[int, ...] = ()) -> dict[int, str]:
        """The usernames of readers by their followees."""
        return {size: reader(size) for size in sizes or self.network.readers}

    def tokens(self, sizes: tuple[int, ...] = ()) -> dict[int, str]:
        """A token of each."""
        return {size: tweetgraph(self.env, "token", name) for size, name in self.readers(sizes).items()}

    def with_graph(self, work: Callable[[Graph], Awaitable[T]]) -> T:
        """Do something with the graph."""

        async def done() -> T:
            async with connect(self.settings, load_secrets(self.settings)) as graph:
                return await work(graph)

        return uvloop.run(done())


def bench_feed(bench: Bench) -> feed.Found:
    """The home feed."""
    readers, tokens = bench.readers(), bench.tokens()
    return bench.with_graph(lambda graph: feed.measure(graph, bench.settings, readers, tokens, bench.words.rounds))


def bench_scenarios(bench: Bench) -> scenarios.Found:
    """Feeds that are hard to read."""
    return bench.with_graph(lambda graph: scenarios.measure(graph, bench.network.readers, bench.words.rounds))


def bench_ldbc(bench: Bench) -> reads.Found:
    """What LDBC's benchmark asks, beside ours."""
    return bench.with_graph(lambda graph: reads.measure(graph, bench.readers(), bench.words.rounds))


def bench_postgres(bench: Bench) -> peer.Found | None:
    """The home feed beside PostgreSQL's, where the system has one."""
    programs = server.programs()
    if programs is None:
        console.print("PostgreSQL is left out: its programs are not beside a `postgres` on the path.")
        return None
    with server.running(programs, bench.out.resolve() / "postgres") as address:
        rounds, rest = bench.words.rounds, bench.words.load_minutes
        return bench.with_graph(
            lambda graph: peer.measure(graph, address, bench.readers(), rounds, console=console, pause_after=rest)
        )


def bench_layers(bench: Bench) -> layers.Found:
    """One request, layer by layer, and what caches would save."""
    tokens, log = bench.tokens(LAYERED), bench.settings.home_path / "logs" / "bench-inside.log"
    with servers.serving("uvicorn", 1, bench.env, LOG_LEVEL="info") as served:
        return uvloop.run(
            layers.measure(
                bench.settings,
                served,
                log=log,
                readers=bench.readers(LAYERED),
                tokens=tokens,
                rounds=bench.words.rounds,
            )
        )


def bench_servers(bench: Bench) -> servers.Found:
    """The API behind every server, in turn."""
    before, tokens, measured = machine(), bench.tokens(), []
    uvloop.run(servers.rates(bench.settings, tokens))  # the first one would find a Neo4j that has compiled nothing yet
    for workers in bench.words.processes:
        for name in ("uvicorn", "granian"):
            with servers.serving(name, workers, bench.env) as settings:
                at_once = uvloop.run(servers.rates(settings, tokens))
            measured.append(servers.Measured(server=name, workers=workers, at_once=at_once))
    return servers.Found(machine=before, measured=measured)


def bench_lists(bench: Bench) -> list[lists.Measured]:
    """Lists of somebody who has a hundred thousand of everything."""
    return bench.with_graph(
        lambda graph: lists.measure(graph, partial(graph.read, statement("floor"), One), bench.words.rounds)
    )


def bench_discovery(bench: Bench) -> discovery.Found:
    """What discovery costs who follows few, many and five thousand."""
    return bench.with_graph(
        lambda graph: discovery.measure(graph, partial(graph.read, statement("floor"), One), bench.words.rounds)
    )


def bench_writes(bench: Bench) -> writes.Found:
    """What many do to one."""
    return bench.with_graph(lambda graph: writes.measure(graph, bench.words.rounds))


def bench_live(bench: Bench) -> live.Found:
    """Real time."""
    return uvloop.run(live.measure(bench.settings, bench.words.rounds))


def bench_login(bench: Bench) -> login.Found:
    """Log-ins, and feeds beside them."""
    return uvloop.run(login.measure(bench.settings, bench.tokens((FOLLOWEES,))[FOLLOWEES], bench.words.samples))


def bench_start(bench: Bench) -> start.Found:
    """A cold start."""
    return start.measure(bench.settings, bench.env, bench.tokens((FOLLOWEES,))[FOLLOWEES])


# In the order in which they run; a module shows what its part found, and keeps it. The report has a list of its own.
PARTS: dict[str, tuple[Callable[[Bench], Any], Any]] = {
    "feed": (bench_feed, feed),
    "scenarios": (bench_scenarios, scenarios),
    "ldbc": (bench_ldbc, reads),
    "postgres": (bench_postgres, peer),
    "layers": (bench_layers, layers),
    "servers": (bench_servers, servers),
    "lists": (bench_lists, lists),
    "discovery": (bench_discovery, discovery),
    "writes": (bench_writes, writes),
    "live": (bench_live, live),
    "login": (bench_login, login),
    "start": (bench_start, start),
}


def main() -> None:
    """Parse the words and run."""
    parser = argparse.ArgumentParser(
        prog="make bench",
        description=__doc__,
        epilog="The big network (100,000 people, 5 million tweets, 20 million relationships) takes 7 GB below .bench/.",
    )
    parser.add_argument("--network", choices=NETWORKS, default="small", help="made once and kept")
    parser.add_argument("--rounds", type=int, default=400, help="how often each thing is timed")
    parser.add_argument("--out", type=Path, help="where tables and plots go; else .bench/<network>")
    parser.add_argument(
        "--only", choices=PARTS, nargs="+", help="measure these alone; else all; of the big network feeds and start"
    )
    parser.add_argument("--samples", type=int, default=500, help="log-ins and resets of known and of unknown names")
    parser.add_argument("--processes", type=int, nargs="+", default=servers.WORKERS, help="of each server, in turn")
    parser.add_argument("--load-minutes", type=float, default=math.inf, help="after which PostgreSQL's loading rests")
    words = parser.parse_args()
    network = NETWORKS[words.network]
    chosen = set(words.only or (BIG if words.network == "big" else PARTS))
    out: Path = words.out or Path(".bench") / words.network
    out.mkdir(parents=True, exist_ok=True)
    live.allow_files()
    with running(network) as (settings, env):
        bench = Bench(settings, env, network, words, out)
        for name, (measured, module) in PARTS.items():
            found = measured(bench) if name in chosen else None
            if found is not None:
                module.show(found, console)
                module.keep(found, out)
    console.print(f"{report.write(out.parent)}")


if __name__ == "__main__":
    main()
