"""Log-ins: whether their time tells that a name is known, resets too; and what ten a second do to the home feed."""

import asyncio
import contextlib
import json
import math
import random
import secrets
import time
from bisect import bisect_left, bisect_right
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

import httpx
import msgspec
from rich.console import Console
from rich.table import Table

from graph.settings import Settings
from tests.bench.measure import Timing, machine, timing
from tests.bench.plot import draw_login
from tests.bench.wire import Wire, feed_request

PEOPLE = 20  # who are known
WARM = 20  # of each, which are not timed
RATE = 10.0  # log-ins a second beside the feed
BLOCKS = 4  # turns of the feed alone and beside log-ins
FEEDS = 2000  # of each kind
PAUSE = 0.004  # seconds between two feeds: what is timed is the wait, not a queue of our own
PASSWORD, WRONG = "correct horse battery", "not the password 1"


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds of the same request for known and unknown names."""

    known: list[float]
    unknown: list[float]

    @property
    def distance(self) -> float:
        """The largest distance of the two distributions, as Kolmogorov and Smirnov have it."""
        one, other = sorted(self.known), sorted(self.unknown)
        return max(
            abs(bisect_right(one, value) / len(one) - bisect_right(other, value) / len(other))
            for value in (*one, *other)
        )

    @property
    def distance_by_chance(self) -> float:
        """What two samples of one distribution stay below in 95 of 100 cases."""
        sizes = len(self.known), len(self.unknown)
        return 1.36 * math.sqrt(sum(sizes) / math.prod(sizes))

    @property
    def longer(self) -> float:
        """How probable it is that a known name takes longer than an unknown one; one half tells nothing."""
        other = sorted(self.unknown)
        less = sum(bisect_left(other, value) + bisect_right(other, value) for value in self.known) / 2
        return less / len(self.known) / len(other)

    @property
    def longer_by_chance(self) -> float:
        """How far from one half that is, at most, in 95 of 100 cases where nothing differs."""
        sizes = len(self.known), len(self.unknown)
        return 1.96 * math.sqrt((sum(sizes) + 1) / 12 / math.prod(sizes))


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured; milliseconds."""

    machine: dict[str, object]
    login: Pair
    reset: Pair
    alone: list[float]
    beside: list[float]
    logins_per_second: float


def unknown_name() -> str:
    """A name that nobody has, as long as those of people who are known."""
    return f"u{secrets.token_hex(6)}"


async def compared(
    ask: Callable[[str], Awaitable[None]], names: Sequence[str], unknown: Callable[[], str], samples: int
) -> Pair:
    """Time the same for known and unknown names, in a random order."""
    found = Pair(known=[], unknown=[])
    order = [True, False] * (samples + WARM)
    random.Random(1).shuffle(order)
    warmed = {True: 0, False: 0}
    for at, is_known in enumerate(order):
        name = names[at % len(names)] if is_known else unknown()
        began = time.perf_counter()
        await ask(name)
        taken = (time.perf_counter() - began) * 1000
        warmed[is_known] += 1
        if warmed[is_known] > WARM:
            (found.known if is_known else found.unknown).append(taken)
    return found


@contextlib.asynccontextmanager
async def logging_in(client: httpx.AsyncClient, names: Sequence[str], done: list[float]) -> AsyncIterator[None]:
    """Have people log in, evenly, ten a second; a log-in that is refused ends the run."""

    async def one(name: str) -> None:
        answer = await client.post("/login/", json={"username": name, "password": PASSWORD})
        answer.raise_for_status()
        done.append(time.monotonic())

    async def many() -> None:
        async with asyncio.TaskGroup() as group:
            began, count = time.monotonic(), 0
            while True:
                group.create_task(one(names[count % len(names)]))
                count += 1
                await asyncio.sleep(max(0.0, began + count / RATE - time.monotonic()))

    task = asyncio.create_task(many())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def measure(settings: Settings, token: str, samples: int) -> Found:
    """All of it, against a running stack with one API process; `token` is of whose feed is read."""
    before = machine()
    async with httpx.AsyncClient(base_url=settings.public_url, trust_env=False, timeout=30) as client:
        names = [f"k{secrets.token_hex(6)}" for _ in range(PEOPLE)]
        for name in names:
            body = {"username": name, "email": f"{name}@example.com", "password": PASSWORD, "password2": PASSWORD}
            (await client.post("/register/", json=body)).raise_for_status()

        async def login(name: str) -> None:
            answer = await client.post("/login/", json={"username": name, "password": WRONG})
            assert answer.status_code == 401, answer.text

        async def reset(address: str) -> None:
            answer = await client.post("/send-reset-password-email/", json={"email": address})
            assert answer.status_code == 200, answer.text

        addresses = [f"{name}@example.com" for name in names]
        logins = await compared(login, names, unknown_name, samples)
        resets = await compared(reset, addresses, lambda: f"{unknown_name()}@example.com", samples)
        alone: list[float] = []
        beside: list[float] = []
        seconds = 0.0
        done: list[float] = []
        async with Wire(settings.host, settings.port) as wire:
            request, each = feed_request(token), max(1, min(FEEDS, samples * 4) // BLOCKS)
            await feeds(wire, request, each, [])
            for _ in range(BLOCKS):
                await feeds(wire, request, each, alone)
                async with logging_in(client, names, done):
                    began = time.monotonic()
                    await feeds(wire, request, each, beside)
                    seconds += time.monotonic() - began
    return Found(
        machine=before,
        login=logins,
        reset=resets,
        alone=alone,
        beside=beside,
        logins_per_second=len(done) / seconds,
    )


async def feeds(wire: Wire, request: bytes, count: int, taken: list[float]) -> None:
    """Read the feed so many times, and note how long each took."""
    for _ in range(count):
        began = time.perf_counter()
        await wire.fetch(request)
        taken.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(PAUSE)


def show(found: Found, console: Console) -> None:
    """Print the tables, and what the distributions say."""
    table = Table(title="The same request for known and unknown names, ms")
    for column in ("", "known p50", "p99", "unknown p50", "p99", "samples each"):
        table.add_column(column, justify="left" if not column else "right")
    pairs = {"log-in, wrong password": found.login, "asking for a reset": found.reset}
    for name, pair in pairs.items():
        known, unknown = timing(pair.known), timing(pair.unknown)
        table.add_row(name, *_cells(known), *_cells(unknown), str(unknown.calls))
    console.print(table)
    for name, pair in pairs.items():
        aims = {
            f"{name}: the distributions differ by {pair.distance:.3f}, by chance up to {pair.distance_by_chance:.3f}": (
                pair.distance <= pair.distance_by_chance
            ),
            f"{name}: known takes longer in {pair.longer:.1%} of pairs, by chance 50 ± {pair.longer_by_chance:.1%}": (
                abs(pair.longer - 0.5) <= pair.longer_by_chance
            ),
        }
        for aim, reached in aims.items():
            console.print(f"[green]alike[/]  {aim}" if reached else f"[red]differs[/] {aim}")
    for name, values in (
        ("alone", found.alone),
        (f"beside {found.logins_per_second:.1f} log-ins/s", found.beside),
    ):
        measured = timing(values)
        console.print(
            f"home feed {name}: median {measured.median:.1f} ms, p99 {measured.p99:.1f} ms, {measured.calls} times"
        )


def _cells(measured: Timing) -> tuple[str, str]:
    return f"{measured.median:.1f}", f"{measured.p99:.1f}"


def keep(found: Found, out: Path) -> None:
    """Leave the figures and the plot in a folder."""
    (out / "login.json").write_text(json.dumps(msgspec.to_builtins(found), indent=2) + "\n", encoding="utf-8")
    pairs = {"log-in": (found.login.known, found.login.unknown), "reset": (found.reset.known, found.reset.unknown)}
    draw_login(pairs, found.alone, found.beside, out / "login.png")
