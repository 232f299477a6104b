"""Tasks that end what a request on a tweet began."""

from typing import Annotated

import msgspec
from taskiq import Context, TaskiqDepends

from graph.media.repository import left_by_tweet
from graph.outbox.repository import Event
from graph.tweets import repository
from tasks.broker import broker
from tasks.media import again, names_of, removed


@broker.task("tweets.sweep")
async def sweep(tweet_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Remove the files of a deleted tweet, then what hangs on it; no-op if that was done already."""
    graph = context.state.graph
    left = await left_by_tweet(graph, tweet_id=tweet_id)
    if left and not await removed(context.state.storage, names_of(left)):
        payload = msgspec.json.encode({"tweet_id": tweet_id}).decode()
        await again(graph, event=Event(id=int(context.message.task_id), topic="tweets.sweep", payload=payload))
        return
    await repository.sweep(graph, tweet_id=tweet_id)
