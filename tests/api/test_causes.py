"""What an account wrote by one process is read by another: the bookmarks that a cluster's members wait for.

There is no cluster here: the routing driver asks the one server, which has everything. What is tried is that every
process asks for what the account wrote last.
"""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.api.conftest import Person, Register
from tests.conftest import Stack
from tests.contract.conftest import Inside, application


@pytest.fixture(scope="module")
async def processes(stack: Stack) -> AsyncIterator[tuple[Inside, Inside]]:
    """Two applications with drivers of their own that ask for a table of routes."""
    address = stack.settings.bolt_address.replace("bolt://", "neo4j://")
    async with (
        application(stack, neo4j_uri=address) as one,
        application(stack, neo4j_uri=address) as other,
    ):
        yield one, other


async def wrote(process: Inside, person: Person) -> set[str]:
    """The bookmarks of a process after a person's write there."""
    answer = await process.client.post("/tweets/", headers=person.header, json={"content": "hello"})
    assert answer.status_code == 201, answer.text
    return await process.app.running.graph.written()


async def test_a_process_waits_for_what_the_account_wrote_by_another(
    processes: tuple[Inside, Inside], register: Register
) -> None:
    one, other = processes
    person, stranger = await register(), await register()
    bookmarks = await wrote(one, person)
    assert bookmarks
    graph = other.app.running.graph
    given: list[set[str]] = []
    asked: list[set[str]] = []
    manager: Any = graph._bookmarks  # noqa: SLF001 - what every session asks before it begins
    usual, known = graph.read_after, manager.get_bookmarks

    async def told(marks: set[str]) -> None:
        given.append(marks)
        await usual(marks)

    async def noted() -> set[str]:
        asked.append(await known())
        return asked[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph, "read_after", told)
        assert (await other.client.get("/tweets/feed/", headers=stranger.header)).status_code == 200
        patch.setattr(manager, "get_bookmarks", noted)
        answer = await other.client.get("/tweets/feed/", headers=person.header)
    assert [row["content"] for row in answer.json()["results"]] == ["hello"]
    assert given == [set(), bookmarks]
    assert bookmarks <= asked[0]


async def test_a_server_that_stands_alone_needs_none(inside_alone: Inside, register: Register) -> None:
    assert not await wrote(inside_alone, await register())


@pytest.fixture
async def inside_alone(stack: Stack) -> AsyncIterator[Inside]:
    """An application that asks the one server."""
    async with application(stack) as found:
        yield found
