"""Who may register and log in, and what is said to those who may not."""

import asyncio

import httpx
import pytest
from argon2 import PasswordHasher

from api.running import Running as Parts
from graph.accounts import repository
from tests.api.conftest import PASSWORD, Person, Register, Running, application, error, new_name


async def test_registering_answers_tokens_and_signs_in(client: httpx.AsyncClient) -> None:
    name = new_name()
    answer = await client.post("/register/", json=application(name.upper(), email=f" {name}@EXAMPLE.com "))
    assert answer.status_code == 201
    body = answer.json()
    assert body.keys() == {"token", "detail"}
    assert body["token"].keys() == {"refresh", "access"}
    assert body["detail"] == "Registration successful"
    me = await client.get("/me/", headers={"Authorization": f"Bearer {body['token']['access']}"})
    assert me.json() | {"id": 0} == {
        "id": 0,
        "email_verified": False,
        "two_factor": False,
        "username": name.upper(),
        "email": f"{name}@example.com",
        "name": name.upper(),
        "bio": "",
        "profile_image": None,
        "cover_image": None,
        "protected": False,
        "likes_open": True,
        "location": None,
        "website": None,
    }
    assert 0 < me.json()["id"] < 2**53


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"username": "ab"}, {"username"}),
        ({"username": "a" * 31}, {"username"}),
        ({"username": "two words"}, {"username"}),
        ({"username": "ünïcode"}, {"username"}),
        ({"username": "a/b"}, {"username"}),
        ({"username": "   "}, {"username"}),
        ({"username": "Media"}, {"username"}),
        ({"username": "SUGGESTIONS"}, {"username"}),
        ({"email": "nobody"}, {"email"}),
        ({"email": "a@b@c.org"}, {"email"}),
        ({"email": "a b@example.com"}, {"email"}),
        ({"password": "short", "password2": "short"}, {"password"}),
        ({"password": "x" * 129, "password2": "x" * 129}, {"password", "password2"}),
        ({"password": "1234567890", "password2": "1234567890"}, {"password"}),
        ({"password": "Q1W2E3R4T5", "password2": "Q1W2E3R4T5"}, {"password"}),
        ({"password2": "another thing"}, {"password2"}),
        ({"extra": "field"}, {"extra"}),
        ({"username": "ab", "email": "x", "extra": "1"}, {"username", "email", "extra"}),
        ({"username": "admin", "email": "nobody", "password2": "-"}, {"username", "email", "password2"}),
    ],
)
async def test_a_registration_is_refused_with_all_that_is_wrong(
    client: httpx.AsyncClient, given: dict[str, str], fields: set[str]
) -> None:
    answer = await client.post("/register/", json=application(new_name(), **given))
    error(answer, 400, "validation_error", *fields)


@pytest.mark.parametrize("same", ["username", "email"])
async def test_a_password_that_is_the_name_or_the_address_is_refused(client: httpx.AsyncClient, same: str) -> None:
    body = application(new_name())
    answer = await client.post("/register/", json=body | {"password": body[same], "password2": body[same].upper()})
    assert "password" in answer.json()["fields"]


async def test_missing_fields_are_all_named(client: httpx.AsyncClient) -> None:
    error(await client.post("/register/", json={}), 400, "validation_error", *application(""))


async def test_a_name_or_address_in_another_case_is_taken(client: httpx.AsyncClient, ada: Person) -> None:
    other = new_name()
    for given, field in (({"username": ada.username.upper()}, "username"), ({"email": ada.email.upper()}, "email")):
        error(await client.post("/register/", json=application(other) | given), 400, "validation_error", field)
    both = application(ada.username)
    error(await client.post("/register/", json=both), 400, "validation_error", "username", "email")


async def test_of_many_equal_registrations_at_once_one_wins(client: httpx.AsyncClient) -> None:
    body = application(new_name())
    answers = await asyncio.gather(*(client.post("/register/", json=body) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [201] + [400] * 5
    for answer in answers:
        if answer.status_code == 400:
            error(answer, 400, "validation_error", "username", "email")


async def test_a_race_for_the_address_alone_is_told_as_such(client: httpx.AsyncClient) -> None:
    address = f"{new_name()}@example.com"
    bodies = [application(new_name(), email=address) for _ in range(4)]
    answers = await asyncio.gather(*(client.post("/register/", json=body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [201, 400, 400, 400]
    for answer in answers:
        if answer.status_code == 400:
            error(answer, 400, "validation_error", "email")


async def test_logging_in_by_name_and_address_whatever_the_case(client: httpx.AsyncClient, ada: Person) -> None:
    for username in (ada.username, ada.username.upper(), ada.email, ada.email.upper(), f" {ada.username} "):
        answer = await client.post("/login/", json={"username": username, "password": PASSWORD})
        assert answer.status_code == 200
        assert answer.json().keys() == {"token", "detail"}
        assert answer.json()["detail"] == "Login Success"


async def test_a_wrong_password_and_an_unknown_name_are_the_same(client: httpx.AsyncClient, ada: Person) -> None:
    wrong = await client.post("/login/", json={"username": ada.username, "password": PASSWORD + " "})
    unknown = await client.post("/login/", json={"username": new_name(), "password": PASSWORD})
    error(wrong, 401, "invalid_credentials")
    assert wrong.json() == unknown.json()


async def test_a_password_keeps_its_spaces_and_may_be_composed_either_way(client: httpx.AsyncClient) -> None:
    name, password = new_name(), "  caf\u00e9 au lait  "
    answer = await client.post("/register/", json=application(name, password=password, password2=password))
    assert answer.status_code == 201
    for given, status in ((password, 200), ("  cafe\u0301 au lait  ", 200), (password.strip(), 401)):
        answer = await client.post("/login/", json={"username": name, "password": given})
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("status", "code"), [("deactivated", "account_deactivated"), ("suspended", "account_suspended")]
)
async def test_a_refused_account_is_told_so_after_the_right_password_alone(
    running: Running, register: Register, status: str, code: str
) -> None:
    person = await register()
    async with running() as (client, app):
        await set_status(app.running, person, status)
        right = await client.post("/login/", json={"username": person.username, "password": PASSWORD})
        wrong = await client.post("/login/", json={"username": person.username, "password": PASSWORD * 2})
        error(right, 403, code)
        error(wrong, 401, "invalid_credentials")


async def test_someone_without_a_password_cannot_log_in(running: Running, register: Register) -> None:
    person = await register()
    async with running() as (client, app):
        await app.running.graph.driver.execute_query(
            "MATCH (c:Credential {username_key: $key}) REMOVE c.password_hash", key=person.username.lower()
        )
        answer = await client.post("/login/", json={"username": person.username, "password": PASSWORD})
        error(answer, 401, "invalid_credentials")


async def test_an_outdated_hash_is_renewed_at_login(running: Running, register: Register) -> None:
    person = await register()
    async with running() as (client, app):
        parts = app.running
        await parts.graph.driver.execute_query(
            "MATCH (c:Credential {username_key: $key}) SET c.password_hash = $old",
            key=person.username.lower(),
            old=weak_hash(PASSWORD),
        )
        for _ in range(2):
            answer = await client.post("/login/", json={"username": person.username, "password": PASSWORD})
            assert answer.status_code == 200
        found = await repository.credential(parts.graph, identifier=person.username)
        assert found
        assert found.password_hash
        assert not parts.passwords.outdated(found.password_hash)


def weak_hash(password: str) -> str:
    """A hash as an earlier release could have made it."""
    return PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(password)


async def set_status(parts: Parts, person: Person, status: str) -> None:
    """Change a person's status, as an admin does."""
    await parts.graph.driver.execute_query(
        "MATCH (u:User {username_key: $key}) SET u.status = $status", key=person.username.lower(), status=status
    )


@pytest.mark.parametrize(
    "password", ["zq" * 64, "quuxquuxqz", "8161728192", "\N{SNOWMAN}" * 9 + " \t", "ZQ WVK ZQ WVK"]
)
async def test_any_characters_make_a_password(client: httpx.AsyncClient, password: str) -> None:
    name = new_name()
    answer = await client.post("/register/", json=application(name, password=password, password2=password))
    assert answer.status_code == 201, answer.text
    assert (await client.post("/login/", json={"username": name, "password": password})).status_code == 200
    for other in (password[:-1], password.swapcase() if password.swapcase() != password else f"{password} "):
        error(await client.post("/login/", json={"username": name, "password": other}), 401, "invalid_credentials")
