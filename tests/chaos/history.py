"""What happened in a run, line by line in a file: what people sent and were told, faults, mails, and how it ended."""

import time
from pathlib import Path
from typing import Literal

import msgspec

Outcome = Literal["done", "refused", "unknown"]


class Line(msgspec.Struct, frozen=True, kw_only=True, tag_field="line"):
    """One thing that happened; moments are seconds since 1970."""


class Began(Line, frozen=True, kw_only=True, tag="began"):
    """A run begins."""

    at: float
    seed: int
    rounds: int
    prefix: str  # of everybody's name


class Act(Line, frozen=True, kw_only=True, tag="act"):
    """A request that writes, its repetitions included; `mark` is what it leaves, `ought` what it should come to."""

    round: int
    who: str
    what: str
    mark: str = ""
    names: list[str] = []
    due_ms: int = 0
    sent: float
    told: float
    tries: int
    status: int | None
    outcome: Outcome
    ought: Outcome = "done"


class Odd(Line, frozen=True, kw_only=True, tag="odd"):
    """One try of a request that took longer than its budget, failed on our side, or does not say why it failed."""

    at: float
    who: str
    asked: str
    took: float
    status: int | None  # None: the answer was lost
    text: str
    typed: bool


class Back(Line, frozen=True, kw_only=True, tag="back"):
    """Requests succeed again; how long after a way was whole again that was, None if nobody waited longer."""

    at: float
    what: str
    took: float | None


class Fault(Line, frozen=True, kw_only=True, tag="fault"):
    """Something was killed, stopped or emptied, and is back; `ended` is None if it did not come back."""

    round: int
    what: str
    began: float
    ended: float | None


class Restart(Line, frozen=True, kw_only=True, tag="restart"):
    """Something ended by itself and was started again."""

    at: float
    what: str
    code: int


class Mail(Line, frozen=True, kw_only=True, tag="mail"):
    """The mail server took a mail."""

    at: float
    message_id: str
    to: str
    subject: str


class Stream(Line, frozen=True, kw_only=True, tag="stream"):
    """How long the stream was at a moment, and how much of it was pending."""

    at: float
    length: int
    pending: int


class Quiet(Line, frozen=True, kw_only=True, tag="quiet"):
    """All late work is done; how long after the last fault or request that was, None if it took too long to wait."""

    round: int
    at: float
    took: float | None
    shipped: bool  # with the settings that are shipped


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is in the graph at the end, their notifications of no tweet by verb and id, and whom they follow."""

    name: str
    status: str
    notices: list[tuple[str, int]]
    follows: list[str] = []


class Tweet(msgspec.Struct, frozen=True, kw_only=True):
    """A tweet that is in the graph at the end, who likes it, and who was told that it mentions them."""

    id: int
    mark: str
    author: str
    created_ms: int
    likers: list[str]
    keepers: list[str] = []  # who has bookmarked it
    mentioned: list[str]


class Ended(Line, frozen=True, kw_only=True, tag="ended"):
    """What the graph and Redis hold when all is done; `left` counts what belongs to people who were deleted."""

    at: float
    people: list[Person]
    tweets: list[Tweet]
    left: dict[str, int]
    waiting: int
    failing: int
    dead: int
    scheduled: int
    length: int
    pending: int


AnyLine = Began | Act | Odd | Back | Fault | Restart | Mail | Stream | Quiet | Ended


class History:
    """The lines of a run, in memory and in a file that can be checked again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: list[AnyLine] = []
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("wb")

    def add(self, line: AnyLine) -> None:
        """Keep a line; written at once, so that a run that is broken off can be checked."""
        self.lines.append(line)
        self._file.write(msgspec.json.encode(line) + b"\n")
        self._file.flush()

    def close(self) -> None:
        """Nothing more happens."""
        self._file.close()

    def count(self, kind: type[Line]) -> int:
        """How many lines there are of a kind."""
        return sum(isinstance(line, kind) for line in self.lines)


def read(path: Path) -> list[AnyLine]:
    """The lines of a file."""
    return [msgspec.json.decode(text, type=AnyLine) for text in path.read_bytes().splitlines()]


def now() -> float:
    """The moment, as lines have it."""
    return time.time()
