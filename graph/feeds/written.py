"""A feed in a file: its header says what it is called, in which order it comes, and what it can be asked with."""

import math
import re
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from graph.feeds.text import Refused, Text, taken_apart
from graph.records import Record

Order = Literal["newest", "score"]
Kind = Literal["integer", "number", "text", "choice", "boolean"]
Value = int | float | str | bool

MOST_BYTES = 20_000
MOST_PARAMETERS = 10
MOST_TEXT = 500  # characters of a value
LARGEST = 2**53 - 1  # that every client keeps exact
# What every text may use, and what only one that pages by time may.
SUPPLIED = frozenset({"viewer_id", "now_id"})
PAGED = frozenset({"before", "reach"})
OURS = SUPPLIED | PAGED | {"limit", "skip", "page", "cursor"}
# Names of feeds that are no file, and of operations of this domain.
TAKEN = frozenset({"author", "catch-up", "custom", "for-you", "home", "index", "liked-by-following"})

_ORDERS: dict[str, Order] = {"newest": "newest", "score": "score"}
_KINDS: tuple[Kind, ...] = ("integer", "number", "text", "choice", "boolean")
_KEY = re.compile(r"//\s*(name|title|description|order|parameter)\b\s*(.*)")
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")
_PARAMETER = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*): (?:"
    r"(?P<integer>integer) from (?P<low>-?\d+) to (?P<high>-?\d+)"
    r"|(?P<number>number) from (?P<least>-?\d+(?:\.\d+)?) to (?P<most>-?\d+(?:\.\d+)?)"
    r"|(?P<text>text) of (?P<short>\d+) to (?P<long>\d+) characters"
    r"|(?P<choice>one of) (?P<choices>[\w-]+(?:, (?!default )[\w-]+)+)"
    r"|(?P<boolean>boolean)"
    r")(?:, default (?P<default>[^;]+))?; (?P<description>.+)"
)
_FORMS = (
    "a parameter is 'name: integer from 1 to 10, default 5; what it does', or number, text of 1 to 30 characters, "
    "one of a, b, or boolean"
)


class Parameter(Record):
    """What a feed can be asked with, and within which bounds; without a default it must be given."""

    name: str
    kind: Kind
    description: str
    least: float = 0  # the smallest number, or the fewest characters
    most: float = 0
    choices: tuple[str, ...] = ()
    default: Value | None = None

    @property
    def type(self) -> Any:  # noqa: ANN401 - a type for msgspec
        """What a value is converted to."""
        match self.kind:
            case "integer":
                return Annotated[int, Meta(ge=int(self.least), le=int(self.most))]
            case "number":
                return Annotated[float, Meta(ge=self.least, le=self.most)]
            case "text":
                return Annotated[str, Meta(min_length=int(self.least), max_length=int(self.most))]
            case "choice":
                return Literal[self.choices]
            case _:
                return bool

    @property
    def example(self) -> Value:
        """A value of this kind."""
        if self.default is not None:
            return self.default
        match self.kind:
            case "integer":
                return int(self.least)
            case "number":
                return self.least
            case "text":
                return "x" * max(1, int(self.least))
            case "choice":
                return self.choices[0]
            case _:
                return False

    def taken(self, given: str) -> Value:
        """The value of a text. Raises msgspec.ValidationError."""
        value: Value = msgspec.convert(given, self.type, strict=False)
        if isinstance(value, float) and not math.isfinite(value):
            raise msgspec.ValidationError("Expected `float`, got `str`")
        return value


class Feed(Record):
    """A feed as its file has it; whether Neo4j can serve it is asked by graph.feeds.custom."""

    file: str
    name: str
    title: str
    description: str
    order: Order
    parameters: tuple[Parameter, ...]
    named: int  # the line of its name
    first: int  # the line where its text begins
    text: Text

    @property
    def operation(self) -> str:
        """What the operation is called after the domain."""
        return self.name.replace("-", "_")


def feed(file: str, data: bytes) -> Feed:
    """The feed of a file. Raises Refused."""
    lines = _lines(data)
    header: dict[str, tuple[str, int]] = {}
    parameters: dict[str, tuple[Parameter, int]] = {}
    first = 1
    for number, line in enumerate(lines, start=1):
        if not line.startswith("//") and line.strip():
            break
        first = number + 1
        found = _KEY.match(line)
        if found is None:
            continue
        key, rest = found.groups()
        if key == "parameter":
            parameter = _parameter(rest, number)
            if parameter.name in parameters:
                raise Refused("header", f"the parameter {parameter.name} is declared twice", line=number)
            parameters[parameter.name] = parameter, number
        elif rest.startswith(":"):
            if key in header:
                raise Refused("header", f"the {key} is there twice", line=number)
            header[key] = rest[1:].strip(), number
    order = _checked(header)
    text = taken_apart("\n".join(lines[first - 1 :]), first)
    _check_parameters(text, parameters, order, header["order"][1])
    return Feed(
        file=file,
        name=header["name"][0],
        title=header["title"][0],
        description=header["description"][0],
        order=order,
        parameters=tuple(parameter for parameter, _ in parameters.values()),
        named=header["name"][1],
        first=first,
        text=text,
    )


def _lines(data: bytes) -> list[str]:
    if len(data) > MOST_BYTES:
        raise Refused("file", f"a feed has at most {MOST_BYTES:,} bytes")
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused("file", "the file is not UTF-8", line=line) from error
    return source.replace("\r\n", "\n").split("\n")


def _checked(header: dict[str, tuple[str, int]]) -> Order:
    for key, most in (("name", 40), ("title", 60), ("description", 300), ("order", 10)):
        said, line = header.get(key, ("", 1))
        if not said:
            raise Refused("header", f"the header needs a line '// {key}: …'", line=line)
        if len(said) > most:
            raise Refused("header", f"the {key} has at most {most} characters", line=line)
    name, line = header["name"]
    if not _NAME.fullmatch(name):
        raise Refused(
            "header", "a name is words in lower case with dashes between them, such as quiet-friends", line=line
        )
    if name in TAKEN:
        raise Refused("header", f"the name {name} is taken by a feed that is no file", line=line)
    order, line = header["order"]
    if order not in _ORDERS:
        raise Refused("header", "the order is newest or score", line=line)
    return _ORDERS[order]


def _parameter(said: str, line: int) -> Parameter:
    found = _PARAMETER.fullmatch(said.strip())
    if found is None:
        raise Refused("header", _FORMS, line=line)
    part = found.groupdict()
    if part["name"] in OURS:
        raise Refused(
            "parameters", f"${part['name']} is supplied, or names a part of every page: call it otherwise", line=line
        )
    bare = Parameter(
        name=part["name"],
        kind=next(kind for kind in _KINDS if part[kind]),
        description=part["description"].strip(),
        least=float(part["low"] or part["least"] or part["short"] or 0),
        most=float(part["high"] or part["most"] or part["long"] or 0),
        choices=tuple((part["choices"] or "").split(", ")) if part["choices"] else (),
    )
    largest = MOST_TEXT if bare.kind == "text" else LARGEST
    if bare.least > bare.most or max(-bare.least, bare.most) > largest:
        raise Refused("header", f"the bounds of {bare.name} go upwards, and not beyond {largest:,}", line=line)
    if part["default"] is None:
        return bare
    try:
        return msgspec.structs.replace(bare, default=bare.taken(part["default"].strip()))
    except msgspec.ValidationError as error:
        raise Refused("header", f"the default of {bare.name} is not within its own bounds", line=line) from error


def _check_parameters(text: Text, declared: dict[str, tuple[Parameter, int]], order: Order, order_line: int) -> None:
    if len(declared) > MOST_PARAMETERS:
        raise Refused("parameters", f"a feed has at most {MOST_PARAMETERS} parameters")
    supplied = SUPPLIED | PAGED if order == "newest" else SUPPLIED
    for name, line in text.parameters:
        if name not in declared and name not in supplied:
            known = ", ".join(f"${each}" for each in sorted(supplied))
            raise Refused("parameters", f"${name} is not declared; {known} are supplied", line=line)
    used = {name for name, _ in text.parameters}
    for name, (_, line) in declared.items():
        if name not in used:
            raise Refused("parameters", f"the parameter {name} is used nowhere", line=line)
    if order == "newest" and "before" not in used:
        raise Refused(
            "parameters", "a feed in order of time reads what is below $before, or its pages end", line=order_line
        )
