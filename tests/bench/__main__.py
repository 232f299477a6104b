"""Runs the benchmark: `make bench`, or `make bench PICK="--network big --only feed"`."""

import argparse
import sys
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

import uvloop
from rich.console import Console

from graph.client import connect
from graph.settings import Settings, load_secrets
from tests.bench import discovery, feed, lists, live, login, report, servers, start, writes
from tests.bench.home import NETWORKS, reader, running, tweetgraph
from tests.bench.measure import One, machine, statement
from tests.bench.postgres import peer, server

PARTS = ("feed", "postgres", "servers", "lists", "discovery", "writes", "live", "login", "start")
Bench = Callable[[Settings, int], Coroutine[Any, Any, Any]]
FOLLOWEES = 100  # of whose feed is read beside log-ins

console = Console(width=None if sys.stdout.isatty() else 120)


async def bench_feed(settings: Settings, env: dict[str, str], sizes: tuple[int, ...], rounds: int) -> feed.Found:
    """The home feed alone, against a running stack."""
    tokens = {size: tweetgraph(env, "token", reader(size)) for size in sizes}
    async with connect(settings, load_secrets(settings)) as graph:
        return await feed.measure(graph, settings, {size: reader(size) for size in sizes}, tokens, rounds)


async def bench_lists(settings: Settings, rounds: int) -> list[lists.Measured]:
    """The lists alone."""
    async with connect(settings, load_secrets(settings)) as graph:
        return await lists.measure(graph, partial(graph.read, statement("floor"), One), rounds)


async def bench_discovery(settings: Settings, rounds: int) -> discovery.Found:
    """Discovery alone."""
    async with connect(settings, load_secrets(settings)) as graph:
        return await discovery.measure(graph, partial(graph.read, statement("floor"), One), rounds)


async def bench_writes(settings: Settings, rounds: int) -> writes.Found:
    """What many do to one alone."""
    async with connect(settings, load_secrets(settings)) as graph:
        return await writes.measure(graph, rounds)


# What asks the graph and nothing else, by its part.
ALONE: dict[str, tuple[Bench, Callable[[Any, Console], None], Callable[[Any, Path], None]]] = {
    "lists": (bench_lists, lists.show, lists.keep),
    "discovery": (bench_discovery, discovery.show, discovery.keep),
    "writes": (bench_writes, writes.show, writes.keep),
}


async def bench_postgres(settings: Settings, home: Path, sizes: tuple[int, ...], rounds: int) -> peer.Found | None:
    """The home feed beside PostgreSQL's, where the system has one."""
    programs = server.programs()
    if programs is None:
        console.print("PostgreSQL is left out: its programs are not beside a `postgres` on the path.")
        return None
    with server.running(programs, home) as address:
        async with connect(settings, load_secrets(settings)) as graph:
            return await peer.measure(graph, address, {size: reader(size) for size in sizes}, rounds, console)


def bench_servers(env: dict[str, str], sizes: tuple[int, ...]) -> servers.Found:
    """The API behind every server, in turn."""
    before = machine()
    tokens = {size: tweetgraph(env, "token", reader(size)) for size in sizes}
    measured = []
    for workers in servers.WORKERS:
        for name in ("uvicorn", "granian"):
            with servers.serving(name, workers, env) as settings:
                at_once = uvloop.run(servers.rates(settings, tokens))
            measured.append(servers.Measured(server=name, workers=workers, at_once=at_once))
    return servers.Found(machine=before, measured=measured)


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
        "--only", choices=PARTS, help="measure one part alone; else all; of the big network feeds and start"
    )
    parser.add_argument("--samples", type=int, default=500, help="log-ins and resets of known and of unknown names")
    words = parser.parse_args()
    network = NETWORKS[words.network]
    parts = {words.only} if words.only else {"feed", "postgres", "start"} if words.network == "big" else set(PARTS)
    out: Path = words.out or Path(".bench") / words.network
    out.mkdir(parents=True, exist_ok=True)
    live.allow_files()
    with running(network) as (settings, env):
        if "feed" in parts:
            fed = uvloop.run(bench_feed(settings, env, network.readers, words.rounds))
            feed.show(fed, console)
            feed.keep(fed, out)
        if "postgres" in parts:
            compared = uvloop.run(bench_postgres(settings, out.resolve() / "postgres", network.readers, words.rounds))
            if compared is not None:
                peer.show(compared, console)
                peer.keep(compared, out)
        if "servers" in parts:
            served = bench_servers(env, network.readers)
            servers.show(served, console)
            servers.keep(served, out)
        for part in [part for part in ALONE if part in parts]:
            bench, show, keep = ALONE[part]
            found_alone = uvloop.run(bench(settings, words.rounds))
            show(found_alone, console)
            keep(found_alone, out)
        if "live" in parts:
            found = uvloop.run(live.measure(settings, words.rounds))
            live.show(found, console)
            live.keep(found, out)
        if "login" in parts:
            token = tweetgraph(env, "token", reader(FOLLOWEES))
            logins = uvloop.run(login.measure(settings, token, words.samples))
            login.show(logins, console)
            login.keep(logins, out)
        if "start" in parts:
            token = tweetgraph(env, "token", reader(FOLLOWEES))
            started = start.measure(settings, env, token)
            start.show(started, console)
            start.keep(started, out)
    console.print(f"{report.write(out.parent)}")


if __name__ == "__main__":
    main()
