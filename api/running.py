"""What one process holds while it runs; handlers get it, or its parts, as dependencies."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager

import structlog

from api.gate import Gate, Sessions
from api.hub import Hub
from api.passwords import Passwords
from api.pictures import Pictures
from api.ratelimit import Throttle
from api.security import Tokens
from api.shared import Shared
from graph import statements
from graph.client import Graph, connect
from graph.errors import GraphError
from graph.feeds.shelf import Shelf
from graph.feeds.text import Refused
from graph.processes.repository import leased
from graph.records import Record
from graph.settings import Secrets, Settings
from graph.statements import Statement
from tasks.storage import Storage

PATIENCE = 60.0  # seconds after which the rest is planned when it is first used
# What the first request of most clients needs: the only plans that a start waits for.
FIRST = (statements.accounts.session_state, statements.feeds.home)

log = structlog.get_logger()


class Running:
    """The parts of a running application; `graph` is there from the start of the lifespan to its end."""

    graph: Graph

    def __init__(self, settings: Settings, secrets: Secrets) -> None:
        self.settings = settings
        self._secrets = secrets
        self.tokens = Tokens.of(settings, secrets)
        self.shared = Shared(settings.redis_address)
        self.hub = Hub(settings, self.shared)
        self.throttle = Throttle(settings, self.shared)
        self.sessions = Sessions(self.shared, access_seconds=self.tokens.access_seconds)
        self.gate = Gate(self.tokens, self.throttle, self.sessions)
        self.passwords = Passwords()
        self.storage = Storage(settings)
        self.pictures = Pictures(self.storage)
        self.feeds = Shelf(settings.feeds_folder)
        self._warming: dict[str, asyncio.Task[None]] = {}  # by what is planned, once at a time
        self._slow: dict[str, Statement] = {}  # by their paths

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Connect, lease a process number and have the first statements planned, the others beside the first requests.

        Redis may be away. Raises Unavailable without Neo4j.
        """
        try:
            async with connect(self.settings, self._secrets) as self.graph, leased(self.graph):
                for file, refusal in self.feeds.refused.items():
                    tell_refused(file, refusal)
                self.feeds.when_refused = tell_refused
                await asyncio.gather(warm(self.graph, *FIRST), self.feeds.check(self.graph, shipped=False))
                self.graph.when_back, self.graph.when_slow = self._warm_again, self._plan_slow
                self._warm_again()
                try:
                    async with self.hub.opened(self.graph):
                        yield
                finally:
                    await self._stop_warming()
        finally:
            await self.shared.close()
            self.passwords.close()
            self.pictures.close()

    def _warm_again(self) -> None:
        """Neo4j has just started and has no plans: have them made while the first requests come.

        Every connection that breaks ends in a return, and a few of them at once would keep Neo4j from its work.
        """
        self._plan("all", self._warm)

    def _plan_slow(self, statement: Statement) -> None:
        """A plan that takes longer than a statement may would be begun again by each request, and never end."""
        self._slow[statement.path] = statement
        self._plan("slow", self._warm_slow)

    def _plan(self, what: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
        if what not in self._warming:
            self._warming[what] = task = asyncio.create_task(work())
            task.add_done_callback(lambda _: self._warming.pop(what))

    async def _warm(self) -> None:
        await warm(self.graph)
        await self.feeds.check(self.graph)

    async def _warm_slow(self) -> None:
        while self._slow:
            await warm(self.graph, self._slow.pop(next(iter(self._slow))))

    async def _stop_warming(self) -> None:
        """End what still plans while the driver is open: a closed one would connect once more, for nobody."""
        warming = list(self._warming.values())
        for task in warming:
            task.cancel()
        await asyncio.gather(*warming, return_exceptions=True)


def tell_refused(file: str, refusal: Refused) -> None:
    """Log why a file is not served as a feed."""
    log.warning("a feed was refused", file=file, line=refusal.line, reason=refusal.reason, detail=refusal.detail)


async def warm(graph: Graph, *first: Statement) -> None:
    """Have Neo4j plan these statements, or all, before a request waits for it; a busy machine may do without.

    Plans are kept by text and by the kinds of the parameters, therefore with those of the header's example.
    """
    patient = graph.within(PATIENCE)
    # Without those that no request waits for.
    names = statements.DOMAINS.keys() - {"archives", "copies", "schema", "science", "seeds", "upkeep"}
    wanted = list(first) or [statement for name in names for statement in statements.DOMAINS[name]]
    random.shuffle(wanted)  # processes that start together each find what another has planned already
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            # One after the other: the requests that come meanwhile have plans to be made, too.
            for statement in wanted:
                try:
                    await patient.read(statements.explained(statement), Record, **statements.example(statement))
                except GraphError as error:
                    log.warning("a statement was not planned", path=statement.path, detail=error.detail)
