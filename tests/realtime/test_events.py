"""Server-sent events: the same news for clients that only read."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from tests.api.conftest import Person, Register
from tests.conftest import Stack
from tests.realtime.conftest import PATIENCE, Serve, tweeted

Event = dict[str, Any]


async def next_event(answer: aiohttp.ClientResponse, kind: str) -> tuple[str, Event]:
    """The id and the data of the next event of a kind."""
    fields: dict[str, str] = {}
    async with asyncio.timeout(PATIENCE):
        async for line in answer.content:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name:
                fields[name] = value
            elif fields.pop("event", "") == kind:
                return fields.get("id", ""), json.loads(fields["data"])
            else:
                fields = {}
    raise AssertionError(f"it ended before an event {kind} came")


def asked(web: aiohttp.ClientSession, url: str, person: Person, last: str = "", query: str = "") -> Any:  # noqa: ANN401 - aiohttp's own
    """Ask for events, maybe after the last one that came."""
    return web.get(f"{url}/events/{query}", headers=person.header | ({"Last-Event-ID": last} if last else {}))


async def test_entries_notifications_and_counts_come(
    register: Register, web: aiohttp.ClientSession, stack: Stack
) -> None:
    author, reader = await register(), await register()
    await reader.send("POST", f"/users/{author.username}/follow/")
    watched = await tweeted(author)
    async with asked(web, stack.base_url, reader, query=f"?watch={watched}") as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        await next_event(answer, "ready")
        assert (await next_event(answer, "counts"))[1]["likes_count"] == 0
        made = await tweeted(author, f"hello @{reader.username}")
        cursor, event = await next_event(answer, "entry")
        assert (event["entry"]["id"], event["cursor"]) == (made, cursor)
        _, event = await next_event(answer, "notification")
        assert event["notification"]["verb"] in {"mentioned", "welcome"}
        await reader.send("POST", f"/tweets/{watched}/likes/")
        assert (await next_event(answer, "counts"))[1]["likes_count"] == 1


async def test_the_last_id_goes_on_where_it_was(register: Register, web: aiohttp.ClientSession, stack: Stack) -> None:
    author = await register()
    async with asked(web, stack.base_url, author) as answer:
        await next_event(answer, "ready")
        first = await tweeted(author)
        cursor, event = await next_event(answer, "entry")
        assert event["entry"]["id"] == first
    missed = [await tweeted(author) for _ in range(2)]
    async with asked(web, stack.base_url, author, cursor, query="?wait=0") as answer:
        found = [(await next_event(answer, "entry"))[1]["entry"]["id"] for _ in missed]
        assert found == missed
        assert "event: entry" not in (await answer.read()).decode()


async def test_a_session_that_ends_ends_the_stream(
    register: Register, web: aiohttp.ClientSession, serve: Serve
) -> None:
    person = await register()
    async with serve(live_heartbeat=300) as (url, _), asked(web, url, person) as answer:
        await next_event(answer, "ready")
        await person.send("POST", "/logout/", json={"refresh": person.refresh})
        _, event = await next_event(answer, "end")
        assert event == {"type": "end", "code": 4401, "reason": "session_ended"}
        assert await answer.read() == b""


async def test_a_stream_has_room_for_some(register: Register, web: aiohttp.ClientSession, serve: Serve) -> None:
    person = await register()
    async with serve(live_per_person=1) as (url, _), asked(web, url, person) as answer:
        await next_event(answer, "ready")
        async with asked(web, url, person) as another:
            assert (another.status, (await another.json())["error"]) == (429, "throttled")


@pytest.mark.parametrize(("last", "query"), [("x", ""), ("", "?watch=0"), ("", "?wait=-1"), ("", "?watch=1&watch=x")])
async def test_what_cannot_be_read_is_refused(
    register: Register, web: aiohttp.ClientSession, stack: Stack, last: str, query: str
) -> None:
    async with asked(web, stack.base_url, await register(), last, query) as answer:
        assert answer.status == 400, await answer.text()


async def test_head_is_answered_and_ends(register: Register, web: aiohttp.ClientSession, stack: Stack) -> None:
    person = await register()
    async with web.head(f"{stack.base_url}/events/", headers=person.header) as answer:
        assert answer.status == 200
