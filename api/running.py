"""What one process holds while it runs; handlers get it, or its parts, as dependencies."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.gate import Gate, Sessions
from api.passwords import Passwords
from api.ratelimit import Throttle
from api.security import Tokens
from api.shared import Shared
from graph import statements
from graph.client import Graph, connect
from graph.processes.repository import leased
from graph.records import Record
from graph.settings import Secrets, Settings


class Running:
    """The parts of a running application; `graph` is there from the start of the lifespan to its end."""

    graph: Graph

    def __init__(self, settings: Settings, secrets: Secrets) -> None:
        self.settings = settings
        self._secrets = secrets
        self.tokens = Tokens(
            secrets.secret, access_minutes=settings.access_minutes, refresh_minutes=settings.refresh_minutes
        )
        self.shared = Shared(settings.redis_address)
        self.throttle = Throttle(settings, self.shared)
        self.sessions = Sessions(self.shared, access_seconds=self.tokens.access_seconds)
        self.gate = Gate(self.tokens, self.throttle, self.sessions)
        self.passwords = Passwords()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Connect, lease a process number and warm the plans; Redis may be away. Raises Unavailable without Neo4j."""
        try:
            async with connect(self.settings, self._secrets) as self.graph, leased(self.graph):
                await warm(self.graph)
                yield
        finally:
            await self.shared.close()
            self.passwords.close()


async def warm(graph: Graph) -> None:
    """Have Neo4j plan every operation before the first request waits for it."""
    for name in sorted(statements.DOMAINS.keys() - {"schema", "upkeep", "seeds"}):
        for statement in statements.DOMAINS[name]:
            await graph.read(statements.explained(statement), Record)
