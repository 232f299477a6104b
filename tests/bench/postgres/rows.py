"""The rows of the graph that PostgreSQL is given, as streams and by slices of people: a graph is larger than memory."""

from collections.abc import AsyncIterator
from itertools import pairwise
from typing import Any, cast

import msgspec
from neo4j import Query

from graph.client import Graph
from graph.ids import LARGEST
from graph.records import Record
from tests.fixtures import stated

PATIENCE = 600.0  # seconds that one stream may take
FETCHED = 10_000  # rows at once
SLICE = 5_000  # people
SOME = "MATCH (person:User) WHERE person.id >= $low AND person.id < $high"
TABLES = {
    "person": f"""
        {SOME}
        RETURN person.id, person.username, person.name, person.profile_image, person.status,
          person.protected IS NOT NULL
        """,
    "tweet": f"""
        {SOME} MATCH (person)-[:POSTED]->(tweet)
        RETURN tweet.id, tweet.author_id, tweet.parent_id, tweet.quoted_id, tweet.content,
          tweet.edited_at.epochMillis, tweet.reply_settings, 0 AS likes, 0 AS comments, 0 AS retweets, 0 AS quotes,
          [(tweet)-[:TAGGED]->(hashtag) | hashtag.name], [(tweet)-[:MENTIONS]->(named) | named.id]
        """,
    "retweet": f"""
        {SOME} MATCH (person)-[retweet:RETWEETED]->()
        RETURN retweet.id, retweet.actor_id, retweet.tweet_id, retweet.quote
        """,
    "liked": f"{SOME} MATCH (person)-[liked:LIKED]->() RETURN liked.user_id, liked.tweet_id",
    "follow": f"{SOME} MATCH (person)-[follows:FOLLOWS]->() RETURN follows.follower_id, follows.followee_id",
    "block": f"{SOME} MATCH (person)-[block:BLOCKS]->() RETURN block.blocker_id, block.blocked_id",
    "mute": f"{SOME} MATCH (person)-[mute:MUTES]->() RETURN mute.muter_id, mute.muted_id",
}
COUNTS = stated(
    "counts",
    """
    CALL () { MATCH (person:User) RETURN count(person) AS people }
    CALL () { MATCH (tweet:Tweet) RETURN count(tweet) AS tweets }
    CALL () { MATCH ()-[liked:LIKED]->() RETURN count(liked) AS likes }
    CALL () { MATCH ()-[retweeted:RETWEETED]->() RETURN count(retweeted) AS retweets }
    CALL () { MATCH ()-[follows:FOLLOWS]->() RETURN count(follows) AS follows }
    RETURN people, tweets, likes, retweets, follows
    """,
)
BOUNDS = stated(
    "bounds",
    """
    MATCH (person:User) WHERE person.id > 0
    WITH person.id AS id ORDER BY id
    WITH collect(id) AS ids
    UNWIND range(0, size(ids) - 1, $slice) AS at
    RETURN ids[at] AS id
    """,
)


class _Counts(Record):
    people: int
    tweets: int
    likes: int
    retweets: int
    follows: int


class _Bound(Record):
    id: int


async def counts(graph: Graph) -> str:
    """How many of everything there are, as a text: another one says that the graph has changed."""
    return msgspec.json.encode((await graph.read(COUNTS, _Counts))[0]).decode()


async def slices(graph: Graph) -> list[tuple[int, int]]:
    """Everybody, in slices of their ids: from one, and up to another."""
    bounds = [row.id for row in await graph.read(BOUNDS, _Bound, slice=SLICE)]
    return list(pairwise([*bounds, LARGEST]))


async def rows(graph: Graph, table: str, low: int, high: int) -> AsyncIterator[list[Any]]:
    """The rows of one table that are of some people, in no order."""
    async with graph.driver.session(database=graph.database, fetch_size=FETCHED) as session:
        query = Query(cast("Any", TABLES[table]), timeout=PATIENCE)
        result = await session.run(query, {"low": low, "high": high})
        while some := await result.fetch(FETCHED):
            for row in some:
                yield row.values()
