"""Some commits that are cut off; `make chaos PICK="--cuts 500"` has more of them."""

import gc
from collections.abc import AsyncIterator

import httpx
import pytest

from graph.client import Graph
from tests.between import LEAVING, Between, Moment, between
from tests.chaos.cuts import KINDS, Cutter
from tests.conftest import Stack
from tests.contract.conftest import Inside, application

DEADLINE = 2.0  # seconds, so that a connection that says nothing is given up sooner
COUNT = 21


@pytest.fixture
async def behind(stack: Stack) -> AsyncIterator[tuple[Between, Inside]]:
    """An application whose way to Neo4j can be cut."""
    async with (
        between(stack.settings.neo4j_bolt_port, is_bolt=True) as relay,
        application(stack, neo4j_uri=f"bolt://127.0.0.1:{relay.port}") as inside,
    ):
        inside.app.running.graph.deadline = DEADLINE
        yield relay, inside
    gc.collect()


@LEAVING
async def test_a_commit_that_is_cut_off_has_one_effect_and_one_body(
    behind: tuple[Between, Inside], graph: Graph, http: httpx.AsyncClient
) -> None:
    relay, inside = behind
    outcome = await Cutter(relay, inside.client, graph, http).run(COUNT)
    assert not outcome.wrong, "\n".join(outcome.wrong)
    assert outcome.cuts.total() == COUNT
    assert {kind for kind, _ in outcome.cuts} == {kind.name for kind in KINDS}
    assert {moment for _, moment in outcome.cuts} == set(Moment)
