"""What networks of other sizes would need, from the figures measured here: `python -m tests.bench.scale`.

A calculation, not a measurement: everything that it takes for granted stands in `Assumed`, and is printed with it.
"""

import argparse
import json
import math
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
from rich.console import Console
from rich.table import Table

mpl.use("Agg")  # no window: it also runs without a screen

from matplotlib import pyplot as plt

MILLIONS = (0.1, 1, 10, 100, 1_000)
DAY = 86_400  # seconds


class Assumed(NamedTuple):
    """What is not measured here."""

    active_share: float = 0.2  # of all people, on a day
    feeds_a_day: float = 30  # pages of the home feed that an active person reads
    reads_to_writes: float = 50
    peak: float = 3  # times the mean of the day
    hot_share: float = 0.15  # of the store that a day's requests touch, and that memory should hold
    busy_share: float = 0.6  # of what a machine could do at most that it is planned to do
    cores: int = 32  # of one server of Neo4j
    memory: int = 256  # its page cache, GB


class Measured(NamedTuple):
    """What `make bench` found on the big network."""

    people: int
    cores: int
    store: int  # bytes on disk, indexes included
    feeds_per_second: float  # at sixteen connections, client, API and databases on the same cores
    writes_per_second: float  # likes of many tweets, 32 at a time


class Needs(NamedTuple):
    """What a network needs."""

    millions: float
    store: float  # GB
    page_cache: float  # GB
    reads: float  # a second, at the peak
    writes: float
    cores: int  # of everything together
    replicas: int  # servers of Neo4j that read, each with a copy of the whole graph
    leader: float  # share of what the one server that writes can do


def needs(measured: Measured, assumed: Assumed, millions: float) -> Needs:
    """What so many million people need, if they are as those measured."""
    people = millions * 1e6
    store = measured.store / measured.people * people / 1e9
    reads = people * assumed.active_share * assumed.feeds_a_day / DAY * assumed.peak
    writes = reads / assumed.reads_to_writes
    by_core = measured.feeds_per_second / measured.cores * assumed.busy_share
    cores = math.ceil(reads / by_core)
    return Needs(
        millions=millions,
        store=store,
        page_cache=store * assumed.hot_share,
        reads=reads,
        writes=writes,
        cores=cores,
        replicas=max(1, math.ceil(cores / assumed.cores)),
        leader=writes / (measured.writes_per_second * assumed.busy_share),
    )


def read(folder: Path, store: Path) -> Measured:
    """The figures that a run of the benchmark left; raises SystemExit when there was none."""
    try:
        feed, writes = (json.loads((folder / name).read_text()) for name in ("big/feed.json", "small/writes.json"))
    except FileNotFoundError as error:
        raise SystemExit(f"{error.filename} is not there: run make bench first.") from error
    spread = next(row["spread"] for row in writes["contended"] if row["what"] == "likes")
    return Measured(
        people=feed["people"],
        cores=feed["machine"]["cores"],
        store=sum(file.stat().st_size for file in store.rglob("*") if file.is_file()),
        feeds_per_second=feed["at_once"]["16"]["per_second"],
        writes_per_second=spread["per_second"],
    )


def show(measured: Measured, assumed: Assumed, console: Console) -> list[Needs]:
    """Print assumptions and table; what no server here can do is said."""
    for given in (measured, assumed):
        console.print(
            f"{type(given).__name__}: " + ", ".join(f"{name} {value:,}" for name, value in given._asdict().items())
        )
    table = Table(title="What a network needs at its peak: calculated, not measured")
    for column in (
        "million people",
        "store GB",
        "page cache GB",
        "reads/s",
        "writes/s",
        "cores",
        "replicas",
        "writer busy",
    ):
        table.add_column(column, justify="right")
    found = [needs(measured, assumed, millions) for millions in MILLIONS]
    for row in found:
        table.add_row(
            f"{row.millions:,g}",
            f"{row.store:,.0f}",
            f"{row.page_cache:,.0f}{' (!)' if row.page_cache > assumed.memory else ''}",
            f"{row.reads:,.0f}",
            f"{row.writes:,.0f}",
            f"{row.cores:,}",
            f"{row.replicas:,}",
            f"{row.leader:.0%}{' (!)' if row.leader > 1 else ''}",
        )
    console.print(table)
    console.print(
        f"(!) more than one server of {assumed.memory} GB holds, or more than the one that writes can do here"
    )
    return found


def draw(found: list[Needs], path: Path) -> None:
    """Draw what grows with the number of people into a PNG file."""
    figure, axes = plt.subplots(figsize=(7, 4.2))
    millions = [row.millions for row in found]
    for name, label in (
        ("store", "store, GB"),
        ("page_cache", "page cache, GB"),
        ("reads", "reads/s"),
        ("cores", "cores"),
    ):
        axes.plot(millions, [getattr(row, name) for row in found], marker="o", label=label)
    axes.set(xscale="log", yscale="log", xlabel="million people", title="Calculated from one machine's figures")
    axes.grid(visible=True, which="both", alpha=0.2)
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=140)
    plt.close(figure)


def main() -> None:
    """Parse the words and calculate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, default=Path(".bench"), help="where make bench left its figures")
    parser.add_argument("--home", type=Path, default=Path(".bench/home-100000"), help="the home whose store is sized")
    words = parser.parse_args()
    store = words.home / "neo4j" / "data" / "databases" / "neo4j"
    found = show(read(words.results, store), Assumed(), Console(width=120))
    draw(found, words.results / "big" / "scale.png")


if __name__ == "__main__":
    main()
