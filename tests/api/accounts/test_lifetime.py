"""How long a session may last, and that its end is known everywhere, whatever Redis does meanwhile."""

import asyncio
import random
import secrets
import time
from collections.abc import AsyncIterator

import httpx
import pytest
import redis.asyncio as aioredis

from api.security import Tokens
from api.shared import session_key
from graph.client import Graph
from graph.ids import first_id_at, now_ms
from graph.records import Record
from tests.api.accounts.test_sessions import claims_of, everywhere, refresh
from tests.api.conftest import PASSWORD, Register, error
from tests.conftest import Stack
from tests.contract.conftest import Inside, application
from tests.fixtures import OPEN_SESSION
from tests.tasks.test_outbox import eventually

MINUTE, DAY = 60_000, 86_400_000  # milliseconds


@pytest.fixture(scope="module")
async def running(stack: Stack) -> AsyncIterator[Inside]:
    """An application in this process whose sessions end after a day."""
    async with application(stack, session_days=1) as found:
        yield found


def begun(ago_ms: int) -> int:
    """The id of a session that began so long ago."""
    return first_id_at(now_ms() - ago_ms) + random.randrange(4096)


def lasting(token: str) -> int:
    """For how many seconds a token is good."""
    claims = claims_of(token)
    return int(str(claims["exp"])) - int(str(claims["iat"]))


def test_no_token_outlives_its_session() -> None:
    tokens = Tokens("x" * 32, access_minutes=30, refresh_minutes=1440, session_days=30)
    for ago, refreshing, accessing in (
        (0, 86_400, 1800),
        (29 * DAY - MINUTE, 86_400, 1800),
        (30 * DAY - 60 * MINUTE, 3600, 1800),
        (30 * DAY - 10 * MINUTE, 600, 600),
    ):
        now = now_ms()
        pair = tokens.pair(user_id=1, session_id=first_id_at(now - ago), token_id="x", issued_ms=now)
        assert (lasting(pair.refresh), lasting(pair.access)) == (refreshing, accessing)


async def test_refreshing_never_goes_beyond_the_sessions_end(
    running: Inside, register: Register, stack: Stack, graph: Graph
) -> None:
    person = await register()
    user_id = (await person.get("/me/")).json()["id"]
    longer = Tokens(stack.secrets.secret, access_minutes=30, refresh_minutes=1440, session_days=3650)

    async def opened(ago_ms: int) -> str:
        session_id, token_id = begun(ago_ms), secrets.token_hex(16)
        digest = longer.digest(token_id)
        await graph.write(OPEN_SESSION, Record, user_id=user_id, session_id=session_id, refresh_hash=digest)
        return longer.pair(user_id=user_id, session_id=session_id, token_id=token_id, issued_ms=now_ms()).refresh

    client = running.client
    answer = await refresh(client, await opened(DAY - 10 * MINUTE))
    assert answer.status_code == 200
    token = answer.json()["token"]
    assert lasting(token["refresh"]) <= 600
    assert lasting(token["access"]) <= 600
    again = await refresh(client, token["refresh"])
    assert lasting(again.json()["token"]["refresh"]) <= 600
    error(await refresh(client, await opened(DAY + MINUTE)), 401, "token_expired")


async def test_the_last_use_is_kept_by_refreshing_and_costs_other_requests_nothing(
    running: Inside, register: Register
) -> None:
    person = await register()
    [before] = (await person.get("/sessions/")).json()["results"]
    client, app = running.client, running.app
    await client.get("/me/", headers=person.header)
    trips = app.running.graph.tally.trips
    assert (await client.get("/me/", headers=person.header)).status_code == 200
    assert app.running.graph.tally.trips == trips + 1
    assert (await person.get("/sessions/")).json()["results"] == [before]
    await asyncio.sleep(0.01)
    assert (await refresh(person.client, person.refresh)).status_code == 200
    [after] = (await person.get("/sessions/")).json()["results"]
    assert after["last_used_at"] > before["last_used_at"]


async def test_an_end_that_redis_was_not_told_is_told_when_it_is_back(
    running: Inside, register: Register, stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await register()
    assert await everywhere(stack, person) == {200}  # Redis has the mark now that the session stands
    async with aioredis.Redis.from_url(stack.settings.redis_address) as redis:
        # For ever: or the mark would lapse by itself, and whoever told nothing would be right after a minute.
        assert await redis.persist(session_key(int(str(claims_of(person.access)["sid"]))))
    client, app = running.client, running.app
    monkeypatch.setattr(app.running.shared, "_away_until", time.monotonic() + 1.0)
    ended = await client.post("/logout/", headers=person.header, json={"refresh": person.refresh})
    assert ended.status_code == 200
    error(await client.get("/me/", headers=person.header), 401, "token_invalid")  # the graph alone decides here

    async def is_told() -> bool:
        return await everywhere(stack, person) == {401}

    await eventually(is_told)


async def test_each_session_says_on_which_device_it_is(client: httpx.AsyncClient, register: Register) -> None:
    person = await register()
    body = {"username": person.username, "password": PASSWORD}
    await client.post("/login/", json=body, headers={"User-Agent": "a phone"})
    rows = (await person.get("/sessions/")).json()["results"]
    assert [(row["user_agent"], row["current"]) for row in rows] == [
        ("a phone", False),
        (rows[1]["user_agent"], True),
    ]
