"""What staff see of reports, and of what was done about them."""

from typing import Literal

from graph.records import Author, Instant, Record


class Settled(Record):
    """Whether the reader is staff, whether what they settle is there, and whether this changed something."""

    is_staff: bool
    is_there: bool
    changed: bool


class Ruling(Settled):
    """What became of an action; `is_exempt`: staff cannot act on staff, and so not on themselves."""

    is_exempt: bool
    username: str | None


class Suspension(Ruling):
    """What became of a suspension, and the sessions that it ended."""

    ended: list[int]


class Reported(Author):
    """A person whom staff see, whatever their account is."""

    status: Literal["active", "deactivated", "suspended", "deleted"]


class ReportedTweet(Record):
    """A tweet that was reported; without its text once it is deleted."""

    id: int
    content: str | None
    status: Literal["shown", "hidden", "deleted"]


class Why(Record):
    """How many people gave a reason."""

    reason: str
    people: int


class Case(Record):
    """What is reported of one target and waits: `tweet` is null where it is the person themself."""

    id: int
    person: Reported | None
    tweet: ReportedTweet | None
    people: int
    reasons: list[Why]
    comments: list[str]
    reported_at: Instant


class Queue(Record):
    """A stretch of what waits, with the ids that order it."""

    is_staff: bool
    ids: list[int]
    cases: list[Case]


class Action(Record):
    """What was done, by whom and to whom; nobody is named who is erased, or where the system did it."""

    id: int
    action: Literal["warned", "suspended", "restored", "lifted", "hidden", "shown", "resolved"]
    reason: str
    by: Author | None
    person: Author | None
    tweet: int | None
    until: Instant | None
    created_at: Instant


class Trail(Record):
    """A stretch of what was done."""

    is_staff: bool
    actions: list[Action]


class Shared(Record):
    """Something that people of a ring say at a time: how many of them at most, in how many bursts and tweets."""

    kind: Literal["mention", "link", "text"]
    value: str
    people: int
    bursts: int
    tweets: int


class Ring(Record):
    """People who act as one, up to a hundred of them by name, and what they share, which is the evidence."""

    people: list[Author]
    size: int
    shared: list[Shared]


class Rings(Record):
    """A stretch of the rings of a window, the largest first."""

    is_staff: bool
    rings: list[Ring]
