"""The shapes of blocks and mutes."""

from typing import Literal

from graph.records import Author, Instant, Record

Reason = Literal["spam", "abuse", "violence", "self_harm", "sensitive", "impersonation", "other"]


class Reported(Record):
    """Whether this request made the report; `is_self`: nobody can report themself."""

    is_self: bool
    created: bool


class Blocked(Record):
    """Whether this request made the block; `is_self`: nobody can block themself."""

    is_self: bool
    created: bool


class Muted(Record):
    """Whether this request made the mute; `is_self`: nobody can mute themself."""

    is_self: bool
    created: bool


class ThreadMuted(Record):
    """Whether this request muted the thread."""

    created: bool


class Undone(Record):
    """Whether there was something to take back."""

    removed: bool


class BlockedPerson(Author):
    """Whom one has blocked, and since when."""

    blocked_at: Instant


class Blocks(Record):
    """A stretch of whom one has blocked, with the ids of the relationships that order it."""

    count: int
    ids: list[int]
    people: list[BlockedPerson]


class MutedPerson(Author):
    """Whom one has muted, and how: `until` is null when it has no end."""

    notifications: bool
    until: Instant | None
    muted_at: Instant


class Mutes(Record):
    """A stretch of whom one has muted, with the ids of the relationships that order it."""

    count: int
    ids: list[int]
    people: list[MutedPerson]


class MutedWord(Record):
    """A word that one has muted; `until` is null when that has no end."""

    id: int
    word: str
    until: Instant | None
    created_at: Instant


class WordMuted(Record):
    """A muted word as it stands, and whether this request made it."""

    created: bool
    muted: MutedWord


class Unmuted(Record):
    """A word that is not muted any more."""

    id: int


class MutedWords(Record):
    """A stretch of one's muted words, with their number."""

    count: int
    words: list[MutedWord]


class Swept(Record):
    """How many mutes one batch removed."""

    swept: int
