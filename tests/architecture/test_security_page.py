"""What docs/security.md says of tests, settings and rates is there."""

import ast
import re

import pytest

from graph.settings import Settings
from tests.architecture.tree import ROOT, require_none

PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
HELD = {"yes", "partly", "no", "-"}


def rows(text: str) -> list[list[str]]:
    """The cells of every row of the tables of requirements."""
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if re.match(r"\| \d", line)]
    return [[cell.strip() for cell in line] for line in lines]


def absent_tests(text: str) -> list[str]:
    """Tests that are named and are not there."""
    found = []
    for path, name in TEST.findall(text):
        file = ROOT / path
        tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
        if name not in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}:
            found.append(f"docs/security.md: there is no {path}::{name}")
    return found


def untested(text: str) -> list[str]:
    """Rows that say nothing clear, or that a test should hold and none does."""
    by_nature = {"6.2.10", "6.4.2"}  # what there is not
    return [
        f"docs/security.md: {' | '.join(row)}"
        for row in rows(text)
        if len(row) != 5
        or row[2] not in HELD
        or (row[4] != "-" and not TEST.fullmatch(row[4]))
        or (row[2] == "yes" and row[4] == "-" and row[0] not in by_nature)
    ]


def test_every_test_that_is_named_is_there() -> None:
    assert len(TEST.findall(PAGE)) > 40
    require_none(absent_tests(PAGE))


def test_every_requirement_says_whether_it_is_held_and_by_which_test() -> None:
    require_none(untested(PAGE))


def test_the_page_tells_the_settings_as_they_are() -> None:
    settings = Settings()
    assert (settings.rate_auth, settings.rate_account_sensitive) == ("5/minute", "5/hour")
    assert "`auth` (5 in a minute)" in PAGE
    assert "`account_sensitive` (5 in an hour)" in PAGE
    assert (settings.refresh_minutes, settings.session_days) == (24 * 60, 30)
    assert "a day after its last refresh (`TWEETGRAPH_REFRESH_MINUTES`)" in PAGE
    assert "after 30 days in any case (`TWEETGRAPH_SESSION_DAYS`)" in PAGE


def test_an_absent_test_is_rejected() -> None:
    assert absent_tests("| 1 | a | yes | b | `tests/architecture/test_security_page.py::test_nothing` |")
    assert absent_tests("| 1 | a | yes | b | `tests/nowhere.py::test_nothing` |")
    assert not absent_tests("`tests/architecture/test_security_page.py::test_an_absent_test_is_rejected`")


@pytest.mark.parametrize(
    "row", ["| 6.1.1 | a | yes | b | - |", "| 6.1.1 | a | maybe | b | - |", "| 6.1.1 | a | no | b |"]
)
def test_an_unclear_row_is_rejected(row: str) -> None:
    assert untested(row)
