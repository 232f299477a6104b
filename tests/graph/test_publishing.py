"""Publishing costs the same whoever follows: nothing is written for followers, and no lock is theirs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest

from graph import statements
from graph.client import Graph
from graph.records import Record
from graph.tweets import repository as tweets
from tests.fixtures import stated
from tests.plans.operators import parameters, step, total_hits

# Anything that is done for each follower, a hit or a lock, would be seen fifty times over beside what publishing takes.
# Neo4j keeps the relationships of a node otherwise from fifty on, and 100,000 no other than 2,000: therefore the one
# whom nobody follows follows as many.
FOLLOWERS = 2_000
CAST = stated(
    "cast",
    """
    UNWIND [$star, $loner] AS id
    CREATE (:User {id: id, username: 'p' + id, username_key: 'p' + id, name: 'P', bio: '', status: 'active',
                   staff: false, created_at: datetime()})
    WITH count(*) AS made
    MATCH (star:User {id: $star})
    UNWIND range(1, $followers) AS at
    CREATE (fan:User {id: $first + at, username: 'p' + ($first + at), username_key: 'p' + ($first + at), name: 'F',
                      bio: '', status: 'active', staff: false, created_at: datetime()})
    CREATE (fan)-[:FOLLOWS {id: $first + at, follower_id: fan.id, followee_id: $star, created_at: datetime()}]->(star)
    WITH collect(fan) AS fans
    MATCH (loner:User {id: $loner})
    UNWIND fans AS fan
    CREATE (loner)-[:FOLLOWS {id: fan.id + $followers, follower_id: $loner, followee_id: fan.id,
                              created_at: datetime()}]->(fan)
    """,
)
LOCKS = "SHOW TRANSACTIONS YIELD metaData, activeLockCount WHERE metaData.who = $who RETURN activeLockCount AS locks"


@pytest.fixture(scope="module")
async def authors(graph: Graph) -> dict[str, int]:
    """A star with followers, and somebody without any who follows as many; both have published once."""
    ids = {"star": graph.next_id(), "loner": graph.next_id()}
    # Below what is made from now on: nobody else takes these ids.
    await graph.write(CAST, Record, **ids, first=graph.next_id() - 2**40, followers=FOLLOWERS)
    for identity in ids.values():
        await tweets.publish(graph, viewer_id=identity, content="first")
    return ids


@asynccontextmanager
async def under_way(graph: Graph, author: int, text: str) -> AsyncIterator[dict[str, Any]]:
    """The profile of publishing a tweet, whose transaction is open meanwhile and then undone."""
    values = parameters(statements.tweets.publish) | {
        "viewer_id": author,
        "tweet_id": graph.next_id(),
        "content": "second",
        "hashtags": [],
        "mentions": [],
    }
    async with graph.driver.session(database=graph.database) as session:
        transaction = await session.begin_transaction(metadata={"who": str(author)})
        try:
            result = await transaction.run(cast("Any", text), values)
            profile = (await result.consume()).profile
            assert profile is not None
            yield dict(profile)
        finally:
            await transaction.rollback()


async def cost(graph: Graph, author: int, text: str) -> tuple[int, int]:
    """Database hits of publishing, and locks that are held before it is committed."""
    async with under_way(graph, author, text) as profile, graph.driver.session(database=graph.database) as other:
        [[locks]] = await (await other.run(LOCKS, {"who": str(author)})).values()
    return total_hits(step(profile)), locks


async def test_followers_cost_nothing(graph: Graph, authors: dict[str, int]) -> None:
    text = f"PROFILE {statements.tweets.publish.text}"
    await cost(graph, authors["loner"], text)  # plans it
    star, loner = [await cost(graph, authors[who], text) for who in ("star", "loner")]
    assert star == loner
    assert 10 < star[0] < FOLLOWERS
    assert 0 < star[1] < FOLLOWERS


async def test_a_write_for_each_follower_is_seen(graph: Graph, authors: dict[str, int]) -> None:
    good = f"PROFILE {statements.tweets.publish.text}"
    bad = good.replace(
        "MATCH (author:User {id: $viewer_id})",
        "MATCH (author:User {id: $viewer_id})\nCALL (author) { MATCH (author)<-[:FOLLOWS]-(fan) SET fan:User }",
        1,
    )
    assert bad != good
    star, loner = [await cost(graph, authors[who], bad) for who in ("star", "loner")]
    assert star[0] > loner[0] + FOLLOWERS
    assert star[1] > loner[1] + FOLLOWERS
