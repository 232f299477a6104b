"""What the evaluation tells: a table on the screen and in Markdown, figures, and a plot."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
import msgspec
from rich.console import Console
from rich.table import Table

from tests.bench.measure import machine
from tests.eval.cost import Cost
from tests.eval.quality import Quality, Spread, ahead, spread

mpl.use("Agg")  # no window: the evaluation also runs without a screen

from matplotlib import pyplot as plt

OURS = "ours"
MEASURES = {"recall": "recall@10", "mrr": "MRR", "coverage": "coverage", "bias": "popularity bias"}
MOST = 20.0  # times RETURN 1


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was measured."""

    network: str
    machine: dict[str, object]
    quality: dict[str, list[Quality]]  # by the name of the way to suggest, one for each network
    costs: list[Cost]


def measured(network: str, quality: Mapping[str, Sequence[Quality]], costs: Sequence[Cost]) -> Report:
    """Everything with the machine it was measured on."""
    return Report(
        network=network,
        machine=machine(),
        quality={name: list(each) for name, each in quality.items()},
        costs=list(costs),
    )


def spreads(each: Sequence[Quality]) -> dict[str, Spread]:
    """Every measure over the networks."""
    return {measure: spread([getattr(one, measure) for one in each]) for measure in MEASURES}


def ordered(report: Report) -> dict[str, dict[str, Spread]]:
    """The ways to suggest, the best recall first."""
    found = {name: spreads(each) for name, each in report.quality.items()}
    return dict(sorted(found.items(), key=lambda item: -item[1]["recall"].mean))


def verdicts(report: Report) -> dict[str, bool]:
    """What we aim at, and whether it was reached."""
    recalls = {name: [one.recall for one in each] for name, each in report.quality.items()}
    mine = recalls[OURS]
    book = {name: values for name, values in recalls.items() if not name.startswith(OURS)}
    best = max(book, key=lambda name: sum(book[name]))
    leads, apart = ahead(mine, book[best])
    times = sum(mine) / max(sum(recalls["popularity"]), 1e-9)
    found = {
        f"recall@10 ahead of the best textbook score ({best}) on every network: {apart.mean:+.3f}, "
        f"from {min(apart.values):+.3f} to {max(apart.values):+.3f}": leads,
        f"recall@10 at least twice that of popularity: {times:.1f} times": times >= 2,
    }
    if report.costs:
        most = max(cost.ours.median for cost in report.costs) / floor(report)
        found[f"at most {MOST:.0f} times RETURN 1 for every reader: {most:.1f}"] = most <= MOST
    return found


def show(report: Report, console: Console) -> None:
    """Print the tables and the verdicts."""
    count = len(report.quality[OURS])
    table = Table(title=f"Hidden follows found again: {report.network}; mean ± standard deviation of {count}")
    for column in ("", *MEASURES.values()):
        table.add_column(column, justify="right" if column else "left")
    for name, values in ordered(report).items():
        table.add_row(name, *(str(values[measure]) for measure in MEASURES), style="bold" if name == OURS else "")
    console.print(table)
    if report.costs:
        table = Table(title="What ten suggestions cost; median ms (times RETURN 1), hits of the database")
        for column in ("reader", "follows", "RETURN 1", "ours", "hits", "Adamic-Adar", "hits"):
            table.add_column(column, justify="right")
        for cost in report.costs:
            table.add_row(*cells(cost, floor(report)))
        console.print(table)
    for aim, reached in verdicts(report).items():
        console.print(f"[green]reached[/]     {aim}" if reached else f"[red]not reached[/] {aim}")


def floor(report: Report) -> float:
    """What `RETURN 1` takes: the quickest of what was timed beside each reader, since a busy moment slows it most."""
    return min(cost.floor.median for cost in report.costs)


def cells(cost: Cost, base: float) -> list[str]:
    """A row of the table of costs."""
    return [
        cost.reader,
        f"{cost.followees:,}",
        f"{base:.2f}",
        f"{cost.ours.median:.1f} ({cost.ours.median / base:.0f}x)",
        f"{cost.our_hits:,}",
        f"{cost.textbook.median:.1f} ({cost.textbook.median / base:.0f}x)",
        f"{cost.textbook_hits:,}",
    ]


def markdown(report: Report) -> str:
    """The same as `docs/recommendations.md` has it."""
    lines = [f"| {report.network} | {' | '.join(MEASURES.values())} |", "|---" * (len(MEASURES) + 1) + "|"]
    for name, values in ordered(report).items():
        shown = f"**{name}**" if name == OURS else name
        lines.append(f"| {shown} | {' | '.join(str(values[measure]) for measure in MEASURES)} |")
    if report.costs:
        lines += ["", "| Reader | Follows | `RETURN 1` | Ours | Hits | Adamic-Adar | Hits |", "|---" * 7 + "|"]
        lines += [f"| {' | '.join(cells(cost, floor(report)))} |" for cost in report.costs]
    lines += [""] + [
        f"- {'Reached' if reached else '**Not reached**'}: {aim}." for aim, reached in verdicts(report).items()
    ]
    return "\n".join(lines) + "\n"


def keep(report: Report, out: Path) -> None:
    """Leave figures, table and plot in a folder."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "results.json").write_text(json.dumps(msgspec.to_builtins(report), indent=2) + "\n", encoding="utf-8")
    (out / "table.md").write_text(markdown(report), encoding="utf-8")
    draw(report, out / "recommendations.png")


def draw(report: Report, path: Path) -> None:
    """Draw recall with its spread, and recall beside popularity bias, into a PNG file."""
    found = ordered(report)
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.6), width_ratios=(3, 2))
    colors = ["tab:green" if name.startswith(OURS) else "tab:blue" for name in found]
    recalls = [values["recall"] for values in found.values()]
    left.barh(list(found), [one.mean for one in recalls], xerr=[one.deviation for one in recalls], color=colors)
    left.invert_yaxis()
    left.set(xlabel="recall@10", title=report.network)
    for (name, values), color in zip(found.items(), colors, strict=True):
        right.plot(values["bias"].mean, values["coverage"].mean, "o", color=color)
        right.annotate(name, (values["bias"].mean, values["coverage"].mean), fontsize=7)
    right.margins(x=0.3)
    right.set(xlabel="popularity bias (1: as people follow)", ylabel="coverage", title="Whom it suggests")
    for axes in (left, right):
        axes.grid(visible=True, alpha=0.2)
    figure.tight_layout()
    figure.savefig(path, dpi=140)
    plt.close(figure)
