"""What analysts read is bounded, names nobody who is not there, and nothing that is for somebody else's eyes."""

import re

import pytest

from api.plots import plot_of
from graph.statements import Statement, library, parse
from tests.architecture.tree import require_none

STATEMENTS = library("analytics")
PERSON = re.compile(r"\((\w*):User\b")
LABEL = re.compile(r"\(\w*:(\w+)")
TYPE = re.compile(r"\[\w*:([A-Z_|]+)")
OPEN = frozenset({"User", "Tweet", "Hashtag"})
KNOWN = frozenset({"FOLLOWS", "POSTED", "LIKED", "RETWEETED", "REPLY_TO", "MENTIONS", "TAGGED"})
PRIVATE = re.compile(r"\.(?:content|quote|bio|name|location|website|email\w*|\w+_hash|alt)\b")
WRITES = re.compile(r"\b(?:CREATE|MERGE|SET|DELETE|REMOVE|DROP|LOAD|FOREACH|IN TRANSACTIONS)\b|\bCALL \w")
NAMES_PEOPLE = re.compile(r"\b(\w+)(?:\.who|\[\d\])?\.username\b")


def faults(statement: Statement) -> list[str]:
    """What of a statement breaks the rule for staff's numbers."""
    text, found = statement.text.split("\n", 1)[1], []
    people = set(PERSON.findall(text))
    found += [
        f"{person or 'somebody'} may be deactivated" for person in people if f"{person}.status = 'active'" not in text
    ]
    if not people:
        found.append("holds nobody to their status")
    found += [f"reads {name}" for name in sorted(set(LABEL.findall(text)) - OPEN)]
    found += [f"reads {name}" for group in TYPE.findall(text) for name in group.split("|") if name not in KNOWN]
    found += [f"shows {name}" for name in PRIVATE.findall(text)]
    found += [f"writes: {name}" for name in WRITES.findall(text)]
    if "LIKED" in text and NAMES_PEOPLE.search(text):
        found.append("names people and reads likes, which some have closed")
    if "/spread" in statement.domain and "author.protected IS NULL" not in text:
        found.append("tells of what protected people write")
    if statement.inputs:
        found.append("does not run as it is: it takes parameters")
    if not re.search(r"LIMIT \d+$", text):
        found.append("has no bound at its end")
    if text.count("USING INDEX") == 0 or text.count("LIMIT ") < 2:
        found.append("does not bound what it reads")
    plot = plot_of(statement)
    columns = statement.out.split(", ")
    found += [
        f"draws no column {name}" for name in (plot.across, *plot.measured, plot.by) if name and name not in columns
    ]
    return [f"{statement.path}: {fault}" for fault in found]


def test_statements_for_analysts_keep_the_rule() -> None:
    require_none(fault for statement in STATEMENTS for fault in faults(statement))


def test_there_are_thirty_by_different_names() -> None:
    assert len({statement.name for statement in STATEMENTS}) == len(STATEMENTS) == 30


GOOD = """\
// How many people are here.
// in: -   out: username, people
// cost: the newest 10 people
// plot: names username: people
// :params {}
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person ORDER BY person.id DESC LIMIT 10
RETURN person.username AS username, COUNT { (person)-[:POSTED]->() } AS people LIMIT 10
"""


def test_a_statement_that_keeps_the_rule_passes() -> None:
    assert not faults(parse("analytics/growth/people", GOOD))


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("person.status = 'active'", "person.staff"),
        ("person.username AS", "person.bio AS"),
        (":POSTED", ":BOOKMARKED"),
        (":POSTED", ":LIKED"),
        ("COUNT { (person)-[:POSTED]->() }", "COUNT { (:Session) }"),
        ("RETURN", "SET person.staff = true RETURN"),
        ("AS people LIMIT 10", "AS people"),
        (" ORDER BY person.id DESC LIMIT 10", ""),
        ("USING INDEX person:User(id)\n", ""),
        ("plot: names username: people", "plot: names username: likes"),
    ],
)
def test_a_statement_that_breaks_the_rule_is_rejected(good: str, bad: str) -> None:
    assert good in GOOD
    assert faults(parse("analytics/growth/people", GOOD.replace(good, bad, 1)))
