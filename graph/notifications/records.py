"""What a person should know, as the graph gives it."""

from typing import Literal

from graph.records import Author, Instant, Record


class Notified(Record):
    """Which notification stands, and whether this call made it."""

    id: int
    created: bool


class Notice(Record):
    """A notification before it is put in words; without a sender it comes from the system."""

    id: int
    verb: str
    sender: Author | None
    is_read: bool
    tweet: int | None
    on_comment: bool
    in_retweet: bool
    created_at: Instant


class Stretch(Record):
    """A stretch of one's notifications, with their number."""

    count: int
    rows: list[Notice]


class Sifted(Record):
    """A stretch of those that near people caused, and where to go on if there are more than were looked at."""

    rows: list[Notice]
    beyond: int | None


class Group(Record):
    """Notifications of one verb about one thing, the newest first."""

    notices: list[Notice]

    @property
    def id(self) -> int:
        """That of the newest, which gives the group its place."""
        return self.notices[0].id


class Groups(Record):
    """A stretch of one's groups of notifications, with the number of groups."""

    count: int
    groups: list[Group]


class Unread(Record):
    """How many notifications are unread."""

    unread_count: int


class Marked(Record):
    """The notification that was meant."""

    id: int


class MarkedAll(Record):
    """How many notifications were marked."""

    updated_count: int


class Mention(Record):
    """A tweet, a comment or a retweet's quote that names its reader."""

    actor: str
    content_object: Literal["tweet", "comment", "retweet"]
    content: str
    content_id: int
    created_at: Instant


class Mentions(Record):
    """A stretch of one's mentions, with their number."""

    count: int
    mentions: list[Mention]
