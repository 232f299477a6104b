"""The errors that many operations share, provoked for every operation that is said to answer them."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from neo4j import AsyncGraphDatabase

from tests.api.conftest import error
from tests.conftest import Stack
from tests.contract.conftest import Inside, application
from tests.contract.operations import Described, described
from tests.contract.scene import Cast, Scene
from tests.contract.table import ENTRIES

OPERATIONS = [entry.operation for entry in ENTRIES if entry.operation]
BY_ID = {entry.operation: entry for entry in ENTRIES}
ONCE = ("anon", "user", "auth", "content_creation", "interaction", "account_sensitive", "anon_read")
JSON = {"Content-Type": "application/json"}
BODIES: dict[str, tuple[dict[str, str], bytes, tuple[str, ...]]] = {
    "invalid_json": (JSON, b"{", ()),
    "unsupported_media_type": ({"Content-Type": "text/xml"}, b"<a/>", ()),
    "validation_error": (JSON, b'{"nobody_heard_of_this": 1}', ("nobody_heard_of_this",)),
    "payload_too_large": (JSON, b'{"x": "' + b"x" * 1_000_001 + b'"}', ()),
}
PAGES = {
    "invalid_page": ("limit=0", "limit=101", "page=0", "page=x", "page=11&limit=100", "page=1&cursor=x"),
    "invalid_cursor": ("cursor=x", "cursor=" + "A" * 16),
}


@pytest.fixture(scope="module")
async def throttled(stack: Stack) -> AsyncIterator[Inside]:
    """An application that lets everybody ask once a day."""
    async with application(stack, throttle="on", **{f"rate_{scope}": "1/day" for scope in ONCE}) as found:
        yield found


def somewhere(operation: Described) -> str:
    """A path of an operation, about things that need not be there."""
    path = (
        re.sub(r"\{\w+_id\}", "1", operation.path).replace("{username}", "nobody_here").replace("{uid}/{token}", "x/y")
    )
    return f"{path}?wait=0" if path == "/events/" else path  # or it would go on


@pytest.mark.parametrize("name", OPERATIONS)
async def test_an_operation_refuses_as_all_do(
    name: str, people: Cast, http: httpx.AsyncClient, description: dict[str, Any]
) -> None:
    operation = described(description)[name]
    codes = {code: status for status, code in operation.codes}
    scene = Scene(people)
    path, method = somewhere(operation), operation.method
    mine = await scene.header("staff")
    headers = {
        "not_authenticated": {},
        "token_invalid": {"Authorization": "Bearer no.real.token"},
        "token_expired": {"Authorization": f"Bearer {await scene.thing('expired_access')}"},
    }
    if operation.document["security"]:
        for code in headers.keys() & codes.keys():
            answer = await http.request(method, path, headers=headers[code])
            error(answer, 401, code)
            assert answer.headers["www-authenticate"] == "Bearer"
    if "requestBody" in operation.document:
        for code, (header, body, fields) in BODIES.items():
            answer = await http.request(method, path, headers=mine | header, content=body)
            assert answer.status_code == codes[code], answer.text
            assert answer.json()["error"] == code
            assert set(fields) <= answer.json().get("fields", {}).keys()
    for code in PAGES.keys() & codes.keys():
        for query in PAGES[code]:
            error(await http.get(f"{path}{'&' if '?' in path else '?'}{query}", headers=mine), 400, code)


@pytest.mark.parametrize("name", OPERATIONS)
async def test_an_operation_is_throttled(
    name: str, people: Cast, throttled: Inside, description: dict[str, Any]
) -> None:
    operation = described(description)[name]
    header = await Scene(people).header("stranger")
    answers = [await throttled.client.request(operation.method, somewhere(operation), headers=header) for _ in range(2)]
    if (429, "throttled") in operation.codes:
        error(answers[1], 429, "throttled")
        assert int(answers[1].headers["retry-after"]) > 0
    else:
        assert [answer.status_code for answer in answers] == [200, 200]


@pytest.mark.parametrize("name", OPERATIONS)
async def test_an_operation_without_the_graph(
    name: str, people: Cast, inside: Inside, description: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry, scene = BY_ID[name], Scene(people)
    for thing in entry.given:
        await scene.thing(thing)
    await scene.filled([entry.path, dict(entry.body or {})])
    await scene.header(entry.who)
    graph = inside.app.running.graph
    monkeypatch.setattr("graph.client.FIRST_DELAY", 60.0)  # seconds, beyond every deadline: the first failure is told
    async with AsyncGraphDatabase.driver("bolt://127.0.0.1:1") as nowhere:  # nothing listens there, so nothing is done
        usual, graph.driver = graph.driver, nowhere
        try:
            answer = await scene.asked(entry, entry.who, inside.client)
        finally:
            graph.driver = usual
    if name in {"health.live", "feeds.index"}:
        assert answer.status_code == 200
        return
    assert (503, "unavailable") in described(description)[name].codes
    assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")
