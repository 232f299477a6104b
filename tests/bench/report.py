"""One page of HTML with every table and plot that runs of the benchmark have left, and both networks side by side."""

import html
import io
import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table

from tests.bench import discovery, feed, layers, lists, live, login, scenarios, servers, soak, start, writes
from tests.bench.home import NETWORKS
from tests.bench.ldbc import reads
from tests.bench.measure import judge
from tests.bench.plot import draw_sizes
from tests.bench.postgres import peer

PARTS: dict[str, tuple[Any, Any]] = {
    "feed": (feed.Found, feed.show),
    "scenarios": (scenarios.Found, scenarios.show),
    "ldbc": (reads.Found, reads.show),
    "postgres": (peer.Found, peer.show),
    "layers": (layers.Found, layers.show),
    "servers": (servers.Found, servers.show),
    "lists": (list[lists.Measured], lists.show),
    "discovery": (discovery.Found, discovery.show),
    "writes": (writes.Found, writes.show),
    "live": (live.Found, live.show),
    "login": (login.Found, login.show),
    "start": (start.Found, start.show),
    "soak": (soak.Found, soak.show),
}
FOLDERS = {name: network.people for name, network in NETWORKS.items()} | {"soak": soak.NETWORK.people}
FLAT = 1.2  # times the feed of the small network
STYLE = (
    "body{font:15px system-ui;max-width:70em;margin:2em auto}pre{font-size:13px;line-height:1.25}img{max-width:100%}"
)


def kept(folder: Path, part: str) -> Any:  # noqa: ANN401 - as PARTS has it
    """What a run left of one part, or None."""
    file = folder / f"{part}.json"
    if not file.exists():
        return None
    return msgspec.convert(json.loads(file.read_text(encoding="utf-8")), PARTS[part][0], strict=False)


def sizes(small: feed.Found, big: feed.Found, console: Console) -> None:
    """The same feed on both networks, as multiples of each run's own RETURN 1."""
    table = Table(title=f"Page one by graph size: {small.people:,} and {big.people:,} people, times RETURN 1")
    for column in ("followees", "small", "big", "big / small"):
        table.add_column(column, justify="right")
    worst = 0.0
    others = {row.followees: row for row in big.rows}
    for row in small.rows:
        if row.followees not in others:
            continue
        one, other = (each.home.median / each.floor.median for each in (row, others[row.followees]))
        worst = max(worst, other / one)
        table.add_row(f"{row.followees:,}", f"{one:.2f}", f"{other:.2f}", f"{other / one:.2f}")
    console.print(table)
    judge({f"at most {FLAT} times the feed of the small network: {worst:.2f}": worst <= FLAT}, console)


def write(root: Path) -> Path:
    """Write the page beside the figures, and all of these into one file."""
    pieces = [f"<!doctype html><meta charset=utf-8><title>TweetGraph, measured</title><style>{STYLE}</style>"]
    fed = {name: kept(root / name, "feed") for name in NETWORKS}
    if all(fed.values()):
        pieces.append("<h1>Both networks</h1>")
        pieces.append(said(lambda console: sizes(fed["small"], fed["big"], console)))
        draw_sizes(
            {
                f"{each.people:,} people": [(row.followees, row.home.median / row.floor.median) for row in each.rows]
                for each in fed.values()
            },
            root / "sizes.png",
        )
        pieces.append(picture(root / "sizes.png"))
    everything: dict[str, dict[str, Any]] = {}
    for name, people in FOLDERS.items():
        for part, (_, show) in PARTS.items():
            found = kept(root / name, part)
            if found is None:
                continue
            everything.setdefault(name, {})[part] = msgspec.to_builtins(found, str_keys=True)
            pieces.append(f"<h1>{people:,} people: {part}</h1>")
            if hasattr(found, "machine"):
                where = ", ".join(f"{key} {value}" for key, value in found.machine.items())
                pieces.append(f"<p>{html.escape(where)}</p>")
            pieces.append(said(lambda console, found=found, show=show: show(found, console)))
        pieces += [picture(file) for file in sorted((root / name).glob("*.png"))]
    (root / "results.json").write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")
    file = root / "report.html"
    file.write_text("\n".join(pieces), encoding="utf-8")
    return file


def said(tell: Any) -> str:  # noqa: ANN401 - anything that takes a console
    """What is printed on a console, as HTML."""
    console = Console(record=True, width=120, file=io.StringIO())  # a quiet one records nothing
    tell(console)
    return console.export_html(inline_styles=True, code_format="<pre>{code}</pre>")


def picture(file: Path) -> str:
    """A plot within the page."""
    return f'<img alt="{file.stem}" src="data:image/png;base64,{b64encode(file.read_bytes()).decode()}">'
