"""The plots of the benchmark: feeds by followees, by connections and by scene, layers, real time, log-ins, the soak."""

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


def draw_scenarios(bars: Mapping[str, tuple[float, float | None]], floor: float, path: Path) -> None:
    """Draw milliseconds of page one and of page one hundred, where there is one, by feed into a PNG file."""
    figure, axes = plt.subplots(figsize=(11, 0.55 * len(bars) + 1.5))
    places = range(len(bars))
    for shift, (label, color) in enumerate((("page one", "tab:blue"), ("page one hundred", "tab:purple"))):
        values = [pair[shift] or 0.0 for pair in bars.values()]
        axes.barh([place + 0.4 * shift for place in places], values, height=0.38, label=label, color=color)
    axes.axvline(floor, color="0.4", linestyle="--", label="RETURN 1")
    axes.set_yticks([place + 0.2 for place in places], list(bars))
    axes.invert_yaxis()
    axes.set(xlabel="median ms", title="Feeds that are hard to read")
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=140)
    plt.close(figure)


def draw_layers(stacks: Mapping[str, Mapping[str, float]], labels: Mapping[str, str], path: Path) -> None:
    """Draw what each layer adds to a request, a stack for each number of followees, into a PNG file."""
    figure, axes = plt.subplots(figsize=(9, 0.6 * len(stacks) + 2.2))
    left = [0.0] * len(stacks)
    for at, (layer, label) in enumerate(labels.items()):
        widths = [stack[layer] for stack in stacks.values()]
        axes.barh(list(stacks), widths, left=left, label=label, color=plt.get_cmap("tab10")(at))
        left = [before + width for before, width in zip(left, widths, strict=True)]
    axes.invert_yaxis()
    axes.set(xlabel="median ms", ylabel="followees", title="One home feed over HTTP, by layer")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.25), ncols=4, fontsize="small")
    figure.tight_layout()
    figure.savefig(path, dpi=140)
    plt.close(figure)


def draw_soak(
    windows: Sequence[tuple[float, float, float]], memory: Mapping[str, Sequence[tuple[float, float]]], path: Path
) -> None:
    """Draw median and p99 by window, and megabytes by process, both over minutes, into a PNG file."""
    figure, (upper, lower) = plt.subplots(2, 1, figsize=(10, 7), sharex=True)
    minutes = [window[0] for window in windows]
    upper.plot(minutes, [window[2] for window in windows], marker="o", color="tab:red", label="p99")
    upper.plot(minutes, [window[1] for window in windows], marker="o", color="tab:blue", label="median")
    upper.set(ylabel="ms", title="Answers over HTTP, by window", ylim=(0, None))
    for name, points in memory.items():
        lower.plot([at for at, _ in points], [size for _, size in points], label=name)
    lower.set(xlabel="minutes", ylabel="MB", title="Resident memory", ylim=(0, None))
    for axes in (upper, lower):
        axes.grid(visible=True, alpha=0.2)
        axes.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=140)
    plt.close(figure)
