"""The plot of the benchmark: latency by followees, and requests per second by connections."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl

from tests.bench.measure import Row

mpl.use("Agg")  # no window: the benchmark also runs without a screen

from matplotlib import pyplot as plt

LINES = {
    "floor": ("RETURN 1", "0.6", "--"),
    "home": ("home feed, statement", "tab:blue", "-"),
    "second_page": ("page two, statement", "tab:cyan", "-"),
    "http": ("home feed, HTTP", "tab:green", "-"),
    "naive": ("naive statement", "tab:red", "-"),
}


def draw(rows: Sequence[Row], rates: Mapping[int, float], path: Path) -> None:
    """Draw both panels into a PNG file."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), width_ratios=(3, 1))
    followees = [row.followees for row in rows]
    for name, (label, color, style) in LINES.items():
        left.plot(followees, [getattr(row, name).median for row in rows], style, marker="o", color=color, label=label)
    left.set(xscale="log", yscale="log", xlabel="followees", ylabel="median ms", title="One page of ten, uncached")
    left.set_xticks(followees, [str(number) for number in followees])
    left.grid(visible=True, which="both", alpha=0.2)
    left.legend()
    bars = right.bar([str(connections) for connections in rates], list(rates.values()), color="tab:green")
    right.bar_label(bars, fmt="%.0f")
    right.set(xlabel="connections", title="Feeds per second, HTTP")
    figure.tight_layout()
    figure.savefig(path, dpi=140)
    plt.close(figure)
