"""The stage for the contract's table: its cast, and an application in this process that reads what the stack wrote."""

import contextlib
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec
import pytest

from api.app import TweetGraph, create_app
from graph.client import Graph
from tests.conftest import Stack
from tests.contract.scene import Cast
from tests.fixtures import unplanned


@dataclass(frozen=True)
class Inside:
    """An application in this process: a process besides the stack's two, whose trips to Neo4j can be counted."""

    client: httpx.AsyncClient
    app: TweetGraph

    @contextlib.contextmanager
    def settings(self, **given: Any) -> Any:  # noqa: ANN401
        """Other settings for a while."""
        running = self.app.running
        usual = running.settings
        running.settings = msgspec.structs.replace(usual, **given)
        try:
            yield
        finally:
            running.settings = usual


@contextlib.asynccontextmanager
async def application(stack: Stack, **given: object) -> AsyncIterator[Inside]:
    """An application on the stack's Neo4j and Redis, called from an address of its own."""
    app = create_app(msgspec.structs.replace(stack.settings, **({"log_level": "error"} | given)), stack.secrets)
    assert isinstance(app, TweetGraph)
    transport = httpx.ASGITransport(app, client=(f"test-{secrets.token_hex(4)}", 1))
    # Not app.lifespan(): what it holds must end in the task that began it, and a session's fixture ends in another.
    async with contextlib.AsyncExitStack() as held:
        async with unplanned():
            await held.enter_async_context(app.running.opened())
        client = await held.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://test"))
        yield Inside(client, app)


@pytest.fixture(scope="session")
async def inside(stack: Stack) -> AsyncIterator[Inside]:
    """The application in this process."""
    async with application(stack) as found:
        yield found


@pytest.fixture(scope="session")
async def people(http: httpx.AsyncClient, graph: Graph, stack: Stack) -> Cast:
    """Who plays in the table's scenes."""
    return Cast(http, graph, stack)


@pytest.fixture(scope="session")
async def description(http: httpx.AsyncClient) -> dict[str, Any]:
    """The OpenAPI document as it is served."""
    document: dict[str, Any] = (await http.get("/api/schema/")).json()
    return document
