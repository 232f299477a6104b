"""Files that nobody needs any more: of deleted tweets, of pictures that were never shown, of what a crash left."""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from graph.client import Graph
from graph.media import repository
from graph.records import Record
from tasks import media as tasks
from tasks import tweets as tweet_tasks
from tasks.storage import Storage, StorageAway
from tests.api.conftest import Register, error
from tests.api.media.conftest import files, name_of, sent, uploaded
from tests.api.tweets.conftest import commented, published
from tests.conftest import Stack
from tests.fixtures import stated

pytestmark = pytest.mark.alone  # sweeps what others have just uploaded, too

NODES = stated("nodes", "MATCH (medium:Media) WHERE medium.id IN $ids RETURN count(medium) AS found")
BURY = stated("bury", "MATCH (tweet:Tweet {id: $id}) REMOVE tweet:Tweet SET tweet:Tombstone")


class Count(Record):
    """How many there are."""

    found: int


@pytest.fixture
def storage(stack: Stack) -> Storage:
    """The stack's files."""
    return Storage(stack.settings)


def names(*media: dict[str, Any]) -> set[str]:
    return {name_of(medium[which]) for medium in media for which in ("url", "thumbnail")}


async def nodes(graph: Graph, *media: dict[str, Any]) -> int:
    return (await graph.read(NODES, Count, ids=[medium["id"] for medium in media]))[0].found


async def gone(folder: Path, wanted: set[str]) -> None:
    """Wait until files are gone."""
    async with asyncio.timeout(20):
        while wanted & files(folder):  # noqa: ASYNC110 - what is awaited happens in another process
            await asyncio.sleep(0.1)


def context(graph: Graph, storage: Storage) -> Any:  # noqa: ANN401 - what taskiq hands to a task
    return SimpleNamespace(state=SimpleNamespace(graph=graph, storage=storage))


def aged(folder: Path, hours: int, *wanted: str) -> None:
    """Make files older than they are."""
    then = (datetime.now(UTC) - timedelta(hours=hours)).timestamp()
    for name in wanted:
        os.utime(folder / name, (then, then))


async def test_a_deleted_tweet_leaves_no_files(register: Register, graph: Graph, folder: Path) -> None:
    person, other = await register(), await register()
    media = [await uploaded(person) for _ in range(2)]
    tweet = await published(person, media_ids=[medium["id"] for medium in media])
    await commented(other, tweet["id"])
    assert names(*media) <= files(folder)
    assert (await person.send("DELETE", f"/tweets/{tweet['id']}/")).status_code == 204
    await gone(folder, names(*media))
    async with asyncio.timeout(20):
        while await nodes(graph, *media):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.1)


async def test_a_picture_that_no_tweet_shows_is_swept(
    register: Register, graph: Graph, folder: Path, storage: Storage
) -> None:
    person = await register()
    used, unused, taken_out, young = [await uploaded(person) for _ in range(4)]
    tweet = await published(person, media_ids=[used["id"], taken_out["id"]])
    answer = await person.send("PATCH", f"/tweets/{tweet['id']}/", json={"media_ids": [used["id"]]})
    assert answer.status_code == 200
    await tasks.sweep(context(graph, storage))
    assert await nodes(graph, used, unused, taken_out, young) == 4
    assert await tasks.sweep_unused(graph, storage, below=young["id"]) >= 2
    assert await nodes(graph, unused, taken_out) == 0
    assert await nodes(graph, used, young) == 2
    assert not names(unused, taken_out) & files(folder)
    assert names(used, young) <= files(folder)
    body = {"content": "x", "media_ids": [unused["id"]]}
    error(await person.send("POST", "/tweets/", json=body), 400, "validation_error", "media_ids")


async def test_a_killed_sweep_is_taken_up_again(
    register: Register, graph: Graph, folder: Path, storage: Storage
) -> None:
    person = await register()
    medium = await uploaded(person)
    below = medium["id"] + 1
    assert medium["id"] in {left.id for left in await repository.withdraw(graph, below=below)}
    body = {"content": "x", "media_ids": [medium["id"]]}
    error(await person.send("POST", "/tweets/", json=body), 400, "validation_error", "media_ids")
    await storage.delete([name_of(medium["url"])])
    assert await tasks.sweep_unused(graph, storage, below=below) >= 1
    assert await nodes(graph, medium) == 0
    assert not names(medium) & files(folder)


async def test_files_that_nobody_uses_are_swept(
    register: Register, graph: Graph, folder: Path, storage: Storage
) -> None:
    person = await register()
    medium = await uploaded(person)
    profile = (await sent(person, "/me/update/", method="PATCH", field="profile_image")).json()["profile_image"]
    cover = (await sent(person, "/me/update/", method="PATCH", field="cover_image")).json()["cover_image"]
    kept = {*names(medium), name_of(profile), name_of(cover)}
    day = f"{datetime.now(UTC):%Y%m%d}"
    old, young = f"{day}{'0' * 32}.jpg", f"{day}{'1' * 32}.jpg"
    for name in (old, young):
        await storage.put(name, b"x")
    aged(folder, 25, old, *kept)
    aged(folder, 23, young)
    assert await tasks.sweep_unknown(graph, storage, before=datetime.now(UTC) - tasks.KEPT) == 1
    assert kept | {young} <= files(folder)
    assert old not in files(folder)
    await storage.delete([young])


@pytest.fixture
def broken(stack: Stack, tmp_path: Path) -> Storage:
    """Files that cannot be removed now."""
    storage = Storage(msgspec.structs.replace(stack.settings, home=str(tmp_path)))
    (tmp_path / "media").rmdir()
    (tmp_path / "media").write_text("no folder")
    return storage


async def test_files_that_cannot_be_removed_now_are_removed_later(
    register: Register, graph: Graph, storage: Storage, broken: Storage
) -> None:
    person = await register()
    medium = await uploaded(person)
    tweet = await published(person, media_ids=[medium["id"]])
    await graph.write(BURY, Record, id=tweet["id"])
    unused = await uploaded(person)
    for attempt in (
        tweet_tasks.sweep(tweet["id"], context(graph, broken)),
        tasks.discard(["a.jpg"], 78, context(graph, broken)),
        tasks.sweep_unused(graph, broken, below=unused["id"] + 1),
        tasks.sweep_unknown(graph, broken, before=datetime.now(UTC)),
        tasks.sweep(context(graph, broken)),
    ):
        with pytest.raises(StorageAway):  # what the receiver of tasks takes for "try again"
            await attempt
    assert await nodes(graph, medium, unused) == 2
    for _ in range(2):
        await tweet_tasks.sweep(tweet["id"], context(graph, storage))
    assert await nodes(graph, medium) == 0
    assert [await storage.get(name) for name in names(medium)] == [None, None]
