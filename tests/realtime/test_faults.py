"""Redis is flushed, Redis is gone and comes back, Neo4j is away: open connections stay, and miss and double nothing."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import httpx
import msgspec
import pytest
import redis.asyncio as redis
from redis.exceptions import RedisError

from tasks.local import prepare, server
from tests.api.conftest import Person, Register
from tests.between import between
from tests.conftest import Stack, free_ports
from tests.realtime.conftest import NEVER, PATIENCE, SHORT, Client, Connect, Serve
from tests.realtime.listening import told

NEWS = {"content": "news"}


class Server:
    """A Redis that the tests may treat as they like."""

    def __init__(self, command: list[str], port: str) -> None:
        self._command = command
        self._process: asyncio.subprocess.Process | None = None
        self.url = f"redis://127.0.0.1:{port}/0"

    async def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = await asyncio.create_subprocess_exec(*self._command, stdout=asyncio.subprocess.DEVNULL)
        async with asyncio.timeout(PATIENCE), redis.Redis.from_url(self.url, retry=None) as client:
            while True:
                with suppress(RedisError, OSError):
                    await client.ping()
                    return
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """End it without a word."""
        if self._process is not None:
            self._process.kill()
            await self._process.wait()

    async def flush(self) -> None:
        """Have it forget everything."""
        async with redis.Redis.from_url(self.url) as client:
            await client.flushall()


@dataclass
class Audience:
    """A WebSocket and a stream of events of one person, neither of which is ever opened again."""

    author: Person
    socket: Client
    heard: list[int] = field(default_factory=list)  # over the stream
    made: list[int] = field(default_factory=list)

    async def write(self, count: int, caller: httpx.AsyncClient | None = None) -> None:
        """Have the author write some tweets; a 503 of a busy machine is asked again, under the same key."""
        client = caller or self.author.client
        for _ in range(count):
            headers = self.author.header | {"Idempotency-Key": uuid.uuid4().hex}
            async with asyncio.timeout(3 * PATIENCE):
                while (answer := await client.post("/tweets/", json=NEWS, headers=headers)).status_code == 503:
                    pass
            assert answer.status_code == 201, answer.text
            self.made.append(answer.json()["id"])

    async def has_all(self) -> None:
        """Wait until all that was written has come over both, and see that it came once."""
        await self.socket.entries(*self.made)
        async with asyncio.timeout(PATIENCE):
            while not set(self.made) <= set(self.heard):  # noqa: ASYNC110 - another task hears
                await asyncio.sleep(0.05)
        assert sorted(self.socket.ids) == self.made
        assert sorted(self.heard) == self.made
        assert not self.socket.socket.closed


@asynccontextmanager
async def audience(
    author: Person, reader: Person, connect: Connect, web: aiohttp.ClientSession, url: str
) -> AsyncIterator[Audience]:
    """Both connections of a reader who follows the author, once they are ready."""
    await reader.send("POST", f"/users/{author.username}/follow/")
    group = Audience(author, await connect(reader, url=url))
    async with web.get(f"{url}/events/", headers=reader.header) as answer:
        messages = told(answer)
        assert (await anext(messages))["type"] == "ready"

        async def hear() -> None:
            async for said in messages:
                if said["type"] == "entry":
                    group.heard.append(said["entry"]["id"])
            raise AssertionError("The stream of events ended.")

        hearing = asyncio.create_task(hear())
        try:
            yield group
            assert not hearing.done(), hearing.result()
        finally:
            hearing.cancel()


@pytest.fixture
async def own_redis(stack: Stack, tmp_path: Path) -> AsyncIterator[Server]:
    """A running Redis of the test's own."""
    [port] = free_ports(1)
    settings = msgspec.structs.replace(stack.settings, home=str(tmp_path), redis_port=int(port))
    own = Server(prepare(settings, await server(settings, lambda _: None)), port)
    await own.start()
    try:
        yield own
    finally:
        await own.kill()


async def test_redis_is_flushed_and_then_gone_and_comes_back(
    register: Register, connect: Connect, web: aiohttp.ClientSession, serve: Serve, own_redis: Server
) -> None:
    author, reader = await register(), await register()
    given = {"redis_url": own_redis.url, "live_heartbeat": NEVER}
    async with (
        serve(**given) as (one, _),
        serve(**given) as (other, _),
        httpx.AsyncClient(base_url=one, trust_env=False, timeout=30) as caller,
        audience(author, reader, connect, web, other) as group,
    ):
        await group.write(2, caller)
        await own_redis.flush()
        await group.write(2, caller)
        await group.has_all()
        await own_redis.kill()
        await group.write(3, caller)  # nobody hints at these
        await own_redis.start()
        await group.has_all()
        await group.write(2, caller)
        await group.has_all()


async def test_neo4j_is_away_for_some_seconds(
    register: Register, connect: Connect, web: aiohttp.ClientSession, serve: Serve, stack: Stack
) -> None:
    author, reader = await register(), await register()
    async with (
        between(stack.settings.neo4j_bolt_port) as relay,
        serve(neo4j_uri=f"bolt://127.0.0.1:{relay.port}", live_heartbeat=NEVER) as (url, _),
        audience(author, reader, connect, web, url) as group,
    ):
        await group.write(2)
        await group.has_all()
        relay.refuses = True
        relay.cut()
        await group.write(3)  # by another process, which has its graph
        async with web.ws_connect(f"{url}/ws/", timeout=SHORT) as late:
            newcomer = Client(late)
            await newcomer.say(type="auth", token=reader.access)
            assert await newcomer.closed() == 1013  # after the seconds that a call may take
        relay.refuses = False
        await group.has_all()
        await group.write(2)
        await group.has_all()
