"""What is logged of a request, and what never is."""

import json

import pytest

from tests.api.conftest import PASSWORD, Register, Running


async def test_one_line_for_each_request_and_no_secret(
    running: Running, register: Register, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    person = await register()
    async with running(log_level="info") as (client, _):
        await client.post("/login/", json={"username": person.username, "password": PASSWORD})
        await client.post("/token/refresh/", json={"refresh": person.refresh})
        own = {"X-Request-ID": "a-request-of-mine"}
        await client.get(f"/users/{person.username}/?token={person.access}", headers=person.header | own)
        await client.get("/nothing/at/all/")
    written = capfdbinary.readouterr().out
    for secret in (PASSWORD, person.access, person.refresh, person.username):
        assert secret.encode() not in written
    lines = [json.loads(line) for line in written.splitlines() if b'"request"' in line]
    seen = [(line["method"], line["path"], line["status"]) for line in lines]
    assert seen == [
        ("POST", "/login", 200),
        ("POST", "/token/refresh", 200),
        ("GET", "/users/{username}", 200),
        ("GET", "-", 404),
    ]
    assert lines[2]["request_id"] == "a-request-of-mine"
    assert lines[2]["user_id"] > 0
    assert all(line["ms"] > 0 for line in lines)


async def test_what_nobody_expected_is_logged_with_the_requests_id(
    running: Running,
    register: Register,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    person = await register()
    async with running() as (client, _):

        def broken(*_: object, **__: object) -> None:
            raise RuntimeError("a secret thing")

        monkeypatch.setattr("graph.accounts.repository.me", broken)
        answer = await client.get("/me/", headers=person.header)
        assert answer.status_code == 500
        assert answer.json()["error"] == "internal_error"
        assert "secret" not in answer.text
    [line] = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert line["event"] == "unexpected error"
    assert line["request_id"] == answer.headers["x-request-id"]
    assert "RuntimeError: a secret thing" in line["exception"]
