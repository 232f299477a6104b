"""Hashtags: what carries one, and whom they interest; names are in lower case and without `#`."""

from graph import statements
from graph.client import Graph
from graph.paging import Window
from graph.records import Record, Tweet


class Tagged(Record):
    """A stretch of the tweets that carry a hashtag, with their number."""

    count: int
    tweets: list[Tweet]


async def tweets(graph: Graph, *, viewer_id: int | None, name: str, window: Window) -> Tagged:
    """The tweets and comments that carry a hashtag, newest first; none for a hashtag that nobody used."""
    rows = await graph.read(statements.hashtags.tweets, Tagged, viewer_id=viewer_id, name=name, **window.bounds)
    return rows[0]
