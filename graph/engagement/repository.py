"""Engagement: what people do with a tweet."""

from graph import statements
from graph.client import Graph, only
from graph.records import Author, Instant, Record, Retweet

NO_TWEET = "There is no such tweet."


class Like(Record):
    """A like; `created` when this request made it."""

    id: int
    user: Author
    tweet_id: int
    created_at: Instant
    created: bool


class Retweeted(Record):
    """A retweet as feeds show it; `created` when this request made it."""

    entry: Retweet
    created: bool


class Undone(Record):
    """Whether there was something to take back."""

    removed: bool


async def like(graph: Graph, *, viewer_id: int, tweet_id: int) -> Like:
    """Like a visible tweet; no-op if it is liked already. Raises NotFound."""
    rows = await graph.write(
        statements.engagement.like, Like, viewer_id=viewer_id, tweet_id=tweet_id, like_id=graph.next_id()
    )
    return only(rows, NO_TWEET)


async def unlike(graph: Graph, *, viewer_id: int, tweet_id: int) -> Undone:
    """Take a like back; no-op if there is none. Raises NotFound for the tweet."""
    rows = await graph.write(statements.engagement.unlike, Undone, viewer_id=viewer_id, tweet_id=tweet_id)
    return only(rows, NO_TWEET)


async def retweet(graph: Graph, *, viewer_id: int, tweet_id: int, quote: str | None) -> Retweeted:
    """Pass a visible tweet on; a second time the first one stands, quote included. Raises NotFound."""
    rows = await graph.write(
        statements.engagement.retweet,
        Retweeted,
        viewer_id=viewer_id,
        tweet_id=tweet_id,
        retweet_id=graph.next_id(),
        quote=quote,
    )
    return only(rows, NO_TWEET)


async def unretweet(graph: Graph, *, viewer_id: int, tweet_id: int) -> Undone:
    """Take a retweet back; no-op if there is none. Raises NotFound for the tweet."""
    rows = await graph.write(statements.engagement.unretweet, Undone, viewer_id=viewer_id, tweet_id=tweet_id)
    return only(rows, NO_TWEET)
