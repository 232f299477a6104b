"""Plans are asked for when the planner knows what is there: it learns of an import a while after it."""

import pytest

from graph import statements
from graph.client import Graph
from graph.records import Record
from tests.fixtures import Social


@pytest.fixture(scope="module", autouse=True)
async def replanned(graph: Graph, social: Social) -> None:
    """The imported network, looked at by the planner; no plan is left that was made before it was there."""
    assert social.network.people
    await graph.within(90).read(statements.upkeep.replan, Record, seconds=60)
