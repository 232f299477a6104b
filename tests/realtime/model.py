"""Who follows whom when, and what each feed must and may hold by that: the model that the crowd is compared with."""

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass
class Span:
    """A time of following; each end lies between the call and its answer."""

    begun: float  # answered
    asked: float  # called
    ending: float | None = None  # called
    ended: float | None = None  # answered


@dataclass(frozen=True)
class Post:
    """A tweet, and when it was called for."""

    author: int
    called: float


@dataclass(frozen=True)
class Arrival:
    """An entry that came to somebody."""

    id: int
    author: int
    at: float


class Model:
    """What was done, by number of the person who did it."""

    def __init__(self) -> None:
        self.posts: dict[int, Post] = {}  # by id
        self._spans: dict[tuple[int, int], list[Span]] = defaultdict(list)

    def note(self, tweet_id: int, author: int, called: float) -> None:
        """A tweet that was called for then is answered now."""
        self.posts[tweet_id] = Post(author, called)

    def followed(self, follower: int, followee: int, asked: float) -> None:
        """A follow that was asked for then is answered now."""
        self._spans[follower, followee].append(Span(begun=time.monotonic(), asked=asked))

    def unfollowing(self, follower: int, followee: int) -> None:
        """A follow is about to end."""
        self._spans[follower, followee][-1].ending = time.monotonic()

    def unfollowed(self, follower: int, followee: int) -> None:
        """A follow has ended."""
        self._spans[follower, followee][-1].ended = time.monotonic()

    def follows(self, follower: int, followee: int) -> bool:
        """Whether one follows another now."""
        spans = self._spans.get((follower, followee), [])
        return bool(spans) and spans[-1].ending is None

    def feed(self, reader: int) -> set[int]:
        """What the reader's feed has now."""
        return {number for number, post in self.posts.items() if self.shows(reader, post.author)}

    def must(self, reader: int) -> set[int]:
        """What must have come: tweets of oneself, and of those whom one follows since before the tweet."""
        return {
            number
            for number, post in self.posts.items()
            if post.author == reader
            or (self.follows(reader, post.author) and self._spans[reader, post.author][-1].begun <= post.called)
        }

    def shows(self, reader: int, author: int) -> bool:
        """Whether a reader's feed has the tweets of an author now."""
        return author == reader or self.follows(reader, author)

    def wrong(self, reader: int, arrivals: Iterable[Arrival]) -> list[int]:
        """What came and may not have: its author was not followed between the tweet and its arrival."""
        return [each.id for each in arrivals if not self._may(reader, each)]

    def _may(self, reader: int, arrival: Arrival) -> bool:
        post = self.posts.get(arrival.id)
        if post is None or post.author != arrival.author:
            return False
        return post.author == reader or any(
            span.asked <= arrival.at and (span.ended is None or span.ended >= post.called)
            for span in self._spans.get((reader, post.author), ())
        )
