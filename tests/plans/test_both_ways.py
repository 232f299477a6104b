"""Lists that read both ways: each of their ranges is read in the order of its index, and a Limit cuts it."""

import pytest

from graph import statements
from graph.client import Graph
from graph.records import Record
from graph.statements import Statement
from tests.fixtures import Social, stated
from tests.plans.operators import ON_THE_WAY, chains, explained, parameters

INDEX = {
    "hashtags.tweets": "TAGGED(hashtag, id)",
    "hashtags.feed": "TAGGED(hashtag, id)",
    "hashtags.followed": "FOLLOWS_TAG(user_id, id)",
    "tweets.scheduled": "ScheduledTweet(author_id, due_id)",
}
TAGS = stated(
    "tags",
    """
    UNWIND $ids AS id
    MATCH (tweet:Tweet {id: id})
    WITH tweet, id % 20 AS tag
    MERGE (hashtag:Hashtag {name: 'plan' + toString(tag)})
    MERGE (tweet)-[tagged:TAGGED]->(hashtag)
    ON CREATE SET tagged.id = tweet.id, tagged.hashtag = hashtag.name
    """,
)


@pytest.fixture(scope="module", autouse=True)
async def tagged(graph: Graph, social: Social) -> None:
    """Hashtags on the imported network."""
    await graph.write(TAGS, Record, ids=[tweet.id for tweet in social.network.tweets[:2000]])


def statement_of(name: str) -> Statement:
    """A statement by its name."""
    domain, _, operation = name.partition(".")
    found: Statement = getattr(statements.DOMAINS[domain], operation)
    return found


async def ways(graph: Graph, text: str, name: str) -> list[str]:
    """For each seek in the index of a list, what takes its rows first."""
    root = await explained(graph, text, parameters(statement_of(name)))
    return [
        next((parent.name for parent in above if parent.name not in ON_THE_WAY), "nothing")
        for each, above in chains(root)
        if "IndexSeek" in each.name and INDEX[name] in each.details
    ]


@pytest.mark.parametrize("name", INDEX)
async def test_both_ranges_are_read_in_order(graph: Graph, name: str) -> None:
    assert await ways(graph, statement_of(name).text, name) == ["Limit", "Limit"]


async def test_another_order_is_noticed(graph: Graph) -> None:
    good = statements.hashtags.tweets.text
    bad = good.replace("tagged.hashtag DESC, tagged.id DESC", "tagged.id DESC")
    assert bad != good
    assert "Limit" not in (await ways(graph, bad, "hashtags.tweets"))[0]
