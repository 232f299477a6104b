"""The task that makes the archive of a person's data."""

import os
import tempfile
from typing import Annotated

from taskiq import Context, TaskiqDepends

from graph.errors import NotFound
from graph.exports import repository
from tasks import archive
from tasks.broker import broker, settings

SECONDS = 600  # that making one may take


@broker.task("exports.make", seconds=SECONDS)
async def make(user_id: int, event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Make an archive, under the name that its request chose; no-op if it was made, or if nobody wants it any more.

    Whoever comes second writes the same file, and the graph takes the first. Raises StorageAway.
    """
    graph, storage = context.state.graph, context.state.storage
    name = await repository.making(graph, viewer_id=user_id, export_id=event_id)
    if name is None:
        return
    # Without a name on the disk: whatever becomes of this process, nothing is left of it.
    with tempfile.TemporaryFile(dir=settings.home_path) as file:
        try:
            await archive.write(graph, storage, file, user_id=user_id)
        except NotFound:  # the account was erased meanwhile
            return
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        await storage.keep(name, file)
    if not await repository.finish(graph, viewer_id=user_id, export_id=event_id, size=size):
        await storage.delete([name])
