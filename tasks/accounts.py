"""Tasks that end what a request on an account began."""

import asyncio
import time
from typing import Annotated

import msgspec
from taskiq import Context, TaskiqDepends

from graph.accounts import lifecycle
from graph.media.repository import forget, left_by_person
from graph.outbox.repository import Event, put_back
from tasks.broker import broker
from tasks.media import PAUSE, ids_of, names_of, removed

SECONDS = 20.0  # that one run may take before it leaves the rest to the next; well below the broker's IDLE_MS


@broker.task("accounts.erase")
async def erase(user_id: int, event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Remove all that a deleted person has left, and the person last; no-op if that was done already."""
    graph, end = context.state.graph, time.monotonic() + SECONDS
    while time.monotonic() < end:
        left = await left_by_person(graph, user_id=user_id)
        if not await removed(context.state.storage, names_of(left)):
            await asyncio.sleep(PAUSE)
            break
        if ids := ids_of(left):
            await forget(graph, ids=ids)
            continue
        tweet_ids = await lifecycle.left_tweets(graph, user_id=user_id)
        if tweet_ids:
            await lifecycle.bury(graph, user_id=user_id, tweet_ids=tweet_ids)
        elif not await lifecycle.erase(graph, user_id=user_id):
            return
    payload = msgspec.json.encode({"user_id": user_id, "event_id": event_id}).decode()
    await put_back(graph, event=Event(id=event_id, topic="accounts.erase", payload=payload))
