"""When Neo4j comes back it has forgotten its plans; they are made again without anybody waiting."""

import asyncio
import math

import pytest

from graph import statements
from graph.client import Graph
from graph.statements import Statement
from tests.api.conftest import Running


async def test_plans_are_made_again(running: Running) -> None:
    async with running() as (client, app):
        before = app.running.graph.tally.trips
        app.running.graph.when_back()
        assert (await client.get("/health/live")).status_code == 200
        async with asyncio.timeout(20):
            while app.running.graph.tally.trips < before + 10:  # noqa: ASYNC110 - what is awaited is not ours to signal
                await asyncio.sleep(0.05)


async def test_planning_ends_with_the_application(running: Running) -> None:
    async with running() as (_, app):
        app.running.graph.when_back()
        others = asyncio.all_tasks()
        await asyncio.sleep(0)
        planning = [task for task in others if "warm" in repr(task)]
        assert planning
    assert all(task.done() for task in planning)


async def test_several_returns_at_once_are_one_planning(running: Running) -> None:
    async with running() as (_, app):
        for _ in range(5):
            app.running.graph.when_back()
        assert len([task for task in asyncio.all_tasks() if "warm" in repr(task.get_coro())]) == 1


async def test_what_was_too_slow_is_planned_beside(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    planned: list[tuple[Statement, ...]] = []

    async def planning(_: Graph, *first: Statement) -> None:
        planned.append(first)

    async with running() as (client, app):
        monkeypatch.setattr("api.running.warm", planning)
        graph = app.running.graph
        for answered in (0.0, math.inf):  # a Neo4j that is silent altogether, and one that answers others
            assert planned == []
            with monkeypatch.context() as late:
                late.setattr(graph, "deadline", 0.0)
                late.setattr(graph.tally, "answered", answered)
                assert (await client.get("/tweets/user/nobody/")).status_code == 503
            await asyncio.sleep(0)
        assert planned == [(statements.feeds.author,)]
        assert (await client.get("/tweets/user/nobody/")).status_code == 404
