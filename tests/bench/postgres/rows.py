"""The rows of the graph that PostgreSQL is given, as streams: the graph is larger than memory should be."""

from collections.abc import AsyncIterator
from typing import Any, cast

from neo4j import Query

from graph.client import Graph
from tests.fixtures import stated

PATIENCE = 1_800.0  # seconds that one stream may take
TABLES = {
    "person": stated(
        "person",
        """
        MATCH (person:User)
        RETURN person.id, person.username, person.name, person.profile_image, person.status,
          person.protected IS NOT NULL
        """,
    ),
    "tweet": stated(
        "tweet",
        """
        MATCH (tweet:Tweet)
        RETURN tweet.id, tweet.author_id, tweet.parent_id, tweet.quoted_id, tweet.content,
          tweet.edited_at.epochMillis, tweet.reply_settings, 0 AS likes, 0 AS comments, 0 AS retweets, 0 AS quotes,
          [(tweet)-[:TAGGED]->(hashtag) | hashtag.name], [(tweet)-[:MENTIONS]->(named) | named.id]
        """,
    ),
    "retweet": stated(
        "retweet",
        "MATCH ()-[retweet:RETWEETED]->() RETURN retweet.id, retweet.actor_id, retweet.tweet_id, retweet.quote",
    ),
    "liked": stated("liked", "MATCH ()-[liked:LIKED]->() RETURN liked.user_id, liked.tweet_id"),
    "follow": stated("follow", "MATCH ()-[follows:FOLLOWS]->() RETURN follows.follower_id, follows.followee_id"),
}


async def rows(graph: Graph, table: str) -> AsyncIterator[list[Any]]:
    """The rows of one table, in no order."""
    async with graph.driver.session(database=graph.database, fetch_size=10_000) as session:
        async for row in await session.run(Query(cast("Any", TABLES[table].text), timeout=PATIENCE)):
            yield row.values()
