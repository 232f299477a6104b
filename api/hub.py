"""The hub of a process: who listens here, and whom a hint has look into the graph.

A hint is never sent on. It marks those who may have something new, and each of them reads the graph from where they
are, so that a hint that is lost, late or doubled changes nothing but the moment.
"""

import asyncio
import contextlib
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from enum import Enum, auto

import structlog
from redis.exceptions import RedisError

from api.hints import DEAF, PING, ear, tell
from api.shared import Shared
from graph.client import Graph
from graph.errors import GraphError
from graph.realtime import repository
from graph.settings import Settings
from tasks.hints import CHANNEL, Hint, understood

READS = 8  # of the graph at once, by all who listen to one process
PAUSE = 1.0  # seconds before Redis is tried again
MOST_HINTS = 5000  # that wait; beyond them everybody looks
WATCHED = 50  # tweets that one connection may watch

log = structlog.get_logger()

# How a connection ends: the code of the WebSocket by the word that is its reason. docs/realtime.md has a row for each.
CLOSES = {
    "bad_message": 4400,
    "not_authenticated": 4401,
    "token_invalid": 4401,
    "token_expired": 4401,
    "session_ended": 4401,
    "silent": 4408,
    "slow": 4410,
    "too_large": 4413,
    "invalid_cursor": 4422,
    "throttled": 4429,
    "too_many": 4429,
    "restart": 1012,
    "unavailable": 1013,
}


class EndedError(Exception):
    """A connection that ends here, and the word of `CLOSES` that says why."""

    def __init__(self, reason: str) -> None:
        self.code = CLOSES[reason]
        self.reason = reason
        super().__init__(reason)


class Part(Enum):
    """What a listener may have to read."""

    ENTRIES = auto()
    NOTICES = auto()
    COUNTS = auto()


class Listener:
    """One connection: whose it is, what it has to read, and what it watches."""

    def __init__(self, *, viewer_id: int, session_id: int) -> None:
        self.viewer_id = viewer_id
        self.session_id = session_id
        self.watched: dict[int, repository.Counts | None] = {}  # as they were last told
        self.unanswered = 0  # pings
        self._due = set(Part)
        self._ended: EndedError | None = None
        self._woken = asyncio.Event()
        self._woken.set()

    def mark(self, *parts: Part) -> None:
        """Have it read some parts, once, however often it is marked until then."""
        self._due.update(parts)
        self._woken.set()

    def end(self, reason: str) -> None:
        """End it as soon as it can be told."""
        self._ended = EndedError(reason)
        self._woken.set()

    async def due(self, seconds: float) -> set[Part]:
        """What is to be read, nothing after so many seconds without a mark. Raises EndedError."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        if self._ended is not None:
            raise self._ended
        self._woken.clear()
        due, self._due = self._due, set()
        return due


class Hub:
    """All listeners of one process, and the one ear that it has for hints."""

    def __init__(self, settings: Settings, shared: Shared) -> None:
        self._settings = settings
        self._shared = shared
        self._people: dict[int, set[Listener]] = defaultdict(set)
        self._sessions: dict[int, set[Listener]] = defaultdict(set)
        self._watchers: dict[int, set[Listener]] = defaultdict(set)
        self._count = 0
        self._hints: list[Hint] = []
        self._hinted = asyncio.Event()
        self._stopped = False
        self.reading = asyncio.Semaphore(READS)

    @asynccontextmanager
    async def opened(self, graph: Graph) -> AsyncIterator[None]:
        """Listen for hints while inside; at the end everybody who is connected is sent away."""
        tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._spread(graph))]
        try:
            yield
        finally:
            self.stop()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def stop(self) -> None:
        """Send everybody away, and whoever comes from now on: this process ends."""
        self._stopped = True
        for listener in self._all():
            listener.end("restart")

    def admit(self, viewer_id: int) -> None:
        """Raise EndedError when there are too many connections, of one person or of all, or the process ends."""
        if self._stopped:
            raise EndedError("restart")
        if self._count >= self._settings.live_connections:
            raise EndedError("unavailable")
        if len(self._people.get(viewer_id, ())) >= self._settings.live_per_person:
            raise EndedError("too_many")

    @contextmanager
    def joined(self, listener: Listener) -> Iterator[None]:
        """Have a listener marked while inside. Raises EndedError when there is no room."""
        self.admit(listener.viewer_id)
        self._count += 1
        self._people[listener.viewer_id].add(listener)
        self._sessions[listener.session_id].add(listener)
        for tweet_id in listener.watched:
            self._watchers[tweet_id].add(listener)
        try:
            yield
        finally:
            self._count -= 1
            _drop(self._people, listener.viewer_id, listener)
            _drop(self._sessions, listener.session_id, listener)
            for tweet_id in listener.watched:
                _drop(self._watchers, tweet_id, listener)

    def watch(self, listener: Listener, tweet_id: int) -> None:
        """Have a listener told of a tweet's counts; no-op if it is. Raises EndedError for too many tweets."""
        if tweet_id not in listener.watched:
            if len(listener.watched) >= WATCHED:
                raise EndedError("too_many")
            listener.watched[tweet_id] = None
            self._watchers[tweet_id].add(listener)
            listener.mark(Part.COUNTS)

    def unwatch(self, listener: Listener, tweet_id: int) -> None:
        """Have a listener told no longer of a tweet's counts; no-op if it is not."""
        if tweet_id in listener.watched:
            del listener.watched[tweet_id]
            _drop(self._watchers, tweet_id, listener)

    async def tell(self, hints: list[Hint]) -> None:
        """Tell every process; this one alone while Redis is away."""
        for hint in hints:
            if not await tell(self._shared, hint):
                self.hinted(hint)

    def hinted(self, hint: Hint) -> None:
        """Take a hint; when too many wait, everybody looks for themselves."""
        if self._count == 0:
            return
        if len(self._hints) >= MOST_HINTS:
            self._hints = []
            self.everybody_looks()
            return
        self._hints.append(hint)
        self._hinted.set()

    def everybody_looks(self) -> None:
        """Mark everybody: nobody knows what was missed."""
        for listener in self._all():
            listener.mark(*Part)

    def _all(self) -> list[Listener]:
        return [listener for listeners in self._people.values() for listener in listeners]

    async def _listen(self) -> None:
        """Hear hints for as long as the process runs; whenever it could not, everybody looks once it can again."""
        while True:
            try:
                async with ear(self._settings.redis_address) as redis, redis.pubsub() as channel:
                    await channel.subscribe(CHANNEL)
                    heard = time.monotonic()
                    while time.monotonic() - heard < DEAF:
                        message = await channel.get_message(timeout=PING)
                        if message is None:
                            await channel.ping()
                            continue
                        heard = time.monotonic()
                        self._heard(message)
            except (RedisError, OSError, TimeoutError):
                await asyncio.sleep(PAUSE)

    def _heard(self, message: dict[str, object]) -> None:
        if message["type"] == "subscribe":
            self.everybody_looks()
        elif message["type"] == "message":
            hint = understood(message["data"])
            if hint is not None:
                self.hinted(hint)

    async def _spread(self, graph: Graph) -> None:
        """Mark whom the hints concern; those that come while the graph is asked are asked about together."""
        while True:
            await self._hinted.wait()
            self._hinted.clear()
            hints, self._hints = self._hints, []
            try:
                await self._mark(graph, hints)
            except GraphError as error:
                log.warning("hints were not understood", detail=error.detail)
                self.everybody_looks()

    async def _mark(self, graph: Graph, hints: list[Hint]) -> None:
        for hint in hints:
            for session_id in hint.ended:
                for listener in self._sessions.get(session_id, ()):
                    listener.end("session_ended")
            for tweet_id in hint.tweets:
                for listener in self._watchers.get(tweet_id, ()):
                    listener.mark(Part.COUNTS)
            if hint.hidden:
                self._watchers_look()
            self._mark_people([hint.actor], Part.NOTICES, *([Part.ENTRIES] if hint.posted else []))
        touching = [hint for hint in hints if hint.posted or hint.tweets or hint.usernames]
        if not touching or not self._people:
            return
        touched = await repository.touched(
            graph,
            actor_ids={hint.actor for hint in touching if hint.posted},
            tweet_ids={tweet_id for hint in touching for tweet_id in hint.tweets},
            usernames={username for hint in touching for username in hint.usernames},
            listener_ids=list(self._people),
        )
        self._mark_people(touched.followers, Part.ENTRIES)
        self._mark_people(touched.concerned, Part.NOTICES)

    def _watchers_look(self) -> None:
        for listener in {each for watchers in self._watchers.values() for each in watchers}:
            listener.mark(Part.COUNTS)

    def _mark_people(self, user_ids: list[int], *parts: Part) -> None:
        for user_id in user_ids:
            for listener in self._people.get(user_id, ()):
                listener.mark(*parts)


def _drop(index: dict[int, set[Listener]], key: int, listener: Listener) -> None:
    index[key].discard(listener)
    if not index[key]:
        del index[key]
