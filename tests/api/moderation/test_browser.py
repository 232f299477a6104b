"""What people keep in Neo4j Browser about moderation is whole, and answers."""

from typing import Any, cast

import pytest

from graph import statements
from graph.client import Graph
from graph.statements import Statement
from tests.architecture.tree import ROOT
from tests.plans.operators import explained, parameters, scans

SAVED = [
    statements.parse(f"browser/{file.stem}", file.read_text(encoding="utf-8"))
    for file in sorted((ROOT / "cypher/browser/moderation").glob("*.cypher"))
]


@pytest.mark.parametrize("statement", SAVED, ids=lambda statement: statement.name)
async def test_a_saved_statement_answers_without_a_scan(graph: Graph, statement: Statement) -> None:
    values = parameters(statement)
    assert not scans(await explained(graph, statement.text, values))
    async with graph.driver.session(database=graph.database) as session:
        assert await (await session.run(cast("Any", statement.text), values)).data() is not None


def test_there_are_the_five() -> None:
    assert {statement.name for statement in SAVED} == {"audit_trail", "queue", "reports_by_day", "rings", "suspended"}
