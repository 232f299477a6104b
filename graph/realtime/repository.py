"""Real time: who has something new to read, how who listens stands, and counts of tweets that are watched."""

from collections.abc import Collection

from graph import statements
from graph.client import Graph
from graph.records import Instant, Record


class Pulse(Record):
    """How many notifications are unread, and whether there may be newer entries and notifications."""

    unread_count: int
    has_entries: bool
    has_notices: bool


class Counts(Record):
    """What people did with a tweet, and when it was edited."""

    tweet: int
    likes_count: int
    comments_count: int
    retweets_count: int
    quotes_count: int
    edited_at: Instant | None


class Touched(Record):
    """Who follows an actor, and whom a tweet or an act concerns, among those who listen."""

    followers: list[int]
    concerned: list[int]


async def pulse(
    graph: Graph, *, session_id: int, viewer_id: int, entries_after: int, notices_after: int
) -> Pulse | None:
    """What may be new for who listens; None when the session has ended or its person is not active."""
    rows = await graph.read(
        statements.realtime.pulse,
        Pulse,
        session_id=session_id,
        viewer_id=viewer_id,
        entries_after=entries_after,
        notices_after=notices_after,
    )
    return rows[0] if rows else None


async def counts(graph: Graph, *, viewer_id: int, tweet_ids: Collection[int]) -> dict[int, Counts]:
    """The counts of tweets by id, without those that are gone or not visible."""
    rows = await graph.read(statements.realtime.counts, Counts, viewer_id=viewer_id, tweet_ids=list(tweet_ids))
    return {row.tweet: row for row in rows}


async def touched(
    graph: Graph,
    *,
    actor_ids: Collection[int],
    tweet_ids: Collection[int],
    usernames: Collection[str],
    listener_ids: Collection[int],
) -> Touched:
    """Who of those who listen may have something new to read."""
    rows = await graph.read(
        statements.realtime.touched,
        Touched,
        actor_ids=list(actor_ids),
        tweet_ids=list(tweet_ids),
        usernames=list(usernames),
        listener_ids=list(listener_ids),
    )
    return rows[0]
