"""A Redis and workers of the fault tests' own, on the graph of the stack, whose own worker pauses meanwhile."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import psutil
import pytest
import redis.asyncio as redis
from redis.exceptions import RedisError

from api.lifetime import inspect
from api.state import ready_folder
from graph.client import Graph
from graph.records import Record
from graph.settings import Settings, from_environment
from tasks.local import prepare, server
from tasks.stream import GROUP, LEADER, QUEUE
from tests.conftest import Stack, free_ports
from tests.fixtures import stated
from tests.tasks.running import Count
from tests.tasks.test_outbox import eventually

CREATE = stated(
    "leave",
    "UNWIND $ids AS id CREATE (:Outbox {id: id, topic: $topic, created_at: datetime(), "
    "payload: '{\"event_id\": ' + toString(id) + $more + '}'})",
)
LEFT = stated(
    "left",
    "MATCH (event:Outbox|SetAside|DeadLetter) WHERE event.id IN $ids RETURN count(event) AS found",
)
EFFECTS = stated(
    "effects",
    "MATCH (e:TestEffect) WHERE e.id IN $ids "
    "RETURN e.id AS id, coalesce(e.started, 0) AS started, coalesce(e.ended, 0) AS ended, e.kept AS pid",
)
FORGET = stated("forget", "MATCH (e:TestEffect) DELETE e")


class Effect(Record):
    """How often a task of the tests began and ended, and who had it last."""

    id: int
    started: int
    ended: int
    pid: int | None


@dataclass
class Late:
    """Late work of a test's own: its Redis, its workers, and the graph of the stack."""

    stack: Stack
    graph: Graph
    port: str
    command: Sequence[str]
    log: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    server: subprocess.Popen[bytes] | None = None
    more: dict[str, str] = field(default_factory=dict)  # variables of the workers

    @property
    def address(self) -> str:
        """Where Redis is."""
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def env(self) -> dict[str, str]:
        """The environment of workers and commands: short times, so that nobody waits."""
        return self.stack.env | {
            "TWEETGRAPH_REDIS_URL": self.address,
            "TWEETGRAPH_TASK_SECONDS": "4",
            "TWEETGRAPH_TASK_ATTEMPTS": "3",
            "TWEETGRAPH_TASK_RETRY_SECONDS": "1",
            **self.more,
        }

    @property
    def settings(self) -> Settings:
        """The settings of the workers."""
        return from_environment(self.env)

    def client(self) -> redis.Redis:
        """A client of this Redis."""
        return redis.Redis.from_url(self.address, retry=None, decode_responses=True)

    async def start_redis(self) -> None:
        """Start Redis, also again on what it had kept."""
        self._spawn_redis()

        async def answers() -> bool:
            async with self.client() as client:
                with suppress(RedisError, OSError):
                    return bool(await client.ping())
            return False

        await eventually(answers)

    def _spawn_redis(self) -> None:
        self.server = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)

    def kill_redis(self) -> None:
        """End Redis without a word."""
        assert self.server is not None
        self.server.kill()
        self.server.wait()

    def spawn(self, *fault: str) -> subprocess.Popen[bytes]:
        """Start a worker, which may die of a fault."""
        env = self.env | {"PYTHONPATH": str(Path(__file__).parents[2])}
        with self.log.open("ab") as sink:
            command = [sys.executable, "-P", "-m", "tests.tasks.running", *fault]
            process = subprocess.Popen(command, env=env, stdout=sink, stderr=sink)
        self.processes.append(process)
        return process

    async def worker(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a worker and wait until it takes tasks."""
        process = self.spawn(*words)
        mark = ready_folder(self.stack.settings) / str(process.pid)

        async def ready() -> bool:
            return await asyncio.to_thread(mark.exists)

        await eventually(ready)
        return process

    async def leave(self, topic: str, count: int = 1, more: str = "") -> list[int]:
        """Leave events in the outbox."""
        ids = [self.graph.next_id() for _ in range(count)]
        await self.graph.write(CREATE, Record, ids=ids, topic=topic, more=more)
        return ids

    async def effects(self, ids: Sequence[int]) -> list[Effect]:
        """What became of events."""
        return await self.graph.read(EFFECTS, Effect, ids=ids)

    async def ended(self, ids: Sequence[int]) -> int:
        """How many events have taken their effect."""
        return sum(effect.ended > 0 for effect in await self.effects(ids))

    async def done(self, ids: Sequence[int]) -> bool:
        """Whether all have taken their effect and none is left anywhere."""
        left = (await self.graph.read(LEFT, Count, ids=ids))[0].found
        return not left and await self.ended(ids) == len(ids)

    async def leader(self) -> int:
        """The pid of the worker that relays, 0 when none does."""
        async with self.client() as client:
            token = await client.get(LEADER)
        return int(str(token).split(":")[1]) if token else 0

    async def bounded(self) -> bool:
        """Whether nothing is pending, and the stream is trimmed."""
        async with self.client() as client:
            return (await client.xpending(QUEUE, GROUP))["pending"] == 0 and await client.xlen(QUEUE) <= 3

    async def end(self) -> None:
        """End the workers, which give back their process numbers, and what they left in the graph."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                await asyncio.to_thread(process.wait, 20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()
        await self.graph.write(FORGET, Record)


@pytest.fixture(scope="module")
async def own_redis(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[str, list[str]]]:
    """A port and a command line for a Redis of the tests' own.

    The stack's own worker does nothing meanwhile: it would take the events of the tests.
    """
    [port] = free_ports(1)
    home = tmp_path_factory.mktemp("own")
    settings = msgspec.structs.replace(stack.settings, home=str(home), redis_port=int(port))
    command = prepare(settings, await server(settings, lambda _: None))
    worker = psutil.Process((await inspect(stack.settings)).parts["worker"].pid)
    worker.suspend()
    try:
        yield port, command
    finally:
        worker.resume()


@pytest.fixture
async def late(stack: Stack, graph: Graph, own_redis: tuple[str, list[str]], tmp_path: Path) -> AsyncIterator[Late]:
    """Late work without workers yet, on an empty Redis."""
    port, command = own_redis
    work = Late(stack=stack, graph=graph, port=port, command=command, log=tmp_path / "worker.log")
    await work.start_redis()
    async with work.client() as client:
        await client.flushall()
    try:
        yield work
    finally:
        await work.end()
        work.kill_redis()
