"""A mixed load at a steady rate over HTTP, and whether memory, errors and waiting stay as they are: `make soak`.

Requests are due at their times, whether or not those before them were answered, and are timed from when they were due.
"""

import argparse
import asyncio
import itertools
import json
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import psutil
import uvloop
from rich.console import Console
from rich.table import Table

from api.security import Tokens
from graph.client import Graph, connect
from graph.processes.repository import leased
from graph.records import Record
from graph.settings import Settings, load_secrets
from tests.bench.home import RAISED, Sized, running
from tests.bench.measure import judge, machine, timing
from tests.bench.mixture import READS, Mixture
from tests.bench.plot import draw_soak
from tests.bench.wire import Wire
from tests.conftest import processes_of
from tests.fixtures import stated
from tests.realtime import crowd
from tests.realtime.listening import Person
from tests.realtime.model import Model

NETWORK = Sized(2_000, (5, 25, 100, 400))
GRAPH = {"NEO4J_HEAP_MB": "512", "NEO4J_PAGE_CACHE_MB": "256"}
# The heap is taken whole at the start; else its first use, page by page, would look like growth.
JAVA = {"JDK_JAVA_OPTIONS": "-XX:+AlwaysPreTouch"}
SIGNED_IN = 200
CONNECTIONS = 16
RATE = 150.0  # requests a second
# Seconds before anything counts: after an import every statement is planned anew, in a Java that has compiled nothing.
WARMING = 40.0
BURST = 8.0  # seconds in which as much is asked as is answered, to know what would be the most
WINDOWS = 20
LOOK = 2.0  # seconds between two looks at memory
WARM_SHARE, MOST_WARM = 0.2, 120.0  # of the time, and seconds, that are not judged
FLAT = 1.5  # times the p99 of the first third that the last one may have
GROWTH, SLACK = 0.03, 8.0  # share, and MB, that a process may grow by while it is judged
IN_USE = "Java heap in use"
MOST_IN_USE = 0.5  # of the heap, at the lowest of the last third: from 45 % on Java tries hard to have less
KEPT = 0.98  # of the rate
MOST_BUSY = 0.75  # of what it can do at most: more would not be a soak
NAMES = stated(
    "names",
    "MATCH (person:User) WHERE person.username STARTS WITH 'bench_' RETURN person.id AS id, person.username AS name",
)
TWEETS = stated(
    "tweets", "MATCH (tweet:Tweet) WHERE tweet.id > 0 RETURN tweet.id AS id ORDER BY tweet.id DESC LIMIT 2000"
)
HEAP = stated(
    "heap",
    """
    CALL dbms.queryJmx('java.lang:type=Memory') YIELD attributes
    RETURN attributes.HeapMemoryUsage.value.properties.used AS id
    """,
)


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds of what was due within a stretch of time, which ends after so many minutes."""

    minutes: float
    median: float
    p99: float
    count: int


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen; `memory` has minutes and MB by process, `heap` what of Java's heap is in use."""

    machine: dict[str, object]
    minutes: float
    rate: float
    kept: float  # requests a second that were answered
    most: float  # requests a second without waiting, before
    warm: float  # minutes that are not judged
    windows: list[Window]
    first_p99: float
    last_p99: float
    memory: dict[str, list[tuple[float, float]]]
    asked: dict[str, int]
    errors: dict[str, int]


class _Name(Record):
    id: int
    name: str


class _Number(Record):
    id: int


def named(process: psutil.Process) -> str:
    """What a process of a stack is."""
    words = process.cmdline()
    if process.name().startswith(("java", "redis")):
        return "Neo4j" if process.name().startswith("java") else "Redis"
    return {"api": "API", "worker": "worker"}.get(words[-1], "supervisor") if words else "supervisor"


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The middle one of the slopes between all pairs (Theil and Sen): a few odd points do not move it."""
    pairs = itertools.combinations(points[:: max(1, len(points) // 200)], 2)
    return statistics.median([(b - a) / (y - x) for (x, a), (y, b) in pairs if y > x] or [0.0])


class Load:
    """Asks at a rate over some connections, and notes when what was due and how long it took."""

    def __init__(self, wires: Sequence[Wire], mixture: Mixture) -> None:
        self._wires = wires
        self._mixture = mixture
        self.taken: list[tuple[float, float]] = []  # seconds after the begin, milliseconds
        self.asked: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()

    async def run(self, seconds: float, rate: float | None) -> None:
        """Ask for so long; without a rate as soon as there is an answer."""
        began = time.perf_counter()
        slots = itertools.count()

        async def loop(wire: Wire) -> None:
            while True:
                now = time.perf_counter() - began
                due = now if rate is None else next(slots) / rate
                if due >= seconds:
                    return
                if due > now:
                    await asyncio.sleep(due - now)
                await self._one(wire, due, began)

        async with asyncio.TaskGroup() as group:
            for wire in self._wires:
                group.create_task(loop(wire))

    async def _one(self, wire: Wire, due: float, began: float) -> None:
        name, person, request = self._mixture.next()
        status, body = await wire.ask(request)
        self.taken.append((due, (time.perf_counter() - began - due) * 1000))
        self.asked[name] += 1
        if status >= 400:
            self.errors[f"{name} {status}: {body[:200].decode()}"] += 1
        else:
            self._mixture.learn(name, person, body)


@asynccontextmanager
async def watched(settings: Settings, graph: Graph) -> AsyncIterator[dict[str, list[tuple[float, float]]]]:
    """Look at the memory of every process meanwhile; one that ends is an error."""
    memory: dict[str, list[tuple[float, float]]] = defaultdict(list)
    processes = [(named(process), process) for process in processes_of(settings.home_path)]
    began = time.monotonic()

    async def look() -> None:
        while True:
            minutes = (time.monotonic() - began) / 60
            sizes: Counter[str] = Counter()
            for name, process in processes:
                sizes[name] += process.memory_info().rss
            for name, size in sizes.items():
                memory[name].append((minutes, size / 1e6))
            heap = (await graph.read(HEAP, _Number))[0].id
            memory[IN_USE].append((minutes, heap / 1e6))
            await asyncio.sleep(LOOK)

    async with asyncio.TaskGroup() as group:
        task = group.create_task(look())
        yield memory
        task.cancel()


async def signed_in(settings: Settings, graph: Graph, names: Sequence[_Name]) -> list[Person]:
    """New people, each following some of the network, few for the most part."""
    dice = random.Random(5)
    people = await crowd.people(graph, Tokens.of(settings, load_secrets(settings)), SIGNED_IN)
    known = [Person(each.id, each.name, {}) for each in names]
    follows = [
        (person, other)
        for person in people
        for other in dice.sample(known, min(len(known), 5 + int(dice.paretovariate(0.8) * 10)))
    ]
    for first in range(0, len(follows), 5_000):
        await crowd.acquainted(graph, Model(), follows[first : first + 5_000])
    return people


async def measure(settings: Settings, minutes: float, rate: float) -> Found:
    """All of it, against a running stack."""
    before = machine()
    async with connect(settings, load_secrets(settings)) as connected, leased(connected):
        graph = connected.within(30)
        names = await graph.read(NAMES, _Name)
        tweets = [row.id for row in await graph.read(TWEETS, _Number)]
        people = await signed_in(settings, graph, names)
        mixture = Mixture(people, [each.name for each in names], tweets, number=3)
        wires = [await Wire(settings.host, settings.port).__aenter__() for _ in range(CONNECTIONS)]
        try:
            await Load(wires[:2], mixture).run(WARMING, None)
            burst, load = Load(wires, mixture), Load(wires, mixture)
            await burst.run(BURST, None)
            async with watched(settings, graph) as memory:
                await load.run(minutes * 60, rate)
        finally:
            for wire in wires:
                await wire.__aexit__(None, None, None)
    warm = min(WARM_SHARE * minutes, MOST_WARM / 60)
    third = (minutes - warm) / 3
    return Found(
        machine=before,
        minutes=minutes,
        rate=rate,
        kept=len(load.taken) / (minutes * 60),
        most=len(burst.taken) / BURST,
        warm=warm,
        windows=list(windows(load.taken, minutes)),
        first_p99=timing(between(load.taken, warm, warm + third)).p99,
        last_p99=timing(between(load.taken, minutes - third, minutes)).p99,
        memory=dict(memory),
        asked=dict(load.asked),
        errors=dict(burst.errors + load.errors),
    )


def between(taken: Sequence[tuple[float, float]], begin: float, end: float) -> list[float]:
    """Milliseconds of what was due from one minute to another."""
    return [took for due, took in taken if begin <= due / 60 < end]


def windows(taken: Sequence[tuple[float, float]], minutes: float) -> Iterator[Window]:
    """WINDOWS stretches of the same length."""
    for at in range(WINDOWS):
        end = (at + 1) * minutes / WINDOWS
        if some := between(taken, at * minutes / WINDOWS, end):
            found = timing(some)
            yield Window(minutes=end, median=found.median, p99=found.p99, count=found.calls)


def growth(found: Found, name: str) -> tuple[float, float]:
    """By how many MB a process grew while it was judged, from its slope, and how many it had in the middle of that."""
    points = [(at, size) for at, size in found.memory[name] if at >= found.warm]
    return slope(points) * (found.minutes - found.warm), statistics.median([size for _, size in points] or [0.0])


def aims(found: Found) -> dict[str, bool]:
    """What is aimed at, with what came out, and whether it was reached."""
    said = {
        f"no errors in {sum(found.asked.values()):,} requests: {sum(found.errors.values())}": not found.errors,
        f"the rate of {found.rate:.0f}/s kept: {found.kept:.1f}": found.kept >= KEPT * found.rate,
        f"that is {found.rate / found.most:.0%} of what was answered at most": found.rate <= MOST_BUSY * found.most,
        f"p99 of the last third at most {FLAT} times that of the first: {found.last_p99 / found.first_p99:.2f}": (
            found.last_p99 <= FLAT * found.first_p99
        ),
    }
    for name in sorted(found.memory.keys() - {IN_USE}):
        grown, size = growth(found, name)
        may = max(SLACK, GROWTH * size)
        said[f"{name} grows by {may:.0f} of {size:.0f} MB at most: {grown:+.1f}"] = grown <= may
    end = found.minutes - (found.minutes - found.warm) / 3
    lowest = min(size for at, size in found.memory[IN_USE] if at >= end)
    most = MOST_IN_USE * float(GRAPH["NEO4J_HEAP_MB"])
    said[f"Java's heap holds at most {most:.0f} MB at the end, rubbish collected: {lowest:.0f}"] = lowest <= most
    return said


def show(found: Found, console: Console) -> None:
    """Print the table and the verdict."""
    table = Table(title=f"{found.minutes:g} minutes, {found.rate:.0f} requests/s, {READS} reads to a write; ms")
    for column in ("until minute", "requests", "median", "p99"):
        table.add_column(column, justify="right")
    for window in found.windows:
        table.add_row(f"{window.minutes:.1f}", f"{window.count:,}", f"{window.median:.1f}", f"{window.p99:.1f}")
    console.print(table)
    for error, count in found.errors.items():
        console.print(f"[red]{count} times[/] {error}", highlight=False)
    judge(aims(found), console)


def keep(found: Found, out: Path) -> None:
    """Leave the figures and the plot in a folder."""
    (out / "soak.json").write_text(json.dumps(msgspec.to_builtins(found), indent=2) + "\n", encoding="utf-8")
    draw_soak([(each.minutes, each.median, each.p99) for each in found.windows], found.memory, out / "soak.png")


def main() -> None:
    """Parse the words and run; ends with 1 when the verdict is bad."""
    parser = argparse.ArgumentParser(
        prog="make soak", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rate", type=float, default=RATE, help="requests a second")
    parser.add_argument("--out", type=Path, default=Path(".bench/soak"), help="where figures and plot go")
    words = parser.parse_args()
    words.out.mkdir(parents=True, exist_ok=True)
    console = Console(width=None if sys.stdout.isatty() else 120)
    settings_of = GRAPH | {"LOG_LEVEL": "info", "ACCESS_MINUTES": "180", "RATE_ANON": RAISED}
    with running(NETWORK, around=JAVA, **settings_of) as (settings, _):
        found = uvloop.run(measure(settings, words.minutes, words.rate))
    show(found, console)
    keep(found, words.out)
    if not all(aims(found).values()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
