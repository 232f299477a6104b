"""Tasks that remove files: of pictures that nobody shows, of what was replaced, of archives that are over, of crashes.

A file goes before the graph forgets its name, so that a worker that is killed in between is followed by one that knows
what is left.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated

import structlog
from taskiq import Context, TaskiqDepends

from graph.client import Graph
from graph.exports import repository as exports
from graph.ids import first_id_at, now_ms
from graph.media import repository
from graph.media.records import Left
from graph.outbox import repository as outbox
from tasks.broker import broker
from tasks.storage import Storage

KEPT = timedelta(hours=24)  # for which a picture may wait for its tweet, and a file for its node
LOOKED_BACK = timedelta(days=7)  # names begin with their day; what is older was looked at before

log = structlog.get_logger()


@broker.task("media.discard")
async def discard(names: list[str], event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:  # noqa: ARG001 - in events that wait
    """Remove files that nothing names any more."""
    await context.state.storage.delete(names)


@broker.task("media.sweep_soon", schedule=[{"cron": "17 * * * *"}])
async def sweep_soon(context: Annotated[Context, TaskiqDepends()]) -> None:
    """Leave the event of a sweep: so one that fails is tried again, and is a dead letter in the end; one a day."""
    await outbox.leave(context.state.graph, topic="media.sweep")


@broker.task("media.sweep")
async def sweep(context: Annotated[Context, TaskiqDepends()]) -> None:
    """Remove pictures that no tweet has shown within a day of their upload, archives and files of that age.

    Archives go because they are over, files because nobody uses them. Raises StorageAway.
    """
    graph, storage = context.state.graph, context.state.storage
    below = first_id_at(now_ms() - int(KEPT.total_seconds() * 1000))
    pictures = await sweep_unused(graph, storage, below=below)
    archives = await sweep_archives(graph, storage, below=below)
    files = await sweep_unknown(graph, storage, before=datetime.now(UTC) - KEPT)
    log.info("files were swept", pictures=pictures, archives=archives, files=files)


async def sweep_unused(graph: Graph, storage: Storage, *, below: int) -> int:
    """Remove pictures with an id below this one that no tweet shows; their number. Raises StorageAway."""
    swept = 0
    while left := await repository.withdraw(graph, below=below):
        await storage.delete(names_of(left))
        await repository.forget(graph, ids=ids_of(left))
        swept += len(left)
    return swept


async def sweep_archives(graph: Graph, storage: Storage, *, below: int) -> int:
    """Remove archives that were there before this id, and what was never finished; their number. Raises StorageAway."""
    swept = 0
    while over := await exports.over(graph, below=below):
        await storage.delete([archive.name for archive in over])
        await exports.forget(graph, ids=[archive.id for archive in over])
        swept += len(over)
    return swept


async def sweep_unknown(graph: Graph, storage: Storage, *, before: datetime) -> int:
    """Remove files from before this moment that the graph does not know; their number. Raises StorageAway."""
    swept = 0
    async for batch in storage.listed(above=f"{before - LOOKED_BACK:%Y%m%d}"):
        old = [file.name for file in batch if file.since < before]
        known = await repository.known(graph, names=old)
        unknown = [name for name in old if name not in known]
        await storage.delete(unknown)
        swept += len(unknown)
    return swept


def names_of(left: Sequence[Left]) -> list[str]:
    """The files of several pictures."""
    return [name for each in left for name in each.names]


def ids_of(left: Sequence[Left]) -> list[int]:
    """The pictures whose files these are."""
    return [each.id for each in left if each.id is not None]
