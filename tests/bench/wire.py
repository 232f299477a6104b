"""A small HTTP/1.1 client on one kept connection: the load must not cost more than what it measures."""

import asyncio
from types import TracebackType
from typing import Self

OK = b"HTTP/1.1 200"


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
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
        body = await self._reader.readexactly(length)
        if not head.startswith(OK):
            raise ValueError(head.decode() + body.decode())
        return body


def request(path: str, *lines: str) -> bytes:
    """The bytes that ask for something, with more lines for its head."""
    return "\r\n".join((f"GET {path} HTTP/1.1", "Host: bench", *lines, "", "")).encode()


def feed_request(token: str, query: str = "") -> bytes:
    """The bytes that ask for the first page of the home feed."""
    return request(f"/tweets/feed/{query}", f"Authorization: Bearer {token}")
