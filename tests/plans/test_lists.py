"""Lists of what people do take their order from an index: nothing is sorted, and a Limit cuts what is read."""

import pytest

from graph import statements
from graph.client import Graph
from graph.statements import Statement
from tests.fixtures import Social
from tests.plans.operators import chains, explained, parameters

SORTS = frozenset({"Sort", "Top", "PartialSort", "PartialTop"})
LISTS = [
    statement
    for domain, names in {
        "engagement": ("likes", "retweets"),
        "feeds": ("author_replies", "author_media"),
        "notifications": ("received", "unread", "mentions"),
    }.items()
    for name in names
    for statement in (
        getattr(statements.DOMAINS[domain], name),
        getattr(statements.DOMAINS[domain], f"{name}_newer"),
    )
]


async def sorting(graph: Graph, statement: Statement, text: str) -> set[str]:
    """The operators of a plan that put rows in order."""
    return {each.name for each, _ in chains(await explained(graph, text, parameters(statement)))} & SORTS


@pytest.mark.parametrize("statement", LISTS, ids=lambda statement: f"{statement.domain}.{statement.name}")
async def test_lists_take_their_order_from_the_index(graph: Graph, social: Social, statement: Statement) -> None:
    assert social.network.people
    assert not await sorting(graph, statement, statement.text)
    names = {each.name for each, _ in chains(await explained(graph, statement.text, parameters(statement)))}
    assert "Limit" in names


async def test_another_order_is_noticed(graph: Graph, social: Social) -> None:
    assert social.network.people
    good = statements.engagement.likes
    bad = good.text.replace("liked.tweet_id DESC, liked.id DESC", "liked.id DESC")
    assert bad != good.text
    assert await sorting(graph, good, bad)
