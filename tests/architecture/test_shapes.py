"""Statements carry the shapes and the rule of visibility word for word, and none shows a person without the rule."""

import re
from itertools import pairwise

import pytest

from tests.architecture.fill_marks import sources
from tests.architecture.marks import BadMark, filled, wording
from tests.architecture.tree import require_none

SHAPES, RULES, STATEMENTS = sources()
UNMARKED = frozenset(
    {"copies", "moderation", "outbox", "processes", "schema", "science", "seeds", "upkeep"}
)  # staff alone, or nobody, reads; what analysts read has rules of its own, in test_analytics.py and tests/browser/
LIBRARIES = ("cypher/analytics/", "cypher/browser/")  # read by staff
OWN = {  # of accounts: read by oneself, whatever one's status, by our own mails, and by staff
    "credential",
    "login",
    "logout",
    "me",
    "open_session",
    "own_credential",
    "people",
    "recipient",
    "refresh",
    "register",
    "session_state",
    "update_me",
}
PROJECTION = re.compile(r"\b(\w+) ?\{\.id, \.username\b|\b(\w+)\.username\b(?!_key)")
SHAPE = re.compile(r"// shape: (tweet|retweet|person)\b")


def differing(path: str, text: str) -> list[str]:
    """Marks whose wording is not that of the shape or of the rule."""
    try:
        wanted = filled(text, SHAPES, RULES)
    except BadMark as error:
        return [f"{path}: {error}"]
    if wanted == text:
        return []
    lines = zip(wanted.splitlines(), text.splitlines(), strict=False)
    line = next((number for number, (one, other) in enumerate(lines, start=1) if one != other), 0)
    return [f"{path}:{line}: not the shared wording; python -m tests.architecture.fill_marks writes it"]


def shown_unchecked(path: str, text: str) -> list[str]:
    """People who are returned, or whose tweets are, without the rule of visibility for their variable."""
    domain, name = path.removesuffix(".cypher").split("/")[-2:]
    if domain in UNMARKED or (domain == "accounts" and name in OWN) or path.startswith(LIBRARIES):
        return []
    found = []
    for variable in sorted({one or other for one, other in PROJECTION.findall(text)}):
        asks = re.search(rf"\({variable}:User {{id: \$viewer_id}}\)", text) is not None
        if re.search(rf"// ({'|'.join(RULES)}): {variable}\n", text) is None and not asks:
            found.append(f"{path}: shows {variable!r} without // visible: {variable}")
    if (
        SHAPE.search(text)
        and re.search(r"// (readable|wanted): ", outside(text)) is None
        and "shape: person" not in text
    ):
        found.append(f"{path}: has a shape and decides about nobody's visibility")
    return found


def outside(text: str) -> str:
    """A statement without what its shapes hold."""
    return re.sub(r"(?ms)^( *)// shape: \w+\n.*?^\1// end\n", "", text)


def test_statements_carry_the_shared_wording() -> None:
    assert SHAPES.keys() >= {"tweet", "retweet", "person", "bound"}
    assert RULES.keys() == {"admits", "visible", "readable", "wanted"}
    require_none(line for path, text in STATEMENTS.items() for line in differing(path, text))


def test_each_rule_goes_beyond_the_one_before() -> None:
    steps = [wording(RULES[name]) for name in ("admits", "visible", "readable", "wanted")]
    for weaker, stronger in pairwise(steps):
        assert stronger[: len(weaker)] == weaker
        assert len(stronger) == len(weaker) + 1


def test_every_shape_is_used() -> None:
    used = {name for text in STATEMENTS.values() for name in re.findall(r"// shape: (\w+)\n", text)}
    assert used == set(SHAPES)


def test_nobody_is_shown_without_the_rule() -> None:
    statements = {path: text for path, text in STATEMENTS.items() if "/shapes/" not in path}
    require_none(line for path, text in statements.items() for line in shown_unchecked(path, text))


HOME = "cypher/feeds/home.cypher"


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("likes_count: COUNT { (tweet)<-[:LIKED]-() }", "likes_count: 0"),
        ("// shape: retweet", "// shape: retweeted"),
        ("author.status = 'active'", "author.status <> 'suspended'"),
        ("named.status = 'active'", "replied.status = 'active'"),
        ("blocked_id: author.id", "blocked_id: person.id"),
        ("        // end\n      RETURN named", "      RETURN named"),
    ],
)
def test_another_wording_is_rejected(good: str, bad: str) -> None:
    assert good in STATEMENTS[HOME]
    assert differing(HOME, STATEMENTS[HOME].replace(good, bad))


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (person:User {id: $id}) RETURN person {.id, .username}",
        "MATCH (author:User) RETURN author.username AS username",
        "MATCH (tweet:Tweet {id: $id})\nRETURN\n  // shape: tweet\n  {id: 1}\n  // end\n  AS tweet",
    ],
)
def test_a_statement_without_the_rule_is_rejected(text: str) -> None:
    assert shown_unchecked("cypher/discovery/people.cypher", text)


def test_filling_is_idempotent_and_nested() -> None:
    shapes = {"inner": "{\n  // visible: named\n  // end\n}\n"}
    rules = {"visible": "// A rule.\nperson.status = 'active'\n"}
    once = filled("RETURN\n  // shape: inner\n  // end\n", shapes, rules)
    inner = "  {\n    // visible: named\n    named.status = 'active'\n    // end\n  }\n"
    assert once == f"RETURN\n  // shape: inner\n{inner}  // end\n"
    assert filled(once, shapes, rules) == once
