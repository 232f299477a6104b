"""tweetgraph user create | token, as a person runs them."""

import subprocess

import httpx

from tests.api.conftest import PASSWORD, Person, new_name
from tests.conftest import TWEETGRAPH, Stack


def create(stack: Stack, *words: str, typed: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*TWEETGRAPH, "user", "create", "--password-stdin", *words],
        env=stack.env,
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


async def test_a_token_is_printed_alone_and_signs_in(stack: Stack, client: httpx.AsyncClient, ada: Person) -> None:
    done = stack.run("token", ada.username.upper())
    assert (done.returncode, done.stderr) == (0, "")
    token = done.stdout.removesuffix("\n")
    assert token.count(".") == 2
    assert not token.split(".", 1)[1].count("\n")
    answer = await client.get("/me/", headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["username"] == ada.username


def test_nobody_gets_no_token(stack: Stack) -> None:
    done = stack.run("token", "nobody_is_called_so")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Error: There is no active person named nobody_is_called_so.\n"


async def test_a_person_is_created_and_can_log_in(stack: Stack, client: httpx.AsyncClient) -> None:
    name = new_name()
    done = create(stack, "--staff", "--username", name, "--email", f"{name}@example.com")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{name} is registered.\n"
    answer = await client.post("/login/", json={"username": name, "password": PASSWORD})
    assert answer.status_code == 200
    again = create(stack, "--username", name, "--email", f"{name}@example.org")
    assert again.returncode == 1
    assert "username: A user with that username already exists." in again.stderr
    assert PASSWORD not in again.stdout + again.stderr


def test_a_weak_password_is_refused(stack: Stack) -> None:
    done = create(stack, "--username", new_name(), "--email", "a@example.com", typed="1234567890\n")
    assert done.returncode == 1
    assert "password" in done.stderr
    assert "1234567890" not in done.stdout + done.stderr


def test_without_a_terminal_a_password_must_be_given(stack: Stack) -> None:
    done = stack.run("user", "create", "--username", new_name(), "--email", "a@example.com")
    assert done.returncode == 2
    assert "--password-stdin" in done.stderr
