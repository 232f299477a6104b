"""Statements that are sent again after an unknown outcome answer the same and change nothing more."""

import asyncio
import secrets
from typing import Any

import pytest
from argon2 import PasswordHasher

from api.accounts import sessions
from api.app import TweetGraph
from graph import statements
from graph.accounts import repository
from graph.accounts.factors import Proof
from graph.accounts.records import Registration
from graph.accounts.repository import NewPerson
from graph.client import Graph
from tests.api.conftest import PASSWORD, Running, new_name, registered


def someone(app: TweetGraph) -> tuple[NewPerson, sessions.Opening]:
    name = new_name()
    person = NewPerson(username=name, email=f"{name}@example.com", password_hash="x")
    return person, sessions.opening(app.running.graph, app.running.tokens, "test")


async def counted(app: TweetGraph, user_id: int) -> tuple[int, int, int]:
    """How many people there are by this id, and how many credentials and sessions they have."""
    records, _, _ = await app.running.graph.driver.execute_query(
        """
        MATCH (u:User {id: $id})
        RETURN COUNT { (u)-[:HAS_CREDENTIAL]->() } AS c, COUNT { (u)-[:HAS_SESSION]->() } AS s
        """,
        id=user_id,
    )
    return len(records), records[0]["c"], records[0]["s"]


async def test_a_repeated_registration_is_the_same_one(running: Running) -> None:
    async with running() as (_, app):
        graph = app.running.graph
        person, opening = someone(app)
        parameters = {
            "user_id": graph.next_id(),
            "event_id": graph.next_id(),
            "mail_id": graph.next_id(),
            "username": person.username,
            "username_key": person.username.lower(),
            "email": person.email,
            "password_hash": "x",
            "staff": False,
            "session_id": opening.session.session_id,
            "refresh_hash": "y",
            "user_agent": "",
            "issued_ms": 0,
            "refresh_ms": 0,
        }
        for _ in range(3):
            rows = await graph.write(statements.accounts.register, Registration, **parameters)
            assert rows == [Registration(username_taken=False, email_taken=False)]
        assert await counted(app, int(str(parameters["user_id"]))) == (1, 1, 1)


async def test_a_repeated_login_opens_one_session(running: Running) -> None:
    async with running() as (_, app):
        graph = app.running.graph
        person, first = someone(app)
        user_id = graph.next_id()
        await repository.register(graph, user_id=user_id, person=person, session=first.session)
        again = sessions.opening(graph, app.running.tokens, "test")
        for _ in range(2):
            assert await repository.login(
                graph, user_id=user_id, verified_hash="x", kept_hash="new", proof=Proof(), session=again.session
            )
        assert await counted(app, user_id) == (1, 1, 2)
        other = sessions.opening(graph, app.running.tokens, "test")
        assert not await repository.login(
            graph, user_id=user_id, verified_hash="x", kept_hash="newer", proof=Proof(), session=other.session
        )


async def test_a_repeated_rotation_is_no_reuse_also_without_grace(running: Running) -> None:
    async with running() as (_, app):
        graph, tokens = app.running.graph, app.running.tokens
        person, opening = someone(app)
        user_id = graph.next_id()
        await repository.register(graph, user_id=user_id, person=person, session=opening.session)

        async def rotate(attempt: str) -> str | None:
            rotation = await repository.refresh(
                graph,
                user_id=user_id,
                session_id=opening.session.session_id,
                presented_hash=opening.session.refresh_hash,
                successor_hash=tokens.digest(tokens.successor(opening.token_id)),
                attempt=attempt,
                now_ms=opening.session.issued_ms + 1000,
                grace_ms=0,
                refresh_ms=1000,
            )
            return rotation.outcome if rotation else None

        attempt = secrets.token_hex(8)
        assert [await rotate(attempt) for _ in range(3)] == ["rotated", "repeated", "repeated"]
        assert await rotate("another") == "reused"
        assert await rotate("another") is None


async def test_two_log_ins_at_once_after_parameters_changed_both_succeed(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running() as (client, app):
        person = await registered(client)
        outdated, weak = app.running.passwords.outdated, PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
        hashed = weak.hash(PASSWORD)
        await app.running.graph.driver.execute_query(
            "MATCH (c:Credential {username_key: $name}) SET c.password_hash = $hashed",
            name=person.username.lower(),
            hashed=hashed,
        )
        assert outdated(hashed)
        both = asyncio.Barrier(2)
        once = repository.login

        async def together(graph: Graph, **given: Any) -> bool:  # noqa: ANN401 - handed on as they are
            if given["verified_hash"] == hashed:
                await both.wait()
            return await once(graph, **given)

        monkeypatch.setattr(repository, "login", together)
        body = {"username": person.username, "password": PASSWORD}
        answers = await asyncio.gather(*(client.post("/login/", json=body) for _ in range(2)))
        assert [answer.status_code for answer in answers] == [200, 200]
        found = await repository.credential(app.running.graph, identifier=person.username)
        assert found
        assert not outdated(found.password_hash or "")
