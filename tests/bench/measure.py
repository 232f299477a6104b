"""How things are timed: interleaved, after warming, as medians, so that a slow moment hits every peer alike."""

import asyncio
import functools
import os
import platform
import statistics
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path

import msgspec
from rich.console import Console

from graph.records import Record
from graph.statements import Statement, parse

HERE = Path(__file__).parent
Call = Callable[[], Awaitable[object]]
WARM_SECONDS = 15.0  # until the server's compiler has settled on the statements


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds of one thing."""

    median: float
    p99: float
    calls: int


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """How many calls a second loops side by side made, and how long each waited."""

    per_second: float
    timing: Timing


class One(Record):
    """What the floor returns."""

    one: int


@functools.cache
def statement(name: str) -> Statement:
    """A statement of the benchmark's own."""
    return parse(f"bench/{name}", (HERE / f"{name}.cypher").read_text(encoding="utf-8"))


def machine() -> dict[str, object]:
    """Where it was measured; how busy others kept it, too."""
    return {
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "load": os.getloadavg(),
    }


def judge(aims: Mapping[str, bool], console: Console) -> None:
    """Say of each aim whether it was reached."""
    for aim, reached in aims.items():
        console.print(f"[green]reached[/]     {aim}" if reached else f"[red]not reached[/] {aim}")


async def warm(calls: Mapping[str, Call], seconds: float = WARM_SECONDS) -> None:
    """Run all of them in turn for a while."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        for call in calls.values():
            await call()


async def interleaved(calls: Mapping[str, Call], *, rounds: int, primed: int = 0) -> dict[str, Timing]:
    """Time each of them once in every round, after so many calls of the same that are not timed.

    Processes that wait for their turn find the processor's caches full of another's; who is primed does not.
    """
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            for _ in range(primed):
                await call()
            began = time.perf_counter()
            await call()
            taken[name].append((time.perf_counter() - began) * 1000)
    return {name: timing(values) for name, values in taken.items()}


def timing(values: list[float]) -> Timing:
    """Median and 99th percentile of milliseconds."""
    ordered = sorted(values)
    return Timing(
        median=statistics.median(ordered),
        p99=ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))],
        calls=len(ordered),
    )


async def at_once(call: Callable[[int], Awaitable[object]], *, loops: int, seconds: float) -> Rate:
    """Call from so many loops side by side for a while; each gets its number."""
    taken: list[float] = []
    until = time.perf_counter() + seconds

    async def loop(number: int) -> None:
        while (began := time.perf_counter()) < until:
            await call(number)
            taken.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    await asyncio.gather(*(loop(number) for number in range(loops)))
    return Rate(per_second=len(taken) / (time.perf_counter() - began), timing=timing(taken))


async def each_once(calls: Iterable[Call], *, loops: int) -> Rate:
    """Make every one of these calls once, so many of them at a time."""
    taken: list[float] = []
    left = iter(calls)

    async def loop() -> None:
        for call in left:
            began = time.perf_counter()
            await call()
            taken.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    await asyncio.gather(*(loop() for _ in range(loops)))
    return Rate(per_second=len(taken) / (time.perf_counter() - began), timing=timing(taken))
