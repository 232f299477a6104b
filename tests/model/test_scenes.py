"""The scenes play well with the statements as they are, and badly with each way of breaking them."""

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


@pytest.mark.parametrize("name", SCENES)
async def test_a_feed_shows_what_it_must(graph: Graph, name: str) -> None:
    await SCENES[name](Acting(graph))


@pytest.mark.parametrize("name", TALKS)
async def test_a_conversation_shows_what_it_must(graph: Graph, name: str) -> None:
    await TALKS[name](Looking(graph))


@pytest.mark.parametrize("change", [*BREAKS, *TALK_BREAKS], ids=lambda change: change.name.replace(" ", "_"))
async def test_a_broken_statement_is_found(graph: Graph, monkeypatch: pytest.MonkeyPatch, change: Break) -> None:
    statement = getattr(statements.DOMAINS[change.domain], change.operation)
    operations = vars(statements.DOMAINS[change.domain])["_operations"]
    monkeypatch.setitem(operations, change.operation, msgspec.structs.replace(statement, text=broken(change)))
    play = TALKS[change.scene](Looking(graph)) if change.scene in TALKS else SCENES[change.scene](Acting(graph))
    with pytest.raises(AssertionError):
        await play
