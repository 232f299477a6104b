"""The shapes that the graph gives and the API answers, unchanged: frozen Structs, one word for each thing."""

from datetime import UTC, datetime, timedelta

import msgspec

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


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records: frozen, by keyword."""


class Author(Record):
    """A person as shown beside a tweet or in a list."""

    id: int
    username: str
    name: str
    profile_image: str | None
