"""Each statement that moves the bound waits for who moves it already, and then goes by what that one left."""

import asyncio
from collections.abc import Mapping
from typing import NamedTuple

import pytest

from graph import statements
from graph.client import Graph
from graph.records import Record
from graph.statements import Statement
from tests.fixtures import stated
from tests.model.acting import BOUNDS, Bound

# Ten ids from $base on: person 0 wrote 5 and then 7 and passed on 6, which is a tweet 2 of person 1.
SCENE = stated(
    "scene",
    """
    CREATE (person:User {id: $base, status: 'active', last_post_id: $base + $start})
    CREATE (other:User {id: $base + 1, status: 'active'})
    CREATE (tweet:Tweet {id: $base + 2, author_id: $base + 1, feed_author_id: $base + 1})
    CREATE (next:Tweet {id: $base + 3, author_id: $base + 1, feed_author_id: $base + 1})
    CREATE (gone:Tombstone {id: $base + 4})
    CREATE (other)-[:POSTED]->(tweet)
    CREATE (other)-[:POSTED]->(next)
    CREATE (person)-[:POSTED]->(:Tweet {id: $base + 5, author_id: $base, feed_author_id: $base})
    CREATE (person)-[:POSTED]->(:Tweet {id: $base + 7, author_id: $base, feed_author_id: $base})
    CREATE (person)-[:RETWEETED {id: $base + 6, actor_id: $base, tweet_id: $base + 2}]->(tweet)
    """,
)
CLEAR = stated(
    "clear",
    """
    UNWIND range($base, $base + 30) AS id
    CALL (id) {
      MATCH (node:User {id: id}) RETURN node
      UNION ALL MATCH (node:Tweet {id: id}) RETURN node
      UNION ALL MATCH (node:Tombstone {id: id}) RETURN node
      UNION ALL MATCH (node:Outbox {id: id}) RETURN node
    }
    DETACH DELETE node
    """,
)
LOCK = "MATCH (person:User {id: $base}) SET person:User"
RAISE = "MATCH (person:User {id: $base}) SET person.last_post_id = $base + 20"
LOWER = "MATCH (person:User {id: $base}) SET person.last_post_id = $base + $to"


class Case(NamedTuple):
    """A statement that waits, what happens meanwhile, and the bound that must be there in the end."""

    statement: Statement
    parameters: Mapping[str, object]  # numbers count from $base
    meanwhile: str
    to: int
    bound: int
    start: int = 7


PUBLISH = {
    "viewer_id": 0,
    "tweet_id": 10,
    "content": "x",
    "quote_of": None,
    "reply_settings": None,
    "uploads": [],
    "media_ids": [],
    "notification_ids": [],
    "hashtags": [],
    "mentions": [],
}
RETWEET: dict[str, object] = {
    "viewer_id": 0,
    "tweet_id": 3,
    "retweet_id": 10,
    "quote": None,
    "notification_id": 11,
    "mentions": [],
    "mention_ids": [],
}
UNRETWEET = {"viewer_id": 0, "tweet_id": 2}
REMOVE = {"viewer_id": 0, "tweet_id": 7, "thread_id": None, "removal_id": 30}
CASES = {
    "unretweet lowers what became the newest": Case(statements.engagement.unretweet, UNRETWEET, LOWER, 6, 5),
    "unretweet keeps what was raised": Case(statements.engagement.unretweet, UNRETWEET, RAISE, 0, 20),
    "remove lowers what became the newest": Case(statements.tweets.remove, REMOVE, LOWER, 7, 6, 8),
    "remove keeps what was raised": Case(statements.tweets.remove, REMOVE, RAISE, 0, 20),
    "sweep keeps what was raised": Case(statements.tweets.sweep, {"tweet_id": 4, "batch": 9}, RAISE, 0, 20),
    "sweep lowers what became the newest": Case(statements.tweets.sweep, {"tweet_id": 4, "batch": 9}, LOWER, 8, 7),
    "publish keeps what was raised": Case(statements.tweets.publish, PUBLISH, RAISE, 0, 20),
    "publish raises what was lowered": Case(statements.tweets.publish, PUBLISH, LOWER, 5, 10),
    "retweet keeps what was raised": Case(statements.engagement.retweet, RETWEET, RAISE, 0, 20),
}
SWEPT = stated(
    "swept",
    """
    MATCH (person:User {id: $base}), (gone:Tombstone {id: $base + 4})
    CREATE (person)-[:RETWEETED {id: $base + 8, actor_id: $base, tweet_id: $base + 4}]->(gone)
    SET person.last_post_id = $base + 8 + $above
    """,
)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
async def test_it_goes_by_what_it_finds_after_waiting(graph: Graph, case: Case) -> None:
    base = graph.next_id() - 2**50  # far below everybody else's ids, above nobody's
    given = {
        name: base + value if name.endswith("_id") and isinstance(value, int) else value
        for name, value in case.parameters.items()
    }
    await graph.write(SCENE, Record, base=base, start=case.start)
    try:
        if case.statement is statements.tweets.sweep:
            await graph.write(SWEPT, Record, base=base, above=1)
        async with graph.driver.session(database=graph.database) as session:
            transaction = await session.begin_transaction()
            await (await transaction.run(LOCK, base=base)).consume()
            waiting = asyncio.create_task(graph.write(case.statement, dict, **given))
            await asyncio.sleep(0.25)
            assert not waiting.done()
            await (await transaction.run(case.meanwhile, base=base, to=case.to)).consume()
            await transaction.commit()
        assert await waiting
        (found,) = await graph.read(BOUNDS, Bound, people=[base])
        assert found.last_post_id == base + case.bound
    finally:
        await graph.write(CLEAR, Record, base=base)
