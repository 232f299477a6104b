"""A relay before Bolt or Redis: it slows, silences, refuses and cuts what it carries, and of Bolt it knows messages.

Where it stands before Bolt, one commit can be chosen by some bytes of its statement, to be cut off at a chosen moment.
"""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum, auto

import pytest

PIECE = 65_536  # bytes that are read at once
MANIFEST = b"\x00\x00\x01\xff"  # how a server begins to say which versions of Bolt it speaks
RESET, RUN, BEGIN, COMMIT, ROLLBACK, PULL, RECORD = 0x0F, 0x10, 0x11, 0x12, 0x13, 0x3F, 0x71
READING = b"\x84mode\x81r"  # in a RUN that only reads

# A connection that is given up while it is made leaves its socket to the collector, in the driver.
LEAVING = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


class Moment(Enum):
    """When a commit is cut off: COMMIT itself, or the PULL of a statement that is a transaction of its own."""

    BEFORE = auto()  # Neo4j never hears of it
    AT_ONCE = auto()  # it was passed on, and what Neo4j makes of it is left to chance
    ANSWERED = auto()  # Neo4j has committed, and the answer is dropped
    SILENT = auto()  # the same, but the connection stays open and says nothing any more


class Messages:
    """A stream of Bolt as its messages, each as it was sent; what is no whole message yet waits."""

    def __init__(self) -> None:
        self._rest = b""
        self._begun = b""

    def fed(self, data: bytes) -> list[tuple[int, bytes]]:
        """The messages that are whole with this, by their kind; an empty one, which keeps alive, has kind 0."""
        self._rest += data
        found = []
        while len(self._rest) >= 2:
            size = int.from_bytes(self._rest[:2], "big")
            if len(self._rest) < 2 + size:
                break
            chunk, self._rest = self._rest[: 2 + size], self._rest[2 + size :]
            self._begun += chunk
            if size == 0:
                found.append((self._begun[3] if len(self._begun) > 3 else 0, self._begun))
                self._begun = b""
        return found


def number(data: bytes) -> tuple[int, int] | None:
    """A number of variable length, and how many bytes it takes; None if it is not whole."""
    value = 0
    for place, byte in enumerate(data):
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, place + 1
    return None


@dataclass(eq=False)
class Line:
    """One connection; `asked` and `answered` count messages of Bolt."""

    writers: tuple[asyncio.StreamWriter, asyncio.StreamWriter]
    silent: bool = False
    asked: int = 0
    answered: int = 0
    due: int = 0  # the answer that is not passed on
    ends_silent: bool = False  # with that answer, instead of at once
    by_manifest: bool = False
    writes: bool = False  # the last statement does
    within: bool = False  # a transaction of several statements
    chosen: bytes = b""
    _sent: Messages = field(default_factory=Messages)
    _said: Messages = field(default_factory=Messages)
    _greeting: bytes | None = b""  # what the client says before the first message
    _welcome: bytes | None = b""

    def sent(self, data: bytes) -> tuple[bytes, list[tuple[int, bytes]]]:
        """What the client sends: its greeting, and whole messages."""
        if self._greeting is None:
            return b"", self._sent.fed(data)
        self._greeting += data
        size: int | None = 20
        if self.by_manifest:
            capabilities = number(self._greeting[24:])
            size = 24 + capabilities[1] if capabilities else None
        elif self._welcome is not None:
            return b"", []  # Neo4j has not answered yet, and the client waits for it
        if size is None or len(self._greeting) < size:
            return b"", []
        greeting, rest, self._greeting = self._greeting[20:size], self._greeting[size:], None
        return greeting, self._sent.fed(rest)

    def said(self, data: bytes) -> None:
        """Count what Neo4j answers."""
        if self._welcome is not None:
            self._welcome += data
            size = self._welcome_size(self._welcome)
            if size is None or len(self._welcome) < size:
                return
            data, self._welcome = self._welcome[size:], None
        self.answered += sum(kind not in {0, RECORD} for kind, _ in self._said.fed(data))

    def _welcome_size(self, data: bytes) -> int | None:
        if len(data) < 4 or data[:4] != MANIFEST:
            return 4
        self.by_manifest = True
        versions = number(data[4:])
        if versions is None:
            return None
        start = 4 + versions[1] + 4 * versions[0]
        capabilities = number(data[start:])
        return start + capabilities[1] if capabilities else None

    def abort(self) -> None:
        """End both sides in the middle of whatever they carry."""
        for writer in self.writers:
            writer.transport.abort()


class Between:
    """A relay to a port of this machine; as it is made, it hands everything on."""

    def __init__(self, port: int, *, is_bolt: bool = False) -> None:
        self._far = port
        self._is_bolt = is_bolt
        self._lines: set[Line] = set()
        self._chosen: dict[bytes, Moment] = {}
        self.port = 0
        self.refuses = False  # new connections
        self.silent = False  # carries nothing, and tells nobody; a connection that was silent once stays so
        self.latency = 0.0  # seconds before each piece
        self.pace = 0  # bytes at a time, a hundred times in a second; 0: all there are
        self.chance = 0.0  # of every commit to be cut off at some moment
        self.cuts: dict[bytes, Moment] = {}  # of chosen ones that happened

    @property
    def carrying(self) -> int:
        """How many connections there are."""
        return len(self._lines)

    def choose(self, mark: bytes, moment: Moment) -> None:
        """Cut off the next commit of a transaction that writes and has these bytes in a statement."""
        self._chosen[mark] = moment

    def cut(self) -> None:
        """End all connections in the middle of whatever they carry."""
        for line in self._lines:
            line.abort()

    def silence(self) -> None:
        """Carry nothing from now on, over connections that are there and those to come."""
        self.silent = True
        for line in self._lines:
            line.silent = True

    def restore(self) -> None:
        """Hand on everything again, but over connections that have lost something."""
        self.refuses = self.silent = False
        self.latency, self.pace, self.chance = 0.0, 0, 0.0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection to its end."""
        with contextlib.suppress(OSError):
            if self.refuses:
                writer.transport.abort()
                return
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._far)
            line = Line((writer, far_writer), silent=self.silent)
            self._lines.add(line)
            try:
                forth, back = self._forth(line, reader, far_writer), self._back(line, far_reader, writer)
                await asyncio.gather(forth, back)
            finally:
                self._lines.discard(line)
                line.abort()

    async def _forth(self, line: Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        greeted = 0
        while data := await reader.read(PIECE):
            if line.silent:
                continue
            if not self._is_bolt:
                await self._carry(data, writer)
                continue
            first = data[: max(20 - greeted, 0)]  # is passed on at once: Neo4j answers it
            greeted += len(first)
            greeting, messages = line.sent(data)
            await self._carry(first + greeting, writer)
            for kind, message in messages:
                if not await self._passed(line, kind, message, writer):
                    line.abort()
                    return
        writer.close()

    async def _passed(self, line: Line, kind: int, message: bytes, writer: asyncio.StreamWriter) -> bool:
        """Hand on a message; False if the connection ends here."""
        line.asked += kind != 0
        if kind in {BEGIN, COMMIT, ROLLBACK, RESET}:
            line.within = kind == BEGIN
        if kind in {BEGIN, ROLLBACK, RESET}:
            line.chosen = b""
        if kind == RUN:
            line.writes = READING not in message
        if kind == RUN and line.writes:
            line.chosen = next((mark for mark in self._chosen if mark in message), line.chosen)
        commits = kind == COMMIT or (kind == PULL and line.writes and not line.within)
        mark = line.chosen if commits else b""
        if commits:
            line.chosen = b""
        moment = self._chosen.pop(mark, None)
        if moment is None and commits and random.random() < self.chance:
            moment = random.choice((Moment.BEFORE, Moment.AT_ONCE, Moment.ANSWERED))
        if moment is not None:
            self.cuts[mark] = moment
            if moment is Moment.BEFORE:
                return False
            line.due = line.asked if moment is not Moment.AT_ONCE else 0
            line.ends_silent = moment is Moment.SILENT
        await self._carry(message, writer)
        return moment is not Moment.AT_ONCE

    async def _back(self, line: Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(PIECE):
            if self._is_bolt:
                line.said(data)
                if line.due and line.answered >= line.due:
                    if not line.ends_silent:
                        line.abort()
                        return
                    line.silent = True
            if not line.silent and not line.due:
                await self._carry(data, writer)
        if not line.silent:
            writer.close()

    async def _carry(self, data: bytes, writer: asyncio.StreamWriter) -> None:
        if self.latency:
            await asyncio.sleep(self.latency)
        while data:
            if self.pace:
                await asyncio.sleep(0.01)
            size = self.pace or PIECE  # may change between two of them
            writer.write(data[:size])
            data = data[size:]
            await writer.drain()


@asynccontextmanager
async def between(port: int, *, is_bolt: bool = False) -> AsyncIterator[Between]:
    """A relay that listens on a port of its own while inside."""
    relay = Between(port, is_bolt=is_bolt)
    server = await asyncio.start_server(relay.serve, "127.0.0.1", 0)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        server.close()
        relay.cut()
        await server.wait_closed()
