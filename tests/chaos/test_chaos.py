"""A few rounds of `make chaos`, on the Neo4j of all tests, which is therefore left alive."""

from pathlib import Path

import pytest

from tests.chaos.checker import check
from tests.chaos.history import Act, Ended, Fault, History, Mail
from tests.chaos.rounds import Plan, run
from tests.conftest import Stack

# A seed of which each kind of fault that takes little time happens.
PLAN = Plan(rounds=5, seed=11659, shipped_each=0, lead=(12.0, 14.0))
KINDS = {"kill workers", "flush redis", "kill redis", "kill api", "hold leader", "kill leader"}


@pytest.mark.usefixtures("idle_worker")
async def test_nothing_is_lost_or_doubled_while_parts_are_killed(stack: Stack, tmp_path: Path) -> None:
    history = History(tmp_path / "history.jsonl")
    try:
        await run(PLAN, history, tmp_path / "chaos", on=stack.env)
    finally:
        history.close()
    assert not check(history.lines)
    assert {line.what for line in history.lines if isinstance(line, Fault)} == KINDS
    assert history.count(Act) > 10 * PLAN.rounds
    assert history.count(Mail) > PLAN.rounds
    assert isinstance(history.lines[-1], Ended)
