"""A few rounds of `make chaos`, on the Neo4j of all tests, which is therefore left alive."""

from pathlib import Path

import psutil

from api.lifetime import inspect
from tests.chaos.checker import check
from tests.chaos.history import Act, Ended, Fault, History, Mail
from tests.chaos.rounds import Plan, run
from tests.conftest import Stack

# A seed of which each kind of fault that takes little time happens.
PLAN = Plan(rounds=5, seed=11659, shipped_each=0, lead=(12.0, 14.0))
KINDS = {"kill workers", "flush redis", "kill redis", "kill api", "hold leader", "kill leader"}


async def test_nothing_is_lost_or_doubled_while_parts_are_killed(stack: Stack, tmp_path: Path) -> None:
    # The stack's own worker would take the events of these people, and knows nothing of their mail server.
    worker = psutil.Process((await inspect(stack.settings)).parts["worker"].pid)
    history = History(tmp_path / "history.jsonl")
    worker.suspend()
    try:
        await run(PLAN, history, tmp_path / "chaos", on=stack.env)
    finally:
        worker.resume()
        history.close()
    assert not check(history.lines)
    assert {line.what for line in history.lines if isinstance(line, Fault)} == KINDS
    assert history.count(Act) > 10 * PLAN.rounds
    assert history.count(Mail) > PLAN.rounds
    assert isinstance(history.lines[-1], Ended)
