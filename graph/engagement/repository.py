"""Engagement: what people do with a tweet."""

from collections.abc import Sequence

from graph import statements
from graph.client import Graph, only
from graph.engagement.records import Bookmarking, Bookmarks, Liked, Likes, Retweeted, Retweets, Undone
from graph.errors import Forbidden
from graph.paging import Window

NOBODY = "There is no such person."
NO_TWEET = "There is no such tweet."


async def like(graph: Graph, *, viewer_id: int, tweet_id: int) -> Liked:
    """Like a visible tweet and tell its author; no-op if it is liked already. Raises NotFound."""
    rows = await graph.write(
        statements.engagement.like,
        Liked,
        viewer_id=viewer_id,
        tweet_id=tweet_id,
        like_id=graph.next_id(),
        notification_id=graph.next_id(),
    )
    return only(rows, NO_TWEET)


async def unlike(graph: Graph, *, viewer_id: int, tweet_id: int) -> Undone:
    """Take a like and its notification back; no-op if there is none. Raises NotFound for the tweet."""
    rows = await graph.write(statements.engagement.unlike, Undone, viewer_id=viewer_id, tweet_id=tweet_id)
    return only(rows, NO_TWEET)


async def likes(graph: Graph, *, viewer_id: int, tweet_id: int, window: Window) -> Likes:
    """The likes of one's own tweet, newest first. Raises NotFound, Forbidden for somebody else's."""
    rows = await graph.read(statements.engagement.likes, Likes, viewer_id=viewer_id, tweet_id=tweet_id, **window.bounds)
    return _for_author(rows)


def _for_author(rows: list[Likes]) -> Likes:
    found = only(rows, NO_TWEET)
    if not found.is_author:
        raise Forbidden("You must be the author of this tweet to view its likes.")
    return found


async def retweet(
    graph: Graph, *, viewer_id: int, tweet_id: int, quote: str | None, mentions: Sequence[str] = ()
) -> Retweeted:
    """Pass a visible tweet on and tell its author and whom the quote names; the first one stands. Raises NotFound."""
    rows = await graph.write(
        statements.engagement.retweet,
        Retweeted,
        viewer_id=viewer_id,
        tweet_id=tweet_id,
        retweet_id=graph.next_id(),
        quote=quote,
        mentions=list(mentions),
        notification_id=graph.next_id(),
        mention_ids=[graph.next_id() for _ in mentions],
    )
    return only(rows, NO_TWEET)


async def unretweet(graph: Graph, *, viewer_id: int, tweet_id: int) -> Undone:
    """Take a retweet and its notification back; no-op if there is none. Raises NotFound for the tweet."""
    rows = await graph.write(statements.engagement.unretweet, Undone, viewer_id=viewer_id, tweet_id=tweet_id)
    return only(rows, NO_TWEET)


async def retweets(graph: Graph, *, viewer_id: int | None, tweet_id: int, window: Window) -> Retweets:
    """Who passed a visible tweet on, newest first. Raises NotFound."""
    rows = await graph.read(
        statements.engagement.retweets, Retweets, viewer_id=viewer_id, tweet_id=tweet_id, **window.bounds
    )
    return only(rows, NO_TWEET)


async def bookmark(graph: Graph, *, viewer_id: int, tweet_id: int) -> Bookmarking:
    """Keep a visible tweet for later; no-op if it is kept already. Raises NotFound."""
    rows = await graph.write(
        statements.engagement.bookmark,
        Bookmarking,
        viewer_id=viewer_id,
        tweet_id=tweet_id,
        bookmark_id=graph.next_id(),
    )
    return only(rows, NO_TWEET)


async def unbookmark(graph: Graph, *, viewer_id: int, tweet_id: int) -> Undone:
    """Keep a tweet no longer; no-op if it was not kept. Raises NotFound for the tweet."""
    rows = await graph.write(statements.engagement.unbookmark, Undone, viewer_id=viewer_id, tweet_id=tweet_id)
    return only(rows, NO_TWEET)


async def bookmarks(graph: Graph, *, viewer_id: int, window: Window) -> Bookmarks:
    """What one keeps for later, newest first. Raises NotFound for oneself."""
    rows = await graph.read(statements.engagement.bookmarks, Bookmarks, viewer_id=viewer_id, **window.bounds)
    return only(rows, NOBODY)
