"""Real time: how long a tweet takes from POST to an open socket, idle and among many, and what an idle socket costs."""

import asyncio
import contextlib
import gc
import json
import random
import resource
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import aiohttp
import msgspec
import psutil
from rich.console import Console
from rich.table import Table

from api.security import Tokens
from graph.client import Graph, connect
from graph.processes.repository import leased
from graph.settings import Settings, load_secrets
from tests.bench.measure import Timing, machine, timing
from tests.bench.plot import draw_live
from tests.conftest import processes_of
from tests.realtime.crowd import acquainted, people
from tests.realtime.listening import Member, Person
from tests.realtime.model import Model

IDLE = (0, 1000, 3000)  # sockets that do nothing, when memory is looked at
PER_PERSON = 10  # sockets, as many as are allowed
LISTENERS = 500  # sockets that hear of others' tweets, when it is loaded
FOLLOWED = 16  # people whom each of them follows
RATE = 10.0  # tweets a second that others write then
PAUSE = 0.02  # seconds between two tweets that are timed
WARM = 50  # tweets that are not timed
SETTLE = 3.0  # seconds until memory is looked at
OPENING = 50  # connections at once
FILES = 8192  # open ones that both ends need
PATIENCE = 30.0  # seconds


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured: milliseconds until the answer and until the arrival, and bytes of the API process."""

    machine: dict[str, object]
    idle_answer: Timing
    idle: Timing
    loaded_answer: Timing
    loaded: Timing
    idle_all: list[float]
    loaded_all: list[float]
    listeners: int
    others_per_second: float
    entries_per_second: float
    memory: dict[int, int]

    @property
    def per_socket(self) -> float:
        """Bytes of an idle socket, between none and the most."""
        most = max(self.memory)
        return (self.memory[most] - self.memory[0]) / most


def allow_files() -> None:
    """Let this process, and those it starts, hold many sockets open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, hard), hard))


@contextlib.asynccontextmanager
async def listening(web: aiohttp.ClientSession, members: Sequence[Member]) -> AsyncIterator[None]:
    """Have all of them listen, none is cut."""
    calm = asyncio.Event()
    calm.set()
    tasks: list[asyncio.Task[None]] = []
    try:
        for first in range(0, len(members), OPENING):
            some = members[first : first + OPENING]
            tasks += [asyncio.create_task(member.listen(web, calm)) for member in some]
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(*(member.ready.wait() for member in some))
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def member(person: Person, settings: Settings) -> Member:
    """One who listens over a WebSocket."""
    return Member(person, settings.public_url, dice=random.Random(person.id), events=False)


class Arrivals:
    """Times tweets of one author until they arrive at one follower."""

    def __init__(self, web: aiohttp.ClientSession, settings: Settings, author: Person, follower: Member) -> None:
        self._web = web
        self._url = f"{settings.public_url}/tweets/"
        self._author = author
        self._follower = follower

    async def publish(self, author: Person) -> int:
        """Publish a tweet, and give its id."""
        async with self._web.post(self._url, json={"content": "in time"}, headers=author.header) as answer:
            answer.raise_for_status()
            identity: int = (await answer.json())["id"]
            return identity

    async def timed(self, rounds: int) -> tuple[list[float], list[float]]:
        """Milliseconds until the answer, and until the arrival, which may be the earlier one."""
        answers, arrivals = [], []
        for at in range(WARM + rounds):
            began = time.monotonic()
            identity = await self.publish(self._author)
            answered = time.monotonic()
            async with asyncio.timeout(PATIENCE):
                while identity not in self._follower.ids:
                    self._follower.arrived.clear()
                    await self._follower.arrived.wait()
            if at >= WARM:
                answers.append((answered - began) * 1000)
                arrivals.append((self._follower.arrivals[-1].at - began) * 1000)
            await asyncio.sleep(PAUSE)
        return answers, arrivals

    async def others(self, authors: Sequence[Person], made: list[int]) -> None:
        """Have others write, evenly, until cancelled."""
        dice = random.Random(1)
        async with asyncio.TaskGroup() as group:
            while True:
                group.create_task(self._other(dice.choice(authors), made))
                await asyncio.sleep(1 / RATE)

    async def _other(self, author: Person, made: list[int]) -> None:
        made.append(await self.publish(author))


async def measure(settings: Settings, rounds: int) -> Found:
    """All of it, against a running stack with one API process."""
    secrets = load_secrets(settings)
    limitless = aiohttp.TCPConnector(limit=0)
    async with (
        connect(settings, secrets) as graph,
        leased(graph),
        aiohttp.ClientSession(connector=limitless, timeout=aiohttp.ClientTimeout(total=None)) as web,
    ):
        tokens = Tokens.of(settings, secrets)
        before = machine()
        memory = await _memory(web, graph, tokens, settings)
        author, reader = await people(graph, tokens, 2)
        await acquainted(graph, Model(), [(reader, author)])
        follower = member(reader, settings)
        arrivals = Arrivals(web, settings, author, follower)
        async with listening(web, [follower]):
            idle_answers, idle = await arrivals.timed(rounds)
            many = await people(graph, tokens, LISTENERS // 2)
            dice = random.Random(2)
            await acquainted(
                graph,
                Model(),
                [(one, other) for one in many for other in dice.sample(many, FOLLOWED + 1) if one is not other],
            )
            crowd = [member(person, settings) for person in many for _ in range(2)]
            made: list[int] = []
            async with listening(web, crowd):
                writing = asyncio.create_task(arrivals.others(many, made))
                began = time.monotonic()
                loaded_answers, loaded = await arrivals.timed(rounds)
                seconds = time.monotonic() - began
                writing.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await writing
        return Found(
            machine=before,
            idle_answer=timing(idle_answers),
            idle=timing(idle),
            loaded_answer=timing(loaded_answers),
            loaded=timing(loaded),
            idle_all=idle,
            loaded_all=loaded,
            listeners=LISTENERS,
            others_per_second=len(made) / seconds,
            entries_per_second=sum(len(each.arrivals) for each in crowd) / seconds,
            memory=memory,
        )


async def _memory(web: aiohttp.ClientSession, graph: Graph, tokens: Tokens, settings: Settings) -> dict[int, int]:
    """Bytes of the API process by the number of idle sockets."""
    owners = await people(graph, tokens, max(IDLE) // PER_PERSON)
    members = [member(person, settings) for person in owners for _ in range(PER_PERSON)]
    async with listening(web, members[:OPENING]):  # what the first ones need is not theirs
        await asyncio.sleep(SETTLE)
    found = {}
    for count in IDLE:
        async with listening(web, members[:count]):
            await asyncio.sleep(SETTLE)
            gc.collect()
            found[count] = resident(settings)
        for each in members:
            each.ready.clear()
    return found


def resident(settings: Settings) -> int:
    """Bytes that the stack's API process has in memory."""
    [process] = [each for each in processes_of(settings.home_path) if is_api(each)]
    return int(process.memory_info().rss)


def is_api(process: psutil.Process) -> bool:
    """Whether this is an API process."""
    return process.cmdline()[-1:] == ["api"]


def show(found: Found, console: Console) -> None:
    """Print both tables."""
    table = Table(title="From POST to the open socket of a follower, ms")
    for column in ("", "answer p50", "arrival p50", "arrival p99"):
        table.add_column(column, justify="left" if not column else "right")
    many = f"{found.listeners} sockets, {found.others_per_second:.0f} other tweets/s"
    loaded = f"{many}, {found.entries_per_second:.0f} entries/s"
    for name, answer, arrival in (
        ("one socket", found.idle_answer, found.idle),
        (loaded, found.loaded_answer, found.loaded),
    ):
        table.add_row(name, f"{answer.median:.1f}", f"{arrival.median:.1f}", f"{arrival.p99:.1f}")
    console.print(table)
    for count, size in found.memory.items():
        console.print(f"{size / 1e6:,.0f} MB with {count:,} idle sockets")
    console.print(f"{found.per_socket / 1000:.1f} kB for each")


def keep(found: Found, out: Path) -> None:
    """Leave the figures and the plot in a folder."""
    text = json.dumps(msgspec.to_builtins(found, str_keys=True), indent=2)
    (out / "live.json").write_text(text + "\n", encoding="utf-8")
    draw_live(found.idle_all, found.loaded_all, found.memory, out / "live.png")
