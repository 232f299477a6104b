"""How things are timed: interleaved, after warming, as medians, so that a slow moment hits every peer alike."""

import asyncio
import os
import platform
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping

import msgspec

Call = Callable[[], Awaitable[object]]
WARM_SECONDS = 15.0  # until the server's compiler has settled on the statements


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds of one thing."""

    median: float
    p99: float
    calls: int


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured for one reader; milliseconds."""

    followees: int
    floor: Timing
    home: Timing
    second_page: Timing
    naive: Timing
    http: Timing


def machine() -> dict[str, object]:
    """Where it was measured; how busy others kept it, too."""
    return {
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "load": os.getloadavg(),
    }


async def warm(calls: Mapping[str, Call], seconds: float = WARM_SECONDS) -> None:
    """Run all of them in turn for a while."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        for call in calls.values():
            await call()


async def interleaved(calls: Mapping[str, Call], *, rounds: int) -> dict[str, Timing]:
    """Time each of them once in every round."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
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


async def throughput(call: Callable[[int], Awaitable[object]], *, connections: int, seconds: float) -> float:
    """Calls per second of so many loops side by side; each gets its number."""
    done = 0
    until = time.perf_counter() + seconds

    async def loop(number: int) -> None:
        nonlocal done
        while time.perf_counter() < until:
            await call(number)
            done += 1

    began = time.perf_counter()
    await asyncio.gather(*(loop(number) for number in range(connections)))
    return done / (time.perf_counter() - began)
