"""Moderation: what staff see and do. All of it raises Forbidden for who is not staff, whatever they name."""

from typing import TypeVar

from graph import statements
from graph.client import Graph, only
from graph.errors import Forbidden, NotFound
from graph.ids import LARGEST, TIME_SHIFT, first_id_at, now_ms
from graph.moderation.records import Queue, Rings, Ruling, Settled, Suspension, Trail
from graph.paging import Window

R = TypeVar("R", bound=Settled)

DAY_MS = 86_400_000
LOOKED_AT = 5000  # tweets, the newest of the window
BURST = 600_000 << TIME_SHIFT  # ten minutes, in ids

NOBODY = "There is no such person."
NO_TWEET = "There is no such tweet."
NOT_STAFF = "Only staff may do this."


def ruled(rows: list[R], missing: str) -> R:
    """The one row of an action. Raises Forbidden, and NotFound."""
    ruling = only(rows, NOBODY)
    if not ruling.is_staff:
        raise Forbidden(NOT_STAFF, code="forbidden")
    if not ruling.is_there:
        raise NotFound(missing)
    if isinstance(ruling, Ruling) and ruling.is_exempt:
        raise Forbidden("Staff cannot act on staff.", code="forbidden")
    return ruling


async def warn(graph: Graph, *, viewer_id: int, username: str, reason: str) -> Ruling:
    """Warn a person, who is told. Raises NotFound."""
    rows = await graph.write(
        statements.moderation.warn,
        Ruling,
        viewer_id=viewer_id,
        username_key=username.lower(),
        reason=reason,
        action_id=graph.next_id(),
    )
    return ruled(rows, NOBODY)


async def suspend(graph: Graph, *, viewer_id: int, username: str, reason: str, until_ms: int | None) -> Suspension:
    """Suspend a person until a moment, None for good, and end their sessions, whose ids it gives. Raises NotFound."""
    rows = await graph.write(
        statements.moderation.suspend,
        Suspension,
        viewer_id=viewer_id,
        username_key=username.lower(),
        reason=reason,
        until_ms=until_ms,
        action_id=graph.next_id(),
    )
    return ruled(rows, NOBODY)


async def restore_user(graph: Graph, *, viewer_id: int, username: str, reason: str) -> Ruling:
    """Lift a suspension; no-op for who is not suspended. Raises NotFound."""
    rows = await graph.write(
        statements.moderation.restore_user,
        Ruling,
        viewer_id=viewer_id,
        username_key=username.lower(),
        reason=reason,
        action_id=graph.next_id(),
    )
    return ruled(rows, NOBODY)


async def hide(graph: Graph, *, viewer_id: int, tweet_id: int, reason: str) -> Ruling:
    """Hide a tweet, whose author is told; no-op if it is hidden. Raises NotFound."""
    rows = await graph.write(
        statements.moderation.hide,
        Ruling,
        viewer_id=viewer_id,
        tweet_id=tweet_id,
        reason=reason,
        action_id=graph.next_id(),
    )
    return ruled(rows, NO_TWEET)


async def restore_tweet(graph: Graph, *, viewer_id: int, tweet_id: int, reason: str) -> Ruling:
    """Show a hidden tweet again; no-op if it is not hidden. Raises NotFound."""
    rows = await graph.write(
        statements.moderation.restore_tweet,
        Ruling,
        viewer_id=viewer_id,
        tweet_id=tweet_id,
        reason=reason,
        action_id=graph.next_id(),
    )
    return ruled(rows, NO_TWEET)


async def resolve(graph: Graph, *, viewer_id: int, case_id: int, reason: str) -> Settled:
    """Take what was reported of a target out of the queue; no-op if it is in it no more. Raises NotFound."""
    rows = await graph.write(
        statements.moderation.resolve,
        Settled,
        viewer_id=viewer_id,
        case_id=case_id,
        reason=reason,
        action_id=graph.next_id(),
    )
    return ruled(rows, "There is no such report.")


async def queue(graph: Graph, *, viewer_id: int, window: Window) -> Queue:
    """What is reported and waits, by target, newest first."""
    found = only(await graph.read(statements.moderation.queue, Queue, viewer_id=viewer_id, **window.bounds), NOBODY)
    if not found.is_staff:
        raise Forbidden(NOT_STAFF, code="forbidden")
    return found


async def actions(graph: Graph, *, viewer_id: int, username: str | None, tweet_id: int | None, window: Window) -> Trail:
    """What was done, newest first: all of it, or to a person, or about a tweet."""
    rows = await graph.read(
        statements.moderation.actions,
        Trail,
        viewer_id=viewer_id,
        username_key=None if username is None else username.lower(),
        tweet_id=tweet_id,
        **window.bounds,
    )
    found = only(rows, NOBODY)
    if not found.is_staff:
        raise Forbidden(NOT_STAFF, code="forbidden")
    return found


async def rings(graph: Graph, *, viewer_id: int, window: Window) -> Rings:
    """People of the last day who act as one, the largest rings first."""
    rows = await graph.read(
        statements.moderation.rings,
        Rings,
        viewer_id=viewer_id,
        since=first_id_at(now_ms() - DAY_MS),
        until=LARGEST,
        looked_at=LOOKED_AT,
        burst=BURST,
        least_people=3,
        most_people=50,
        least_shared=3,
        skip=window.skip,
        limit=window.rows,
    )
    found = only(rows, NOBODY)
    if not found.is_staff:
        raise Forbidden(NOT_STAFF, code="forbidden")
    return found
