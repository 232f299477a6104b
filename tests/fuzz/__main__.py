"""Fuzzes the API for some minutes on a stack of its own: `make fuzz`, `python -m tests.fuzz --seed 7`."""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

import httpx
from rich.console import Console

from graph.settings import from_environment, load_secrets
from tests.conftest import environment, free_ports, tweetgraph
from tests.fuzz.calls import Tally, call_each, chain, described, operations
from tests.fuzz.staff import promoted
from tests.fuzz.world import World

console = Console()


def main() -> None:
    """Start a stack in a temporary home, call it until the time is over, and say what was answered."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0, help="for how long to call, at most (default 5)")
    parser.add_argument("--seed", type=int, default=None, help="repeat the calls of an earlier run")
    asked = parser.parse_args()
    number = asked.seed if asked.seed is not None else random.SystemRandom().randrange(1_000_000)
    end = time.monotonic() + asked.minutes * 60
    with tempfile.TemporaryDirectory(prefix="tweetgraph-fuzz-") as home:
        ports = dict(zip(("PORT", "NEO4J_BOLT_PORT", "NEO4J_HTTP_PORT", "REDIS_PORT"), free_ports(4), strict=True))
        named = {f"TWEETGRAPH_{name}": port for name, port in ports.items()}
        env = environment(Path(home), TWEETGRAPH_THROTTLE="off", TWEETGRAPH_NEO4J_HEAP_MB="512", **named)
        started = tweetgraph("up", "--detach", "--no-demo", env=env)
        try:
            if started.returncode:
                raise SystemExit(started.stderr)
            tally = fuzz(env, end, number)
        finally:
            tweetgraph("down", env=env)
    console.print(f"{tally.calls} calls from seed {number}, nothing wrong.")


def fuzz(env: dict[str, str], end: float, number: int) -> Tally:
    """Round after round with other numbers until the time is over; at least one round."""
    settings = from_environment(env)
    tally = Tally()
    with httpx.Client(base_url=settings.public_url, trust_env=False, timeout=30) as client:
        world = World(client, settings.mail_path, promoted(settings, load_secrets(settings)))
        schema = described(settings.public_url)
        taken = 0.0
        for turn in range(1_000):
            began = time.monotonic()
            if turn and began + taken > end:
                break
            console.print(f"Round {turn + 1}, seed {number + turn}, {tally.calls} calls so far")
            call_each(schema, world, tally, examples=10, number=number + turn)
            chain(schema, world, tally, examples=10, steps=15, number=number + turn)
            taken = max(taken, time.monotonic() - began)
    names = {operation.definition.raw["operationId"] for operation in operations(schema)}
    if tally.failing(names):
        sys.exit(f"Never succeeded: {', '.join(sorted(tally.failing(names)))}")
    return tally


if __name__ == "__main__":
    main()
