"""What one connection reads from the graph and sends: one reader for WebSockets and for server-sent events.

It reads only when it could send, so a slow one holds nothing but its place.
"""

import asyncio
import random
import time
from collections.abc import AsyncGenerator, AsyncIterator
from operator import attrgetter
from typing import NamedTuple, TypeVar

import msgspec
import structlog

from api.hub import EndedError, Hub, Listener, Part
from api.notices import shown
from api.realtime.messages import Counts, Gone, Message, NewEntry, NewNotification, Ping, Ready, Unread
from api.realtime.places import Place, Track, horizon
from graph.client import Graph
from graph.errors import GraphError
from graph.feeds import repository as feeds
from graph.feeds.repository import Entry
from graph.notifications import repository as notifications
from graph.notifications.records import Notice
from graph.paging import Window
from graph.realtime import repository

PAGE = 50  # rows read at once
PAUSE = 1.0  # seconds before the graph is asked again after it did not answer
UNANSWERED = 2  # pings, after which nobody is there

Row = TypeVar("Row", bound=Entry | Notice)

log = structlog.get_logger()


class Look(NamedTuple):
    """One look at whether there is news; ids below `below` were all there before it."""

    below: int
    pulse: repository.Pulse


class Reader:
    """Goes through a person's news from a place on, for as long as the session stands."""

    def __init__(
        self, hub: Hub, graph: Graph, listener: Listener, *, heartbeat: int, cursor: Place | None, answers: bool
    ) -> None:
        self._hub = hub
        self._graph = graph
        self._listener = listener
        self._heartbeat = heartbeat
        self._place = cursor or Place.now()
        self._fresh = cursor is None
        self._answers = answers  # whether the client has a way to say that it is there
        self._unread: int | None = None

    async def begin(self) -> Ready:
        """Find the place: what was there before is not news. Raises EndedError and GraphError."""
        look = await self._look()
        if self._fresh and look.pulse.has_entries:
            async for entry in self._entries():
                self._place.entries.note(entry.id, look.below)
        if self._fresh and look.pulse.has_notices:
            async for notice in self._notices():
                self._place.notices.note(notice.id, look.below)
        return Ready(cursor=self._place.cursor(), heartbeat=self._heartbeat)

    async def messages(self, *, wait: float = float("inf")) -> AsyncGenerator[Message, None]:
        """All that is new, as it comes, until so many seconds are over. Raises EndedError."""
        end = time.monotonic() + wait
        beat = self._next_beat()
        while True:
            due = await self._listener.due(max(0.0, min(beat, end) - time.monotonic()))
            if not due and time.monotonic() >= end:
                return
            look = None
            try:
                if time.monotonic() >= beat:
                    beat = self._next_beat()
                    yield self._ping()
                    look = await self._look()
                    due = self._looked(due, look)
                async for message in self._news(due, look):
                    yield message
            except GraphError as error:
                log.warning("news wait for the graph", detail=error.detail)
                await asyncio.sleep(PAUSE)
                self._listener.mark(*Part)

    def _next_beat(self) -> float:
        """A quarter sooner or later, so that those who came together do not look together for ever."""
        return time.monotonic() + self._heartbeat * (0.75 + random.random() / 2)  # noqa: S311 - no secret

    def _ping(self) -> Ping:
        if self._answers and self._listener.unanswered >= UNANSWERED:
            raise EndedError("silent")
        self._listener.unanswered += 1
        return Ping()

    def _looked(self, due: set[Part], look: Look) -> set[Part]:
        """What there is to read, whether there was a hint or not; where there is nothing, the floor rises."""
        due = due | {Part.NOTICES, Part.COUNTS}
        if look.pulse.has_entries:
            due.add(Part.ENTRIES)
        else:
            self._place.entries.settle(look.below)
        return due

    async def _look(self) -> Look:
        below = horizon()
        async with self._hub.reading:
            pulse = await repository.pulse(
                self._graph,
                session_id=self._listener.session_id,
                viewer_id=self._listener.viewer_id,
                entries_after=self._place.entries.floor,
                notices_after=self._place.notices.floor,
            )
        if pulse is None:
            raise EndedError("session_ended")
        return Look(below, pulse)

    async def _news(self, due: set[Part], look: Look | None) -> AsyncIterator[Message]:
        place = self._place
        if Part.ENTRIES in due:
            below = horizon()
            async for entry in self._entries():
                place.entries.note(entry.id, below)
                yield NewEntry(entry=entry, cursor=place.cursor())
            place.entries.settle(below)
        if Part.NOTICES in due:
            below, pulse = look or await self._look()
            if pulse.has_notices:
                async for notice in self._notices():
                    place.notices.note(notice.id, below)
                    yield NewNotification(notification=shown([notice]), cursor=place.cursor())
            place.notices.settle(below)
            if pulse.unread_count != self._unread:
                self._unread = pulse.unread_count
                yield Unread(count=pulse.unread_count)
        if Part.COUNTS in due and self._listener.watched:
            async for told in self._counts():
                yield told

    async def _entries(self) -> AsyncIterator[Entry]:
        """Entries that were not sent, oldest first, read page by page."""
        after = self._place.entries.floor
        while True:
            async with self._hub.reading:
                page = await feeds.home_newer(self._graph, viewer_id=self._listener.viewer_id, after=after, limit=PAGE)
            for entry in _unsent(page, self._place.entries):
                yield entry
            if len(page) < PAGE:
                return
            after = max(entry.id for entry in page)

    async def _notices(self) -> AsyncIterator[Notice]:
        """Notifications that were not sent, oldest first, read page by page."""
        after = self._place.notices.floor
        while True:
            async with self._hub.reading:
                page = await notifications.received(
                    self._graph, viewer_id=self._listener.viewer_id, window=Window(rows=PAGE, after=after)
                )
            for notice in _unsent(page.rows, self._place.notices):
                yield notice
            if len(page.rows) < PAGE:
                return
            after = max(notice.id for notice in page.rows)

    async def _counts(self) -> AsyncIterator[Message]:
        watched = self._listener.watched
        asked = list(watched)
        async with self._hub.reading:
            found = await repository.counts(self._graph, viewer_id=self._listener.viewer_id, tweet_ids=asked)
        for tweet_id in asked:
            counts = found.get(tweet_id)
            if tweet_id not in watched:  # no longer, since it was asked about
                continue
            if counts is None:
                self._hub.unwatch(self._listener, tweet_id)
                yield Gone(tweet=tweet_id)
            elif counts != watched[tweet_id]:
                watched[tweet_id] = counts
                yield Counts(**msgspec.structs.asdict(counts))


def _unsent(rows: list[Row], track: Track) -> list[Row]:
    """What was not sent of a page, oldest first, in whatever order the page came."""
    return [row for row in sorted(rows, key=attrgetter("id")) if not track.knows(row.id)]
