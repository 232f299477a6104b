"""`tweetgraph analytics`, as a person runs it; and the pictures it draws."""

import csv
import importlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from api.cli import main
from api.plots import draw
from graph.statements import library
from tests.conftest import Stack

STATEMENTS = {statement.name: statement for statement in library("analytics")}


def width(path: Path) -> int:
    """How wide a picture is."""
    with Image.open(path) as picture:
        return picture.width


def test_all_are_listed() -> None:
    listed = CliRunner().invoke(main, ["analytics", "list"])
    assert listed.exit_code == 0
    assert all(f" {name} " in listed.output for name in STATEMENTS)


def test_a_name_that_is_none_and_options_that_exclude_each_other() -> None:
    unknown = CliRunner().invoke(main, ["analytics", "run", "nothing"])
    assert (unknown.exit_code, unknown.stderr) == (
        1,
        "Error: There is no statement 'nothing'; tweetgraph analytics list names all.\n",
    )
    assert CliRunner().invoke(main, ["analytics", "run", "hubs", "--csv", "--plot"]).exit_code == 2
    assert CliRunner().invoke(main, ["analytics", "run", "hubs", "--out", "x"]).exit_code == 2


def test_without_matplotlib_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: str) -> None:
        raise ModuleNotFoundError(name="matplotlib.axes")

    monkeypatch.setattr(importlib, "import_module", absent)
    refused = CliRunner().invoke(main, ["analytics", "run", "hubs", "--plot"])
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Error: Plots need matplotlib")


@pytest.mark.usefixtures("social")
def test_values_and_a_picture(stack: Stack, tmp_path: Path) -> None:
    values = stack.run("analytics", "run", "reciprocity", "--csv")
    assert values.returncode == 0, values.stderr
    rows = list(csv.DictReader(values.stdout.splitlines()))
    assert list(rows[0]) == ["month", "follows", "returned", "share"]
    assert all(int(row["returned"]) <= int(row["follows"]) for row in rows)
    drawn = stack.run("analytics", "run", "degree_distribution", "--plot", "--out", str(tmp_path / "degrees.png"))
    assert (drawn.returncode, drawn.stdout) == (0, f"{tmp_path / 'degrees.png'}\n"), drawn.stderr
    assert width(tmp_path / "degrees.png") > 1000
    shown = stack.run("analytics", "run", "hubs")
    assert shown.returncode == 0, shown.stderr
    assert "Who is followed most" in shown.stdout


@pytest.mark.parametrize("name", ["retention", "distances", "hashtags", "cascades"])
def test_every_kind_is_drawn_also_of_nothing(name: str, tmp_path: Path) -> None:
    columns = STATEMENTS[name].out.split(", ")
    rows = [dict.fromkeys(columns, 1) | {columns[0]: f"2026-01-{day:02}" if day else None} for day in range(3)]
    numbers = [dict.fromkeys(columns, 10**day) for day in range(3)]
    for number, given in enumerate(([], rows if name in {"distances", "hashtags"} else numbers)):
        draw(STATEMENTS[name], given, tmp_path / f"{number}.png")
        assert width(tmp_path / f"{number}.png") > 1000
