"""Draws what a statement of `cypher/analytics/` returns, as its header says; the one module that needs matplotlib.

`plot: line day: people, writers` names how, what lies below, and what is measured; `by cohort` draws a line for each.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
import msgspec
from matplotlib.axes import Axes

from graph.statements import Statement

mpl.use("Agg")  # no window: it also draws without a screen

from matplotlib import pyplot as plt

_PLOT = re.compile(r"(?P<kind>line|bars|names|points) (?P<across>\w+): (?P<measured>\w+(?:, \w+)*)(?: by (?P<by>\w+))?")
TICKS = 12  # moments that are named below a line
WIDE = 100  # a measure that reaches this far is drawn by its order of magnitude
NAMES = 25  # bars with a name
Rows = Sequence[Mapping[str, Any]]


class Plot(msgspec.Struct, frozen=True):
    """How rows are drawn: a kind, the column below, those measured, and the one that tells lines apart."""

    kind: str
    across: str
    measured: tuple[str, ...]
    by: str | None


def plot_of(statement: Statement) -> Plot:
    """What the `plot:` line of a header asks for; raises ValueError if it cannot be read."""
    found = _PLOT.fullmatch(statement.plot)
    if found is None:
        raise ValueError(f"{statement.path}: {statement.plot!r} says nothing that can be drawn")
    return Plot(found["kind"], found["across"], tuple(found["measured"].split(", ")), found["by"])


def draw(statement: Statement, rows: Rows, path: Path) -> None:
    """Draw the rows of a statement into a PNG file; an empty answer becomes an empty plot."""
    plot = plot_of(statement)
    figure, axes = plt.subplots(figsize=(9, 5))
    {"line": _line, "bars": _bars, "names": _names, "points": _points}[plot.kind](axes, plot, rows)
    axes.set_title(statement.title.rstrip("."), fontsize=10, wrap=True)
    axes.grid(visible=True, alpha=0.2)
    if axes.get_legend_handles_labels()[1]:
        axes.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=140)
    plt.close(figure)


def _line(axes: Axes, plot: Plot, rows: Rows) -> None:
    """One line for each measure, or for each value of the column that tells them apart."""
    places = sorted({row[plot.across] for row in rows})
    at = {place: number for number, place in enumerate(places)}
    lines: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        lines.setdefault("" if plot.by is None else str(row[plot.by]), []).append(row)
    for name, points in lines.items():
        for measure in plot.measured:
            axes.plot([at[row[plot.across]] for row in points], [row[measure] for row in points], label=name or measure)
    step = max(1, -(-len(places) // TICKS))
    named = list(range(0, len(places), step))
    slanted = any(isinstance(place, str) for place in places)
    axes.set_xticks(named, [str(places[number]) for number in named], rotation=30 if slanted else 0)
    axes.set(xlabel=plot.across, ylim=(0, None))


def _bars(axes: Axes, plot: Plot, rows: Rows) -> None:
    """One bar for each row, in the order of the rows."""
    (measure,) = plot.measured
    named = ["none" if row[plot.across] is None else str(row[plot.across]) for row in rows]
    axes.bar(named, [row[measure] for row in rows])
    axes.set(xlabel=plot.across, ylabel=measure)


def _names(axes: Axes, plot: Plot, rows: Rows) -> None:
    """One bar with its name for each of the first rows, the first on top."""
    shown = rows[:NAMES]
    height = 0.8 / len(plot.measured)
    for number, measure in enumerate(plot.measured):
        places = [at + number * height for at in range(len(shown))]
        axes.barh(places, [row[measure] for row in shown], height=height, label=measure)
    axes.set_yticks(range(len(shown)), [str(row[plot.across]) for row in shown])
    axes.invert_yaxis()


def _points(axes: Axes, plot: Plot, rows: Rows) -> None:
    """One point for each row and measure; long stretches by their order of magnitude, and zero still has a place."""
    for measure in plot.measured:
        points = [(row[plot.across], row[measure]) for row in rows if row[measure] is not None]
        axes.plot([place for place, _ in points], [value for _, value in points], "o", label=measure)
    for axis, columns in (("x", (plot.across,)), ("y", plot.measured)):
        if max((row[column] or 0 for row in rows for column in columns), default=0) >= WIDE:
            (axes.set_xscale if axis == "x" else axes.set_yscale)("symlog")
    axes.set(xlabel=plot.across)
