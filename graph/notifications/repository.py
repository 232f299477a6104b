"""Notifications: what a person should know."""

from graph import statements
from graph.client import Graph
from graph.records import Record


class Notified(Record):
    """Which notification stands, and whether this call made it."""

    id: int
    created: bool


async def welcome(graph: Graph, *, user_id: int) -> Notified | None:
    """Welcome a new person; no-op if that was done already, None if the person is gone."""
    rows = await graph.write(
        statements.notifications.welcome, Notified, user_id=user_id, notification_id=graph.next_id()
    )
    return rows[0] if rows else None
