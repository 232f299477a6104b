"""What a text reads at most, by its plan: every read that grows with the graph is cut by a LIMIT before anything else.

Worked out from the leaves upwards. A read without a bound of its own is loose until a LIMIT cuts it; on the way it may
only be projected, or tested for its label. Whatever sorts, gathers, joins or filters a loose read would read all of it.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from graph.feeds.text import Reason, Refused, Text
from graph.plans import Step

MOST_READ = 500_000  # rows that one page may read at worst

_SCAN = re.compile(r"^(?!.*Seek)\w*Scan$")
_ONE = frozenset(
    {
        "Argument",
        "DirectedRelationshipUniqueIndexSeek",
        "MultiNodeIndexSeek",
        "NodeByElementIdSeek",
        "NodeByIdSeek",
        "NodeCountFromCountStore",
        "NodeUniqueIndexSeek",
        "RelationshipCountFromCountStore",
        "UndirectedRelationshipUniqueIndexSeek",
    }
)
_MANY = re.compile(r"^(Directed|Undirected)?(Node|Relationship)?(Unique)?IndexSeek(ByRange)?$")
_PASSING = frozenset({"CacheProperties", "Projection"})
_GATHERING = frozenset(
    {
        "Distinct",
        "Eager",
        "EagerAggregation",
        "Expand(Into)",
        "Filter",
        "Optional",
        "OptionalExpand(Into)",
        "OrderedAggregation",
        "OrderedDistinct",
        "PartialSort",
        "ProduceResults",
        "Skip",
        "Sort",
    }
)
_CUTTING = frozenset({"Limit", "PartialTop", "Top"})
_EXPANDING = frozenset({"Expand(All)", "OptionalExpand(All)"})
_ASKING = re.compile(r"^(Let)?(SelectOr)?(Anti)?SemiApply$")
_CORRELATED = frozenset({"AntiConditionalApply", "Apply", "ConditionalApply", "RollUpApply"})
_JOINING = frozenset(
    {"CartesianProduct", "NodeHashJoin", "NodeLeftOuterHashJoin", "NodeRightOuterHashJoin", "ValueHashJoin"}
)
_UNION = frozenset({"OrderedUnion", "Union"})
_FORBIDDEN = {
    "LoadCSV": "a feed reads the graph, no files",
    "ProcedureCall": "a feed calls no procedures: what one reads cannot be known",
}
# Relationships of which a node has few, by a rule of the product: out of the first node, or into it.
_FEW = {
    "-FOLLOWS->": 10_000,
    "-FOLLOWS_TAG->": 1_000,
    "-TAGGED->": 500,
    "-HAS_MEDIA->": 4,
    "-REPLY_TO->": 1,
    "-QUOTES->": 1,
    "-PINNED->": 1,
    "<-POSTED-": 1,
}
_EXPANSION = re.compile(r"^\([^()]*\)(<?-)\[[^:\]]*:(\w+)[^\]]*\](->?)\(")
_LABELS = re.compile(r"`?[\w@ ]+`?:\w+(?: AND `?[\w@ ]+`?:\w+)*")
_ENDLESS = re.compile(r"\*(?:\d+\.\.)?\]")
# Where every column is one of these, nothing is left to tell rows apart: there is one.
_AGGREGATE = re.compile(r"\s*(?:avg|collect|count|max|min|percentileCont|percentileDisc|stDev|stDevP|sum)\(")
_SEVERAL = re.compile(r"\bIN\b|[<>]|IS NOT NULL|STARTS WITH")
_NUMBER = re.compile(r"\d+|\$\w+")
_WORD = re.compile(r"[^\W\d]\w*")


class Flow(NamedTuple):
    """At most so many rows, for which so many were read; `loose` reads on until a LIMIT cuts it."""

    rows: int
    read: int
    loose: Step | None = None


class Bounds:
    """Works out what a plan reads at most, with the largest value of each parameter. Raises Refused where it cannot."""

    def __init__(self, text: Text, largest: Mapping[str, int]) -> None:
        self._text = text
        self._largest = largest

    def most_read(self, plan: Step) -> int:
        """How many rows the plan reads at worst."""
        read = self._flow(plan).read
        if read > MOST_READ:
            detail = f"at worst it reads {read:,} rows for a page, and {MOST_READ:,} are the most: lower its limits"
            raise Refused("unbounded", detail, line=self._text.last("LIMIT"))
        return read

    def _refused(self, reason: Reason, detail: str, at: Step) -> Refused:
        return Refused(reason, detail, line=self._text.line_of(*_WORD.findall(at.details)))

    def _flow(self, at: Step) -> Flow:
        name = at.name.removeprefix("Partitioned")
        if name in _FORBIDDEN:
            raise self._refused("reads", _FORBIDDEN[name], at)
        if _SCAN.match(name):
            detail = f"{name} looks at all there is ({at.details}): start from viewer, or by an indexed property"
            raise self._refused("scan", detail, at)
        for known, work in self._ways:
            if known(name):
                return work(self, at)
        raise self._refused("unbounded", f"what {name} reads is not known to have a bound", at)

    def _leaf(self, at: Step) -> Flow:
        is_one = at.name in _ONE and not _SEVERAL.search(at.details.partition(" WHERE ")[2])
        return Flow(1, 1, None if is_one else at)

    def _tight(self, at: Step) -> Flow:
        """What is below, which must have a bound."""
        below = self._flow(at)
        if below.loose is not None:
            detail = (
                f"{below.loose.name} {below.loose.details} reads without a bound: a LIMIT comes right after it, in "
                "the order of its index, before anything is filtered, sorted or counted"
            )
            raise self._refused("unbounded", detail, below.loose)
        return below

    def _passed(self, at: Step) -> Flow:
        return self._flow(_first(at))

    def _gathered(self, at: Step) -> Flow:
        if at.name == "Filter" and _LABELS.fullmatch(at.details):
            return self._flow(_first(at))
        below = self._tight(_first(at))
        if at.name == "EagerAggregation" and all(map(_AGGREGATE.match, _parts(at.details))):
            return Flow(1, below.read)
        return below

    def _cut(self, at: Step) -> Flow:
        given = at.details.rpartition("LIMIT ")[2].strip()
        if not _NUMBER.fullmatch(given) or (given.startswith("$") and given[1:] not in self._largest):
            raise self._refused("unbounded", "LIMIT takes a number, or a parameter that is an integer", at)
        most = self._largest[given[1:]] if given.startswith("$") else int(given)
        below = self._flow(_first(at)) if at.name == "Limit" else self._tight(_first(at))
        if below.loose is not None:
            return Flow(most, below.read + most)
        return Flow(min(most, below.rows), below.read)

    def _expanded(self, at: Step) -> Flow:
        below = self._tight(_first(at))
        found = _EXPANSION.match(at.details)
        few = _FEW.get(f"{found[1]}{found[2]}{found[3]}") if found else None
        if few is None:
            return Flow(below.rows, below.read, at)
        return Flow(below.rows * few, below.read + below.rows * few)

    def _far(self, at: Step) -> Flow:
        if _ENDLESS.search(at.details):
            raise self._refused("unbounded", f"a path has a longest length: {at.details} has none", at)
        if "Pruning" in at.name:
            raise self._refused("unbounded", f"what {at.name} passes over before it finds the next has no bound", at)
        below = self._tight(_first(at))
        return Flow(below.rows, below.read, at)

    def _unwound(self, at: Step) -> Flow:
        below = self._tight(_first(at))
        return Flow(below.rows, below.read, at)

    def _asked(self, at: Step) -> Flow:
        """For each row on the left it is asked whether the right has any: its first one is read."""
        left, right = self._tight(_first(at)), self._flow(at.below[1])
        return Flow(left.rows, left.read + left.rows * right.read)

    def _correlated(self, at: Step) -> Flow:
        left = self._tight(_first(at))
        if at.name == "RollUpApply":
            right = self._tight(at.below[1])
            return Flow(left.rows, left.read + left.rows * right.read)
        right = self._flow(at.below[1])
        rows = max(1, right.rows) if at.name != "Apply" else right.rows
        return Flow(left.rows * rows, left.read + left.rows * right.read, right.loose)

    def _joined(self, at: Step) -> Flow:
        left, right = (self._tight(below) for below in at.below)
        return Flow(left.rows * right.rows, left.read + right.read + left.rows * right.rows)

    def _united(self, at: Step) -> Flow:
        one, other = (self._flow(below) for below in at.below)
        return Flow(one.rows + other.rows, one.read + other.read, one.loose or other.loose)

    _ways: "tuple[tuple[Callable[[str], object], Callable[[Bounds, Step], Flow]], ...]" = (
        (_ONE.__contains__, _leaf),
        (_MANY.match, _leaf),
        (_PASSING.__contains__, _passed),
        (_GATHERING.__contains__, _gathered),
        (_CUTTING.__contains__, _cut),
        (_EXPANDING.__contains__, _expanded),
        (lambda name: name.startswith("VarLengthExpand"), _far),
        (lambda name: name == "Unwind", _unwound),
        (_ASKING.match, _asked),
        (_CORRELATED.__contains__, _correlated),
        (_JOINING.__contains__, _joined),
        (_UNION.__contains__, _united),
    )


def _first(at: Step) -> Step:
    """What an operator takes its rows from; at the end of a plan that is one row of nothing."""
    return at.below[0] if at.below else Step(name="Argument", details="", below=())


# What may give a column its value and keep it a node: a name for another, never an expression.
_NAMING = frozenset({"Distinct", "EagerAggregation", "OrderedAggregation", "OrderedDistinct", "Projection", "Unwind"})


def check_matched(plan: Step, text: Text, column: str) -> None:
    """A column is a node that a MATCH has found, under whatever names it went. Raises Refused if it was made up."""
    names, pending = {column}, [*_assignments(plan)]
    grown = True
    while grown:
        grown = False
        for operator, expression, name in pending:
            if name not in names:
                continue
            if operator == "Unwind" or not _WORD.fullmatch(expression):
                detail = f"{column} is a node as a MATCH has found it, and here it is {expression}"
                raise Refused("columns", detail, line=text.last_of(name, *_WORD.findall(expression)))
            grown = grown or expression not in names
            names.add(expression)


def _assignments(at: Step) -> list[tuple[str, str, str]]:
    """The operator, expression and name of each `expression AS name` of a plan."""
    found = []
    if at.name in _NAMING:
        for part in _parts(at.details):
            expression, as_, name = part.rpartition(" AS ")
            if as_:
                found.append((at.name, expression.strip().strip("`"), name.strip().strip("`")))
    return found + [each for child in at.below for each in _assignments(child)]


def _parts(details: str) -> list[str]:
    """What commas part, but for those within brackets and texts."""
    parts, depth, quote = [""], 0, ""
    for sign in details:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        depth += (sign in "([{") - (sign in ")]}") if not quote else 0
        if sign == "," and not depth and not quote:
            parts.append("")
        else:
            parts[-1] += sign
    return parts
