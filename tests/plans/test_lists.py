"""Lists of what people do take their order from an index: a Limit cuts what is read before anything is sorted."""

import pytest

from graph import statements
from graph.client import Graph
from graph.records import Record
from graph.statements import Statement
from tests.fixtures import Social, stated
from tests.plans.operators import chains, explained, parameters

SORTS = frozenset({"Sort", "Top", "PartialSort", "PartialTop"})
PICTURES = "`has.position`"  # the few of one tweet are put in order
LISTS = [
    getattr(statements.DOMAINS[domain], name)
    for domain, names in {
        "accounts": ("sessions",),
        "discovery": ("fans", "followers_you_know", "mutuals", "not_following_back", "shared_following"),
        "engagement": ("likes", "retweets", "bookmarks"),
        "feeds": ("author_replies", "author_media"),
        "follows": ("followers", "following"),
        "notifications": ("received", "received_within", "unread", "mentions"),
        "tweets": ("quotes", "history"),
    }.items()
    for name in names
]
BOOKMARKS = stated(
    "bookmarks",
    """
    UNWIND $ids AS id
    MATCH (tweet:Tweet {id: id})<-[:POSTED]-(author:User)
    MERGE (author)-[kept:BOOKMARKED {user_id: author.id, tweet_id: tweet.id}]->(tweet)
    ON CREATE SET kept.id = tweet.id, kept.created_at = datetime()
    """,
)


@pytest.fixture(scope="module", autouse=True)
async def kept(graph: Graph, social: Social) -> None:
    """Bookmarks, of which the imported network has none: people keep what they wrote."""
    await graph.write(BOOKMARKS, Record, ids=[tweet.id for tweet in social.network.tweets[:500]])


async def sorting(graph: Graph, statement: Statement, text: str) -> set[str]:
    """The operators of a plan that put rows in order which no Limit has cut; without any Limit, what stands on top."""
    plan = await explained(graph, text, parameters(statement))
    cut = {above for each, over in chains(plan) if each.name == "Limit" for above in over}
    loose = {each.name for each, _ in chains(plan) if each not in cut and not each.details.startswith(PICTURES)}
    return loose & SORTS if cut else {plan.name}


@pytest.mark.parametrize("statement", LISTS, ids=lambda statement: f"{statement.domain}.{statement.name}")
async def test_lists_take_their_order_from_the_index(graph: Graph, social: Social, statement: Statement) -> None:
    assert social.network.people
    assert not await sorting(graph, statement, statement.text)


async def test_another_order_is_noticed(graph: Graph, social: Social) -> None:
    assert social.network.people
    good = statements.engagement.likes
    bad = good.text.replace("liked.tweet_id DESC, liked.id DESC", "liked.id DESC")
    assert bad != good.text
    assert await sorting(graph, good, bad)
