"""Lets a crowd listen on a stack of its own: `make live`, `python -m tests.realtime --sockets 500 --tweets 1000`."""

import argparse
import asyncio
import os
import platform
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import uvloop
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from api.security import Tokens
from graph.client import connect
from graph.processes.repository import leased
from graph.settings import Settings, from_environment, load_secrets
from tests.conftest import environment, free_ports, tweetgraph
from tests.realtime.crowd import Crowd, Outcome

MINUTES = 20  # that a run may take
console = Console(width=None if sys.stdout.isatty() else 120)


@contextmanager
def running(processes: int) -> Iterator[Settings]:
    """A stack of its own in a temporary home; ended and removed at the end."""
    with tempfile.TemporaryDirectory(prefix="tweetgraph-live-") as home:
        ports = dict(zip(("PORT", "NEO4J_BOLT_PORT", "NEO4J_HTTP_PORT", "REDIS_PORT"), free_ports(4), strict=True))
        given = {"THROTTLE": "off", "NEO4J_HEAP_MB": "512", "API_PROCESSES": str(processes), **ports}
        env = environment(Path(home), **{f"TWEETGRAPH_{name}": value for name, value in given.items()})
        started = tweetgraph("up", "--detach", "--no-demo", env=env)
        try:
            if started.returncode:
                raise SystemExit(started.stderr)
            yield from_environment(env)
        finally:
            tweetgraph("down", env=env)


async def listen(settings: Settings, *, sockets: int, tweets: int, number: int) -> Outcome:
    """One run, with bars of how far it is."""
    secrets = load_secrets(settings)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    open_end = aiohttp.ClientTimeout(total=None, sock_connect=60)
    async with (
        asyncio.timeout(MINUTES * 60),
        connect(settings, secrets) as graph,
        leased(graph),
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=open_end) as web,
    ):
        with Progress(*columns, console=console, disable=not sys.stdout.isatty()) as progress:
            bars = {
                what: progress.add_task(what, total=total)
                for what, total in {"sockets": sockets, "tweets": tweets, "complete": sockets}.items()
            }
            crowd = Crowd(web, settings.public_url, graph, Tokens.of(settings, secrets), number)
            return await crowd.run(
                sockets=sockets, tweets=tweets, tell=lambda what, done: progress.update(bars[what], completed=done)
            )


def main() -> None:
    """Run it, tell what came of it, and fail when anybody's feed is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.realtime", description=__doc__)
    parser.add_argument("--sockets", type=int, default=500, help="connections at a time (default 500)")
    parser.add_argument("--tweets", type=int, default=1000, help="tweets that are published (default 1000)")
    parser.add_argument("--processes", type=int, default=2, help="API processes (default 2)")
    parser.add_argument("--seed", type=int, default=None, help="repeat the choices of an earlier run")
    asked = parser.parse_args()
    number = asked.seed if asked.seed is not None else random.SystemRandom().randrange(1_000_000)
    console.print(f"Seed {number}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    with running(asked.processes) as settings:
        outcome = uvloop.run(listen(settings, sockets=asked.sockets, tweets=asked.tweets, number=number))
    console.print(
        f"{outcome.sockets} sockets of {outcome.people} people on {asked.processes} API processes;"
        f" {outcome.tweets} tweets, {outcome.changes} follows and unfollows in {outcome.seconds:.0f} s,"
        f" {outcome.repeats} requests asked again after a 503;"
        f" cut {outcome.cuts:,} times; {outcome.entries:,} entries arrived,"
        f" the last {outcome.settling:.1f} s after the last tweet."
    )
    for reason, count in outcome.ends.most_common():
        console.print(f"{count} connections ended otherwise: {reason}")
    for fault in outcome.faults[:20]:
        console.print(f"[red]{fault}[/]", soft_wrap=True)
    if outcome.faults:
        sys.exit(f"{len(outcome.faults)} faults; again with --seed {number}")
    console.print("[green]Every client has exactly its feed.[/]")


if __name__ == "__main__":
    main()
