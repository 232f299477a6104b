"""Tasks that end what a request on a tweet began."""

from typing import Annotated

from taskiq import Context, TaskiqDepends

from graph.tweets import repository
from tasks.broker import broker


@broker.task("tweets.sweep")
async def sweep(tweet_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Remove what hangs on a deleted tweet; no-op if that was done already."""
    await repository.sweep(context.state.graph, tweet_id=tweet_id)
