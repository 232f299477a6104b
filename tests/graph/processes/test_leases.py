"""Process numbers: one holder each, whatever the race, and ids only while one is held."""

import asyncio
import secrets

import pytest

from graph.client import Graph, connect
from graph.errors import Unavailable
from graph.ids import PROCESSES
from graph.processes.repository import lease, leased, newest_id, release, renew
from tests.conftest import Stack

pytestmark = pytest.mark.alone  # leaves no number to anybody


async def all_free(graph: Graph) -> None:
    await graph.driver.execute_query("MATCH (s:ProcessSlot) WHERE s.holder STARTS WITH 'test' SET s.until_ms = 0")


def holder() -> str:
    return f"test {secrets.token_hex(4)}"


async def test_many_at_once_get_different_numbers_until_none_is_left(stack: Stack) -> None:
    async with connect(stack.settings, stack.secrets) as graph:
        try:
            tried = await asyncio.gather(
                *(lease(graph, holder=holder()) for _ in range(PROCESSES)), return_exceptions=True
            )
            taken = [slot.process for slot in tried if not isinstance(slot, BaseException)]
            refused = [slot for slot in tried if isinstance(slot, BaseException)]
            assert len(taken) == len(set(taken)) > 0
            assert set(taken) <= set(range(PROCESSES))
            assert refused  # the stack's own processes hold some
            assert all(isinstance(error, Unavailable) for error in refused)
        finally:
            await all_free(graph)


async def test_the_same_holder_gets_its_own_number_again(stack: Stack) -> None:
    async with connect(stack.settings, stack.secrets) as graph:
        me = holder()
        first = await lease(graph, holder=me)
        assert await lease(graph, holder=me) == first
        assert await renew(graph, process=first.process, holder=me) == first
        assert await renew(graph, process=first.process, holder=holder()) is None
        await release(graph, process=first.process, holder=holder())
        assert await renew(graph, process=first.process, holder=me) == first
        await release(graph, process=first.process, holder=me)
        assert await renew(graph, process=first.process, holder=me) is None


async def test_a_number_given_back_is_the_last_to_be_taken_again(stack: Stack) -> None:
    async with connect(stack.settings, stack.secrets) as graph:
        first = await lease(graph, holder="test first")
        await release(graph, process=first.process, holder="test first")
        try:
            assert (await lease(graph, holder="test second")).process != first.process
        finally:
            await all_free(graph)


async def test_ids_are_above_the_newest_and_only_within_the_lease(stack: Stack) -> None:
    async with connect(stack.settings, stack.secrets) as graph:
        with pytest.raises(Unavailable):
            graph.next_id()
        async with leased(graph):
            newest = await newest_id(graph)
            assert graph.next_id() > newest
        with pytest.raises(Unavailable):
            graph.next_id()
