"""That an address is somebody's: mailed on registering, verified by a button, good for a day and once."""

import asyncio
import re

import httpx
import pytest

from graph.accounts import repository, verifications
from graph.client import Graph
from graph.ids import first_id_at, now_ms
from tests.api.accounts.test_passwords import HTML, NEW, link, mailed
from tests.api.conftest import PASSWORD, Person, Register, error
from tests.conftest import Stack


async def verified(person: Person) -> bool:
    return bool((await person.get("/me/")).json()["email_verified"])


async def in_mail(stack: Stack, person: Person, subject: str = "Welcome to TweetGraph") -> str:
    """The path of the link that a person was mailed."""
    found = re.search(rf"{stack.base_url}(/verify-email/\S+/\S+/)", await mailed(stack, person, subject))
    assert found
    return found[1]


async def test_registering_mails_a_link_that_verifies_once(
    client: httpx.AsyncClient, stack: Stack, register: Register
) -> None:
    person = await register()
    path = await in_mail(stack, person)
    assert not await verified(person)
    answers = await asyncio.gather(*(client.post(path, headers={"Authorization": "nonsense"}) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400]
    assert await verified(person)
    error(await client.post(path), 400, "validation_error", "token")


async def test_looking_at_the_link_verifies_nothing_and_the_button_needs_no_script(
    client: httpx.AsyncClient, stack: Stack, register: Register
) -> None:
    person = await register()
    path = await in_mail(stack, person)
    page = await client.get(path, headers=HTML)
    assert page.status_code == 200
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert page.headers["cache-control"] == "no-store"
    assert "<script" not in page.text
    assert not await verified(person)
    pressed = await client.post(path, headers=HTML, data={})
    assert (pressed.status_code, "Your address is confirmed" in pressed.text) == (200, True)
    assert await verified(person)
    again = await client.post(path, headers=HTML)
    assert (again.status_code, "invalid, used or expired" in again.text) == (400, True)


async def test_a_link_is_sent_again_until_the_address_is_verified(
    client: httpx.AsyncClient, stack: Stack, register: Register
) -> None:
    person = await register()
    assert (await person.send("POST", "/verify-email/")).json() == {"detail": "A link has been sent"}
    assert (await client.post(await in_mail(stack, person, "Confirm your address"))).status_code == 200
    assert (await person.send("POST", "/verify-email/")).json() == {"detail": "Your address is verified already"}
    assert (await client.post(await in_mail(stack, person))).status_code == 400


async def test_a_link_is_good_for_one_person_one_address_and_a_day(
    client: httpx.AsyncClient, stack: Stack, graph: Graph, register: Register
) -> None:
    person, other = await register(), await register()
    user_id, other_id = [(await each.get("/me/")).json()["id"] for each in (person, other)]
    secret = stack.secrets.secret

    def path(*, owner: int = user_id, email: str = person.email, event_id: int = 0) -> str:
        event_id = event_id or graph.next_id()
        token = verifications.verification_token(secret, event_id=event_id, user_id=owner, email=email)
        return verifications.verification_path(user_id=user_id, token=token)

    day = verifications.HOURS * 3_600_000
    for bad in (
        path(owner=other_id),
        path(email=other.email),
        path(event_id=first_id_at(now_ms() - day - 1000)),
        f"{path()[:-3]}/",
        verifications.verification_path(user_id=2**52, token="1-x"),
    ):
        error(await client.post(bad), 400, "validation_error", "token")
    assert not await verified(person)
    assert (await client.post(path(event_id=first_id_at(now_ms() - day + 60_000)))).status_code == 200


async def test_a_repeated_statement_verifies_and_another_attempt_does_not(graph: Graph, register: Register) -> None:
    person = await register()
    user_id, attempt = (await person.get("/me/")).json()["id"], graph.next_id()
    for one, expected in ((attempt, True), (attempt, True), (attempt + 1, False)):
        found = await repository.verify_email(graph, user_id=user_id, email=person.email, attempt=one)
        assert found is expected


async def test_who_read_the_reset_mail_has_the_address(
    client: httpx.AsyncClient, stack: Stack, register: Register
) -> None:
    person = await register()
    path = await link(stack, client, person)
    assert (await client.post(path, json={"password": NEW, "password2": NEW})).status_code == 200
    token = (await client.post("/login/", json={"username": person.username, "password": NEW})).json()["token"]
    assert await verified(Person(person.username, token["access"], token["refresh"], client))


@pytest.mark.parametrize("path", ["/tweets/", "/two-factor/"])
async def test_who_is_not_verified_may_do_all_that_others_may(register: Register, path: str) -> None:
    person = await register()
    body = {"content": "hello"} if path == "/tweets/" else {"password": PASSWORD}
    assert (await person.send("POST", path, json=body)).is_success
