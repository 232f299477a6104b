"""Tasks that end what a request on an account began, and that sweep what has run out."""

import time
from typing import Annotated

from taskiq import Context, TaskiqDepends

from graph.accounts import lifecycle, sweeping
from graph.media.repository import forget, left_by_person
from tasks.broker import broker, rest_from
from tasks.hints import Hint, tell
from tasks.media import ids_of, names_of
from tasks.receiver import Unfinished


@broker.task("accounts.erase")
async def erase(user_id: int, event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:  # noqa: ARG001 - in events that wait
    """Remove all that a deleted person has left, and the person last; no-op if that was done already."""
    graph, until = context.state.graph, rest_from()
    while time.monotonic() < until:
        left = await left_by_person(graph, user_id=user_id)
        await context.state.storage.delete(names_of(left))
        if ids := ids_of(left):
            await forget(graph, ids=ids)
            continue
        tweet_ids = await lifecycle.left_tweets(graph, user_id=user_id)
        if tweet_ids:
            await lifecycle.bury(graph, user_id=user_id, tweet_ids=tweet_ids)
        elif not await lifecycle.erase(graph, user_id=user_id):
            await tell(context.state.redis, Hint(actor=user_id, hidden=True))
            return
    raise Unfinished


@broker.task("accounts.sweep_sessions", schedule=[{"cron": "7 * * * *"}])
async def sweep_sessions(context: Annotated[Context, TaskiqDepends()]) -> None:
    """Remove sessions that ended by themselves; the next hour goes on where this run has to stop."""
    until = rest_from()
    while time.monotonic() < until and await sweeping.sweep_sessions(context.state.graph):
        pass


@broker.task("accounts.lift_suspensions", schedule=[{"cron": "* * * * *"}])
async def lift_suspensions(context: Annotated[Context, TaskiqDepends()]) -> None:
    """Lift suspensions that are over; the next minute goes on where this run has to stop."""
    until = rest_from()
    while time.monotonic() < until and await lifecycle.lift_suspensions(context.state.graph):
        pass


@broker.task("accounts.sweep_resets", schedule=[{"cron": "17 * * * *"}])
async def sweep_resets(context: Annotated[Context, TaskiqDepends()]) -> None:
    """Forget reset links that are not good any more; the next hour goes on where this run has to stop."""
    until = rest_from()
    while time.monotonic() < until and await sweeping.sweep_resets(context.state.graph):
        pass
