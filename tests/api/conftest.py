"""People who sign in, clients that call as them, and applications in this process where settings must differ."""

import contextlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import httpx
import msgspec
import pytest

from api.app import TweetGraph, create_app
from tests.conftest import Stack
from tests.fixtures import unplanned

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Person:
    """Someone with a session, and a client that calls as them."""

    username: str
    access: str
    refresh: str
    client: httpx.AsyncClient

    @property
    def header(self) -> dict[str, str]:
        """What signs a request."""
        return {"Authorization": f"Bearer {self.access}"}

    @property
    def email(self) -> str:
        """Their address."""
        return f"{self.username}@example.com"

    async def get(self, path: str, **parameters: object) -> httpx.Response:
        """Read something as this person."""
        return await self.send("GET", path, params=parameters)

    async def send(self, method: str, path: str, **rest: object) -> httpx.Response:
        """Do something as this person."""
        return await self.client.request(method, path, headers=self.header, **rest)  # type: ignore[arg-type]


Register = Callable[..., Awaitable[Person]]
Running = Callable[..., AbstractAsyncContextManager[tuple[httpx.AsyncClient, TweetGraph]]]


def new_name() -> str:
    """A username that nobody has."""
    return f"p{secrets.token_hex(6)}"


def application(name: str, **given: str) -> dict[str, str]:
    """The body of a registration."""
    email = f"{name}@example.com"
    return {"username": name, "email": email, "password": PASSWORD, "password2": PASSWORD} | given


async def registered(client: httpx.AsyncClient, name: str | None = None) -> Person:
    """Register someone with this client."""
    name = name or new_name()
    answer = await client.post("/register/", json=application(name))
    assert answer.status_code == 201, answer.text
    token = answer.json()["token"]
    return Person(name, token["access"], token["refresh"], client)


def error(answer: httpx.Response, status: int, code: str, *fields: str) -> None:
    """Assert an answer is this error, in the one shape of errors."""
    body = answer.json()
    assert (answer.status_code, body["error"]) == (status, code), answer.text
    assert set(body) == {"error", "detail", *(["fields"] if fields else [])}, body
    assert set(body.get("fields", {})) == set(fields)


@pytest.fixture(scope="session")
async def client(stack: Stack) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the stack's two API processes."""
    async with httpx.AsyncClient(base_url=stack.base_url, trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture
def register(client: httpx.AsyncClient) -> Register:
    """Registers a new person."""

    async def register(name: str | None = None) -> Person:
        return await registered(client, name)

    return register


@pytest.fixture(scope="session")
async def ada(client: httpx.AsyncClient) -> Person:
    """Someone who stays signed in for all tests, and is not changed by any."""
    return await registered(client)


@pytest.fixture
def running(stack: Stack) -> Running:
    """An application in this process, on the stack's Neo4j and Redis, with other settings where given."""

    @contextlib.asynccontextmanager
    async def running(peer: str = "", **given: object) -> AsyncIterator[tuple[httpx.AsyncClient, TweetGraph]]:
        settings = msgspec.structs.replace(stack.settings, **({"log_level": "error"} | given))
        app = create_app(settings, stack.secrets)
        assert isinstance(app, TweetGraph)
        # Counters in Redis outlive a test: each application is called from an address of its own.
        address = peer or f"test-{secrets.token_hex(4)}"
        transport = httpx.ASGITransport(app, client=(address, 1))
        async with contextlib.AsyncExitStack() as held:
            async with unplanned():
                await held.enter_async_context(app.lifespan())
            yield await held.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://test")), app

    return running
