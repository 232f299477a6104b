"""What can happen to the processes of a network, and which of it happens in a round."""

import asyncio
import random
import signal
import time
from collections import deque
from collections.abc import Sequence

import redis.asyncio as redis
from redis.exceptions import RedisError

from tasks.stream import LEADER
from tests.chaos.history import Fault, History, now
from tests.chaos.parts import Network, Part

SLOTS = 22  # processes that may be killed within SLOT_SECONDS: each keeps one of 32 process numbers for so long
SLOT_SECONDS = 125.0
HELD = (0.5, 4.0)  # seconds that a process is held
EACH = 50  # rounds between two kills of Neo4j, which takes long to come back and to plan its statements again
TWICE = 0.2  # of all rounds have two faults

# How often each happens, beside the others. Neo4j has rounds of its own.
WEIGHTS = {
    "kill worker": 16,
    "kill leader": 18,
    "kill workers": 8,
    "kill api": 14,
    "kill redis": 12,
    "flush redis": 14,
    "hold worker": 8,
    "hold leader": 6,
    "hold redis": 4,
    "hold api": 3,
    "hold neo4j": 3,
}
NEO4J = "kill neo4j"
SPARING = {"kill redis", "flush redis", "hold worker", "hold leader", "hold redis", "hold api", "hold neo4j"}
NAMES = (*WEIGHTS, NEO4J)
# One after the other in the rounds with shipped settings, whose recovery is measured.
IN_TURN = ("kill workers", "flush redis", "kill leader", "kill redis", "kill api", NEO4J)


class Faults:
    """Breaks a network, and notes it."""

    def __init__(self, network: Network, history: History, client: redis.Redis, only: Sequence[str] = ()) -> None:
        self._network = network
        self._history = history
        self._client = client
        self._only = [name for name in only or NAMES if network.neo4j is not None or "neo4j" not in name]
        self._kills: deque[float] = deque()
        self._turn = 0

    def chosen(self, number: int, chance: random.Random, *, shipped: bool) -> list[str]:
        """What happens in a round; nothing that would leave no process number."""
        in_turn = [name for name in IN_TURN if name in self._only]
        if shipped and in_turn:
            self._turn += 1
            return [in_turn[(self._turn - 1) % len(in_turn)]]
        since = time.monotonic() - SLOT_SECONDS
        while self._kills and self._kills[0] < since:
            self._kills.popleft()
        if NEO4J in self._only and (number % EACH == EACH // 2 or self._only == [NEO4J]):
            return [NEO4J]
        names = [name for name in self._only if name != NEO4J and (name in SPARING or len(self._kills) < SLOTS)]
        names = names or ["flush redis"]
        count = 2 if chance.random() < TWICE else 1
        return chance.choices(names, weights=[WEIGHTS[name] for name in names], k=count)

    async def happen(self, number: int, what: str, chance: random.Random) -> None:
        """Have one thing happen, and wait until all of it is back."""
        act, _, who = what.partition(" ")
        parts = await self._meant(who, chance)
        began = now()
        if act == "flush":
            is_back = await self._flush()
        elif act == "kill":
            is_back = await self._kill(parts)
        else:
            is_back = await self._hold(parts, chance.uniform(*HELD))
        self._history.add(Fault(round=number, what=what, began=began, ended=now() if is_back else None))

    async def _meant(self, who: str, chance: random.Random) -> list[Part]:
        network = self._network
        one = chance.choice(network.workers)
        match who:
            case "worker":
                return [one]
            case "workers":
                return network.workers
            case "leader":
                return [await self._leader() or one]
            case "api":
                return [network.api]
            case "redis":
                return [network.redis]
            case _:
                assert network.neo4j is not None
                return [network.neo4j]

    async def _leader(self) -> Part | None:
        """The worker that relays."""
        try:
            token = await self._client.get(LEADER)
        except (RedisError, OSError):
            return None
        pid = int(_text(token).split(":")[1]) if token else 0
        return next((worker for worker in self._network.workers if worker.child and worker.pid == pid), None)

    async def _kill(self, parts: Sequence[Part]) -> bool:
        killed = [part.child for part in parts]  # before anything waits: the next ones may be there at once
        for part in parts:
            if part.name.startswith(("worker", "api")):
                self._kills.append(time.monotonic())
            part.signal(signal.SIGKILL)
        return all(await asyncio.gather(*(part.returned(child) for part, child in zip(parts, killed, strict=True))))

    async def _hold(self, parts: Sequence[Part], seconds: float) -> bool:
        for part in parts:
            part.signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        for part in parts:
            part.signal(signal.SIGCONT)
        return all(await asyncio.gather(*(part.answers() for part in parts)))

    async def _flush(self) -> bool:
        """Empty Redis; tried again while it is away."""
        try:
            await self._client.flushall()
        except (RedisError, OSError):
            return await self._network.redis.answers()
        return True


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
