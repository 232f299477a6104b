"""Scheduled tweets are published once, and in their order, by workers that die, come back late, or are two."""

import asyncio
import random
import signal
from collections import Counter
from typing import Any

import httpx

from graph.ids import first_id_at, now_ms
from graph.records import Record
from tests.api.conftest import PASSWORD, Person, registered
from tests.api.engagement.test_lists import set_status, tweet_of
from tests.api.tweets.test_scheduled import rows, scheduled
from tests.drawing import drawn
from tests.fixtures import stated
from tests.tasks.conftest import Late
from tests.tasks.test_outbox import eventually

DUE = stated(
    "due",
    "UNWIND range(0, size($ids) - 1) AS n WITH $ids[n] AS id, $since + n * $apart AS due "
    "MATCH (t:ScheduledTweet {id: id}) SET t.due_id = due, t.look_id = due",
)
LOSE = stated("lose", "MATCH (m:Media {id: $id}) DETACH DELETE m")


async def fall_due(late: Late, ids: list[int], *, since_ms: int = -60_000, apart_ms: int = 1) -> None:
    """They are due one after the other, from a moment on that is counted from now."""
    since = first_id_at(now_ms() + since_ms)
    await late.graph.write(DUE, Record, ids=ids, since=since, apart=apart_ms * 4096)


async def said(person: Person) -> list[str]:
    """What a person's own page says, the oldest first."""
    return [row["content"] for row in reversed(await many_rows(person, f"/tweets/user/{person.username}/"))]


async def many_rows(person: Person, path: str) -> list[dict[str, Any]]:
    """A page of a hundred, the newest first."""
    found: list[dict[str, Any]] = (await person.get(path, limit=100)).json()["results"]
    return found


async def all_published(*people: Person) -> None:
    """Wait until these people have nothing scheduled."""

    async def none_left() -> bool:
        return not any([await rows(person, "/tweets/scheduled/") for person in people])

    await eventually(none_left)


async def test_killed_workers_publish_once_and_in_order(late: Late, http: httpx.AsyncClient) -> None:
    """Nobody worked while twelve came due; then workers die before, within and after what they commit."""
    people = [await registered(http) for _ in range(2)]
    ids = [await scheduled(person, f"number {number}") for number in range(6) for person in people]
    for person in people:
        await tweet_of(person, "written meanwhile")
    await fall_due(late, ids)
    for fault in ("before", "within", "after"):
        dying = late.spawn("hasty", fault)
        assert await asyncio.to_thread(dying.wait, 60) == -signal.SIGKILL
        async with late.client() as client:  # Redis forgets everything as well
            await client.flushall()
    assert sum([len(await rows(person, "/tweets/scheduled/")) for person in people]) >= 3
    await late.worker("hasty")
    await all_published(*people)
    for person in people:
        assert await said(person) == ["written meanwhile", *(f"number {number}" for number in range(6))]


async def test_two_workers_change_and_cancel_at_once(late: Late, http: httpx.AsyncClient) -> None:
    """Of each race one wins: the author, who is told so, or a worker."""
    author = await registered(http)
    await asyncio.gather(late.worker("hasty"), late.worker("hasty"))
    ids = [await scheduled(author, f"before {number}") for number in range(30)]
    await fall_due(late, ids, since_ms=0, apart_ms=100)
    wanted: dict[int, str | None] = {}

    async def meddle(number: int) -> None:
        path = f"/tweets/scheduled/{ids[number]}/"
        await asyncio.sleep(number / 10 + random.uniform(0, 1))  # about when it is published
        if number % 3 == 1:
            answer = await author.send("DELETE", path)
            wanted[number] = None if answer.status_code == 204 else f"before {number}"
        elif number % 3 == 2:
            answer = await author.send("PATCH", path, json={"content": f"after {number}"})
            wanted[number] = f"after {number}" if answer.status_code == 200 else f"before {number}"
        else:
            return
        assert answer.status_code in {200, 204, 404}, answer.text

    await asyncio.gather(*map(meddle, range(30)))
    await all_published(author)
    texts = [wanted.get(number, f"before {number}") for number in range(30)]
    assert await said(author) == [text for text in texts if text is not None]


async def test_who_and_what_is_gone_when_it_is_due(late: Late, http: httpx.AsyncClient) -> None:
    away, hidden, gone, careless, reader, *busy = [await registered(http) for _ in range(7)]
    for person in (away, hidden, careless, *busy):
        await reader.send("POST", f"/users/{person.username}/follow/")
    lost = [
        (await careless.send("POST", "/media/", files={"file": ("a.png", drawn("PNG"), "image/png")})).json()["id"]
        for _ in range(2)
    ]
    held = await scheduled(careless, "", media_ids=lost[:1])
    bare = await scheduled(careless, "the picture is lost", media_ids=lost[1:])
    theirs = [await scheduled(person, "at last") for person in (away, hidden, gone)]
    many = [await scheduled(person, f"{number} of {at}") for number in range(6) for at, person in enumerate(busy)]
    rest = {"json": {"password": PASSWORD}}
    assert (await away.send("POST", "/deactivate/", **rest)).status_code == 200
    await set_status(late.graph, hidden, "suspended")
    assert (await gone.send("DELETE", "/delete/", **rest)).status_code == 200
    for medium in lost:
        await late.graph.write(LOSE, Record, id=medium)
    await late.worker("hasty")
    async with late.client() as client:
        await client.flushall()
    await fall_due(late, [held, bare, *theirs, *many])
    await all_published(*busy)
    # What came due at once is in the feed in its order, without those who are away.
    feed = [(row["content"], row["media"]) for row in await many_rows(reader, "/tweets/feed/")]
    order = [f"{number} of {at}" for number in range(6) for at in range(len(busy))]
    assert feed[::-1] == [("the picture is lost", []), *((text, []) for text in order)]
    # Without text and picture there is nothing to publish: its author finds it where it was, and may cancel it.
    assert [row["id"] for row in await rows(careless, "/tweets/scheduled/")] == [held]
    assert (await careless.send("DELETE", f"/tweets/scheduled/{held}/")).status_code == 204
    back = await http.post("/activate/", json={"username": away.username, "password": PASSWORD})
    assert back.status_code == 200
    await set_status(late.graph, hidden, "active")

    async def published() -> bool:
        newest = await many_rows(reader, "/tweets/feed/")
        return Counter(row["content"] for row in newest)["at last"] == 2

    await eventually(published)
    authors = {row["author"]["username"] for row in (await rows(reader, "/tweets/feed/"))[:2]}
    assert authors == {away.username, hidden.username}  # at the top, as if written now
