"""The scenes play well with the statements as they are, and badly with each way of breaking them.

The ways of breaking talk are tried with MODEL_TEST=long: each broken statement is planned anew, which takes seconds.
"""

import os

import msgspec
import pytest

from graph import statements
from graph.client import Graph
from tests.model.acting import Acting
from tests.model.breaks import BREAKS, Break, broken
from tests.model.looking import Looking
from tests.model.scenes import SCENES
from tests.model.talk_breaks import TALK_BREAKS
from tests.model.talk_scenes import TALKS

TRIED = [*BREAKS, *(TALK_BREAKS if os.environ.get("MODEL_TEST") == "long" else ())]


@pytest.mark.parametrize("name", SCENES)
async def test_a_feed_shows_what_it_must(graph: Graph, name: str) -> None:
    await SCENES[name](Acting(graph))


@pytest.mark.parametrize("name", TALKS)
async def test_a_conversation_shows_what_it_must(graph: Graph, name: str) -> None:
    await TALKS[name](Looking(graph))


@pytest.mark.parametrize("change", TRIED, ids=lambda change: change.name.replace(" ", "_"))
async def test_a_broken_statement_is_found(graph: Graph, monkeypatch: pytest.MonkeyPatch, change: Break) -> None:
    statement = getattr(statements.DOMAINS[change.domain], change.operation)
    operations = vars(statements.DOMAINS[change.domain])["_operations"]
    monkeypatch.setitem(operations, change.operation, msgspec.structs.replace(statement, text=broken(change)))
    play = TALKS[change.scene](Looking(graph)) if change.scene in TALKS else SCENES[change.scene](Acting(graph))
    with pytest.raises(AssertionError):
        await play
