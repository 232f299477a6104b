"""What is written twice with the same parameters, because the first outcome was unknown, is written once."""

from typing import Any

import pytest

from graph import statements
from graph.client import Graph
from graph.records import Record
from graph.tweets.records import Commented, Published
from seeds import load
from seeds.network import Network, Person, Tweet
from tests.fixtures import stated

LEFT = stated(
    "left",
    """
    MATCH (author:User {id: $author})
    RETURN
      COUNT { (author)-[:POSTED]->() } AS posted,
      COUNT { MATCH (n:Notification)-[:FROM]->(author) } AS notifications,
      COUNT { (author)-[:POSTED]->()-[:MENTIONS]->() } AS mentions,
      COUNT { (author)-[:POSTED]->()-[:TAGGED]->() } AS tags,
      COUNT { (author)-[:POSTED]->()-[:REPLY_TO|QUOTES]->() } AS ties
    """,
)


class Left(Record):
    """How much there is of one author."""

    posted: int
    notifications: int
    mentions: int
    tags: int
    ties: int


async def scene(graph: Graph) -> tuple[int, dict[str, Any]]:
    """An author, a tweet of somebody else, and what a new tweet takes; three people are named, one is told anyway."""
    author, other, third, tweet = (graph.next_id() for _ in range(4))
    people = [Person(identity, f"r{identity}", "R") for identity in (author, other, third)]
    await load.load(graph, Network(people, tweets=[Tweet(tweet, other, "first")]), key=f"repeats/{tweet}")
    values = {
        "viewer_id": author,
        "content": "again",
        "media_ids": [],
        "uploads": [],
        "hashtags": ["repeats", "again"],
        "mentions": [person.username for person in people],
        "notification_ids": [graph.next_id() for _ in range(5)],
    }
    return tweet, values


@pytest.mark.parametrize("times", [1, 3])
async def test_a_repeated_tweet_is_one(graph: Graph, times: int) -> None:
    quoted, values = await scene(graph)
    identity = graph.next_id()
    shown = [
        await graph.write(
            statements.tweets.publish, Published, tweet_id=identity, quote_of=quoted, reply_settings=None, **values
        )
        for _ in range(times)
    ]
    assert {rows[0].tweet.id for rows in shown} == {identity}
    found = await graph.read(LEFT, Left, author=values["viewer_id"])
    assert found == [Left(posted=1, notifications=2, mentions=3, tags=2, ties=1)]


@pytest.mark.parametrize("times", [1, 3])
async def test_a_repeated_comment_is_one(graph: Graph, times: int) -> None:
    answered, values = await scene(graph)
    identity = graph.next_id()
    parameters = {"tweet_id": answered, "parent_id": None, "comment_id": identity}
    shown = [await graph.write(statements.tweets.comment, Commented, **parameters, **values) for _ in range(times)]
    assert {rows[0].row and rows[0].row.id for rows in shown} == {identity}
    found = await graph.read(LEFT, Left, author=values["viewer_id"])
    assert found == [Left(posted=1, notifications=2, mentions=3, tags=2, ties=1)]
