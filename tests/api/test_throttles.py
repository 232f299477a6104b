"""Throttles: what is counted for whom, what the headers tell; exact also at once and without Redis."""

import asyncio

import httpx
import pytest

from tests.api.conftest import PASSWORD, Person, Register, Running, application, error, new_name

HEADERS = ("ratelimit-limit", "ratelimit-remaining", "ratelimit-reset")
DEAD = "redis://127.0.0.1:1/0"


def told(answer: httpx.Response) -> tuple[int, int]:
    """The limit and the remaining number that an answer tells."""
    limit, remaining, reset = (int(answer.headers[name]) for name in HEADERS)
    assert 0 < reset <= 86400
    return limit, remaining


@pytest.mark.parametrize("redis_url", ["", DEAD])
async def test_a_person_is_refused_after_the_last_and_told_when(
    running: Running, register: Register, redis_url: str
) -> None:
    person = await register()
    async with running(throttle="on", rate_user="3/minute", **({"redis_url": redis_url} if redis_url else {})) as (
        client,
        _,
    ):
        for remaining in (2, 1, 0):
            answer = await client.get("/me/", headers=person.header)
            assert answer.status_code == 200
            assert told(answer) == (3, remaining)
        answer = await client.get("/me/", headers=person.header)
        error(answer, 429, "throttled")
        assert told(answer) == (3, 0)
        assert 0 < int(answer.headers["retry-after"]) <= 60
        assert answer.headers["retry-after"] == answer.headers["ratelimit-reset"]


@pytest.mark.parametrize("redis_url", ["", DEAD])
async def test_of_many_at_once_exactly_the_limit_passes(running: Running, register: Register, redis_url: str) -> None:
    person = await register()
    given = {"redis_url": redis_url} if redis_url else {}
    async with running(throttle="on", rate_user="7/minute", **given) as (client, _):
        answers = await asyncio.gather(*(client.get("/me/", headers=person.header) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [429] * 13


async def test_two_processes_share_a_count(running: Running, register: Register) -> None:
    person = await register()
    given = {"throttle": "on", "rate_user": "2/minute"}
    async with running(**given) as (one, _), running(**given) as (other, _):
        statuses = [(await client.get("/me/", headers=person.header)).status_code for client in (one, other, one)]
    assert statuses == [200, 200, 429]


async def test_a_window_ends(running: Running, register: Register) -> None:
    person = await register()
    async with running(throttle="on", rate_user="1/second") as (client, _):
        assert (await client.get("/me/", headers=person.header)).status_code == 200
        assert (await client.get("/me/", headers=person.header)).status_code == 429
        await asyncio.sleep(1.05)
        assert (await client.get("/me/", headers=person.header)).status_code == 200


async def test_off_refuses_nothing_and_still_tells(running: Running, register: Register) -> None:
    person = await register()
    async with running(rate_user="2/minute") as (client, _):
        seen = [await client.get("/me/", headers=person.header) for _ in range(4)]
    assert [answer.status_code for answer in seen] == [200] * 4
    assert [told(answer)[1] for answer in seen] == [1, 0, 0, 0]


async def test_readers_without_a_token_have_a_count_of_their_own(running: Running, ada: Person) -> None:
    async with running(throttle="on", rate_anon_read="2/minute") as (client, _):
        path = f"/users/{ada.username}/"
        assert [told(await client.get(path)) for _ in range(2)] == [(2, 1), (2, 0)]
        error(await client.get(path), 429, "throttled")
        assert (await client.get(path, headers=ada.header)).status_code == 200


async def test_a_failed_authentication_is_counted_and_stays_401(running: Running, ada: Person) -> None:
    async with running(throttle="on", rate_anon="2/minute") as (client, _):
        for remaining in (1, 0, 0, 0):
            bad = {"Authorization": "Bearer x"} if remaining else {}
            answer = await client.get("/me/", headers=bad)
            error(answer, 401, "token_invalid" if bad else "not_authenticated")
            assert told(answer) == (2, remaining)
        assert (await client.get("/me/", headers=ada.header)).status_code == 200


async def test_an_ended_session_uses_up_nothing_of_the_person(running: Running, register: Register) -> None:
    person = await register()
    async with running(throttle="on", rate_user="5/minute") as (client, _):
        other = (await client.post("/login/", json={"username": person.username, "password": PASSWORD})).json()
        header = {"Authorization": f"Bearer {other['token']['access']}"}
        await client.post("/logout/", headers=header, json={"refresh": other["token"]["refresh"]})
        for _ in range(6):
            error(await client.get("/me/", headers=header), 401, "token_invalid")
        assert told(await client.get("/me/", headers=person.header)) == (5, 3)


async def test_logging_in_is_counted_by_address(running: Running) -> None:
    async with running(throttle="on", rate_auth="2/minute") as (client, _):
        for remaining in (1, 0):
            answer = await client.post("/login/", json={"username": new_name(), "password": PASSWORD})
            error(answer, 401, "invalid_credentials")
            assert told(answer) == (2, remaining)
        error(await client.post("/register/", json=application(new_name())), 429, "throttled")


async def test_logging_in_is_counted_by_account_too(running: Running) -> None:
    given = {"throttle": "on", "rate_auth": "2/minute"}
    name = new_name()
    for attempt, status in enumerate((401, 401, 429)):
        async with running(peer=f"10.0.0.{attempt}-{name}", **given) as (client, _):
            answer = await client.post("/login/", json={"username": name.upper() if attempt else name, "password": "x"})
            assert answer.status_code == status
            assert told(answer) == (2, max(0, 1 - attempt))


async def test_a_proxys_word_is_taken_only_as_far_as_it_is_trusted(running: Running, ada: Person) -> None:
    path = f"/users/{ada.username}/"
    given = {"throttle": "on", "rate_anon_read": "1/minute"}
    async with running(**given) as (client, _):
        assert (await client.get(path, headers={"X-Forwarded-For": "1.1.1.1"})).status_code == 200
        assert (await client.get(path, headers={"X-Forwarded-For": "2.2.2.2"})).status_code == 429
    one, two = new_name(), new_name()
    async with running(trusted_proxies=1, **given) as (client, _):
        assert (await client.get(path, headers={"X-Forwarded-For": f"made-up, {one}"})).status_code == 200
        assert (await client.get(path, headers={"X-Forwarded-For": f"other, {one}"})).status_code == 429
        assert (await client.get(path, headers={"X-Forwarded-For": f"made-up, {two}"})).status_code == 200


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/api/schema/", "/api/docs/"])
async def test_health_and_docs_are_not_counted(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path, headers={"Authorization": "Bearer nonsense"})
    assert answer.status_code == 200
    assert not set(HEADERS) & set(answer.headers)
