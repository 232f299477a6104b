"""The words in which the contract's table is written: entries, what they refuse, what they change, and shapes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Body = Mapping[str, object] | None
ABSENT = object()


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A request that is refused: how it differs from the entry's own, and the error that answers it.

    With `{held_key}` in its headers it is sent while another request holds that key.
    """

    status: int
    code: str
    fields: tuple[str, ...] = ()
    who: str = ""
    path: str = ""
    body: Body | Literal["same"] = "same"
    headers: Mapping[str, str] = field(default_factory=dict)
    given: tuple[str, ...] = ()  # what is made before, by its name in tests.contract.scene
    settings: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What the very next read shows, to each of these readers and by another process than the one that wrote.

    `at` is a dotted place in the body, `*` stands for every row of a list; `has` and `lacks` ask what the rows have.
    """

    who: tuple[str, ...]
    path: str
    at: str = ""
    equals: object = ABSENT
    has: object = ABSENT
    lacks: object = ABSENT
    status: int = 200
    method: str = "GET"
    body: Body = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def seen(self, status: int, body: object) -> bool:
        """Whether an answer shows the effect."""
        if status != self.status:
            return False
        if not self.at:
            return True
        found = at(body, self.at.split("."))
        return (
            (self.equals is ABSENT or found == self.equals)
            and (self.has is ABSENT or (isinstance(found, list) and self.has in found))
            and (self.lacks is ABSENT or (isinstance(found, list) and self.lacks not in found))
        )


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One operation: who asks for what, what is answered, what is refused, and what others then see.

    `operation` is the operation's id in the OpenAPI document; the things between braces are made by
    tests.contract.scene, `{made}` is the answer's own id and `{made_x}` its `x`. A body with bytes is a multipart form.
    `repeat` is the status of the same request again, `mail` says to whom goes a mail, and its subject.
    """

    rows: tuple[int | str, ...]
    operation: str
    method: str
    path: str
    status: int
    shape: object = None  # None: there is no body
    who: str = "reader"
    body: Body = None
    headers: Mapping[str, str] = field(default_factory=dict)
    given: tuple[str, ...] = ()
    repeat: int = 0
    mail: tuple[str, str] = ("", "")
    refusals: tuple[Refusal, ...] = ()
    effects: tuple[Effect, ...] = ()
    trips: int = 1  # to Neo4j, for a read


@dataclass(frozen=True)
class Rows:
    """A list of which each row has a shape; at least one unless it may be empty."""

    shape: object
    may_be_empty: bool = False


@dataclass(frozen=True)
class Either:
    """One of several shapes."""

    shapes: tuple[object, ...]


@dataclass(frozen=True)
class Text:
    """A text that is this form."""

    pattern: str


def at(body: Any, place: list[str]) -> Any:  # noqa: ANN401 - JSON
    """What is at a place of a body, ABSENT if there is no such place."""
    if not place:
        return body
    step, rest = place[0], place[1:]
    if step == "*":
        return [at(row, rest) for row in body] if isinstance(body, list) else ABSENT
    if isinstance(body, list):
        return at(body[int(step)], rest) if step.isdecimal() and int(step) < len(body) else ABSENT
    return at(body[step], rest) if isinstance(body, dict) and step in body else ABSENT
