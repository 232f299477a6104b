"""Writes the rows of a network into Neo4j, batch by batch, in the order in which they need each other.

One batch is one statement and one transaction, which also notes how far its part has come: a load that was broken off
goes on where it stopped, and one that was finished is only counted. Makes no notifications and no outbox events.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec

from graph import statements
from graph.client import Graph
from graph.errors import Conflict
from graph.records import Record
from graph.statements import Statement
from graph.tweets.text import hashtags, mentions
from seeds.network import Follow, Like, Network, Person, Retweet, Row, Tweet

BATCH = 2_000  # rows of one transaction; larger ones are no faster, and heavy on a heap of 512 MB
PATIENCE = 120.0  # seconds that one batch may take

Progress = Callable[[str, int, int], None]
"""Told after each batch: the part, its rows done, and all of its rows; 0 if nobody knows how many there will be."""


class Part(msgspec.Struct, frozen=True):
    """One kind of row with its statement, in the order that the statement needs."""

    name: str
    statement: Statement
    rows: int
    parameters: Callable[[int], Iterator[dict[str, Any]]]  # from the given row on


class Loaded(msgspec.Struct, frozen=True):
    """What became of one part; `skipped` rows were in the graph already, or lost one of their ends since."""

    name: str
    rows: int
    written: int

    @property
    def skipped(self) -> int:
        """Rows that were not written."""
        return self.rows - self.written


class Written(Record, frozen=True):
    """How many rows of a batch found both of their ends."""

    written: int


class Done(Record, frozen=True):
    """How many rows of a part are in the graph."""

    key: str
    rows: int


def parts(network: Network) -> list[Part]:
    """The parts of a network in the order of loading; mentions and hashtags are found in the tweets."""
    tweets = sorted(network.tweets, key=_by_id)  # an answer after what it answers
    roots = _roots(tweets)
    replies = [tweet for tweet in tweets if tweet.reply_to is not None]
    named = [(tweet.id, name) for tweet in tweets for name in mentions(tweet.content)]
    tagged = [(tweet.id, tag) for tweet in tweets for tag in hashtags(tweet.content)]
    return [
        _part("people", statements.seeds.people, sorted(network.people, key=_by_id), _person),
        _part("follows", statements.seeds.follows, sorted(network.follows, key=_by_follower), msgspec.structs.asdict),
        _part("tweets", statements.seeds.tweets, tweets, lambda tweet: _tweet(tweet, roots.get(tweet.id))),
        _part("replies", statements.seeds.replies, replies, lambda tweet: {"id": tweet.id, "parent": tweet.reply_to}),
        _part("mentions", statements.seeds.mentions, named, lambda pair: {"tweet": pair[0], "username_key": pair[1]}),
        _part("hashtags", statements.seeds.hashtags, tagged, lambda pair: {"tweet": pair[0], "name": pair[1]}),
        _part("retweets", statements.seeds.retweets, sorted(network.retweets, key=_by_actor), _retweet),
        _part("likes", statements.seeds.likes, sorted(network.likes, key=_by_actor), msgspec.structs.asdict),
    ]


async def write(graph: Graph, part: Part, *, key: str, start: int, batch: int, progress: Progress) -> Loaded:
    """Write a part from row `start` on, noting how far it came under `key`; raises Conflict on a taken id."""
    patient = graph.within(PATIENCE)
    rows = part.parameters(start)
    done, written = start, 0
    progress(part.name, done, part.rows)
    while chunk := list(islice(rows, batch)):
        done += len(chunk)
        try:
            (answer,) = await patient.write(part.statement, Written, rows=chunk, key=key, done=done)
        except Conflict as error:
            span = f"{part.name} {done - len(chunk) + 1} to {done}"
            raise Conflict(
                f"The graph has something else under an id of {span}; nothing of them was written."
            ) from error
        written += answer.written
        progress(part.name, done, part.rows)
    return Loaded(part.name, part.rows, written)


def _part(name: str, statement: Statement, rows: Sequence[Any], shape: Callable[[Any], dict[str, Any]]) -> Part:
    return Part(name, statement, len(rows), lambda start: map(shape, islice(rows, start, None)))


def _by_id(row: Row) -> int:
    return row.id


# Neighbours in the graph and in its indexes are written together: a tenth less work for Neo4j than in order of time.
def _by_follower(follow: Follow) -> tuple[int, int]:
    return follow.follower, follow.followee


def _by_actor(reaction: Retweet | Like) -> tuple[int, int]:
    return reaction.actor, reaction.tweet


def _roots(tweets: Sequence[Tweet]) -> dict[int, int]:
    """The first tweet of the thread of each reply; the tweets come in order of time."""
    roots: dict[int, int] = {}
    for tweet in tweets:
        if tweet.reply_to is not None:
            roots[tweet.id] = root_of(tweet.reply_to, roots)
    return roots


def root_of(parent: int, roots: Mapping[int, int]) -> int:
    """The first tweet of the thread of what answers `parent`, when those of the replies before it are known."""
    return roots.get(parent, parent)


def _person(person: Person) -> dict[str, Any]:
    return {"id": person.id, "username": person.username, "username_key": person.username_key, "name": person.name}


def _tweet(tweet: Tweet, root: int | None) -> dict[str, Any]:
    return {
        "id": tweet.id,
        "author": tweet.author,
        "content": tweet.content,
        "parent": tweet.reply_to,
        "root": root,
    }


def _retweet(retweet: Retweet) -> dict[str, Any]:
    return {"id": retweet.id, "actor": retweet.actor, "tweet": retweet.tweet, "quote": retweet.quote or None}
