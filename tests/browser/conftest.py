"""The cast under names of its own, which the tests of Neo4j Browser look at."""

import pytest

from graph.client import Graph
from tests.analytics.scene import Scene, staged


@pytest.fixture(scope="session")
async def scene(graph: Graph) -> Scene:
    return await staged(graph)
