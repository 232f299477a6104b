"""tweetgraph analytics list | run: what analysts and admins ask of the graph."""

import csv
import importlib
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any

import click as plain
import rich_click as click
from rich.table import Table

from api.commands.connected import fail, on_graph
from api.console import Screen
from graph.statements import Statement, library

PATIENCE = 60.0  # seconds that a statement may take
Rows = Sequence[Mapping[str, Any]]


@click.group()
def analytics() -> None:
    """Ask the graph how it grows, hangs together and talks: cypher/analytics/; nothing is written."""


@analytics.command("list")
def list_statements() -> None:
    """List the statements and what each one tells.

    \b
    Examples:
      tweetgraph analytics list
    """
    table = Table("About", "Name", "Tells", box=None, padding=(0, 2, 0, 0))
    for statement in library("analytics"):
        table.add_row(statement.domain.rpartition("/")[2], statement.name, statement.title)
    Screen().console.print(table)


@analytics.command()
@click.argument("name")
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values instead of a table.")
@click.option("--plot", "as_plot", is_flag=True, help="A picture, NAME.png, instead of a table; needs matplotlib.")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Where values or picture are written.")
def run(*, name: str, as_csv: bool, as_plot: bool, out: Path | None) -> None:
    """Run one statement on the graph, and show its rows.

    What comes out is for staff: it names people. Who is deactivated, suspended or gone is in no row, and no
    text of anybody's is.

    \b
    Examples:
      tweetgraph analytics run hubs
      tweetgraph analytics run volume --csv > volume.csv
      tweetgraph analytics run retention --plot --out retention.png
    """
    if as_csv and as_plot:
        raise plain.UsageError("Give either --csv or --plot.")
    if out is not None and not (as_csv or as_plot):
        raise plain.UsageError("--out is for --csv and --plot.")
    statement = next((each for each in library("analytics") if each.name == name), None)
    if statement is None:
        fail(f"There is no statement {name!r}; tweetgraph analytics list names all.")
    plots = _plots() if as_plot else None
    rows: Rows = on_graph(lambda graph: graph.within(PATIENCE).read(statement, dict[str, Any]))
    if plots is not None:
        picture = out or Path(f"{name}.png")
        plots.draw(statement, rows, picture)
        click.echo(str(picture))
    elif as_csv:
        _write(statement, rows, out)
    else:
        _show(statement, rows)


def _plots() -> ModuleType:
    """The module that draws; ends the command with a sentence where its library is not installed."""
    try:
        return importlib.import_module("api.plots")
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] != "matplotlib":
            raise
        fail("Plots need matplotlib, which only the tools of development bring: make .venv/dev.done installs them.")


def _write(statement: Statement, rows: Rows, out: Path | None) -> None:
    target = nullcontext(sys.stdout) if out is None else out.open("w", encoding="utf-8", newline="")
    with target as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(statement.out.split(", "))
        writer.writerows([_text(value, " ") for value in row.values()] for row in rows)


def _show(statement: Statement, rows: Rows) -> None:
    table = Table(title=statement.title, title_justify="left", box=None, padding=(0, 2, 0, 0))
    for column in statement.out.split(", "):
        is_number = all(isinstance(row[column], int | float | None) for row in rows)
        table.add_column(column, justify="right" if is_number else "left")
    for row in rows:
        table.add_row(*(_text(value, ", ") for value in row.values()))
    Screen().console.print(table)


def _text(value: object, between: str) -> str:
    """A value as people read it; of a list its parts, nothing for null."""
    if isinstance(value, list):
        return between.join(map(str, value))
    return "" if value is None else str(value)


COMMANDS = (analytics,)
