"""Hashtags: what carries one, and whom they interest; names are in lower case and without `#`."""

from graph import statements
from graph.client import Graph, only
from graph.errors import Rejected
from graph.paging import Window
from graph.records import Hashtag, Record, Tweet

NOBODY = "There is no such person."


class Tagged(Record):
    """A stretch of the tweets that carry a hashtag, with their number."""

    count: int
    tweets: list[Tweet]


class TaggedFeed(Record):
    """A stretch of the tweets that carry any hashtag one follows."""

    tweets: list[Tweet]


class Followed(Record):
    """Whether this request made it so, null if one follows too many; and on how many tweets the hashtag is."""

    created: bool | None
    tweets_count: int


class Unfollowed(Record):
    """Whether there was something to remove."""

    removed: bool


class FollowedHashtags(Record):
    """A stretch of the hashtags that one follows, with their number and the ids that order the list."""

    count: int
    ids: list[int]
    hashtags: list[Hashtag]


async def tweets(graph: Graph, *, viewer_id: int | None, name: str, window: Window) -> Tagged:
    """The tweets and comments that carry a hashtag, newest first; none for a hashtag that nobody used."""
    rows = await graph.read(statements.hashtags.tweets, Tagged, viewer_id=viewer_id, name=name, **window.bounds)
    return rows[0]


async def follow(graph: Graph, *, viewer_id: int, name: str, limit: int) -> tuple[Hashtag, bool]:
    """Follow a hashtag, and whether it was not followed before. Raises NotFound and Rejected."""
    rows = await graph.write(
        statements.hashtags.follow, Followed, viewer_id=viewer_id, name=name, follow_id=graph.next_id(), most=limit
    )
    made = only(rows, NOBODY)
    if made.created is None:
        raise Rejected(f"You follow {limit} hashtags, which is as many as is allowed.", code="follow_limit")
    return Hashtag(name=name, tweets_count=made.tweets_count), made.created


async def unfollow(graph: Graph, *, viewer_id: int, name: str) -> Unfollowed:
    """Follow a hashtag no longer; no-op if it was not followed."""
    rows = await graph.write(statements.hashtags.unfollow, Unfollowed, viewer_id=viewer_id, name=name)
    return rows[0]


async def followed(graph: Graph, *, viewer_id: int, window: Window) -> FollowedHashtags:
    """The hashtags that one follows, newest first. Raises NotFound for oneself."""
    rows = await graph.read(statements.hashtags.followed, FollowedHashtags, viewer_id=viewer_id, **window.bounds)
    return only(rows, NOBODY)


async def feed(graph: Graph, *, viewer_id: int, window: Window) -> list[Tweet]:
    """The tweets and comments that carry a hashtag one follows, newest first."""
    rows = await graph.read(statements.hashtags.feed, TaggedFeed, viewer_id=viewer_id, **window.bounds)
    return rows[0].tweets
