"""Feeds beside the home feed: what the people whom one follows engage with, and what one missed."""

from typing import Literal

from graph import statements
from graph.client import Graph
from graph.paging import Window
from graph.records import Author, Record, Tweet

Order = Literal["rank", "time"]
FRIENDS = 100  # people whose likes and retweets are looked at, those followed last
REACH = 20  # likes and retweets of each that are looked at, the newest
MOST = 300  # tweets that a feed has as of one moment, before those are left out that its reader shall not see
EACH = 2  # tweets of an author in a ranked feed
LIKERS = 200  # people whose likes are listed, those followed last
POSTERS = 200  # people whose tweets are caught up with, those who posted last
POSTS = 10  # tweets of each, the newest


class Reason(Record):
    """Who of those one follows engaged with a tweet: how many, and up to three of them."""

    liked_by_count: int
    liked_by: list[Author]
    retweeted_by_count: int
    retweeted_by: list[Author]


class Reasoned(Record):
    """A tweet, and why it is shown."""

    tweet: Tweet
    reason: Reason


class LikedByFollowing(Record):
    """A stretch of the tweets that those one follows like."""

    rows: list[Reasoned]


class CaughtUp(Record):
    """A tweet of a stretch of time."""

    tweet: Tweet


async def liked_by_following(graph: Graph, *, viewer_id: int, window: Window) -> list[Reasoned]:
    """The tweets that people whom one follows like, the newest tweet first."""
    rows = await graph.read(
        statements.discovery.liked_by_following,
        LikedByFollowing,
        viewer_id=viewer_id,
        friends=LIKERS,
        **window.bounds,
    )
    return rows[0].rows if rows else []


async def for_you(
    graph: Graph, *, viewer_id: int, before: int, moment: int, order: Order, window: Window
) -> list[Reasoned]:
    """What people whom one follows engage with, of what has an id below `before`, ranked as of `moment` or by time."""
    return await graph.read(
        statements.discovery.for_you,
        Reasoned,
        viewer_id=viewer_id,
        before=before,
        moment=moment,
        order=order,
        friends=FRIENDS,
        reach=REACH,
        most=MOST,
        each=EACH,
        skip=window.skip,
        limit=window.rows,
    )


async def catch_up(graph: Graph, *, viewer_id: int, since: int, before: int, window: Window) -> list[Tweet]:
    """What people whom one follows tweeted from one id to another, what others did most with first."""
    rows = await graph.read(
        statements.discovery.catch_up,
        CaughtUp,
        viewer_id=viewer_id,
        since=since,
        before=before,
        people=POSTERS,
        reach=POSTS,
        skip=window.skip,
        limit=window.rows,
    )
    return [row.tweet for row in rows]
