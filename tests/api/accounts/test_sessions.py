"""Sessions: how tokens are refused, rotated and ended, in every process at once."""

import asyncio
import time

import httpx
import jwt
import pytest

from api.security import ALGORITHM, AUDIENCE, ISSUER
from tests.api.accounts.test_registration import set_status
from tests.api.conftest import PASSWORD, Person, Register, Running, error
from tests.conftest import Stack


def claims_of(token: str) -> dict[str, object]:
    read: dict[str, object] = jwt.decode(token, options={"verify_signature": False})
    return read


def forged(stack: Stack, person: Person, **changes: object) -> dict[str, str]:
    """A header with this person's token, changed and signed with the real secret; None removes a claim."""
    claims = {name: value for name, value in (claims_of(person.access) | changes).items() if value is not None}
    token = jwt.encode(claims, stack.secrets.secret, algorithm=ALGORITHM)
    return {"Authorization": f"Bearer {token}"}


async def refresh(client: httpx.AsyncClient, token: str) -> httpx.Response:
    return await client.post("/token/refresh/", json={"refresh": token})


async def everywhere(stack: Stack, person: Person) -> set[int]:
    """What every API process answers to this person: each new connection goes to any of them."""
    statuses = set()
    for _ in range(8):
        async with httpx.AsyncClient(base_url=stack.base_url, trust_env=False) as fresh:
            statuses.add((await fresh.get("/me/", headers=person.header)).status_code)
    return statuses


def test_tokens_carry_every_claim(ada: Person) -> None:
    access, refresh = claims_of(ada.access), claims_of(ada.refresh)
    assert access.keys() == {"iss", "aud", "sub", "exp", "iat", "jti", "sid", "type"}
    assert (access["iss"], access["aud"], access["type"], refresh["type"]) == (ISSUER, AUDIENCE, "access", "refresh")
    assert access["sid"] == refresh["sid"]
    assert access["jti"] != refresh["jti"]
    assert int(str(access["exp"])) - int(str(access["iat"])) == 1800
    assert int(str(refresh["exp"])) - int(str(refresh["iat"])) == 86400


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "exp", "iat", "jti", "sid", "type"])
async def test_a_token_without_a_claim_is_refused(
    client: httpx.AsyncClient, stack: Stack, ada: Person, claim: str
) -> None:
    error(await client.get("/me/", headers=forged(stack, ada, **{claim: None})), 401, "token_invalid")


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "someone"},
        {"aud": "others"},
        {"aud": ["tweetgraph", "others"]},
        {"sub": "nobody"},
        {"sub": "1"},
        {"sub": str(2**70)},
        {"sid": "1"},
        {"sid": []},
        {"type": "refresh"},
        {"type": 1},
        {"iat": 2**40},
        {"iat": "now"},
        {"exp": "never"},
        {"jti": 7},
        {"nbf": 2**40},
    ],
)
async def test_a_token_that_says_something_else_is_refused(
    client: httpx.AsyncClient, stack: Stack, ada: Person, changes: dict[str, object]
) -> None:
    error(await client.get("/me/", headers=forged(stack, ada, **changes)), 401, "token_invalid")


async def test_an_expired_token_is_told_so(client: httpx.AsyncClient, stack: Stack, ada: Person) -> None:
    past = int(time.time()) - 1
    error(await client.get("/me/", headers=forged(stack, ada, exp=past)), 401, "token_expired")


async def test_a_token_signed_otherwise_is_refused(client: httpx.AsyncClient, stack: Stack, ada: Person) -> None:
    claims = claims_of(ada.access)
    tokens = [
        jwt.encode(claims, "another secret, just as long as the real one", algorithm="HS256"),
        jwt.encode(claims, stack.secrets.secret, algorithm="HS512"),
        jwt.encode(claims, None, algorithm="none"),
        ada.access[:-3],
        f"{ada.access}x",
        "x.y.z",
        "é",
    ]
    for token in tokens:
        header = {"Authorization": f"Bearer {token}".encode()}
        error(await client.get("/me/", headers=header), 401, "token_invalid")  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["/me/", "/users/nobody_at_all/"])
async def test_another_scheme_or_two_headers_are_refused(client: httpx.AsyncClient, ada: Person, path: str) -> None:
    bearer = ("Authorization", f"Bearer {ada.access}")
    for headers in (
        [("Authorization", "Basic YTpi")],
        [("Authorization", "Bearer")],
        [("Authorization", ada.access)],
        [("Authorization", "")],
        [bearer, bearer],
    ):
        answer = await client.get(path, headers=headers)
        error(answer, 401, "token_invalid")
        assert answer.headers["www-authenticate"] == "Bearer"


async def test_without_a_token_a_person_is_asked_for_one(client: httpx.AsyncClient) -> None:
    error(await client.get("/me/"), 401, "not_authenticated")


async def test_a_bad_header_is_ignored_where_credentials_come_in_the_body(
    client: httpx.AsyncClient, ada: Person
) -> None:
    bad = {"Authorization": "Bearer nonsense"}
    answer = await client.post("/login/", headers=bad, json={"username": ada.username, "password": PASSWORD})
    assert answer.status_code == 200
    refresh = answer.json()["token"]["refresh"]
    assert (await client.post("/token/refresh/", headers=bad, json={"refresh": refresh})).status_code == 200


async def test_logging_out_ends_the_session_in_every_process_at_once(stack: Stack, register: Register) -> None:
    person = await register()
    assert await everywhere(stack, person) == {200}
    answer = await person.send("POST", "/logout/", json={"refresh": person.refresh})
    assert (answer.status_code, answer.json()) == (200, {"detail": "Logout Successful"})
    assert await everywhere(stack, person) == {401}
    error(await person.get("/me/"), 401, "token_invalid")
    error(await refresh(person.client, person.refresh), 401, "token_invalid")


async def test_logging_out_leaves_other_sessions_alone(client: httpx.AsyncClient, register: Register) -> None:
    person = await register()
    other = (await client.post("/login/", json={"username": person.username, "password": PASSWORD})).json()["token"]
    await person.send("POST", "/logout/", json={"refresh": other["refresh"]})
    assert (await person.get("/me/")).status_code == 200
    answer = await client.get("/me/", headers={"Authorization": f"Bearer {other['access']}"})
    error(answer, 401, "token_invalid")
    again = await person.send("POST", "/logout/", json={"refresh": other["refresh"]})
    error(again, 400, "token_invalid")


async def test_logging_out_refuses_what_is_not_ones_own_refresh_token(register: Register, ada: Person) -> None:
    person = await register()
    for token in (ada.refresh, person.access, "nonsense"):
        error(await person.send("POST", "/logout/", json={"refresh": token}), 400, "token_invalid")
    error(await person.send("POST", "/logout/", json={}), 400, "validation_error", "refresh")
    error(await person.client.post("/logout/", json={"refresh": person.refresh}), 401, "not_authenticated")
    assert (await person.get("/me/")).status_code == 200
    assert (await ada.get("/me/")).status_code == 200


async def test_refreshing_rotates_and_a_repeat_gets_the_same_successor(register: Register) -> None:
    person = await register()
    first = await refresh(person.client, person.refresh)
    assert first.status_code == 200
    assert first.json().keys() == {"token"}
    assert first.json()["token"].keys() == {"refresh", "access"}
    repeat = await refresh(person.client, person.refresh)
    assert repeat.json() == first.json()
    token = first.json()["token"]
    assert token["refresh"] != person.refresh
    assert (await person.get("/me/")).status_code == 200
    assert (await person.client.get("/me/", headers={"Authorization": f"Bearer {token['access']}"})).status_code == 200


async def test_many_refreshes_at_once_have_one_successor(register: Register) -> None:
    person = await register()
    answers = await asyncio.gather(*(refresh(person.client, person.refresh) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["token"]["refresh"] for answer in answers}) == 1


async def test_using_the_token_before_the_last_ends_this_session_and_no_other(
    stack: Stack, client: httpx.AsyncClient, register: Register
) -> None:
    person = await register()
    other = (await client.post("/login/", json={"username": person.username, "password": PASSWORD})).json()["token"]
    second = (await refresh(client, person.refresh)).json()["token"]
    third = (await refresh(client, second["refresh"])).json()["token"]
    error(await refresh(client, person.refresh), 401, "token_invalid")
    assert await everywhere(stack, person) == {401}
    for token in (second, third):
        error(await refresh(client, token["refresh"]), 401, "token_invalid")
    assert (await refresh(client, other["refresh"])).status_code == 200


async def test_after_the_grace_a_repeat_is_a_reuse(running: Running, register: Register) -> None:
    person = await register()
    async with running(refresh_grace=1) as (client, _):
        assert (await refresh(client, person.refresh)).status_code == 200
        await asyncio.sleep(1.1)
        error(await refresh(client, person.refresh), 401, "token_invalid")
        error(await person.get("/me/"), 401, "token_invalid")


async def test_a_strict_network_knows_no_repeat(running: Running, register: Register) -> None:
    person = await register()
    async with running(refresh_grace=0) as (client, _):
        successor = (await refresh(client, person.refresh)).json()["token"]["refresh"]
        error(await refresh(client, person.refresh), 401, "token_invalid")
        error(await refresh(client, successor), 401, "token_invalid")


@pytest.mark.parametrize("what", ["access", "nonsense", ""])
async def test_only_a_refresh_token_refreshes(client: httpx.AsyncClient, ada: Person, what: str) -> None:
    answer = await refresh(client, {"access": ada.access}.get(what, what))
    if what:
        error(answer, 401, "token_invalid")
    else:
        error(answer, 400, "validation_error", "refresh")


async def test_an_expired_refresh_token_is_told_so(client: httpx.AsyncClient, stack: Stack, ada: Person) -> None:
    claims = claims_of(ada.refresh) | {"exp": int(time.time()) - 1}
    token = jwt.encode(claims, stack.secrets.secret, algorithm=ALGORITHM)
    error(await refresh(client, token), 401, "token_expired")


async def test_tokens_of_a_suspended_person_are_refused(running: Running, register: Register) -> None:
    person = await register()
    async with running(redis_url="redis://127.0.0.1:1/0") as (client, app):  # the graph alone decides here
        assert (await client.get("/me/", headers=person.header)).status_code == 200
        await set_status(app.running, person, "suspended")
        error(await client.get("/me/", headers=person.header), 401, "token_invalid")
        error(await refresh(client, person.refresh), 401, "token_invalid")


async def test_without_redis_sessions_still_begin_go_on_and_end(running: Running, register: Register) -> None:
    person = await register()
    async with running(redis_url="redis://127.0.0.1:1/0") as (client, app):
        assert (await client.get("/health/ready/")).json()["redis"] == "away"
        assert (await client.get("/me/", headers=person.header)).status_code == 200
        trips = app.running.graph.tally.trips
        assert (await client.get("/me/", headers=person.header)).status_code == 200
        assert app.running.graph.tally.trips == trips + 2  # whether the session stands, and the answer
        answer = await client.post("/logout/", headers=person.header, json={"refresh": person.refresh})
        assert answer.status_code == 200
        error(await client.get("/me/", headers=person.header), 401, "token_invalid")


async def test_a_known_session_costs_no_second_trip_to_the_graph(running: Running, register: Register) -> None:
    person = await register()
    async with running() as (client, app):
        await client.get("/me/", headers=person.header)
        trips = app.running.graph.tally.trips
        assert (await client.get("/me/", headers=person.header)).status_code == 200
        assert app.running.graph.tally.trips == trips + 1
