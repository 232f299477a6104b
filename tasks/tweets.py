"""Tasks that end what a request on a tweet began, and that publish what was scheduled."""

import time
from typing import Annotated

import structlog
from taskiq import Context, TaskiqDepends

from graph.errors import GraphError, Unavailable
from graph.media.repository import left_by_tweet
from graph.tweets import repository, scheduling
from tasks.broker import broker, rest_from
from tasks.hints import Hint, tell
from tasks.media import names_of

log = structlog.get_logger()


@broker.task("tweets.sweep")
async def sweep(tweet_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Remove the files of a deleted tweet, then what hangs on it; no-op if that was done already."""
    left = await left_by_tweet(context.state.graph, tweet_id=tweet_id)
    await context.state.storage.delete(names_of(left))
    await repository.sweep(context.state.graph, tweet_id=tweet_id)


@broker.task("tweets.publish_due", schedule=[{"interval": 5}])
async def publish_due(context: Annotated[Context, TaskiqDepends()]) -> None:
    """Publish what was scheduled for now or before; what cannot be published is looked at again a little later."""
    graph, until = context.state.graph, rest_from()
    while time.monotonic() < until and (due := await scheduling.claim_due(graph)):
        for each in due:
            try:
                tweet_id = await scheduling.publish_scheduled(graph, due=each)
            except Unavailable:
                raise
            except GraphError as error:  # one that cannot be published does not hold up the others
                log.error("a scheduled tweet was not published", scheduled_id=each.id, error=error.code)  # noqa: TRY400 - the class says it
                continue
            if tweet_id is not None:
                told = tuple(tweet for tweet in (tweet_id, each.quote_of) if tweet is not None)
                await tell(context.state.redis, Hint(actor=each.author_id, posted=True, tweets=told))
