"""The shapes that the graph gives and the API answers, unchanged: frozen Structs, one word for each thing."""

from datetime import UTC, datetime, timedelta
from typing import Literal, dataclass_transform

import msgspec
from msgspec import UNSET, UnsetType

from graph.ids import milliseconds

_UNIX = datetime(1970, 1, 1, tzinfo=UTC)


class Instant(str):
    """A moment as RFC 3339 in UTC with milliseconds and `Z`, as every time in the API is written."""

    __slots__ = ()

    @classmethod
    def from_ms(cls, unix_ms: int) -> "Instant":
        """From milliseconds since 1970."""
        moment = _UNIX + timedelta(milliseconds=unix_ms)
        return cls(f"{moment:%Y-%m-%dT%H:%M:%S}.{unix_ms % 1000:03d}Z")

    @classmethod
    def of_id(cls, identity: int) -> "Instant":
        """The creation time that an id carries."""
        return cls.from_ms(milliseconds(identity))


class FileUrl(str):
    """Where a file is fetched from; the graph keeps its name alone."""

    __slots__ = ()


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records: frozen, by keyword."""


class Author(Record):
    """A person as shown beside a tweet or in a list."""

    id: int
    username: str
    name: str
    profile_image: FileUrl | None


class Person(Author):
    """A person in a list, with how a signed-in reader stands to them."""

    is_following: bool | UnsetType = UNSET
    follows_you: bool | UnsetType = UNSET

    @property
    def for_nobody(self) -> "Person":
        """The same for a reader who is not signed in: how the person stands to nobody is left out."""
        return msgspec.structs.replace(self, is_following=UNSET, follows_you=UNSET)


class TweetReference(Record, omit_defaults=True):
    """A tweet that another one points at; without its author when it is gone or not visible."""

    id: int
    author: Author | None = None
    unavailable: bool = False


class Medium(Record):
    """A picture of a tweet, or one that waits for its tweet; `thumbnail` stands still."""

    id: int
    type: Literal["image", "animation"]
    url: FileUrl
    thumbnail: FileUrl
    alt: str
    width: int
    height: int


class NewMedium(Record):
    """A picture whose files are stored and which the graph does not know yet."""

    id: int
    name: str
    thumbnail: str
    type: Literal["image", "animation"]
    alt: str
    width: int
    height: int


class Quoted(Record):
    """A tweet shown inside one that quotes it; `id` and `unavailable` alone when it is gone or not visible."""

    id: int
    author: Author | UnsetType = UNSET
    content: str | UnsetType = UNSET
    media: tuple[Medium, ...] | UnsetType = UNSET
    image: FileUrl | UnsetType | None = UNSET
    quoted: TweetReference | UnsetType | None = UNSET
    edited_at: Instant | UnsetType | None = UNSET
    created_at: Instant | UnsetType = UNSET
    unavailable: bool | UnsetType = UNSET

    def __post_init__(self) -> None:
        """Name the first medium's URL, for the reference's clients."""
        if not isinstance(self.media, UnsetType):
            msgspec.structs.force_setattr(self, "image", self.media[0].url if self.media else None)


ReplySettings = Literal["everyone", "following", "mentioned"]


class Tweet(Record, kw_only=True, tag_field="type", tag="tweet"):
    """The one shape of a tweet: in lists, details, feeds and bookmarks."""

    id: int
    author: Author
    content: str
    media: tuple[Medium, ...] = ()
    image: FileUrl | None = None
    reply_to: TweetReference | None
    quoted: Quoted | None
    likes_count: int
    comments_count: int
    retweets_count: int
    quotes_count: int
    is_liked: bool
    is_retweeted: bool
    is_bookmarked: bool
    hashtags: list[str]
    mentions: list[Author]
    reply_settings: ReplySettings
    edited_at: Instant | None
    created_at: Instant

    def __post_init__(self) -> None:
        """Name the first medium's URL, for the reference's clients."""
        if self.media:
            msgspec.structs.force_setattr(self, "image", self.media[0].url)


class Retweet(Record, tag_field="type", tag="retweet"):
    """A feed entry of somebody who passed a tweet on; `id` is the entry's own."""

    id: int
    author: Author
    quote: str | None
    original_tweet: Tweet
    created_at: Instant


class Hashtag(Record):
    """A hashtag, in lower case and without `#`, and on how many tweets it is."""

    name: str
    tweets_count: int
