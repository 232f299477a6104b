"""One who listens over a WebSocket or to events, is cut at random, and goes on by the cursor."""

import asyncio
import contextlib
import json
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.realtime.model import Arrival

CUT = (0.2, 4.0)  # seconds that a connection lives
AWAY = (0.0, 1.5)  # seconds until the next


@dataclass(frozen=True)
class Person:
    """Somebody, by their id."""

    id: int
    name: str
    header: dict[str, str]


class Member:
    """One who listens, from connection to connection."""

    def __init__(self, person: Person, url: str, *, dice: random.Random, events: bool) -> None:
        self.person = person
        self.arrivals: list[Arrival] = []
        self.ids: set[int] = set()
        self.ready = asyncio.Event()
        self.arrived = asyncio.Event()  # set by each entry
        self.cursor = ""
        self.cuts = 0
        self.ends: Counter[str] = Counter()
        self._url = url
        self._dice = dice
        self._events = events

    async def listen(self, web: aiohttp.ClientSession, calm: asyncio.Event) -> None:
        """Listen and be cut, again and again; from when it is calm on without a cut."""
        while True:
            try:
                async with asyncio.timeout(None) as limit, self._messages(web) as messages:
                    async for said in messages:
                        self._hear(said)
                        if said["type"] == "ready" and not calm.is_set():
                            limit.reschedule(asyncio.get_running_loop().time() + self._dice.uniform(*CUT))
                self.ends["closed"] += 1
            except TimeoutError:
                self.cuts += 1
            except (aiohttp.ClientError, OSError) as error:
                self.ends[type(error).__name__] += 1
            await asyncio.sleep(self._dice.uniform(*AWAY))

    def _hear(self, said: dict[str, Any]) -> None:
        self.cursor = said.get("cursor", self.cursor)
        if said["type"] == "ready":
            self.ready.set()
        elif said["type"] == "entry":
            entry = said["entry"]
            self.arrivals.append(Arrival(entry["id"], entry["author"]["id"], time.monotonic()))
            self.ids.add(entry["id"])
            self.arrived.set()
        elif said["type"] == "end":
            self.ends[said["reason"]] += 1

    @contextlib.asynccontextmanager
    async def _messages(self, web: aiohttp.ClientSession) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
        if self._events:
            headers = self.person.header | ({"Last-Event-ID": self.cursor} if self.cursor else {})
            async with web.get(f"{self._url}/events/", headers=headers) as answer:
                with _torn(answer):
                    yield told(answer)
        else:
            socket = await web.ws_connect(f"{self._url}/ws/", autoping=True)
            with _torn(socket._response):  # noqa: SLF001 - it is cut, not closed
                token = self.person.header["Authorization"].split()[1]
                await socket.send_json(
                    {"type": "auth", "token": token} | ({"cursor": self.cursor} if self.cursor else {})
                )
                yield _said(socket)


@contextlib.contextmanager
def _torn(answer: aiohttp.ClientResponse) -> Any:  # noqa: ANN401 - a generator
    """Cut the connection at the end, without a word."""
    connection = answer.connection
    try:
        yield
    finally:
        if connection is not None and connection.transport is not None:
            connection.transport.abort()
        answer.close()


async def _said(socket: aiohttp.ClientWebSocketResponse) -> AsyncIterator[dict[str, Any]]:
    async for message in socket:
        if message.type is aiohttp.WSMsgType.TEXT:
            said = json.loads(message.data)
            if said["type"] == "ping":
                await socket.send_json({"type": "pong"})
            yield said


async def told(answer: aiohttp.ClientResponse) -> AsyncIterator[dict[str, Any]]:
    """The messages of a stream of events."""
    async for line in answer.content:
        name, _, value = line.decode().rstrip("\n").partition(": ")
        if name == "data":
            yield json.loads(value)
