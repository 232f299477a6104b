"""Many callers at once, while the ways to Neo4j and Redis break in every manner and the API is killed.

Each caller does one thing after the other, and what they did to whom is theirs alone, so that it is known what the
graph has to hold. Where an answer was lost, the pair is left alone from then on: the lost request may yet be done.
"""

import asyncio
import math
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import redis.asyncio as redis

from graph.client import connect
from graph.processes.repository import leased
from tests.between import Between, between
from tests.chaos.checker import RETURN
from tests.chaos.ending import Eyes
from tests.chaos.faults import Faults
from tests.chaos.history import Act, Back, Began, Fault, History, now
from tests.chaos.mailbox import listening
from tests.chaos.parts import running
from tests.chaos.rounds import all_done, sampled
from tests.chaos.sending import Person, Sender
from tests.conftest import free_ports

SETTLING = 6  # people who register at once
PROBES = 0.5  # seconds between two looks whether requests succeed again
PATIENCE = 3 * RETURN
# How often each happens beside the others; a killed API keeps its number among ids for two minutes, and there are 32.
WEIGHTS = {
    "slow neo4j": 3,
    "slow bytes neo4j": 2,
    "cut neo4j": 4,
    "cut commits neo4j": 8,
    "silent neo4j": 3,
    "gone neo4j": 3,
    "slow redis": 2,
    "slow bytes redis": 1,
    "cut redis": 2,
    "silent redis": 2,
    "gone redis": 2,
    "flush redis": 1,
    "kill api": 3,
}
PATHS = {
    "like": ("POST", "/tweets/{}/likes/"),
    "unlike": ("DELETE", "/tweets/{}/likes/"),
    "bookmark": ("POST", "/tweets/{}/bookmark/"),
    "unbookmark": ("DELETE", "/tweets/{}/bookmark/"),
    "follow": ("POST", "/users/{}/follow/"),
    "unfollow": ("DELETE", "/users/{}/unfollow/"),
}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a run is: how many operations, by how many callers, and how long each fault lasts, in seconds."""

    operations: int
    seed: int
    callers: int = 50
    lasting: tuple[float, float] = (0.5, 9.0)
    pause: tuple[float, float] = (0.2, 2.0)
    minutes: float = math.inf


class Callers(Sender):
    """Everybody; `count` is how many operations were begun."""

    def __init__(self, client: httpx.AsyncClient, history: History, prefix: str, plan: Plan) -> None:
        super().__init__(client, history, prefix)
        self.count = 0
        self.everybody: list[Person] = []
        self._plan = plan
        self._ends = math.inf
        self._random = random.Random(plan.seed)
        self._steps: dict[Callable[[Person], Awaitable[None]], int] = {
            self._tweet: 4,
            self._plain_tweet: 2,
            self._comment: 2,
            self._too_long: 1,
            self._tie: 8,
            self._follow_oneself: 1,
            self._read: 2,
        }
        self._there: dict[tuple[str, str, str], bool] = {}  # what is acknowledged, of pairs that are not in doubt
        self._in_doubt: set[tuple[str, str, str]] = set()

    @property
    def over(self) -> bool:
        """Whether no more operations are begun."""
        return self.count >= self._plan.operations or time.monotonic() > self._ends

    async def settle(self) -> None:
        """Have everybody register and write a first tweet, before anything breaks."""
        gate = asyncio.Semaphore(SETTLING)

        async def one(number: int) -> None:
            async with gate:
                person = await self._register(f"{self.prefix}s{number}")
                assert person is not None
                await self.publish(person, (), keyed=True)
                self.everybody.append(person)

        await asyncio.gather(*(one(number) for number in range(self._plan.callers)))
        for step in self._steps:  # once while all is calm: Neo4j takes long over a statement that is new to it
            await step(self.everybody[0])
        self._ends = time.monotonic() + self._plan.minutes * 60

    async def call(self) -> None:
        """Everybody does one thing after the other until enough was done."""
        await asyncio.gather(*(self._one(person) for person in self.everybody))

    async def _one(self, person: Person) -> None:
        while not self.over:
            self.count += 1
            [step] = self._random.choices(list(self._steps), weights=list(self._steps.values()))
            await step(person)

    def _others(self, person: Person, count: int) -> list[Person]:
        return self._random.sample([each for each in self.everybody if each is not person], count)

    async def _tweet(self, person: Person) -> None:
        await self.publish(person, self._others(person, self._random.randint(0, 2)), keyed=True)

    async def _plain_tweet(self, person: Person) -> None:
        await self.publish(person, self._others(person, self._random.randint(0, 1)), keyed=False)

    async def _comment(self, person: Person) -> None:
        [other] = self._others(person, 1)
        path = f"/tweets/{other.tweets[0]}/comments/"
        await self.publish(person, (), keyed=True, what="comment", path=path)

    async def _too_long(self, person: Person) -> None:
        mark = self._mark()
        body = {"content": f"{mark} {'x' * 2000}"}
        await self._send(person, "tweet", "POST", "/tweets/", body=body, mark=mark, keyed=True, ought="refused")

    async def _follow_oneself(self, person: Person) -> None:
        path = f"/users/{person.name}/follow/"
        await self._send(person, "follow", "POST", path, mark=person.name, repeats=True, ought="refused")

    async def _tie(self, person: Person) -> None:
        [other] = self._others(person, 1)
        kind = self._random.choice(("like", "bookmark", "follow"))
        mark = other.name if kind == "follow" else str(self._random.choice(other.tweets[:3]))
        tie = (person.name, kind, mark)
        if tie in self._in_doubt:
            return
        what = f"un{kind}" if self._there.get(tie) else kind
        method, path = PATHS[what]
        await self._send(person, what, method, path.format(mark), mark=mark, repeats=True)
        line = self.history.lines[-1]
        assert isinstance(line, Act)
        if line.tries > 1 or line.outcome == "unknown":
            self._in_doubt.add(tie)
        self._there[tie] = what == kind

    async def _read(self, person: Person) -> None:
        path = self._random.choice(("/tweets/feed/", "/notifications/", f"/users/{person.name}/followers/", "/me/"))
        await self._asked("GET", path, person, {}, None)

    async def returned(self) -> float | None:
        """How long it takes until a request that writes and one that reads succeed; None if nobody waits longer."""
        began, probes = time.monotonic(), set[asyncio.Task[bool]]()
        try:
            while time.monotonic() < began + PATIENCE:
                probes.add(asyncio.create_task(self._succeeds()))
                done, _ = await asyncio.wait(probes, timeout=PROBES, return_when=asyncio.FIRST_COMPLETED)
                if any(task.result() for task in done):
                    return time.monotonic() - began
                probes -= done
        finally:
            for probe in probes:
                probe.cancel()
            await asyncio.gather(*probes, return_exceptions=True)
        return None

    async def _succeeds(self) -> bool:
        person = self.everybody[0]
        answer = await self._asked("POST", "/notifications/mark-all-read/", person, {}, None)
        if answer is None or answer.status_code != 200:
            await asyncio.sleep(PROBES)
            return False
        answer = await self._asked("GET", "/tweets/feed/", person, {}, None)
        return answer is not None and answer.status_code == 200


class Weather:
    """Breaks the two ways, and what stands at their end."""

    def __init__(self, ways: Mapping[str, Between], faults: Faults, history: History, plan: Plan) -> None:
        self._ways = ways
        self._faults = faults
        self._history = history
        self._plan = plan
        self._random = random.Random(plan.seed + 1)

    async def blow(self, callers: Callers) -> None:
        """Have one thing after the other happen until the callers are done, and see that all is well after each."""
        first = self._random.sample(list(WEIGHTS), k=len(WEIGHTS))  # so that a short run has each of them
        while not callers.over:
            chosen = self._random.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))
            what = first.pop() if first else chosen[0]
            if what in {"kill api", "flush redis"}:
                await self._faults.happen(0, what, self._random)
            else:
                await self._way(what)
                self._history.add(Back(what=what, took=await callers.returned(), at=now()))
            await asyncio.sleep(self._random.uniform(*self._plan.pause))

    async def _way(self, what: str) -> None:
        act, _, where = what.rpartition(" ")
        way, began = self._ways[where], now()
        match act:
            case "slow":
                way.latency = self._random.uniform(0.01, 0.1)
            case "slow bytes":
                way.pace = self._random.randint(50, 1000)
            case "cut":
                way.cut()
            case "cut commits":
                way.chance = self._random.uniform(0.1, 0.9)
            case "silent":
                way.silence()
            case "gone":
                way.refuses = True
                way.cut()
        await asyncio.sleep(self._random.uniform(*self._plan.lasting))
        way.restore()
        self._history.add(Fault(round=0, what=what, began=began, ended=now()))


async def run(
    plan: Plan,
    history: History,
    home: Path,
    *,
    on: Mapping[str, str] | None = None,
    told: Callable[[int], None] = lambda _: None,
) -> None:
    """Run all operations, with a Neo4j of its own or on that of another environment, and note how it ended."""
    mail_port, redis_port, bolt_port = free_ports(3)
    bolt_port = on["TWEETGRAPH_NEO4J_BOLT_PORT"] if on else bolt_port
    async with AsyncExitStack() as held:
        ways = {
            "neo4j": await held.enter_async_context(between(int(bolt_port), is_bolt=True)),
            "redis": await held.enter_async_context(between(int(redis_port))),
        }
        await held.enter_async_context(listening(history, int(mail_port)))
        network = await held.enter_async_context(
            running(
                history,
                home,
                mail_port=int(mail_port),
                on=on,
                workers=1,
                ports={"TWEETGRAPH_REDIS_PORT": redis_port, "TWEETGRAPH_NEO4J_BOLT_PORT": bolt_port},
                ways={
                    "TWEETGRAPH_NEO4J_URI": f"bolt://127.0.0.1:{ways['neo4j'].port}",
                    "TWEETGRAPH_REDIS_URL": f"redis://127.0.0.1:{ways['redis'].port}/0",
                },
            )
        )
        address, limits = network.settings.redis_address, httpx.Limits(max_connections=200)
        client = await held.enter_async_context(
            redis.Redis.from_url(address, retry=None, socket_timeout=3, socket_connect_timeout=3)
        )
        http = await held.enter_async_context(
            httpx.AsyncClient(base_url=network.settings.public_url, timeout=60, limits=limits, trust_env=False)
        )
        graph = await held.enter_async_context(connect(network.settings, network.secrets))
        await held.enter_async_context(leased(graph))
        prefix = f"c{random.Random(f'{plan.seed}:{now()}').randrange(16**6):06x}"
        history.add(Began(at=now(), seed=plan.seed, rounds=0, prefix=prefix))
        eyes = Eyes(graph, client, prefix=prefix, since=now())
        callers = Callers(http, history, prefix, plan)
        await callers.settle()
        weather = Weather(ways, Faults(network, history, client, ["kill api", "flush redis"]), history, plan)
        async with sampled(eyes, history):
            telling = asyncio.create_task(_tell(callers, told))
            try:
                await asyncio.gather(callers.call(), weather.blow(callers))
            finally:
                telling.cancel()
            told(callers.count)
            await all_done(eyes, history)
        history.add(await eyes.ended([]))


async def _tell(callers: Callers, told: Callable[[int], None]) -> None:
    while True:
        told(callers.count)
        await asyncio.sleep(0.5)
