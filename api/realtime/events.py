"""Server-sent events: the same news as over a WebSocket, for clients that only read."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from litestar import Response
from litestar.serialization import encode_json

from api.hub import EndedError, Hub, Listener
from api.realtime.messages import End, Message, Ping
from api.realtime.reader import Reader
from api.realtime.sockets import CLOSE_SECONDS, SEND_SECONDS

RETRY = b"retry: 3000\n\n"  # milliseconds after which a browser comes again
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # proxies that collect an answer before they pass it on
]


class EventStream(Response[Any]):
    """An answer that goes on until the session ends, the client leaves, or the time it asked for is over."""

    def __init__(self, hub: Hub, listener: Listener, reader: Reader, first: Message, *, wait: float) -> None:
        super().__init__(None)
        self._hub = hub
        self._listener = listener
        self._reader = reader
        self._first = first
        self._wait = wait

    def to_asgi_response(self, *_: Any, **__: Any) -> Any:  # noqa: ANN401 - as the method that this replaces
        """The ASGI application that streams it."""
        return self._stream

    async def _stream(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - as ASGI has it
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        if scope.get("headless"):
            await send({"type": "http.response.body", "body": b""})
            return
        tasks = [asyncio.create_task(_left(receive)), asyncio.create_task(self._write(send))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            for done in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(done, Exception) and not isinstance(done, OSError | TimeoutError):
                    raise done

    async def _write(self, send: Any) -> None:  # noqa: ANN401
        async for text in self._texts():
            async with asyncio.timeout(SEND_SECONDS):
                await send({"type": "http.response.body", "body": text, "more_body": True})
        async with asyncio.timeout(CLOSE_SECONDS):
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _texts(self) -> AsyncIterator[bytes]:
        yield RETRY
        try:
            with self._hub.joined(self._listener):
                yield event(self._first)
                async with contextlib.aclosing(self._reader.messages(wait=self._wait)) as messages:
                    async for message in messages:
                        yield event(message)
        except EndedError as ended:
            yield event(End(code=ended.code, reason=ended.reason))


async def _left(receive: Any) -> None:  # noqa: ANN401
    while (await receive())["type"] != "http.disconnect":
        pass


def event(message: Message) -> bytes:
    """A message as an event; its id is the cursor from which `Last-Event-ID` goes on, a ping is a comment."""
    if isinstance(message, Ping):
        return b": ping\n\n"
    cursor = getattr(message, "cursor", None)
    identity = b"id: " + cursor.encode() + b"\n" if cursor else b""
    name = message.__struct_config__.tag
    return identity + b"event: " + str(name).encode() + b"\ndata: " + encode_json(message) + b"\n\n"
