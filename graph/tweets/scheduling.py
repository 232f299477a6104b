"""Tweets that are to be published later; moments are ids in the graph, see `graph.ids`."""

from collections.abc import Sequence

import msgspec

from graph import statements
from graph.client import Graph, only
from graph.errors import Rejected
from graph.ids import LARGEST, first_id_at, now_ms
from graph.paging import Window
from graph.records import NewMedium, ReplySettings
from graph.tweets.records import Due, PublishedScheduled, ScheduledTweet, ScheduledTweets, Scheduling, Unscheduled
from graph.tweets.repository import NO_MEDIA, NO_TWEET, kept
from graph.tweets.text import hashtags, mentions

GONE = "You have no such scheduled tweet; maybe it is published."
CLAIMED_MS = 30_000  # for which one worker has what is due
BATCH = 20


async def schedule(
    graph: Graph,
    *,
    viewer_id: int,
    content: str,
    quote_of: int | None,
    reply_settings: ReplySettings,
    media_ids: Sequence[int],
    uploads: Sequence[NewMedium],
    due_ms: int,
    limit: int,
) -> ScheduledTweet:
    """Keep a tweet until it is to be published, at a moment in milliseconds since 1970. Raises Rejected."""
    rows = await graph.write(
        statements.tweets.schedule,
        Scheduling,
        viewer_id=viewer_id,
        scheduled_id=graph.next_id(),
        due_id=first_id_at(due_ms),
        content=content,
        quote_of=quote_of,
        reply_settings=kept(reply_settings),
        uploads=[msgspec.structs.asdict(upload) for upload in uploads],
        media_ids=list(media_ids),
        most=limit,
    )
    made = only(rows, "There is no such person.")
    if made.outcome == "too_many":
        message = f"You have {limit} scheduled tweets, which is as many as is allowed."
        raise Rejected(message, code="validation_error", field="scheduled_at")
    return _made(made)


def _made(made: Scheduling) -> ScheduledTweet:
    if made.outcome == "no_media":
        raise Rejected(NO_MEDIA, code="validation_error", field="media_ids")
    if made.outcome == "empty_tweet":
        raise Rejected("A tweet must have content, image, or both", code="empty_tweet")
    if made.scheduled is None:
        raise Rejected(NO_TWEET, code="validation_error", field="quote_of")
    return made.scheduled


async def scheduled(graph: Graph, *, viewer_id: int, window: Window) -> ScheduledTweets:
    """What one has scheduled, what is due first at the top. Raises NotFound for oneself.

    The places, and the window's cursors, count down to the end of time: so the list is newest first, as all are.
    """
    bounds = window.bounds
    mirrored = bounds | {"before": LARGEST - bounds["after"], "after": LARGEST - bounds["before"]}
    rows = await graph.read(statements.tweets.scheduled, ScheduledTweets, viewer_id=viewer_id, **mirrored)
    found = only(rows, "There is no such person.")
    return msgspec.structs.replace(found, places=[LARGEST - place for place in found.places])


async def reschedule(
    graph: Graph,
    *,
    viewer_id: int,
    scheduled_id: int,
    content: str | None,
    media_ids: Sequence[int] | None,
    uploads: Sequence[NewMedium],
    due_ms: int | None,
) -> ScheduledTweet:
    """Change what one has scheduled, None leaves it. Raises NotFound and Rejected."""
    rows = await graph.write(
        statements.tweets.reschedule,
        Scheduling,
        viewer_id=viewer_id,
        scheduled_id=scheduled_id,
        change_id=graph.next_id(),
        due_id=None if due_ms is None else first_id_at(due_ms),
        content=content,
        uploads=[msgspec.structs.asdict(upload) for upload in uploads],
        media_ids=None if media_ids is None else list(media_ids),
    )
    return _made(only(rows, GONE))


async def unschedule(graph: Graph, *, viewer_id: int, scheduled_id: int) -> None:
    """Never publish what one has scheduled. Raises NotFound, also when it is published."""
    rows = await graph.write(statements.tweets.unschedule, Unscheduled, viewer_id=viewer_id, scheduled_id=scheduled_id)
    only(rows, GONE)


async def claim_due(graph: Graph) -> list[Due]:
    """Some of what is to be published now, the longest due first; nobody else has it for CLAIMED_MS."""
    now = now_ms()
    return await graph.write(
        statements.tweets.claim_due,
        Due,
        now=first_id_at(now),
        again=first_id_at(now + CLAIMED_MS),
        limit=BATCH,
    )


async def publish_scheduled(graph: Graph, *, due: Due) -> int | None:
    """Publish what is due, and give the tweet's id; None if it was changed or published meanwhile, or must wait."""
    named = mentions(due.content)
    rows = await graph.write(
        statements.tweets.publish_scheduled,
        PublishedScheduled,
        viewer_id=due.author_id,
        scheduled_id=due.id,
        changed_id=due.changed_id,
        tweet_id=graph.next_id(),
        content=due.content,
        quote_of=due.quote_of,
        reply_settings=due.reply_settings,
        media_ids=due.media_ids,
        hashtags=hashtags(due.content),
        mentions=named,
        notification_ids=[graph.next_id() for _ in range(len(named) + (due.quote_of is not None))],
    )
    return rows[0].id if rows else None
