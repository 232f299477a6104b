"""Notifications: what a person should know."""

from typing import Literal

from graph import statements
from graph.client import Graph, only
from graph.notifications.records import (
    Group,
    Groups,
    Marked,
    MarkedAll,
    Mentions,
    Notice,
    Notified,
    Sifted,
    Stretch,
    Unread,
)
from graph.paging import Window

Within = Literal[1, 2]  # follows from the receiver to who caused it
NOBODY = "There is no such person."
NO_NOTIFICATION = "There is no such notification."
GROUPED = 500  # of the newest notifications are put into groups
FRIENDS = 50  # people whose follows are looked at for those around one, the followed last
REACH = 40  # follows of each, the newest
LOOKED = 500  # notifications that are looked at for those of near people
TOGETHER = frozenset({"followed", "liked", "retweeted"})  # what many people do to one thing


async def welcome(graph: Graph, *, user_id: int) -> Notified | None:
    """Welcome a new person; no-op if that was done already, None if the person is gone."""
    rows = await graph.write(
        statements.notifications.welcome, Notified, user_id=user_id, notification_id=graph.next_id()
    )
    return rows[0] if rows else None


async def received(graph: Graph, *, viewer_id: int, window: Window) -> Stretch:
    """One's notifications, newest first. Raises NotFound for oneself."""
    rows = await graph.read(statements.notifications.received, Stretch, viewer_id=viewer_id, **window.bounds)
    return only(rows, NOBODY)


async def received_within(graph: Graph, *, viewer_id: int, within: Within, window: Window) -> Sifted:
    """One's notifications by whom one follows, or whom those follow too, newest first. Raises NotFound for oneself."""
    rows = await graph.read(
        statements.notifications.received_within,
        Sifted,
        viewer_id=viewer_id,
        friends=FRIENDS if within > 1 else 0,
        reach=REACH,
        looked=LOOKED,
        **window.bounds,
    )
    return only(rows, NOBODY)


async def grouped(graph: Graph, *, viewer_id: int, within: Within | None = None, window: Window) -> Groups:
    """One's newest notifications, those of one verb about one thing together, newest first; `within` as above."""
    newest = Window(rows=GROUPED)
    if within is None:
        notices = (await received(graph, viewer_id=viewer_id, window=newest)).rows
    else:
        notices = (await received_within(graph, viewer_id=viewer_id, within=within, window=newest)).rows
    groups = fold(notices)
    if window.after is not None:
        newer = [each for each in groups if each.id > window.after]
        return Groups(count=len(groups), groups=newer[-window.rows :])
    older = [each for each in groups if each.id < window.bounds["before"]]
    return Groups(count=len(groups), groups=older[window.skip : window.skip + window.rows])


def fold(notices: list[Notice]) -> list[Group]:
    """Put what several people did to one thing together; groups and what is in them stay newest first."""
    found: dict[tuple[str, int | None], list[Notice]] = {}
    for notice in notices:
        key = (notice.verb, notice.tweet) if notice.verb in TOGETHER else ("", notice.id)
        found.setdefault(key, []).append(notice)
    return [Group(notices=each) for each in found.values()]


async def unread(graph: Graph, *, viewer_id: int, window: Window) -> Stretch:
    """One's unread notifications, newest first. Raises NotFound for oneself."""
    rows = await graph.read(statements.notifications.unread, Stretch, viewer_id=viewer_id, **window.bounds)
    return only(rows, NOBODY)


async def unread_count(graph: Graph, *, viewer_id: int) -> Unread:
    """How many notifications of visible people, and of the system, one has not read. Raises NotFound for oneself."""
    rows = await graph.read(statements.notifications.unread_count, Unread, viewer_id=viewer_id)
    return only(rows, NOBODY)


async def mark_read(graph: Graph, *, viewer_id: int, notification_id: int) -> None:
    """Mark one's notification as read; no-op if it is. Raises NotFound, also for somebody else's."""
    rows = await graph.write(
        statements.notifications.mark_read, Marked, viewer_id=viewer_id, notification_id=notification_id
    )
    only(rows, NO_NOTIFICATION)


async def mark_all_read(graph: Graph, *, viewer_id: int) -> MarkedAll:
    """Mark all one's notifications as read. Raises NotFound for oneself."""
    rows = await graph.write(statements.notifications.mark_all_read, MarkedAll, viewer_id=viewer_id)
    return only(rows, NOBODY)


async def remove(graph: Graph, *, viewer_id: int, notification_id: int) -> None:
    """Delete one's notification. Raises NotFound, also for somebody else's, and the second time."""
    rows = await graph.write(
        statements.notifications.remove, Marked, viewer_id=viewer_id, notification_id=notification_id
    )
    only(rows, NO_NOTIFICATION)


async def mentions(graph: Graph, *, viewer_id: int, search: str, window: Window) -> Mentions:
    """What mentions one, newest first; `search` is a kind, or part of a username. Raises NotFound."""
    rows = await graph.read(
        statements.notifications.mentions, Mentions, viewer_id=viewer_id, search=search.lower(), **window.bounds
    )
    return only(rows, NOBODY)
