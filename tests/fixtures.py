"""What tests need of a running stack: a connection with ids, the imported network, a client, and tokens."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from api.running import Running
from api.security import Tokens
from graph.client import Graph, connect
from graph.ids import now_ms
from graph.processes.repository import leased
from graph.records import Record
from graph.statements import Statement
from seeds import csv
from seeds.network import Network
from tests.conftest import Stack
from tests.turns import once

SOCIAL = Path(__file__).parent / "data" / "social-small"

Headers = dict[str, str]
SignIn = Callable[[int], Awaitable[Headers]]


@asynccontextmanager
async def unplanned() -> AsyncIterator[None]:
    """Applications that start here plan nothing beside their first requests: tests count what these ask the graph."""

    async def nothing(_: Running) -> None:
        return

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Running, "_warm", nothing)
        yield
        for _ in ("it ends", "it is forgotten"):
            await asyncio.sleep(0)


def stated(name: str, text: str) -> Statement:
    """A statement of a test's own."""
    return Statement(
        domain="tests", name=name, title=name, inputs=(), out="-", writes=(), cost="-", params="", text=text
    )


OPEN_SESSION = stated(
    "open_session",
    """
    MATCH (person:User {id: $user_id})
    MERGE (session:Session {id: $session_id})
    ON CREATE SET
      session.user_id = $user_id,
      session.refresh_hash = $refresh_hash,
      session.rotated_at_ms = timestamp(),
      session.user_agent = 'test',
      session.created_at = datetime(),
      session.last_used_at = datetime(),
      session.expires_at = datetime() + duration('P1D')
    MERGE (person)-[:HAS_SESSION]->(session)
    """,
)


class Social(NamedTuple):
    """The imported network, as its files have it."""

    folder: Path
    network: Network


@pytest.fixture(scope="session")
async def graph(stack: Stack) -> AsyncIterator[Graph]:
    """The session's graph, with a lease on ids."""
    async with connect(stack.settings, stack.secrets) as connected, leased(connected):
        yield connected


@pytest.fixture(scope="session")
async def http(stack: Stack) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the session's API."""
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=100)
    async with httpx.AsyncClient(base_url=stack.base_url, limits=limits, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def social(pytestconfig: pytest.Config, stack: Stack) -> Social:
    """The small network in the importer's format, imported by the command line; nobody changes it."""

    def imported() -> None:
        done = stack.run("import", str(SOCIAL))
        assert done.returncode == 0, done.stderr

    once(pytestconfig, "social", imported)
    return Social(SOCIAL, csv.read(SOCIAL).network)


@pytest.fixture(scope="session")
def sign_in(stack: Stack, graph: Graph) -> SignIn:
    """Opens a session for a person, whose headers it returns; people who were loaded have no password."""
    tokens = Tokens.of(stack.settings, stack.secrets)

    async def signed_in(user_id: int) -> Headers:
        session_id, token_id = graph.next_id(), secrets.token_hex(16)
        digest = tokens.digest(token_id)
        await graph.write(OPEN_SESSION, Record, user_id=user_id, session_id=session_id, refresh_hash=digest)
        pair = tokens.pair(user_id=user_id, session_id=session_id, token_id=token_id, issued_ms=now_ms())
        return {"Authorization": f"Bearer {pair.access}"}

    return signed_in
