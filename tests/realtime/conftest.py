"""Clients that listen, and API processes' applications served for real in this process, on the stack's graph."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import aiohttp
import httpx
import msgspec
import pytest
import uvicorn

from api.app import TweetGraph, create_app
from api.serving import MOST_SAID
from tests.api.conftest import Person, Register, registered
from tests.conftest import Stack, free_ports

SHORT = aiohttp.ClientWSTimeout(ws_close=0.5)
SERVERS: dict[str, uvicorn.Server] = {}  # by their URL
PATIENCE = 20.0  # seconds, on a busy machine
NEVER = 300  # seconds between looks without a hint: more than a test waits


class Client:
    """One WebSocket, and all that came over it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, *, answers: bool = True) -> None:
        self.socket = socket
        self.said: list[dict[str, Any]] = []
        self.cursor = ""
        self._answers = answers

    async def say(self, **message: object) -> None:
        """Say something."""
        await self.socket.send_json(message)

    async def hear(self, seconds: float = PATIENCE) -> dict[str, Any] | None:
        """The next message, None when the connection is closed; pings are answered."""
        while True:
            message = await self.socket.receive(timeout=seconds)
            if message.type is not aiohttp.WSMsgType.TEXT:
                return None
            said: dict[str, Any] = message.json()
            if said["type"] == "ping" and self._answers:
                await self.say(type="pong")
                continue
            self.said.append(said)
            self.cursor = said.get("cursor", self.cursor)
            return said

    async def next(self, kind: str) -> dict[str, Any]:
        """The next message of a kind."""
        async with asyncio.timeout(PATIENCE):
            while (said := await self.hear()) is not None:
                if said["type"] == kind:
                    return said
        raise AssertionError(f"closed with {self.socket.close_code} before a message {kind} came")

    async def closed(self) -> int | None:
        """The code with which the connection is closed."""
        async with asyncio.timeout(PATIENCE):
            while await self.hear() is not None:
                pass
        return self.socket.close_code

    async def entries(self, *ids: int) -> list[int]:
        """The ids of the entries that came, once those given have come."""
        while not set(ids) <= set(self.ids):
            await self.next("entry")
        return self.ids

    async def until(self, holds: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Hear until something holds of what came."""
        async with asyncio.timeout(seconds):
            while not holds():
                assert await self.hear(seconds) is not None, self.socket.close_code

    def last(self, kind: str, field: str) -> object:
        """A field of the newest message of a kind, None before there is one."""
        return next((said[field] for said in reversed(self.said) if said["type"] == kind), None)

    @property
    def kinds(self) -> set[str]:
        """The kinds of messages that came."""
        return {said["type"] for said in self.said}

    @property
    def ids(self) -> list[int]:
        """The ids of the entries that came."""
        return [said["entry"]["id"] for said in self.said if said["type"] == "entry"]


Connect = Callable[..., Awaitable[Client]]
Serve = Callable[..., AbstractAsyncContextManager[tuple[str, TweetGraph]]]


@pytest.fixture
def register(http: httpx.AsyncClient) -> Register:
    """Registers a new person."""

    async def register() -> Person:
        return await registered(http)

    return register


@pytest.fixture
async def web() -> AsyncIterator[aiohttp.ClientSession]:
    """What opens connections."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3 * PATIENCE)) as session:
        yield session


@pytest.fixture
async def connect(web: aiohttp.ClientSession, stack: Stack) -> AsyncIterator[Connect]:
    """Opens a WebSocket, signs in and waits until it is ready."""
    sockets = []

    async def connect(
        person: Person, *, cursor: str | None = None, url: str = "", answers: bool = True, origin: str | None = None
    ) -> Client:
        socket = await web.ws_connect(f"{url or stack.base_url}/ws/", origin=origin, timeout=SHORT)
        sockets.append(socket)
        client = Client(socket, answers=answers)
        resume = {"cursor": cursor} if cursor else {}
        await client.say(type="auth", token=person.access, **resume)
        await client.next("ready")
        return client

    yield connect
    await asyncio.gather(*(socket.close() for socket in sockets))


@pytest.fixture
def serve(stack: Stack) -> Serve:
    """Serves an application with settings of its own at a port of its own."""

    @contextlib.asynccontextmanager
    async def serve(**given: object) -> AsyncIterator[tuple[str, TweetGraph]]:
        (port,) = free_ports(1)
        settings = msgspec.structs.replace(stack.settings, **({"log_level": "error", "port": int(port)} | given))
        app = create_app(settings, stack.secrets)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                port=int(port),
                log_level="error",
                ws="websockets-sansio",
                ws_max_size=MOST_SAID,
                ws_ping_interval=None,
                ws_per_message_deflate=False,
                timeout_graceful_shutdown=2,
            )
        )
        serving = asyncio.create_task(server.serve())
        while not server.started:
            assert not serving.done(), serving
            await asyncio.sleep(0.02)
        try:
            SERVERS[f"http://127.0.0.1:{port}"] = server
            yield f"http://127.0.0.1:{port}", app
        finally:
            app.running.hub.stop()
            server.should_exit = True
            await serving

    return serve


async def tweeted(person: Person, content: str = "news", client: httpx.AsyncClient | None = None) -> int:
    """Publish a tweet, and give its id."""
    answer = await (client or person.client).post("/tweets/", json={"content": content}, headers=person.header)
    assert answer.status_code == 201, answer.text
    identity: int = answer.json()["id"]
    return identity
