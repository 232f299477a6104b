"""The plots of the benchmark: feeds by followees and by connections, real time, and log-ins."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")  # no window: the benchmark also runs without a screen

from matplotlib import pyplot as plt

LINES = {
    "floor": ("RETURN 1", "0.6", "--"),
    "home": ("home feed, statement", "tab:blue", "-"),
    "second": ("page two, statement", "tab:cyan", "-"),
    "hundredth": ("page one hundred, statement", "tab:purple", "-"),
    "http": ("home feed, HTTP", "tab:green", "-"),
    "naive": ("naive statement", "tab:red", "-"),
}


def draw(lines: Mapping[str, Sequence[tuple[int, float]]], rates: Mapping[int, float], path: Path) -> None:
    """Draw milliseconds by followees, a line for each of LINES, and feeds per second into a PNG file."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), width_ratios=(3, 1))
    for name, (label, color, style) in LINES.items():
        left.plot(*zip(*lines[name], strict=True), style, marker="o", color=color, label=label)
    followees = [number for number, _ in lines["home"]]
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


def draw_live(idle: Sequence[float], loaded: Sequence[float], memory: Mapping[int, int], path: Path) -> None:
    """Draw how many tweets have arrived after which time, and memory by idle sockets, into a PNG file."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), width_ratios=(2, 1))
    for values, label, color in ((idle, "one socket", "tab:green"), (loaded, "among many", "tab:blue")):
        shares = [(at + 1) / len(values) for at in range(len(values))]
        left.step(sorted(values), shares, where="post", label=label, color=color)
    left.set(
        xscale="log", xlabel="ms from POST to arrival", ylabel="share of tweets", title="A tweet reaches an open socket"
    )
    left.grid(visible=True, which="both", alpha=0.2)
    left.legend()
    right.plot(list(memory), [size / 1e6 for size in memory.values()], marker="o", color="tab:green")
    right.set(xlabel="idle sockets", ylabel="MB", title="Memory of the API process", ylim=(0, None))
    right.grid(visible=True, alpha=0.2)
    figure.tight_layout()
    figure.savefig(path, dpi=140)
    plt.close(figure)


def draw_login(
    pairs: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    alone: Sequence[float],
    beside: Sequence[float],
    path: Path,
) -> None:
    """Draw how the times of known and unknown names, and of feeds beside log-ins, are distributed, into a PNG file."""
    figure, panels = plt.subplots(1, len(pairs) + 1, figsize=(5 * len(pairs) + 5, 4.2))
    shown = [(title, {"known name": known, "unknown name": unknown}) for title, (known, unknown) in pairs.items()]
    shown.append(("home feed", {"alone": alone, "beside log-ins": beside}))
    for panel, (title, lines) in zip(panels, shown, strict=True):
        for (label, values), color in zip(lines.items(), ("tab:blue", "tab:red"), strict=True):
            shares = [(at + 1) / len(values) for at in range(len(values))]
            panel.step(sorted(values), shares, where="post", label=label, color=color)
        panel.axhline(0.99, color="0.6", linestyle=":")
        panel.set(xscale="log", xlabel="ms", ylabel="share of requests", title=title)
        panel.grid(visible=True, which="both", alpha=0.2)
        panel.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=140)
    plt.close(figure)


def draw_sizes(lines: Mapping[str, Sequence[tuple[int, float]]], path: Path) -> None:
    """Draw multiples of RETURN 1 by followees, a line for each network, into a PNG file."""
    figure, axes = plt.subplots(figsize=(7, 4.2))
    for label, points in lines.items():
        axes.plot(*zip(*points, strict=True), marker="o", label=label)
    axes.set(xscale="log", xlabel="followees", ylabel="times RETURN 1", title="Page one by graph size", ylim=(0, None))
    axes.grid(visible=True, which="both", alpha=0.2)
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=140)
    plt.close(figure)
