"""The archive of a person's data: one at a time, for a day, for who has a link and is active."""

import asyncio
import email
import email.policy
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.exports import links
from graph.archives import repository as archives
from graph.archives.records import Kept, Medium
from graph.client import Graph
from graph.exports import repository
from graph.ids import now_ms
from graph.records import Record
from tasks import archive, exports
from tasks import media as sweeping
from tasks.storage import Storage
from tests.api.conftest import PASSWORD, Person, Register, Running, error
from tests.api.exports.conftest import fetched, path_of, read, ready
from tests.api.tweets.conftest import STATUS
from tests.conftest import Stack
from tests.fixtures import stated

EXPORTS = stated(
    "exports", "MATCH (e:Export {user_id: $user_id}) RETURN e.id AS id, e.name AS name, e.ready_id AS ready_id"
)
AGE = stated("age", "MATCH (e:Export {user_id: $user_id}) SET e.id = e.id - $by, e.ready_id = e.ready_id - $by")
BEGIN = stated(
    "begin",
    "MATCH (u:User {id: $user_id}) MERGE (e:Export {user_id: u.id}) SET e.id = $id, e.name = $name "
    "REMOVE e.ready_id MERGE (u)-[:HAS_EXPORT]->(e)",
)
DAY = 86_400_000 << 12  # as a distance of ids


class Node(Record):
    """An archive as the graph has it."""

    id: int
    name: str
    ready_id: int | None


async def nodes(graph: Graph, user_id: int) -> list[Node]:
    return await graph.read(EXPORTS, Node, user_id=user_id)


async def id_of(person: Person) -> int:
    return int((await person.get("/me/")).json()["id"])


def letters(stack: Stack, person: Person) -> list[str]:
    """The subjects of the mails about archives that went to somebody."""
    found = []
    for file in stack.settings.mail_path.glob("*.eml"):
        mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        if mail["To"] == person.email and "archive" in mail["Subject"]:
            assert "/export/" not in mail.as_string()  # no link: whoever reads a mail is not always its receiver
            found.append(mail["Subject"])
    return found


async def begun(graph: Graph, storage: Storage, user_id: int) -> tuple[int, str, Any]:
    """An archive that was asked for and that no worker knows of, and what a task of ours is given."""
    export_id, name = graph.next_id(), f"{datetime.now(UTC):%Y%m%d}{graph.next_id():032x}.zip"
    await graph.write(BEGIN, Record, user_id=user_id, id=export_id, name=name)
    return export_id, name, SimpleNamespace(state=SimpleNamespace(graph=graph, storage=storage))


@pytest.fixture
def storage(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """The stack's files; a task that runs in this process works in their home."""
    monkeypatch.setattr(exports, "settings", stack.settings)
    return Storage(stack.settings)


async def test_an_archive_is_made_once_and_mailed(register: Register, stack: Stack, graph: Graph) -> None:
    person = await register()
    nothing = dict.fromkeys(("requested_at", "ready_at", "ends_at", "size", "url")) | {"status": "none"}
    assert (await person.get("/export/")).json() == nothing
    answers = await asyncio.gather(*(person.send("POST", "/export/") for _ in range(8)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["requested_at"] for answer in answers}) == 1
    state = await ready(person)
    [node] = await nodes(graph, await id_of(person))
    again = (await person.send("POST", "/export/")).json()
    assert {**again, "url": ""} == {**state, "url": ""}
    assert [node] == await nodes(graph, await id_of(person))
    async with asyncio.timeout(20):
        while not letters(stack, person):  # noqa: ASYNC110 - what is awaited happens in another process
            await asyncio.sleep(0.1)
    archived = await fetched(person)
    assert read(archived, "account")["email"] == person.email
    assert person.username in archived.read("README.txt").decode()
    assert len(letters(stack, person)) == 1


async def test_it_is_a_file_and_no_page(register: Register) -> None:
    person = await register()
    state = await ready(person)
    answer = await person.client.get(path_of(state["url"]))
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == f'attachment; filename="tweetgraph-{person.username}.zip"'
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert int(answer.headers["content-length"]) == state["size"] == len(answer.content)
    asked = await person.client.head(path_of(state["url"]))
    assert (asked.status_code, asked.content) == (200, b"")


async def test_a_link_is_one_persons_one_archives_and_ends(register: Register, stack: Stack, graph: Graph) -> None:
    person, other = await register(), await register()
    state, _ = await ready(person), await ready(other)
    good = path_of(state["url"])
    user_id, other_id = await id_of(person), await id_of(other)
    [mine], [others] = await nodes(graph, user_id), await nodes(graph, other_id)
    secret, until = stack.secrets.secret, now_ms() + 60_000
    made = links.link_path(secret, user_id=user_id, export_id=mine.id, until_ms=until)
    assert (await person.client.get(made)).status_code == 200
    _, _, uid, token, _ = good.split("/")
    _, _, other_uid, _, _ = links.link_path(secret, user_id=other_id, export_id=1, until_ms=1).split("/")
    export_id, end, signed = token.split("-")
    for path in (
        f"/export/{other_uid}/{token}/",
        f"/export/{uid}/{others.id}-{end}-{signed}/",
        f"/export/{uid}/{export_id}-{int(end) + 1}-{signed}/",
        f"/export/{uid}/{token[:-1]}{'0' if token[-1] != '0' else '1'}/",
        f"/export/{uid}/{export_id}--{signed}/",
        f"/export/{uid}/x/",
        "/export/x/y/",
        links.link_path("another secret", user_id=user_id, export_id=mine.id, until_ms=until),
        links.link_path(secret, user_id=user_id, export_id=others.id, until_ms=until),
        links.link_path(secret, user_id=user_id, export_id=mine.id, until_ms=now_ms() - 1),
        links.link_path(secret, user_id=user_id, export_id=2**53, until_ms=until),
    ):
        error(await person.client.get(path), 404, "not_found")
        error(await person.client.get(path, headers=person.header), 404, "not_found")


@pytest.mark.parametrize("status", ["deactivated", "suspended"])
async def test_who_is_not_active_fetches_nothing(register: Register, graph: Graph, status: str) -> None:
    person = await register()
    path = path_of((await ready(person))["url"])
    await graph.write(STATUS, Record, username=person.username, status=status)
    error(await person.client.get(path), 404, "not_found")
    await graph.write(STATUS, Record, username=person.username, status="active")
    assert (await person.client.get(path)).status_code == 200


@pytest.mark.alone  # sweeps what others have just uploaded, too
async def test_it_is_over_after_a_day_and_swept(register: Register, graph: Graph, storage: Storage) -> None:
    person, young = await register(), await register()
    path, user_id = path_of((await ready(person))["url"]), await id_of(person)
    await ready(young)
    [node] = await nodes(graph, user_id)
    await graph.write(AGE, Record, user_id=user_id, by=DAY)
    error(await person.client.get(path), 404, "not_found")
    assert (await person.get("/export/")).json()["status"] == "none"
    again = await ready(person)
    assert again["status"] == "ready"
    [fresh] = await nodes(graph, user_id)
    assert (fresh.name, fresh.id) != (node.name, node.id)
    error(await person.client.get(path), 404, "not_found")
    await graph.write(AGE, Record, user_id=user_id, by=DAY)
    await sweeping.sweep(SimpleNamespace(state=SimpleNamespace(graph=graph, storage=storage)))  # type: ignore[arg-type]
    assert await nodes(graph, user_id) == []
    assert await storage.get(fresh.name) is None
    [kept] = await nodes(graph, await id_of(young))
    assert await storage.get(kept.name)
    # What the new request left behind is a file that nobody knows; the sweep finds it when it is a day old.
    assert await storage.get(node.name)
    assert await sweeping.sweep_unknown(graph, storage, before=datetime.now(UTC)) >= 1
    assert await storage.get(node.name) is None


async def test_it_goes_with_the_account(register: Register, stack: Stack, graph: Graph) -> None:
    person = await register()
    path, user_id = path_of((await ready(person))["url"]), await id_of(person)
    [node] = await nodes(graph, user_id)
    file = stack.settings.media_path / node.name
    assert file.is_file()
    assert (await person.send("DELETE", "/delete/", json={"password": PASSWORD})).status_code == 200
    error(await person.client.get(path), 404, "not_found")
    async with asyncio.timeout(20):
        while file.exists() or await nodes(graph, user_id):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.1)


async def test_a_run_that_died_is_followed_by_one_that_counts(
    register: Register, graph: Graph, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await register()
    user_id = await id_of(person)
    export_id, name, context = await begun(graph, storage, user_id)

    async def dies(*_: object, **__: object) -> bool:
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(repository, "finish", dies)
        with pytest.raises(ConnectionError):
            await exports.make(user_id, export_id, context)
    assert (await person.get("/export/")).json()["status"] == "in_progress"
    await asyncio.gather(*(exports.make(user_id, export_id, context) for _ in range(3)))
    [node] = await nodes(graph, user_id)
    assert (node.id, node.name) == (export_id, name)
    assert node.ready_id is not None
    await exports.make(user_id, export_id, context)
    assert [node] == await nodes(graph, user_id)
    assert len(await storage.get(name) or b"") == (await person.get("/export/")).json()["size"]


async def test_who_deletes_the_account_meanwhile_leaves_no_file(
    register: Register, graph: Graph, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await register()
    user_id = await id_of(person)
    export_id, name, context = await begun(graph, storage, user_id)
    kept = Storage.keep

    async def late(self: Storage, *given: Any) -> None:  # noqa: ANN401 - what the other is given
        answer = await person.send("DELETE", "/delete/", json={"password": PASSWORD})
        assert answer.status_code == 200
        async with asyncio.timeout(20):
            while await nodes(graph, user_id):  # noqa: ASYNC110 - what is awaited happens in another process
                await asyncio.sleep(0.1)
        await kept(self, *given)

    monkeypatch.setattr(Storage, "keep", late)
    await exports.make(user_id, export_id, context)
    assert await storage.get(name) is None
    await exports.make(user_id, export_id, context)
    assert await storage.get(name) is None


async def test_asking_is_limited(running: Running, register: Register) -> None:
    person = await register()
    async with running(throttle="on", rate_account_sensitive="2/hour") as (client, _):
        answers = [await client.post("/export/", headers=person.header) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]


async def test_lists_are_read_in_pages(
    register: Register, graph: Graph, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, author = await register(), await register()
    tweets = [(await author.send("POST", "/tweets/", json={"content": f"n{n}"})).json()["id"] for n in range(5)]
    for tweet in reversed(tweets):
        await person.send("POST", f"/tweets/{tweet}/likes/")
        await person.send("POST", f"/tweets/{tweet}/bookmark/")
        await person.send("POST", f"/tweets/{tweet}/mute/")
    monkeypatch.setattr(archives, "LIMIT", 2)
    user_id = await id_of(person)
    export_id, _, context = await begun(graph, storage, user_id)
    await exports.make(user_id, export_id, context)
    archived = await fetched(person)
    for name in ("likes", "bookmarks", "muted_threads"):
        assert sorted(row["tweet_id"] for row in read(archived, name)) == tweets
    assert read(archived, "blocks") == []


async def test_memory_is_bounded(
    register: Register, graph: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Forty pictures of five megabytes and twenty thousand rows take no more than a few of them at a time."""
    user_id = await id_of(await register())
    picture = bytes(range(256)) * 4 * 5120

    class Full:
        async def get(self, _: str) -> bytes:
            return bytes(bytearray(picture))

    async def media(*_: object, after: int, **__: object) -> list[Any]:
        row = {"created_at": None, "type": "image", "alt": "", "width": 1, "height": 1, "tweet_id": None}
        ids = range(after + 1, min(after + 10, 40) + 1)
        return [Medium(id=each, name=f"{each}.png", **row) for each in ids]  # type: ignore[arg-type]

    async def likes(*_: object, after: int, **__: object) -> list[Any]:
        ids = range(after + 1, min(after + 500, 20_000) + 1)
        return [Kept(id=each, tweet_id=each, author="ada", created_at=None) for each in ids]

    monkeypatch.setattr(archives, "media", media)
    wanted = [each._replace(read=likes) if each.name == "likes" else each for each in archive.LISTS]
    monkeypatch.setattr(archive, "LISTS", wanted)
    with (tmp_path / "archive.zip").open("w+b") as file:
        tracemalloc.start()
        try:
            await archive.write(graph, cast("Storage", Full()), file, user_id=user_id)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert file.seek(0, 2) > 40 * len(picture)
    assert peak < 6 * len(picture)
