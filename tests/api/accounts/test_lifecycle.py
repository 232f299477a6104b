"""Accounts that rest, return, are kept out; and the list of them for staff."""

import subprocess

import httpx
import pytest

from api.gate import Sessions
from graph.client import Graph
from tests.api.accounts.test_passwords import logs_in, mailed, told
from tests.api.accounts.test_sessions import everywhere
from tests.api.conftest import PASSWORD, Person, Register, Running, error
from tests.api.test_commands import create
from tests.conftest import TWEETGRAPH, Stack

DEACTIVATED = {"detail": "Your account has been deactivated"}
BACK = {"detail": "Your account has been successfully reactivated"}


def claim(person: Person, password: str = PASSWORD) -> dict[str, str]:
    return {"username": person.username, "password": password}


async def test_a_deactivated_person_is_gone_at_once_and_can_return(
    client: httpx.AsyncClient, stack: Stack, graph: Graph, register: Register, ada: Person
) -> None:
    person, fan = await register(), await register()
    tweet = (await person.send("POST", "/tweets/", json={"content": "here for now"})).json()
    assert (await fan.send("POST", f"/users/{person.username}/follow/")).status_code == 201
    error(await person.send("POST", "/deactivate/", json={"password": "wrong horse 77"}), 400, "invalid_credentials")
    error(await person.send("POST", "/deactivate/", json={}), 400, "validation_error", "password")
    assert await everywhere(stack, person) == {200}
    answer = await person.send("POST", "/deactivate/", json={"password": PASSWORD})
    assert (answer.status_code, answer.json()) == (200, DEACTIVATED)
    assert await everywhere(stack, person) == {401}
    error(await person.get("/me/"), 401, "token_invalid")
    error(await client.post("/token/refresh/", json={"refresh": person.refresh}), 401, "token_invalid")
    error(await client.post("/login/", json=claim(person)), 403, "account_deactivated")
    error(await client.post("/login/", json=claim(person, "wrong horse 77")), 401, "invalid_credentials")
    for path in (f"/users/{person.username}/", f"/tweets/{tweet['id']}/", f"/tweets/user/{person.username}/"):
        error(await ada.get(path), 404, "not_found")
    assert (await fan.get("/tweets/feed/")).json()["results"] == []
    assert (await fan.get(f"/users/{fan.username}/following/")).json()["results"] == []
    await mailed(stack, person, "Your account was deactivated")

    error(await client.post("/activate/", json=claim(person, "wrong horse 77")), 401, "invalid_credentials")
    error(await client.post("/activate/", json=claim(person) | {"username": "nobody"}), 401, "invalid_credentials")
    error(await client.post("/activate/", json={"username": "x"}), 400, "validation_error", "password")
    answer = await client.post("/activate/", json=claim(person), headers={"Authorization": "nonsense"})
    assert (answer.status_code, answer.json()) == (200, BACK)
    again = await client.post("/activate/", json=claim(person) | {"username": person.email})
    assert (again.status_code, again.json()) == (200, {"detail": "Account already active"})
    assert await logs_in(client, person, PASSWORD)
    assert await everywhere(stack, person) == {401}
    assert (await ada.get(f"/tweets/{tweet['id']}/")).status_code == 200
    assert len((await fan.get("/tweets/feed/")).json()["results"]) == 1
    assert await told(graph, person, "deactivated") == await told(graph, person, "reactivated") == 1
    await mailed(stack, person, "Welcome back")


async def test_a_suspension_ends_sessions_at_once_and_only_staff_lift_it(
    client: httpx.AsyncClient, stack: Stack, register: Register, ada: Person
) -> None:
    person = await register()
    assert await everywhere(stack, person) == {200}
    done = stack.run("user", "suspend", person.username.upper())
    assert (done.returncode, done.stdout) == (0, f"{person.username.upper()} is suspended.\n"), done.stderr
    assert await everywhere(stack, person) == {401}
    error(await ada.get(f"/users/{person.username}/"), 404, "not_found")
    error(await client.post("/login/", json=claim(person)), 403, "account_suspended")
    error(await client.post("/activate/", json=claim(person)), 403, "account_suspended")
    error(await client.post("/activate/", json=claim(person, "wrong horse 77")), 401, "invalid_credentials")
    done = stack.run("user", "restore", person.username)
    assert (done.returncode, done.stdout) == (0, f"{person.username} is active.\n"), done.stderr
    assert await logs_in(client, person, PASSWORD)
    assert await everywhere(stack, person) == {401}


async def test_who_had_deactivated_before_a_suspension_is_deactivated_after_it(
    stack: Stack, register: Register
) -> None:
    person = await register()
    assert (await person.send("POST", "/deactivate/", json={"password": PASSWORD})).status_code == 200
    assert stack.run("user", "suspend", person.username).returncode == 0
    assert stack.run("user", "restore", person.username).stdout == f"{person.username} is deactivated.\n"


def test_nobody_is_suspended(stack: Stack) -> None:
    for act in ("suspend", "restore"):
        done = stack.run("user", act, "nobody_is_called_so")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == "Error: There is no person named nobody_is_called_so.\n"


async def test_without_redis_the_graph_alone_ends_sessions(running: Running, register: Register) -> None:
    async with running(redis_url="redis://127.0.0.1:1/0") as (client, app):
        assert isinstance(app.running.sessions, Sessions)
        for path, method in (("/deactivate/", "POST"), ("/delete/", "DELETE")):
            person = await register()
            assert (await client.get("/me/", headers=person.header)).status_code == 200
            answer = await client.request(method, path, headers=person.header, json={"password": PASSWORD})
            assert answer.status_code == 200
            error(await client.get("/me/", headers=person.header), 401, "token_invalid")


def staff(stack: Stack, name: str) -> subprocess.CompletedProcess[str]:
    """Someone who may list all people, and the token of a session."""
    assert create(stack, "--staff", "--username", name, "--email", f"{name}@example.com").returncode == 0
    return subprocess.run([*TWEETGRAPH, "token", name], env=stack.env, capture_output=True, text=True, check=True)


@pytest.mark.alone  # reads a list of everybody
async def test_staff_list_everybody_but_themselves(
    client: httpx.AsyncClient, stack: Stack, register: Register, ada: Person
) -> None:
    tag = ada.username[-6:]
    name = f"staff_{tag}"
    header = {"Authorization": f"Bearer {staff(stack, name).stdout.strip()}"}
    people = [await register(f"list{number}_{tag}") for number in range(3)]
    page = (await client.get("/users/", headers=header, params={"limit": 3})).json()
    assert page.keys() == {"count", "next", "previous", "results"}
    assert all(row.keys() == {"id", "username", "email"} for row in page["results"])
    assert [row["username"] for row in page["results"]] == [person.username for person in people[::-1]]
    assert page["results"][0]["email"] == people[2].email
    assert name not in {row["username"] for row in page["results"]}
    second = (await client.get(page["next"], headers=header)).json()
    assert not {row["id"] for row in second["results"]} & {row["id"] for row in page["results"]}
    assert (await client.get(second["previous"], headers=header)).json()["results"] == page["results"]
    found = (await client.get("/users/", headers=header, params={"search": f"LIST1_{tag}"})).json()
    assert [row["username"] for row in found["results"]] == [people[1].username]
    assert (await client.get("/users/", headers=header, params={"search": "no such name"})).json()["results"] == []
    error(await client.get("/users/", headers=header, params={"search": "x" * 101}), 400, "validation_error", "search")


async def test_nobody_else_lists_people(client: httpx.AsyncClient, ada: Person) -> None:
    error(await ada.get("/users/"), 403, "forbidden")
    error(await client.get("/users/"), 401, "not_authenticated")
