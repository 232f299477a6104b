"""A short run of `make fuzz`: every operation is called as described, and succeeds at least once."""

import httpx
import pytest

from tests.conftest import Stack
from tests.fuzz.calls import Tally, call_each, chain, described, operations
from tests.fuzz.staff import promoted
from tests.fuzz.world import World


@pytest.fixture(scope="module")
def tally(stack: Stack) -> Tally:
    """What a short run was answered."""
    tally = Tally()
    with httpx.Client(base_url=stack.base_url, trust_env=False, timeout=30) as client:
        world = World(client, stack.settings.mail_path, promoted(stack.settings, stack.secrets))
        schema = described(stack.base_url)
        call_each(schema, world, tally, examples=3, number=1)
        chain(schema, world, tally, examples=4, steps=8, number=1)
    return tally


def test_no_answer_breaks_the_description(stack: Stack, tally: Tally) -> None:
    names = {operation.definition.raw["operationId"] for operation in operations(described(stack.base_url))}
    assert names == tally.statuses.keys()
    assert not tally.failing(names)
    assert not [name for name, counter in tally.statuses.items() if max(counter) >= 500]
