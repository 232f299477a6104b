"""The audit trail is only added to: no statement changes or deletes an action, and staff alone read it."""

import re

import pytest

from tests.architecture.tree import require_none, texts

BOUND = re.compile(r"\((\w+):ModerationAction\b")
TIES = re.compile(r"\[(\w+):[^\]]*\b(?:BY|AGAINST)\b")
MADE = re.compile(r"MERGE \(\w+:ModerationAction [^\n]*\nON CREATE SET\n(?:\w+\.\w+ = [^\n]*\n)+")
STATEMENTS = [(path, text) for path, text in texts(".cypher") if path.startswith("cypher/")]


def rewriting(path: str, text: str) -> list[str]:
    """What a statement does to an action, or to whom it names, but for making one."""
    lines = "\n".join(line.strip() for line in text.splitlines() if not line.strip().startswith("//")) + "\n"
    rest = MADE.sub("", lines)
    patterns = [r":ModerationAction\b.*\b(?:SET|DELETE|REMOVE)\b", r"\(:ModerationAction\b"]
    for name in BOUND.findall(lines):
        patterns += [rf"^{name}\.\w+ = ", rf"\bSET (?:.*[ ,])?{name}\b", rf"\b(?:DELETE|REMOVE) .*\b{name}\b"]
        patterns.append(rf"\b(?:CREATE|MERGE) \({name}:ModerationAction\b")
    patterns += [rf"\bDELETE .*\b{tie}\b" for tie in TIES.findall(lines)]
    return [f"{path}: {line}" for line in rest.splitlines() if any(re.search(each, line) for each in patterns)]


def read_by_all(path: str, text: str) -> list[str]:
    """Statements of moderation that do not ask whether the reader is staff."""
    asks = "MATCH (staff:User {id: $viewer_id})" in text and "staff.staff" in text
    return [] if asks else [f"{path}: anybody may read it"]


def test_no_statement_rewrites_the_audit_trail() -> None:
    require_none(line for path, text in STATEMENTS for line in rewriting(path, text))
    assert len([path for path, text in STATEMENTS if "MERGE (action:ModerationAction" in text]) > 6


def test_what_is_deleted_whole_with_a_person_is_no_action() -> None:
    erase = dict(STATEMENTS)["cypher/accounts/erase.cypher"]
    assert "other:Report " in erase
    assert "ModerationAction" not in erase


def test_moderation_is_for_staff() -> None:
    own = [(path, text) for path, text in STATEMENTS if path.startswith("cypher/moderation/")]
    assert own
    require_none(line for path, text in own for line in read_by_all(path, text))
    assert read_by_all("cypher/moderation/queue.cypher", "MATCH (staff:User {id: $viewer_id}) RETURN 1")


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (a:ModerationAction {id: $id})\nSET a.reason = ''",
        "MATCH (a:ModerationAction {id: $id})\nSET\n  a.reason = ''",
        "MATCH (a:ModerationAction {id: $id})\nSET a += {reason: ''}",
        "MATCH (a:ModerationAction {id: $id})\nSET a:Kept",
        "MATCH (a:ModerationAction)\nDETACH DELETE a",
        "MATCH (a:ModerationAction)\nREMOVE a.reason",
        "MERGE (a:ModerationAction {id: $id})\nSET a.reason = ''",
        "CREATE (a:ModerationAction {id: $id})",
        "MATCH (a:ModerationAction)-[tie:BY]->()\nDELETE tie",
        "MATCH (:ModerationAction {id: $id})-[r]-() DELETE r",
    ],
)
def test_a_change_is_rejected(text: str) -> None:
    assert rewriting("cypher/moderation/x.cypher", text)


def test_a_new_action_passes() -> None:
    made = "MERGE (a:ModerationAction {id: $id})\nON CREATE SET\n  a.act = act,\n  a.reason = $reason\n"
    assert not rewriting("cypher/moderation/x.cypher", f"{made}MERGE (a)-[:BY]->(b)\n")
