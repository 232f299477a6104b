"""New passwords: changed with the old one, or reset with a mailed link."""

import asyncio
import email
import email.policy
import re

import httpx
import pytest

from graph.accounts import repository, resets
from graph.client import Graph
from graph.records import Record
from tests.api.accounts.test_own_sessions import another
from tests.api.accounts.test_sessions import everywhere
from tests.api.conftest import PASSWORD, Person, Register, Running, error
from tests.conftest import Stack
from tests.fixtures import stated

NEW = "another horse 77"
SAME_ANSWER = {"detail": "If the email is registered, a reset link has been sent."}
HTML = {"Accept": "text/html,application/xhtml+xml"}


class Told(Record):
    """How often a person was told something."""

    found: int


TOLD = stated(
    "told",
    "MATCH (n:Notification {verb: $verb, read: false})-[:TO]->(u:User {username: $username}) "
    "WHERE n.receiver_id = u.id AND n.key = toString(u.id) + ':' + $verb + ':0:' + toString(n.id) "
    "RETURN count(n) AS found",
)


async def told(graph: Graph, person: Person, verb: str) -> int:
    return (await graph.read(TOLD, Told, verb=verb, username=person.username))[0].found


async def logs_in(client: httpx.AsyncClient, person: Person, password: str) -> bool:
    answer = await client.post("/login/", json={"username": person.username, "password": password})
    assert answer.status_code in {200, 401}
    return answer.status_code == 200


def change(old: str, new: str, again: str | None = None) -> dict[str, str]:
    return {"old_password": old, "password": new, "password2": again or new}


async def mailed(stack: Stack, person: Person, subject: str) -> str:
    """The text of the newest mail to a person, of those that a subject has."""
    async with asyncio.timeout(20):
        while True:
            for file in sorted(stack.settings.mail_path.glob("*.eml"), reverse=True):
                mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                if mail["To"] == person.email and mail["Subject"] == subject:
                    assert mail["Message-ID"].startswith(f"<{file.stem}@")
                    body = mail.get_body(("plain",))
                    assert body is not None
                    assert mail.get_body(("html",)) is not None
                    return str(body.get_content())
            await asyncio.sleep(0.1)


async def link(stack: Stack, client: httpx.AsyncClient, person: Person) -> str:
    """The path of the reset link that a person is mailed."""
    answer = await client.post("/send-reset-password-email/", json={"email": person.email.upper()})
    assert (answer.status_code, answer.json()) == (200, SAME_ANSWER)
    found = re.search(
        rf"{stack.base_url}(/reset-password/\S+/\S+/)", await mailed(stack, person, "Reset your password")
    )
    assert found
    return found[1]


async def test_a_changed_password_ends_all_other_sessions(
    client: httpx.AsyncClient, stack: Stack, graph: Graph, register: Register
) -> None:
    person = await register()
    phone = await another(client, person, "a phone")
    assert await everywhere(stack, phone) == {200}
    answer = await person.send("POST", "/change-password/", json=change(PASSWORD, NEW))
    assert (answer.status_code, answer.json()) == (200, {"detail": "Password changed successfully"})
    assert await everywhere(stack, phone) == {401}
    assert await everywhere(stack, person) == {200}
    error(await client.post("/token/refresh/", json={"refresh": phone.refresh}), 401, "token_invalid")
    assert not await logs_in(client, person, PASSWORD)
    assert await logs_in(client, person, NEW)
    assert await told(graph, person, "changed") == 1


async def test_a_wrong_or_bad_password_changes_nothing(
    client: httpx.AsyncClient, graph: Graph, register: Register
) -> None:
    person = await register()
    path = "/change-password/"
    answer = await person.send("POST", path, json=change("wrong horse 77", NEW))
    error(answer, 400, "invalid_credentials")
    for body, fields in (
        (change(PASSWORD, NEW, "different 77"), ["password2"]),
        (change(PASSWORD, "1234567890"), ["password"]),
        (change(PASSWORD, person.email.upper(), "x"), ["password", "password2"]),
        (change(PASSWORD, "short"), ["password"]),
        (change(PASSWORD, "x" * 129), ["password", "password2"]),
        ({"old_password": PASSWORD}, ["password", "password2"]),
    ):
        error(await person.send("POST", path, json=body), 400, "validation_error", *fields)
    error(await client.post(path, json=change(PASSWORD, NEW)), 401, "not_authenticated")
    assert await logs_in(client, person, PASSWORD)
    assert await told(graph, person, "changed") == 0


async def test_guessing_a_password_with_a_stolen_token_is_throttled(running: Running, register: Register) -> None:
    person = await register()
    async with running(throttle="on") as (client, _):
        for _ in range(5):
            answer = await client.post("/change-password/", headers=person.header, json=change("wrong horse 1", NEW))
            error(answer, 400, "invalid_credentials")
        for path in ("/change-password/", "/deactivate/"):
            body = change(PASSWORD, NEW) if "change" in path else {"password": PASSWORD}
            answer = await client.post(path, headers=person.header, json=body)
            error(answer, 429, "throttled")
        answer = await client.request("DELETE", "/delete/", headers=person.header, json={"password": PASSWORD})
        error(answer, 429, "throttled")


async def test_a_mailed_link_resets_once_and_ends_all_sessions(
    client: httpx.AsyncClient, stack: Stack, graph: Graph, register: Register
) -> None:
    person = await register()
    path = await link(stack, client, person)
    answer = await client.post(path, json={"password": NEW, "password2": NEW}, headers={"Authorization": "nonsense"})
    assert (answer.status_code, answer.json()) == (200, {"detail": "Password reset successfully"})
    assert await everywhere(stack, person) == {401}
    assert not await logs_in(client, person, PASSWORD)
    assert await logs_in(client, person, NEW)
    assert await told(graph, person, "reset") == 1
    error(await client.post(path, json={"password": PASSWORD, "password2": PASSWORD}), 400, "validation_error", "token")


async def test_a_link_dies_with_a_newer_one(client: httpx.AsyncClient, stack: Stack, register: Register) -> None:
    person = await register()
    older = await link(stack, client, person)
    await client.post("/send-reset-password-email/", json={"email": person.email})
    error(await client.post(older, json={"password": NEW, "password2": NEW}), 400, "validation_error", "token")


@pytest.mark.parametrize("path", ["/reset-password/x/y/", "/reset-password/MQ/y/", "/reset-password/NDA5Ng/é/"])
async def test_no_link(client: httpx.AsyncClient, path: str) -> None:
    error(await client.post(path, json={"password": NEW, "password2": NEW}), 400, "validation_error", "token")


async def test_a_link_runs_out_and_dies_with_the_password(
    client: httpx.AsyncClient, stack: Stack, graph: Graph, register: Register
) -> None:
    person = await register()
    user_id = (await person.get("/me/")).json()["id"]

    async def kept(until_ms: int) -> str:
        event_id = graph.next_id()
        token = resets.reset_token(stack.secrets.secret, event_id=event_id)
        digest = resets.reset_digest(token, email=person.email)
        await repository.send_reset_password_email(
            graph, email=person.email, event_id=event_id, reset_hash=digest, until_ms=until_ms
        )
        return resets.reset_path(user_id=user_id, token=token)

    body = {"password": NEW, "password2": NEW}
    error(await client.post(await kept(1), json=body), 400, "validation_error", "token")
    path = await kept(2**52)
    weak = {"password": person.email, "password2": person.email}
    error(await client.post(path, json=weak), 400, "validation_error", "password")
    assert (await person.send("POST", "/change-password/", json=change(PASSWORD, NEW))).status_code == 200
    error(await client.post(path, json=body), 400, "validation_error", "token")


async def test_two_uses_of_one_link_at_once(client: httpx.AsyncClient, stack: Stack, register: Register) -> None:
    person = await register()
    path = await link(stack, client, person)
    bodies = [{"password": text, "password2": text} for text in (NEW, f"{NEW} 2")]
    answers = await asyncio.gather(*(client.post(path, json=body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [200, 400]


async def test_an_unknown_address_is_answered_alike(client: httpx.AsyncClient, stack: Stack, ada: Person) -> None:
    known = await client.post("/send-reset-password-email/", json={"email": ada.email})
    for address in ("nobody@example.com", "not an address", "é@x"):
        answer = await client.post("/send-reset-password-email/", json={"email": address})
        assert (answer.status_code, answer.json()) == (known.status_code, known.json()) == (200, SAME_ANSWER)
        assert answer.headers.keys() == known.headers.keys()
    error(await client.post("/send-reset-password-email/", json={"email": ""}), 400, "validation_error", "email")
    error(await client.post("/send-reset-password-email/", json={}), 400, "validation_error", "email")
    await mailed(stack, ada, "Reset your password")
    assert "nobody@example.com" not in "".join(
        file.read_text(encoding="utf-8") for file in stack.settings.mail_path.glob("*.eml")
    )


async def test_the_page_behind_the_link_works_without_a_script(
    client: httpx.AsyncClient, stack: Stack, register: Register
) -> None:
    person = await register()
    path = await link(stack, client, person)
    page = await client.get(path, headers=HTML)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert page.headers["cache-control"] == "no-store"
    assert "<script" not in page.text
    assert not re.search(r'(src|href)="', page.text)
    labels, inputs = re.findall(r'<label for="(\w+)"', page.text), re.findall(r'<input id="(\w+)"', page.text)
    assert labels == inputs == ["password", "password2"]
    wrong = await client.post(path, headers=HTML, data={"password": NEW, "password2": "<script>"})
    assert wrong.status_code == 400
    assert wrong.headers["content-type"].startswith("text/html")
    assert '<p role="alert">Passwords Don&#x27;t Match</p>' in wrong.text
    assert "<form" in wrong.text
    short = await client.post(path, headers=HTML, data={"password": "short", "password2": "short"})
    assert (short.status_code, "At least 10 characters are needed." in short.text) == (400, True)
    right = await client.post(path, headers=HTML, data={"password": NEW, "password2": NEW})
    assert right.status_code == 200
    assert "Your password was changed" in right.text
    assert "<form" not in right.text
    assert await logs_in(client, person, NEW)
    again = await client.post(path, headers=HTML, data={"password": NEW, "password2": NEW})
    assert "Reset link is invalid or expired" in again.text


async def test_the_page_behind_the_link_hides_what_is_typed(client: httpx.AsyncClient) -> None:
    page = await client.get("/reset-password/x/y/", headers=HTML)
    fields = re.findall(r"<input [^>]*>", page.text)
    assert len(fields) == 2
    assert all('type="password"' in field and 'autocomplete="new-password"' in field for field in fields)
