"""Writes what everybody may read of a graph as the files of Neo4j's offline importer, from which a copy is made.

What `cypher/copies/` does not ask for and what has no column here is in no copy: nothing is taken out afterwards, of
which a store would keep the bytes. A graph that is used meanwhile may give a tie without one of its ends, which the
importer leaves out.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO, TypeVar

from graph.client import Graph
from graph.copies import repository
from graph.copies.records import Follow, Like, Person, Retweet, Tweet
from seeds.bulk import Progress
from seeds.offline import BUFFER, TIES, quoted

NODES = {
    "User": (
        "id:ID(User),username,username_key,name,bio,location,website,status,protected:boolean,created_at:datetime,"
        "last_post_id:long"
    ),
    "Tweet": (
        "id:ID(Tweet),content,author_id:long,feed_author_id:long,keywords,parent_id:long,root_id:long,quoted_id:long,"
        "created_at:datetime,edited_at:datetime"
    ),
    "Hashtag": ":ID(Hashtag),name",
}
RELATIONSHIPS = {name: columns for name, columns in TIES.items() if name != "HAS_CREDENTIAL"} | {
    "QUOTES": ":START_ID(Tweet),:END_ID(Tweet)"
}
MULTILINE = ("User", "Tweet", "RETWEETED")
PAGE = 5_000  # rows of one statement: a second of a busy database at most

R = TypeVar("R", Person, Tweet, Follow, Like, Retweet)


async def write(graph: Graph, folder: Path, progress: Progress) -> None:
    """Write everything into a folder, page by page; raises GraphError when the graph goes away."""
    with ExitStack() as files:
        opened = {
            name: files.enter_context(_made(folder, name, cols)) for name, cols in (NODES | RELATIONSHIPS).items()
        }
        writing = _Writing(opened)
        await _all(graph, repository.people, writing.people, "people", progress)
        await _all(graph, repository.tweets, writing.tweets, "tweets", progress)
        await _all(graph, repository.follows, writing.follows, "follows", progress)
        await _all(graph, repository.likes, writing.likes, "likes", progress)
        await _all(graph, repository.retweets, writing.retweets, "retweets", progress)
        writing.hashtags()


def _made(folder: Path, name: str, columns: str) -> TextIO:
    file = (folder / f"{name}.csv").open("w", BUFFER, encoding="utf-8", newline="")
    file.write(f"{columns}\n")
    return file


async def _all(
    graph: Graph,
    page: Callable[..., Awaitable[list[R]]],
    write_rows: Callable[[Sequence[R]], None],
    name: str,
    progress: Progress,
) -> None:
    done = after = 0
    while rows := await page(graph, after=after, limit=PAGE):
        write_rows(rows)
        done, after = done + len(rows), rows[-1].id
        progress(name, done, 0)
    progress(name, done, done)


class _Writing:
    """The open files, and the numbers of the hashtags seen so far."""

    def __init__(self, files: dict[str, TextIO]) -> None:
        self._files = files
        self._numbers: dict[str, int] = {}

    def people(self, rows: Sequence[Person]) -> None:
        self._rows(
            "User",
            (
                (
                    row.id,
                    row.username,
                    row.username_key,
                    row.name,
                    row.bio,
                    row.location,
                    row.website,
                    "active",
                    row.protected,
                    row.created_at,
                    row.last_post_id,
                )
                for row in rows
            ),
        )

    def tweets(self, rows: Sequence[Tweet]) -> None:
        self._rows(
            "Tweet",
            (
                (
                    row.id,
                    row.content,
                    row.author_id,
                    row.feed_author_id,
                    row.keywords,
                    row.parent_id,
                    row.root_id,
                    row.quoted_id,
                    row.created_at,
                    row.edited_at,
                )
                for row in rows
            ),
        )
        self._rows("POSTED", ((row.author_id, row.id) for row in rows))
        self._rows("REPLY_TO", ((row.id, row.parent_id) for row in rows if row.parent_id is not None))
        self._rows("QUOTES", ((row.id, row.quoted_id) for row in rows if row.quoted_id is not None))
        self._rows("MENTIONS", ((row.id, named, named, row.id) for row in rows for named in row.mentions))
        self._rows("TAGGED", ((row.id, self._number(tag), row.id, tag) for row in rows for tag in row.hashtags))

    def follows(self, rows: Sequence[Follow]) -> None:
        self._rows(
            "FOLLOWS",
            (
                (row.follower_id, row.followee_id, row.id, row.follower_id, row.followee_id, row.created_at)
                for row in rows
            ),
        )

    def likes(self, rows: Sequence[Like]) -> None:
        self._rows(
            "LIKED",
            ((row.user_id, row.tweet_id, row.id, row.user_id, row.tweet_id, row.created_at) for row in rows),
        )

    def retweets(self, rows: Sequence[Retweet]) -> None:
        self._rows(
            "RETWEETED",
            (
                (row.actor_id, row.tweet_id, row.id, row.actor_id, row.tweet_id, row.quote, row.created_at)
                for row in rows
            ),
        )

    def hashtags(self) -> None:
        self._rows("Hashtag", ((number, name) for name, number in self._numbers.items()))

    def _number(self, tag: str) -> int:
        return self._numbers.setdefault(tag, len(self._numbers))

    def _rows(self, name: str, rows: Iterable[Sequence[object]]) -> None:
        self._files[name].writelines(",".join(map(_field, row)) + "\n" for row in rows)


def _field(value: object) -> str:
    """A value as the importer reads it; nothing for null."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    return "" if value is None else str(value)
