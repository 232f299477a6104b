"""What a call reads of the graph: its database hits, by the statements that it sends, whatever their parameters."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from graph.client import Graph
from graph.statements import Statement
from tests.plans.operators import profiled, total_hits

T = TypeVar("T")


class _Profiled(Graph):
    """The graph, counting the hits of what is read through it."""

    def __init__(self, graph: Graph) -> None:
        self.__dict__.update(graph.__dict__)
        self.hits = 0

    async def read(self, statement: Statement, shape: type[T], /, **parameters: object) -> list[T]:
        """Run a statement twice: profiled, and for its rows."""
        self.hits += total_hits(await profiled(self, statement.text, parameters))
        return await super().read(statement, shape, **parameters)


async def hits(graph: Graph, call: Callable[[Graph], Awaitable[object]]) -> int:
    """Database hits of all that a call reads through the graph it is given."""
    counting = _Profiled(graph)
    await call(counting)
    return counting.hits
