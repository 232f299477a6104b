"""Read what one has written, from any process: on a cluster, the bookmarks of an account's last write go by Redis.

One server has nothing to wait for, and none are kept. While Redis is away each process still waits for its own writes.
"""

from typing import Any

from litestar.types import Message, Send

from api.exchange import Exchange
from api.shared import Shared
from graph.client import Graph


async def followed(scope: Any, send: Send, *, shared: Shared, graph: Graph) -> Send:  # noqa: ANN401 - an ASGI scope
    """Have this process read at least what the account wrote last; gives the `send` that keeps what it writes now."""
    exchange: Exchange = scope["exchange"]
    account = exchange.address if scope["user"] is None else str(scope["user"])
    await graph.read_after(await shared.bookmarks(account))
    if scope["method"] in {"GET", "HEAD", "OPTIONS"}:
        return send

    async def kept(message: Message) -> None:
        # Before the answer: whoever has it may ask another process at once.
        if message["type"] == "http.response.start":
            await shared.keep_bookmarks(account, await graph.written())
        await send(message)

    return kept
