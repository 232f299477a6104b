"""The second factor: what a log-in needs then, that a code is good once, and who puts it off."""

import asyncio
import json

import httpx
import pyotp

from api.accounts.proofs import STEP_MS, step_of
from graph.client import Graph
from graph.ids import now_ms
from graph.records import Record
from tests.api.accounts.test_passwords import NEW, link
from tests.api.accounts.test_sessions import everywhere
from tests.api.conftest import PASSWORD, Person, Register, error
from tests.conftest import Stack
from tests.contract.conftest import application
from tests.fixtures import stated

EARLIER = stated("earlier", "MATCH (c:Credential {username_key: $name}) SET c.factor_step = c.factor_step - 10")
STATUS = stated("status", "MATCH (u:User {username: $name}) SET u.status = 'deactivated'")


async def switched_on(person: Person) -> tuple[str, list[str]]:
    """The secret of a person's app, and their recovery codes; the app's current code is used."""
    begun = await person.send("POST", "/two-factor/", json={"password": PASSWORD})
    assert begun.status_code == 200, begun.text
    secret = begun.json()["secret"]
    answer = await person.send("POST", "/two-factor/confirm/", json={"code": pyotp.TOTP(secret).now()})
    assert answer.status_code == 200, answer.text
    return secret, answer.json()["recovery_codes"]


async def log_in(
    client: httpx.AsyncClient, person: Person, code: str | None = None, password: str = PASSWORD
) -> httpx.Response:
    body = {"username": person.username, "password": password} | ({} if code is None else {"code": code})
    return await client.post("/login/", json=body)


def test_a_code_is_good_for_its_step_and_the_next_and_once() -> None:
    app = pyotp.TOTP(pyotp.random_base32())
    now = now_ms() // STEP_MS
    codes = [app.generate_otp(now + step) for step in (-3, -1, 0, 3)]
    found = [step_of(app.secret, code, after=0) for code in codes]
    assert found[0] is None
    assert found[2] == now
    assert found[3] is None
    assert step_of(app.secret, codes[2], after=now) is None
    assert step_of(app.secret, "not digits \N{FULLWIDTH DIGIT ONE}", after=0) is None


async def test_after_the_right_password_a_code_is_asked_for(client: httpx.AsyncClient, register: Register) -> None:
    person = await register()
    _, codes = await switched_on(person)
    error(await log_in(client, person), 401, "two_factor_required")
    error(await log_in(client, person, "000000"), 401, "two_factor_required")
    assert (await log_in(client, person)).json() == (await log_in(client, person, "000000")).json()
    for code in (None, "000000", codes[0]):
        error(await log_in(client, person, code, "not the password"), 401, "invalid_credentials")
    assert (await log_in(client, person, codes[0])).status_code == 200


async def test_a_code_of_the_app_is_taken_once(client: httpx.AsyncClient, graph: Graph, register: Register) -> None:
    person = await register()
    secret, _ = await switched_on(person)
    error(await log_in(client, person, pyotp.TOTP(secret).now()), 401, "two_factor_required")
    await graph.write(EARLIER, Record, name=person.username.lower())
    code = pyotp.TOTP(secret).now()
    answers = await asyncio.gather(*(log_in(client, person, code) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401]
    error(await log_in(client, person, code), 401, "two_factor_required")


async def test_a_recovery_code_is_taken_once_however_it_is_written(
    client: httpx.AsyncClient, register: Register
) -> None:
    person = await register()
    _, codes = await switched_on(person)
    assert len(set(codes)) == 10
    answers = await asyncio.gather(*(log_in(client, person, codes[0].upper().replace("-", " ")) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401]
    assert (await log_in(client, person, codes[1].replace("-", ""))).status_code == 200


async def test_switching_on_and_off_ends_all_other_sessions(
    client: httpx.AsyncClient, stack: Stack, register: Register
) -> None:
    person = await register()

    async def phone(code: str | None = None) -> Person:
        token = (await log_in(client, person, code)).json()["token"]
        return Person(person.username, token["access"], token["refresh"], client)

    other = await phone()
    _, codes = await switched_on(person)
    assert await everywhere(stack, other) == {401}
    assert await everywhere(stack, person) == {200}
    other = await phone(codes[0])
    off = {"password": PASSWORD, "code": codes[0]}
    error(await person.send("DELETE", "/two-factor/", json=off), 400, "validation_error", "code")
    wrong = {"password": "not the password", "code": codes[1]}
    error(await person.send("DELETE", "/two-factor/", json=wrong), 400, "invalid_credentials")
    answer = await person.send("DELETE", "/two-factor/", json=off | {"code": codes[1]})
    assert answer.status_code == 200
    assert await everywhere(stack, other) == {401}
    assert (await log_in(client, person)).status_code == 200


async def test_a_factor_that_is_on_is_not_replaced_without_a_code(
    client: httpx.AsyncClient, register: Register
) -> None:
    person = await register()
    _, codes = await switched_on(person)
    error(await person.send("POST", "/two-factor/", json={"password": PASSWORD}), 400, "validation_error")
    error(await person.send("POST", "/two-factor/confirm/", json={"code": "000000"}), 400, "validation_error", "code")
    assert (await log_in(client, person, codes[0])).status_code == 200


async def test_a_factor_that_is_not_confirmed_asks_for_nothing(client: httpx.AsyncClient, register: Register) -> None:
    person = await register()
    first = (await person.send("POST", "/two-factor/", json={"password": PASSWORD})).json()["secret"]
    assert (await log_in(client, person)).status_code == 200
    second = (await person.send("POST", "/two-factor/", json={"password": PASSWORD})).json()["secret"]
    assert first != second
    old = {"code": pyotp.TOTP(first).now()}
    error(await person.send("POST", "/two-factor/confirm/", json=old), 400, "validation_error", "code")
    assert (await person.get("/me/")).json()["two_factor"] is False


async def test_a_reset_by_mail_does_not_put_it_off(client: httpx.AsyncClient, stack: Stack, register: Register) -> None:
    person = await register()
    _, codes = await switched_on(person)
    path = await link(stack, client, person)
    assert (await client.post(path, json={"password": NEW, "password2": NEW})).status_code == 200
    error(await log_in(client, person, password=NEW), 401, "two_factor_required")
    assert (await log_in(client, person, codes[0], NEW)).status_code == 200


async def test_activating_needs_it_too(client: httpx.AsyncClient, graph: Graph, register: Register) -> None:
    person = await register()
    _, codes = await switched_on(person)
    await graph.write(STATUS, Record, name=person.username)
    body = {"username": person.username, "password": PASSWORD}
    error(await client.post("/activate/", json=body), 401, "two_factor_required")
    answer = await client.post("/activate/", json=body | {"code": codes[0]})
    assert (answer.status_code, "reactivated" in answer.text) == (200, True)
    error(await log_in(client, person, codes[0]), 401, "two_factor_required")


async def test_guesses_are_throttled_by_account_whatever_the_address(stack: Stack, register: Register) -> None:
    person = await register()
    _, codes = await switched_on(person)
    names = (person.username, person.email)
    statuses = []
    async with application(stack, throttle="on") as inside:
        for turn in range(8):
            body = {"username": names[turn % 2], "password": PASSWORD, "code": codes[0] if turn == 7 else "000000"}
            transport = httpx.ASGITransport(inside.app, client=(f"guess-{person.username}-{turn}", 1))
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                statuses.append((await client.post("/login/", json=body)).status_code)
    assert statuses == [401] * 4 + [429] * 4  # confirming was the first try of this minute


async def test_an_administrator_lifts_it(client: httpx.AsyncClient, stack: Stack, register: Register) -> None:
    person = await register()
    await switched_on(person)
    done = stack.run("user", "lift-second-factor", person.username)
    assert (done.returncode, done.stderr) == (0, "")
    assert (await log_in(client, person)).status_code == 200
    nobody = stack.run("user", "lift-second-factor", "nobody_is_called_so")
    assert (nobody.returncode, nobody.stdout) == (1, "")


async def test_the_graph_has_neither_the_secret_nor_a_recovery_code(graph: Graph, register: Register) -> None:
    person = await register()
    secret, codes = await switched_on(person)
    records, _, _ = await graph.driver.execute_query(
        "MATCH (c:Credential {username_key: $name}) RETURN properties(c) AS kept", name=person.username.lower()
    )
    kept = str(records[0]["kept"])
    assert "argon2id" in kept
    for hidden in (secret, *codes, *(code.replace("-", "") for code in codes)):
        assert hidden not in kept
    shown = json.dumps([(await person.get(path)).json() for path in ("/me/", "/sessions/")])
    assert secret not in shown
