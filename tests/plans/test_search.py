"""Searches ask the full-text indexes, as they are declared, after what was written before has come to them."""

import pytest

from graph import statements
from graph.client import Graph
from graph.records import Record
from tests.fixtures import Social, stated
from tests.plans.operators import chains, explained, parameters

ASKED = {
    "search.tweets": {"tweet_words"},
    "search.users": {"person_words"},
    "search.hashtags": {"hashtag_words"},
    "feeds.search": {"tweet_words", "person_words", "quote_words"},
}
OPTIONS = stated(
    "full_text_options",
    """
    SHOW FULLTEXT INDEXES YIELD name, state, options
    RETURN name, state, options['indexConfig']['fulltext.analyzer'] AS analyzer,
      options['indexConfig']['fulltext.eventually_consistent'] AS late
    """,
)


class Index(Record):
    """A full-text index."""

    name: str
    state: str
    analyzer: str
    late: bool


@pytest.mark.parametrize("operation", ASKED)
async def test_a_search_asks_its_indexes(graph: Graph, social: Social, operation: str) -> None:
    assert social.network.people
    domain, _, name = operation.partition(".")
    statement = getattr(statements.DOMAINS[domain], name)
    root = await explained(graph, statement.text, parameters(statement))
    calls = [each for each, _ in chains(root) if each.name == "ProcedureCall"]
    awaited, *asked = sorted((call.details for call in calls), key=lambda details: ".await" not in details)
    assert awaited.startswith("db.index.fulltext.awaitEventuallyConsistentIndexRefresh")
    assert asked
    assert all(details.startswith("db.index.fulltext.query") for details in asked)
    assert {
        index for index in ("tweet_words", "person_words", "quote_words", "hashtag_words") if index in statement.text
    } == ASKED[operation]


async def test_the_indexes_are_as_declared(graph: Graph) -> None:
    found = await graph.read(OPTIONS, Index)
    assert {index.name for index in found} == set().union(*ASKED.values())
    assert {(index.state, index.analyzer, index.late) for index in found} == {
        ("ONLINE", "standard-no-stop-words", True)
    }
