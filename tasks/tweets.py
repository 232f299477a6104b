"""Tasks that end what a request on a tweet began."""

from typing import Annotated

from taskiq import Context, TaskiqDepends

from graph.media.repository import left_by_tweet
from graph.tweets import repository
from tasks.broker import broker
from tasks.media import names_of


@broker.task("tweets.sweep")
async def sweep(tweet_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Remove the files of a deleted tweet, then what hangs on it; no-op if that was done already."""
    left = await left_by_tweet(context.state.graph, tweet_id=tweet_id)
    await context.state.storage.delete(names_of(left))
    await repository.sweep(context.state.graph, tweet_id=tweet_id)
