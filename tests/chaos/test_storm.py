"""A short storm, on the Neo4j of all tests; `make chaos PICK="--storm"` is a long one."""

from pathlib import Path

import pytest

from tests.chaos.checker import check
from tests.chaos.history import Act, Back, Ended, History
from tests.chaos.storm import Plan, run
from tests.conftest import Stack

PLAN = Plan(operations=300, seed=11, callers=12, lasting=(0.2, 0.8), pause=(0.0, 0.1))


@pytest.mark.usefixtures("idle_worker")
async def test_nothing_is_lost_doubled_or_late_while_the_ways_break(stack: Stack, tmp_path: Path) -> None:
    history = History(tmp_path / "history.jsonl")
    try:
        await run(PLAN, history, tmp_path / "storm", on=stack.env)
    finally:
        history.close()
    assert not check(history.lines)
    assert history.count(Act) > PLAN.operations / 2
    assert history.count(Back) >= 3  # how many fit depends on how fast the machine is
    assert isinstance(history.lines[-1], Ended)
