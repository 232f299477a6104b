"""Feeds written in Cypher: a text between our clauses, planned before it is served, and run for a reader."""

import re
from typing import NamedTuple

import msgspec
from neo4j.exceptions import Neo4jError

from graph import statements
from graph.client import Graph
from graph.errors import GraphError, Unavailable
from graph.feeds.bounds import Bounds, check_matched
from graph.feeds.text import Reason, Refused
from graph.feeds.written import Feed, Value
from graph.ids import LARGEST, first_id_at, now_ms
from graph.paging import Window
from graph.plans import Explained
from graph.records import Record, Tweet
from graph.statements import Statement

PLACE = "// the text of a feed"  # ends the line of a statement that stands for the text
DEEP, MANY = 4, 400  # what a text is told to reach for: several times the rows wanted, though not without an end
MOST_REACH = 1001  # the most rows that a page can be made of
_POSITION = re.compile(r"\s*\(line (\d+), column \d+")
_WRITING = ("CREATE", "DELETE", "DETACH", "DROP", "FOREACH", "INSERT", "MERGE", "REMOVE", "SET")


class Stretch(Record):
    """A stretch of a feed; `lowest` is the oldest tweet that was found for it, shown or not."""

    lowest: int | None
    entries: list[Tweet]


class Served(Record):
    """A feed that Neo4j can serve: one statement, and the rows that a page reads at worst."""

    feed: Feed
    statement: Statement
    most_read: int


class Composed(NamedTuple):
    """A feed's text within one of our statements, and the lines of ours above it."""

    statement: Statement
    above: int


def bare(feed: Feed) -> Composed:
    """The text as it stands, with the reader before it."""
    return _composed(statements.feeds.bare, feed)


def by_time(feed: Feed) -> Composed:
    """A page of a feed that is in order of time."""
    return _composed(statements.feeds.by_time, feed)


def by_score(feed: Feed) -> Composed:
    """A page of a feed that is in order of a score."""
    return _composed(statements.feeds.by_score, feed)


def _composed(around: Statement, feed: Feed) -> Composed:
    lines = around.text.split("\n")
    place = next(number for number, line in enumerate(lines) if line.endswith(PLACE))
    statement = msgspec.structs.replace(
        around,
        name=feed.operation,
        title=feed.title,
        inputs=(*around.inputs, *(parameter.name for parameter in feed.parameters)),
        text="\n".join([*lines[:place], feed.text.cypher, *lines[place + 1 :]]),
    )
    return Composed(statement, place)


async def check(graph: Graph, feed: Feed) -> Served:
    """What serves a feed, as Neo4j plans it for this graph now. Raises Refused, and Unavailable if it cannot plan."""
    alone = await _explained(graph, bare(feed), feed, "syntax")
    if alone.kind != "r":
        detail = "a feed reads and changes nothing; Neo4j plans more than reading here"
        raise Refused("writes", detail, line=feed.text.first(*_WRITING))
    largest = {each.name: int(each.most) for each in feed.parameters if each.kind == "integer"}
    most_read = Bounds(feed.text, largest | {"reach": MOST_REACH}).most_read(alone.plan)
    wanted = {"tweet"} if feed.order == "newest" else {"tweet", "score"}
    given = set(alone.columns) - {"viewer"}
    if given != wanted:
        named = " and ".join(sorted(wanted, reverse=True))
        detail = f"the columns are {named}, here they are {', '.join(sorted(given))}"
        raise Refused("columns", detail, line=feed.text.last("RETURN"))
    check_matched(alone.plan, feed.text, "tweet")
    composed = by_time(feed) if feed.order == "newest" else by_score(feed)
    whole = await _explained(graph, composed, feed, "columns")
    if whole.kind != "r":
        raise Refused("writes", "a feed reads and changes nothing", line=feed.text.first(*_WRITING))
    return Served(feed=feed, statement=composed.statement, most_read=most_read)


async def _explained(graph: Graph, composed: Composed, feed: Feed, reason: Reason) -> Explained:
    values = {each.name: each.example for each in feed.parameters}
    try:
        return await graph.explain(composed.statement, **values, **_supplied(0, Window(rows=1)))
    except RecursionError as error:
        raise Refused("unbounded", "the plan of this is too deep to be looked through", line=feed.first) from error
    except Unavailable:
        raise
    except GraphError as error:
        if not isinstance(error.__cause__, Neo4jError):
            raise
        raise _located(error.__cause__, composed.above, feed, reason) from error


def _located(error: Neo4jError, above: int, feed: Feed, reason: Reason) -> Refused:
    """What Neo4j says of a text, with the line of its file; of what comes after it, that of its columns."""
    said = (error.message or "").strip()
    found = _POSITION.search(said)
    line = feed.first + int(found[1]) - above - 1 if found else 0
    if line < feed.first:  # it is about the text as a whole
        line = min(feed.text.words)
    elif line > max(feed.text.words):
        line = feed.text.last("RETURN")
    elif reason == "columns":
        reason = "syntax"
    sentence = said[: found.start()] if found else said.partition("\n")[0]
    return Refused(reason, sentence.rstrip("."), line=line)


def _supplied(viewer_id: int, window: Window) -> dict[str, object]:
    wanted = window.skip + window.rows
    return {
        "viewer_id": viewer_id,
        "now_id": first_id_at(now_ms()),
        "before": LARGEST if window.before is None else window.before,
        "reach": max(wanted, min(DEEP * wanted, MANY)),
        "limit": window.rows,
        "skip": window.skip,
    }


async def entries(graph: Graph, served: Served, *, viewer_id: int, values: dict[str, Value], window: Window) -> Stretch:
    """A stretch of a feed for a reader. Raises Unavailable, also where the text fails on what it finds."""
    try:
        rows = await graph.read(served.statement, Stretch, **values, **_supplied(viewer_id, window))
    except Unavailable:
        raise
    except GraphError as error:
        raise Unavailable(f"The feed {served.feed.name} failed on what it found.") from error.__cause__
    return rows[0]
