"""What is said over a WebSocket and over server-sent events; docs/realtime.md tells clients of each."""

from typing import Annotated

import msgspec
from msgspec import Meta

from api.notices import Notification
from graph.feeds.repository import Entry
from graph.ids import LARGEST
from graph.records import Instant

TweetId = Annotated[int, Meta(ge=1, le=LARGEST)]


class Ready(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="ready"):
    """From here on nothing is missed; `heartbeat` is about how many seconds lie between two pings."""

    cursor: str
    heartbeat: int


class NewEntry(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="entry"):
    """An entry of the home feed as the feed shows it."""

    entry: Entry
    cursor: str


class NewNotification(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="notification"):
    """A notification as its list shows it."""

    notification: Notification
    cursor: str


class Unread(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="unread"):
    """How many notifications are unread now."""

    count: int


class Counts(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="counts"):
    """What people did with a watched tweet, and when it was edited."""

    tweet: int
    likes_count: int
    comments_count: int
    retweets_count: int
    quotes_count: int
    edited_at: Instant | None


class Gone(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="gone"):
    """A watched tweet is not there, or not for you; it is watched no longer."""

    tweet: int


class Ping(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="ping"):
    """Whether somebody is there."""


class End(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="end"):
    """Why a stream of events ends; a WebSocket has its close code for that."""

    code: int
    reason: str


Message = Ready | NewEntry | NewNotification | Unread | Counts | Gone | Ping | End


class Auth(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="auth", forbid_unknown_fields=True):
    """The first message: who one is, and where to go on."""

    token: str
    cursor: str | None = None


class Watch(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="watch", forbid_unknown_fields=True):
    """Tell me of this tweet's counts."""

    tweet: TweetId


class Unwatch(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="unwatch", forbid_unknown_fields=True):
    """Tell me no longer of this tweet's counts."""

    tweet: TweetId


class Pong(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="pong", forbid_unknown_fields=True):
    """I am here."""


Said = Auth | Watch | Unwatch | Pong
