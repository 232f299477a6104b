"""The home of the benchmark: a stack of its own below `.bench/`, with a network that is made once and kept."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import uvloop

from graph.settings import PREFIX, Settings, from_environment
from tests.bench import readers

PORTS = {"PORT": "8900", "NEO4J_BOLT_PORT": "8901", "NEO4J_HTTP_PORT": "8902", "REDIS_PORT": "8903"}
RAISED = "100000000/minute"  # throttles count every request of the benchmark and refuse none
GRAPH = {"NEO4J_HEAP_MB": "1024", "NEO4J_PAGE_CACHE_MB": "1024"}


class Sized(NamedTuple):
    """A network that is made once: its people, its readers by their followees, and what else `seed` is told."""

    people: int
    readers: tuple[int, ...]
    words: tuple[str, ...] = ()


NETWORKS = {
    "small": Sized(10_000, (5, 25, 100, 150, 400, 1000)),
    # 5 million tweets and 20 million relationships: some 7 GB, and a quarter of an hour on two cores.
    "big": Sized(
        100_000,
        (5, 25, 100, 150, 400, 1000, 5000),
        ("--bulk", "--tweets", "50", "--retweets", "15", "--likes", "53"),
    ),
}


def reader(followees: int) -> str:
    """The username of the reader who follows so many people."""
    return f"bench_reader_{followees}"


def environment(people: int, **more: str) -> dict[str, str]:
    """The environment of the benchmark's stack; a network of another size lives in another home."""
    own = {
        "HOME": str(Path(".bench").resolve() / f"home-{people}"),
        "API_PROCESSES": "1",
        "THROTTLE": "on",
        "RATE_USER": RAISED,
        "RATE_AUTH": RAISED,
        "RATE_ANON_READ": RAISED,
        "RATE_CONTENT_CREATION": RAISED,
        "RATE_INTERACTION": RAISED,
        "LOG_LEVEL": "warning",
        **GRAPH,
        **PORTS,
        **more,
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return kept | {PREFIX + name: value for name, value in own.items()}


def tweetgraph(env: dict[str, str], *words: str) -> str:
    """Run a `tweetgraph` command and show what it says; what it prints to a pipe is returned."""
    piped = words[0] == "token"
    command = [sys.executable, "-P", "-m", "api.cli", *words]
    done = subprocess.run(command, env=env, check=True, text=True, stdout=subprocess.PIPE if piped else None)
    return (done.stdout or "").strip()


@contextmanager
def running(
    network: Sized, around: Mapping[str, str] | None = None, **more: str
) -> Iterator[tuple[Settings, dict[str, str]]]:
    """A running stack whose graph holds the network; stopped at the end.

    Takes further settings by their names, and in `around` variables that are no settings.
    """
    env = environment(network.people, **more) | dict(around or {})
    settings = from_environment(env)
    made = settings.home_path / "made"
    tweetgraph(env, "up", "--detach", "--no-demo")
    try:
        if not made.exists():
            wanted = [word for size in network.readers for word in ("--reader", f"reader_{size}", str(size))]
            shape = ("--people", str(network.people), "--no-cast", "--prefix", "bench_", "--end", "2026-10-01")
            tweetgraph(env, "seed", *shape, *wanted, *network.words)
            made.touch()
        uvloop.run(readers.complete(settings, {size: reader(size) for size in network.readers}))
        yield settings, env
    finally:
        tweetgraph(env, "down")
