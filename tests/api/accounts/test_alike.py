"""Known and unknown names are answered alike, in text and code, and cost the same: hashes, trips and events."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher

from graph.accounts.resets import path_part as part
from graph.client import Graph
from tests.api.conftest import PASSWORD, new_name, registered
from tests.conftest import Stack
from tests.contract.conftest import Inside, application

WRONG = "not the password 1"
LOOKED = {"verified m=47104,t=1,p=1": 1, "read credential": 1}  # with the cost of every new hash


@pytest.fixture(scope="module")
async def running(stack: Stack) -> AsyncIterator[Inside]:
    """An application in this process, whose work can be counted."""
    async with application(stack) as found:
        yield found


@contextmanager
def counted(patch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """What is done meanwhile: each hash that is verified or made, by its cost, and each statement by its name."""
    done: Counter[str] = Counter()
    verify, make, read, write = PasswordHasher.verify, PasswordHasher.hash, Graph.read, Graph.write

    def verified(self: PasswordHasher, hashed: str, password: str) -> bool:
        done[f"verified {hashed.split('$')[3]}"] += 1
        return verify(self, hashed, password)

    def made(self: PasswordHasher, password: str) -> str:
        done["hashed"] += 1
        return make(self, password)

    def named(kind: str, call: Any) -> Any:  # noqa: ANN401 - stands for a method of any type
        async def told(self: Graph, statement: Any, *rest: Any, **given: Any) -> Any:  # noqa: ANN401 - handed on
            if statement.domain == "accounts":
                done[f"{kind} {statement.name}"] += 1
            return await call(self, statement, *rest, **given)

        return told

    with patch.context() as patched:
        patched.setattr(PasswordHasher, "verify", verified)
        patched.setattr(PasswordHasher, "hash", made)
        patched.setattr(Graph, "read", named("read", read))
        patched.setattr(Graph, "write", named("write", write))
        yield done


def shown(answer: httpx.Response) -> tuple[int, str, set[str]]:
    """What of an answer could tell two of them apart."""
    return answer.status_code, answer.text, set(answer.headers)


@pytest.mark.parametrize("path", ["/login/", "/activate/"])
async def test_unknown_names_and_wrong_passwords_are_alike(
    running: Inside, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    client = running.client
    person = await registered(client)
    names = (person.username, person.email, new_name(), "nobody@example.com", "not an address", "é")
    answers, work = [], []
    for name in names:
        with counted(monkeypatch) as done:
            answers.append(shown(await client.post(path, json={"username": name, "password": WRONG})))
        work.append(dict(done))
    assert answers == [answers[0]] * len(names)
    assert answers[0][0] == 401
    assert work == [LOOKED] * len(names)


async def test_a_person_without_a_password_costs_as_much_as_one_with(
    running: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, app = running.client, running.app
    person = await registered(client)
    await app.running.graph.driver.execute_query(
        "MATCH (c:Credential {username_key: $name}) REMOVE c.password_hash", name=person.username.lower()
    )
    with counted(monkeypatch) as done:
        answer = await client.post("/login/", json={"username": person.username, "password": PASSWORD})
    assert answer.json()["error"] == "invalid_credentials"
    assert done == LOOKED


async def test_asking_for_a_reset_is_alike_for_known_and_unknown_addresses(
    running: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = running.client
    person = await registered(client)
    addresses = (person.email, person.email.upper(), "nobody@example.com", "not an address", "é@x")
    answers, work = [], []
    for address in addresses:
        with counted(monkeypatch) as done:
            answers.append(shown(await client.post("/send-reset-password-email/", json={"email": address})))
        work.append(dict(done))
    assert answers == [answers[0]] * len(addresses)
    assert answers[0][0] == 200
    assert work == [{"write send_reset_password_email": 1}] * len(addresses)


async def test_a_reset_link_of_nobody_is_refused_as_a_wrong_one_of_somebody(
    running: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = running.client
    person = await registered(client)
    known = (await client.get("/me/", headers=person.header)).json()["id"]
    paths = [f"/reset-password/{uid}/x/" for uid in (part(known), part(known + 1))]
    answers, work = [], []
    for path in paths:
        with counted(monkeypatch) as done:
            body = {"password": PASSWORD, "password2": PASSWORD}
            answers.append(shown(await client.post(path, json=body)))
        work.append(dict(done))
    assert answers[0] == answers[1]
    assert work == [{"read own_credential": 1}] * 2
