"""The feeds that are there: those that are shipped, and those of a folder; whichever cannot be served is set aside."""

import asyncio
import time
from collections.abc import Callable, Iterator
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

SHIPPED = "cypher/feeds/custom/"  # what the names of shipped files begin with
PAUSE = 30.0  # seconds before a text is planned again whose plan was refused
BY_PLAN = frozenset({"scan", "unbounded"})  # what another plan of the same text may not be refused for


class Shelf:
    """Feeds by name, as their files are when it is made; `refused` says of each other file where it is wrong.

    Plans depend on the graph, and those of an empty one are often odd: a text that was refused for its plan is planned
    again when somebody asks for it, now and then.
    """

    def __init__(self, folder: str) -> None:
        self._waiting: dict[str, Feed] = {}  # for Neo4j to plan them
        self._again: dict[str, float] = {}  # when to plan one that was refused for its plan, by the steady clock
        self._served: dict[str, Served] = {}
        self.refused: dict[str, Refused] = {}
        self.when_refused: Callable[[str, Refused], None] = lambda _, __: None  # called for each that Neo4j plans
        for file, place in self._files(folder):
            try:
                self._put(read(file, place))
            except Refused as refusal:
                self.refused[file] = refusal

    @property
    def feeds(self) -> list[Feed]:
        """All that nothing speaks against, by name."""
        known = {name: feed for name, feed in self._waiting.items() if name not in self._again}
        known |= {name: served.feed for name, served in self._served.items()}
        return [known[name] for name in sorted(known)]

    async def check(self, graph: Graph, *, shipped: bool = True) -> None:
        """Have Neo4j plan every feed, or those of the folder; one that it cannot plan now is planned when asked for."""
        some = asyncio.Semaphore(TOGETHER)

        async def checked(name: str) -> None:
            async with some:
                try:
                    await self.find(graph.within(PATIENCE), name)
                except GraphError:
                    return

        wanted = [feed.name for feed in self._waiting.values() if shipped or not feed.file.startswith(SHIPPED)]
        await asyncio.gather(*(checked(name) for name in wanted))

    async def find(self, graph: Graph, name: str) -> Served | None:
        """The feed of a name, None where there is none. Raises Unavailable where it was not planned, nor can be."""
        feed = self._waiting.get(name)
        if feed is not None and time.monotonic() >= self._again.get(name, 0.0):
            await self._plan(graph, feed)
        return self._served.get(name)

    async def _plan(self, graph: Graph, feed: Feed) -> None:
        try:
            self._served[feed.name] = await custom.check(graph, feed)
        except Refused as refusal:
            self.refused[feed.file] = refusal
            self.when_refused(feed.file, refusal)
            if refusal.reason in BY_PLAN:
                self._again[feed.name] = time.monotonic() + PAUSE
                return
        else:
            self.refused.pop(feed.file, None)
        self._waiting.pop(feed.name, None)

    def _files(self, folder: str) -> Iterator[tuple[str, Traversable]]:
        for entry in sorted(SHIPPED_FEEDS.iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith(".cypher"):
                yield f"{SHIPPED}{entry.name}", entry
        if folder:
            try:
                entries = sorted(Path(folder).expanduser().iterdir())
            except OSError as error:
                self.refused[folder] = Refused("file", f"the folder cannot be read: {error.strerror}")
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
