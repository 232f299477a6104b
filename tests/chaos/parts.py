"""The processes of a network under test: each can be killed, held or ended, and what is dead is started again."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from api.parts import api_part, neo4j_part, own_command, redis_part
from api.preparation import prepare
from api.state import ready_folder
from graph.local import neo4j
from graph.local.artifacts import fetch
from graph.local.processes import Child, end, start
from graph.settings import Secrets, Settings, from_environment, load_secrets
from tasks import local
from tests.chaos.history import History, Restart, now
from tests.conftest import environment, free_ports

ROOT = Path(__file__).parents[2]
PATIENCE = 180.0  # seconds until a part has to answer after its start, as the supervisor has it for Neo4j
POLL = 0.05
QUICK = {"TWEETGRAPH_TASK_SECONDS": "2", "TWEETGRAPH_TASK_RETRY_SECONDS": "1"}

Answer = Callable[[int], Awaitable[object]]  # asked with the pid; whether it answers


@dataclass
class Part:
    """One process, and what starts it again."""

    name: str
    command: Callable[[], Sequence[str]]
    answer: Answer
    log: Path
    env: Mapping[str, str]
    child: Child | None = None
    wanted: bool = False  # started again when it ends
    killed: bool = False  # by us, since it was started

    def launch(self) -> None:
        """Start it."""
        self.killed = False
        self.child = start(self.name, self.command(), log=self.log, environ=self.env)
        self.wanted = True

    @property
    def pid(self) -> int:
        """Of the process that runs, or ran last."""
        assert self.child is not None
        return self.child.identity.pid

    def signal(self, number: signal.Signals) -> None:
        """Send a signal; no-op if it has ended."""
        self.killed = self.killed or number is signal.SIGKILL
        if self.child is not None and self.child.code is None:
            os.kill(self.pid, number)

    async def answers(self) -> bool:
        """Wait until it answers, whichever process it is by then; False after PATIENCE."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.child is not None and self.child.code is None and await self.answer(self.pid):
                return True
            await asyncio.sleep(POLL)
        return False

    async def returned(self, killed: Child | None) -> bool:
        """Wait until another process of it answers, after this one was killed; it may be there already."""
        assert killed is not None
        await killed.ended()
        return await self.answers()

    async def stop(self) -> None:
        """End it, in peace if it can."""
        self.wanted = False
        if self.child is not None:
            self.signal(signal.SIGCONT)
            await end(self.child.identity, patience=20)
            await self.child.ended()


@dataclass
class Network:
    """Every part, and how to reach them; `shipped` when workers run with the settings that are shipped."""

    env: dict[str, str]
    settings: Settings
    secrets: Secrets
    redis: Part
    api: Part
    workers: list[Part]
    neo4j: Part | None
    history: History
    shipped: bool = False
    _keeper: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        """Every part, in the order of their start."""
        return [*([self.neo4j] if self.neo4j else []), self.redis, self.api, *self.workers]

    async def open(self) -> None:
        """Start everything."""
        if self.neo4j is not None:
            self.neo4j.launch()
            assert await self.neo4j.answers()
            await prepare(self.settings, self.secrets, demo=False, tell=lambda _: None)
        for part in (self.redis, self.api, *self.workers):
            part.launch()
        for part in self.parts:
            if not await part.answers():
                raise SystemExit(f"{part.name} does not start, see {part.log}.")
        self._keeper.append(asyncio.create_task(self._keep()))

    async def _keep(self) -> None:
        """Start again what ended: what a supervisor does."""
        while True:
            await asyncio.sleep(POLL)
            for part in self.parts:
                if part.wanted and part.child is not None and (code := part.child.code) is not None:
                    if not part.killed:
                        self.history.add(Restart(at=now(), what=part.name, code=code))
                        await asyncio.sleep(0.5)
                    if part.wanted:
                        part.launch()

    async def change_settings(self, *, shipped: bool) -> None:
        """Have the workers run with the settings that are shipped, or with quick ones; no-op if they do."""
        if self.shipped == shipped:
            return
        await asyncio.gather(*(worker.stop() for worker in self.workers))
        self.shipped = shipped
        for worker in self.workers:
            worker.env = dict(self.env) if shipped else self.env | QUICK
            worker.command = _worker_command(shipped=shipped)
            worker.launch()
        for worker in self.workers:
            await worker.answers()

    async def close(self) -> None:
        """End everything, what is young first."""
        for keeper in self._keeper:
            keeper.cancel()
            with suppress(asyncio.CancelledError):
                await keeper
        await asyncio.gather(*(worker.stop() for worker in self.workers))
        for part in (self.api, self.redis, self.neo4j):
            if part is not None:
                await part.stop()


def _worker_command(*, shipped: bool) -> Callable[[], list[str]]:
    ours = own_command("worker")
    return lambda: ours if shipped else [*ours[:3], "tests.chaos.worker"]


async def _parts(
    env: dict[str, str], history: History, logs: Path, *, embedded: bool, workers: int, ways: Mapping[str, str]
) -> Network:
    settings = from_environment(env)
    secrets = load_secrets(settings)
    folder = ready_folder(settings)
    at_redis = redis_part(settings, Path())
    at_api = api_part(settings)
    binary = await local.server(settings, lambda _: None)
    redis_home = from_environment(env | {"TWEETGRAPH_HOME": str(logs)})
    database = None
    if embedded:
        jars = await fetch(
            neo4j.artifacts(settings), cache=settings.cache_path, repository=settings.maven_url, report=lambda _: None
        )
        at_neo4j = neo4j_part(settings, secrets, jars)
        database = Part(
            name="neo4j",
            command=lambda: neo4j.prepare(settings, secrets, jars),
            answer=at_neo4j.answer,
            log=logs / "neo4j.log",
            env=env,
        )

    async def ready(pid: int) -> bool:
        return await asyncio.to_thread((folder / str(pid)).exists)

    # Whoever gives the address of a Neo4j gives its password, too.
    api_env = env | dict(ways) | ({"TWEETGRAPH_NEO4J_PASSWORD": secrets.neo4j_password} if ways else {})
    at_work = [
        Part(
            name=f"worker-{number}",
            command=_worker_command(shipped=False),
            answer=ready,
            log=logs / f"worker-{number}.log",
            env=env | QUICK,
        )
        for number in range(1, workers + 1)
    ]
    return Network(
        env=env,
        settings=settings,
        secrets=secrets,
        neo4j=database,
        redis=Part(
            name="redis",
            command=lambda: local.prepare(redis_home, binary),
            answer=at_redis.answer,
            log=logs / "redis.log",
            env=env,
        ),
        api=Part(
            name="api", command=lambda: own_command("api"), answer=at_api.answer, log=logs / "api.log", env=api_env
        ),
        workers=at_work,
        history=history,
    )


@asynccontextmanager
async def running(
    history: History,
    home: Path,
    *,
    mail_port: int,
    on: Mapping[str, str] | None = None,
    workers: int = 2,
    ports: Mapping[str, str] | None = None,
    ways: Mapping[str, str] | None = None,
) -> AsyncIterator[Network]:
    """A network that runs: with a Neo4j of its own, or on that of another environment.

    `ports` are settings that had to be known before; `ways` are those of the API alone, which goes by them.
    """
    api, redis, bolt, http = free_ports(4)
    env = dict(on) if on is not None else environment(home, TWEETGRAPH_NEO4J_BOLT_PORT=bolt)
    if on is None:
        env |= {"TWEETGRAPH_NEO4J_HTTP_PORT": http, "TWEETGRAPH_NEO4J_HEAP_MB": "512"}
    env |= {
        "TWEETGRAPH_PORT": api,
        "TWEETGRAPH_REDIS_PORT": redis,
        "TWEETGRAPH_API_PROCESSES": "1",
        "TWEETGRAPH_SMTP_URL": f"smtp://127.0.0.1:{mail_port}",
        "TWEETGRAPH_MAIL_FROM": "TweetGraph <noreply@chaos.example>",
        "TWEETGRAPH_THROTTLE": "off",
        "TWEETGRAPH_ACCESS_MINUTES": "600",
        "PYTHONPATH": str(ROOT),
    } | dict(ports or {})
    network = await _parts(env, history, home, embedded=on is None, workers=workers, ways=ways or {})
    try:
        await network.open()
        yield network
    finally:
        await network.close()
