"""What docs/differences.md says of the API is what it does: every row's example is asked for, in a scene of its own."""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from tests.api.conftest import error
from tests.contract.operations import described
from tests.contract.scene import Cast, Scene

PAGE = Path(__file__).parents[2] / "docs" / "differences.md"
EXAMPLE = re.compile(
    r"(?:(?P<who>\w+) )?`(?P<method>[A-Z]+) (?P<path>\S+)`(?: `(?P<body>\{.*\})`)? → "
    r"`(?P<status>\d+)(?: (?P<code>\w+))?`(?:, then `(?P<repeat>\d+)`)?"
)


class Difference(NamedTuple):
    """One row of the page."""

    topic: str
    there: str
    here: str
    example: str
    operation: str


def rows(text: str) -> list[Difference]:
    """Every row of every table."""
    cells = (line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| "))
    return [
        Difference(topic=row[0], there=row[1], here=row[2], example=row[3], operation=row[4].strip("`"))
        for row in cells
        if len(row) == 5 and row[0] != "Topic"
    ]


ROWS = rows(PAGE.read_text(encoding="utf-8"))


def test_every_line_of_the_tables_is_a_row() -> None:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert len(ROWS) == len([line for line in lines if not line.startswith("| Topic")])
    assert all(EXAMPLE.fullmatch(row.example) or row.example == "-" for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.topic)
async def test_a_difference_is_one(
    row: Difference, people: Cast, http: httpx.AsyncClient, description: dict[str, Any]
) -> None:
    operation = described(description)[row.operation]
    found = EXAMPLE.fullmatch(row.example)
    if found is None:
        return
    assert operation.method == found["method"]
    assert operation.leads_to(found["path"].partition("?")[0].rstrip("/") + "/")
    scene = Scene(people)
    header = await scene.header(found["who"] or "reader")
    body = {"json": await scene.filled(json.loads(found["body"]))} if found["body"] else {}
    path = await scene.filled(found["path"])
    answer = await http.request(found["method"], path, headers=header, **body)
    if found["code"]:
        error(answer, int(found["status"]), found["code"], *answer.json().get("fields", {}))
    assert answer.status_code == int(found["status"]), answer.text
    if found["repeat"]:
        again = await http.request(found["method"], path, headers=header, **body)
        assert (again.status_code, again.json()) == (int(found["repeat"]), answer.json())


@pytest.mark.parametrize("line", ["| a | b | c | GET /me/ → 200 | `accounts.me` |", "| a | b | c | `accounts.me` |"])
def test_a_row_without_an_example_is_rejected(line: str) -> None:
    assert not any(EXAMPLE.fullmatch(row.example) for row in rows(line))
