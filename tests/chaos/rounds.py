"""Rounds: people use the API, something breaks at a random moment, and now and then all late work has to be done."""

import asyncio
import math
import random
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import redis.asyncio as redis

from graph.client import connect
from graph.processes.repository import leased
from tests.chaos.ending import Eyes
from tests.chaos.faults import Faults
from tests.chaos.history import Act, Began, Fault, History, Quiet, Stream, now
from tests.chaos.mailbox import listening
from tests.chaos.parts import Network, running
from tests.chaos.people import Crowd
from tests.conftest import free_ports

SAMPLE = 0.2  # seconds between two looks at the stream
LONGEST = 120.0  # seconds that a wait for quiet lasts
MOMENT = 1.2  # seconds from the begin of a round within which something breaks

Told = Callable[[History], None]  # called after each round


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a run is: how many rounds, after how many late work must be done, and which have the shipped settings."""

    rounds: int
    seed: int
    quiet_each: int = 5
    shipped_each: int = 50
    lead: tuple[float, float] = (20.0, 40.0)  # seconds by which a tweet is scheduled ahead
    only: Sequence[str] = ()
    minutes: float = math.inf  # after which no round begins

    def is_shipped(self, number: int) -> bool:
        """Whether a round is one with the settings that are shipped."""
        return bool(self.shipped_each) and number % self.shipped_each == self.shipped_each - 2

    def is_quiet(self, number: int) -> bool:
        """Whether late work must be done after a round."""
        return number % self.quiet_each == self.quiet_each - 1 or number == self.rounds - 1


async def run(
    plan: Plan, history: History, home: Path, *, on: Mapping[str, str] | None = None, told: Told = lambda _: None
) -> None:
    """Run all rounds, with a Neo4j of its own or on that of another environment, and note how it ended."""
    [mail_port] = map(int, free_ports(1))
    async with listening(history, mail_port), running(history, home, mail_port=mail_port, on=on) as network:
        address = network.settings.redis_address
        limits = httpx.Limits(max_connections=50, max_keepalive_connections=20)
        async with (
            redis.Redis.from_url(address, retry=None, socket_timeout=3, socket_connect_timeout=3) as client,
            httpx.AsyncClient(base_url=network.settings.public_url, timeout=12, limits=limits, trust_env=False) as http,
            connect(network.settings, network.secrets) as graph,
            leased(graph),
        ):
            prefix = f"c{random.Random(f'{plan.seed}:{now()}').randrange(16**6):06x}"
            history.add(Began(at=now(), seed=plan.seed, rounds=plan.rounds, prefix=prefix))
            eyes = Eyes(graph, client, prefix=prefix, since=now())
            crowd = Crowd(http, history, prefix, lead=plan.lead, burden=eyes.burden)
            faults = Faults(network, history, client, plan.only)
            await crowd.settle()
            async with sampled(eyes, history):
                until = time.monotonic() + plan.minutes * 60
                for number in range(plan.rounds):
                    if time.monotonic() > until:
                        break
                    await _round(plan, number, network, crowd, faults)
                    if plan.is_quiet(number) or network.shipped:
                        await _quiet(history, eyes, number, crowd, shipped=network.shipped)
                    told(history)
                await network.change_settings(shipped=False)
                await all_done(eyes, history)
            history.add(await eyes.ended(crowd.deleted))


async def _round(plan: Plan, number: int, network: Network, crowd: Crowd, faults: Faults) -> None:
    """One round, the same for the same seed as far as machines allow."""
    await network.change_settings(shipped=plan.is_shipped(number))
    chance = random.Random(f"{plan.seed}:{number}")
    names, moments = (
        faults.chosen(number, chance, shipped=network.shipped),
        random.Random(f"{plan.seed}:{number}:moments"),
    )

    async def broken(name: str) -> None:
        await asyncio.sleep(moments.uniform(0, MOMENT))
        await faults.happen(number, name, moments)

    await asyncio.gather(crowd.act(number, chance), *map(broken, names))


async def _quiet(history: History, eyes: Eyes, number: int, crowd: Crowd, *, shipped: bool) -> None:
    """Wait until late work is done, and note how long after the last fault or request that was."""
    until = time.monotonic() + LONGEST
    began = [line.began for line in history.lines[-500:] if isinstance(line, Fault)]
    since = max([crowd.last, *began])
    while not (is_quiet := await eyes.quiet(scheduled=shipped)) and time.monotonic() < until:  # noqa: ASYNC110 - the graph sets no event
        await asyncio.sleep(0.1)
    took = now() - since if is_quiet else None
    history.add(Quiet(round=number, at=now(), took=took, shipped=shipped))


async def all_done(eyes: Eyes, history: History) -> None:
    """Wait for what is scheduled last, and for the stream to be trimmed."""
    due = max((line.due_ms for line in history.lines if isinstance(line, Act)), default=0) / 1000
    # And a moment longer: within the very millisecond nothing is due yet, and all would seem to be done.
    await asyncio.sleep(max(due + 0.1 - now(), 0))
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        if await eyes.quiet(scheduled=True) and (await eyes.stream() or (9, 9)) <= (3, 0):
            return
        await asyncio.sleep(0.1)


@asynccontextmanager
async def sampled(eyes: Eyes, history: History) -> AsyncIterator[None]:
    """Note how long the stream is, each time it has changed."""

    async def look() -> None:
        last = None
        while True:
            if (found := await eyes.stream()) is not None and found != last:
                history.add(Stream(at=now(), length=found[0], pending=found[1]))
                last = found
            await asyncio.sleep(SAMPLE)

    task = asyncio.create_task(look())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
