"""A small HTTP/1.1 client on one kept connection: the load must not cost more than what it measures."""

import asyncio
from types import TracebackType
from typing import Self

OK = 200


class Wire:
    """One connection to the API; requests are written ahead as bytes and answers are read by their length."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port

    async def __aenter__(self) -> Self:
        self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    async def fetch(self, request: bytes) -> bytes:
        """Send a request and return the body; raises ValueError for any status but 200."""
        status, body = await self.ask(request)
        if status != OK:
            raise ValueError(f"{status}: {body.decode()}")
        return body

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request and return the status and the body, which is empty where no length is told."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        _, told, rest = head.lower().partition(b"content-length: ")
        body = await self._reader.readexactly(int(rest.split(b"\r\n", 1)[0])) if told else b""
        return int(head[9:12]), body


def request(path: str, *lines: str, method: str = "GET", body: bytes = b"") -> bytes:
    """The bytes that ask for something, with more lines for its head; a body is JSON."""
    if method != "GET":
        lines = (*lines, f"Content-Length: {len(body)}")
    if body:
        lines = (*lines, "Content-Type: application/json")
    return "\r\n".join((f"{method} {path} HTTP/1.1", "Host: bench", *lines, "", "")).encode() + body


def feed_request(token: str, query: str = "") -> bytes:
    """The bytes that ask for the first page of the home feed."""
    return request(f"/tweets/feed/{query}", f"Authorization: Bearer {token}")
