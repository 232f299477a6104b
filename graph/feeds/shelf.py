"""The feeds that are there: those that are shipped, and those of a folder; whichever cannot be served is set aside."""

import asyncio
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from graph.client import Graph
from graph.errors import GraphError
from graph.feeds import custom, written
from graph.feeds.custom import Served
from graph.feeds.text import Refused
from graph.feeds.written import MOST_BYTES, Feed
from graph.statements import SHIPPED_FEEDS

TOGETHER = 2  # feeds that are planned at once
PATIENCE = 20.0  # seconds for a plan of a new text, on a busy machine

Refusals = list[tuple[str, Refused]]


class Shelf:
    """Feeds by name, as their files are when it is made; `refused` says of each other file where it is wrong."""

    def __init__(self, folder: str) -> None:
        self._waiting: dict[str, Feed] = {}  # for Neo4j to plan them
        self._served: dict[str, Served] = {}
        self.refused: Refusals = []
        for file, place in self._files(folder):
            try:
                self._put(read(file, place))
            except Refused as refusal:
                self.refused.append((file, refusal))

    @property
    def feeds(self) -> list[Feed]:
        """All that nothing speaks against, by name."""
        known = self._waiting | {name: served.feed for name, served in self._served.items()}
        return [known[name] for name in sorted(known)]

    async def check(self, graph: Graph) -> None:
        """Have Neo4j plan every feed; one that it cannot plan now is planned when somebody asks for it."""
        some = asyncio.Semaphore(TOGETHER)

        async def checked(name: str) -> None:
            async with some:
                try:
                    await self.find(graph.within(PATIENCE), name)
                except GraphError:
                    return

        await asyncio.gather(*(checked(name) for name in list(self._waiting)))

    async def find(self, graph: Graph, name: str) -> Served | None:
        """The feed of a name, None where there is none. Raises Unavailable where it was not planned, nor can be."""
        feed = self._waiting.get(name)
        if feed is not None:
            try:
                self._served[name] = await custom.check(graph, feed)
            except Refused as refusal:
                self.refused.append((feed.file, refusal))
            self._waiting.pop(name, None)
        return self._served.get(name)

    def _files(self, folder: str) -> Iterator[tuple[str, Traversable]]:
        for entry in sorted(SHIPPED_FEEDS.iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith(".cypher"):
                yield f"cypher/feeds/custom/{entry.name}", entry
        if folder:
            try:
                entries = sorted(Path(folder).expanduser().iterdir())
            except OSError as error:
                self.refused.append((folder, Refused("file", f"the folder cannot be read: {error.strerror}")))
                return
            yield from ((str(entry), entry) for entry in entries if entry.name.endswith(".cypher"))

    def _put(self, feed: Feed) -> None:
        other = self._waiting.get(feed.name)
        if other is not None:
            raise Refused("header", f"the name {feed.name} is taken by {other.file}", line=feed.named)
        self._waiting[feed.name] = feed


def read(file: str, place: Traversable) -> Feed:
    """The feed of one file. Raises Refused."""
    try:
        with place.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused("file", f"the file cannot be read: {error.strerror}") from error
    return written.feed(file, data)
