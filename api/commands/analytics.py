"""tweetgraph analytics list | run | gds: what analysts and admins ask of the graph, and what they have it reckon."""

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
from graph.client import Graph
from graph.ids import now_ms
from graph.science import repository as science
from graph.statements import Statement, library

PATIENCE = 60.0  # seconds that a statement may take
RECKONING = 1800.0  # seconds that a step of Graph Data Science may take
PROJECTION = "tweetgraph"
NO_PLUGIN = (
    "This Neo4j has no Graph Data Science. Set TWEETGRAPH_GDS=on and start again; docs/science.md tells of a Neo4j "
    "of your own."
)
Rows = Sequence[Mapping[str, Any]]


@click.group()
def analytics() -> None:
    """Ask the graph how it grows, hangs together and talks: cypher/analytics/. Only gds writes."""


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


@analytics.command()
@click.option(
    "--by",
    type=click.Choice(["place", "follows"]),
    default="place",
    show_default=True,
    help="Alike is whose place among all ties is near (FastRP and kNN), or who follows the same people.",
)
@click.option("--forget", is_flag=True, help="Remove all that this command ever wrote; needs no plug-in.")
def gds(*, by: str, forget: bool) -> None:
    """Have Graph Data Science find ranks, communities and who is alike, and write them into the graph.

    Everybody gets pagerank and community, and SIMILAR_TO leads to the thirty who are most like them, from which
    /users/NAME/similar/ answers from then on. What an earlier run wrote is replaced. One at a time; needs
    TWEETGRAPH_GDS=on.

    \b
    Examples:
      tweetgraph analytics gds
      tweetgraph analytics gds --by follows
      tweetgraph analytics gds --forget
    """
    if forget:
        on_graph(_forgotten)
    elif not on_graph(lambda graph: _reckoned(graph, by)):
        fail(NO_PLUGIN)


async def _forgotten(graph: Graph) -> None:
    patient = graph.within(RECKONING)
    likenesses = await science.forget(patient, before_ms=now_ms() + 1)
    people = await science.unrank(patient)
    click.echo(f"Removed {likenesses:,} likenesses, and ranks and communities of {people:,} people.")


async def _reckoned(graph: Graph, by: str) -> bool:
    """Have everything reckoned, and say so step by step; False where there is no plug-in."""
    patient = graph.within(RECKONING)
    if not await science.plugin(patient):
        return False
    found_ms = now_ms()
    try:
        copied = await science.project(patient, projection=PROJECTION)
        click.echo(f"Copied {copied.people:,} people and {copied.ties // 3:,} follows.")
        click.echo(f"Ranked {await science.rank(patient, projection=PROJECTION):,} people.")
        found = await science.communities(patient, projection=PROJECTION)
        click.echo(f"Found {found.communities:,} communities; modularity {found.modularity:.3f}.")
        if by == "place":
            await science.embed(patient, projection=PROJECTION)
        alike = science.alike_by_place if by == "place" else science.alike_by_follows
        click.echo(f"Wrote {await alike(patient, projection=PROJECTION, found_ms=found_ms):,} likenesses.")
        click.echo(f"Removed {await science.forget(patient, before_ms=found_ms):,} of earlier runs.")
    finally:
        await science.drop(patient, projection=PROJECTION)
    return True


def _plots() -> ModuleType:
    """The module that draws; ends the command with a sentence where its library is not installed."""
    try:
        return importlib.import_module("api.plots")
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] != "matplotlib":
            raise
        fail("Plots need matplotlib: pip install -e .[science] brings it.")


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
