"""Draws the model as an SVG: labels with their keys, types with their ends; placed by rule, the same on every machine.

The two labels with the most neighbours are bars, and every other label that is tied to them stands beside one of them
or between them, so that all ties to a bar are straight lines. What else is tied says so in its own box.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from textwrap import wrap

import msgspec

from api.docs import ASSETS
from graph.schema import Schema

Tie = tuple[str, str, str]  # the label it starts from, its type, the label it leads to

STYLE = ASSETS / "browser" / "tweetgraph.grass"
WIDTH, GAP, LINE, PAD = 230, 160, 15, 10
ROW = 20  # between two arrows
WRAP = 36  # characters of a line in a box
COLUMNS = [20 + (WIDTH + GAP) * at for at in range(5)]  # left, first bar, between, second bar, right
EDGE = COLUMNS[-1] + WIDTH + 20
TOP = 64
_COLOURS = re.compile(r"node\.(\w+) \{[^}]*?\bcolor: (#\w+);[^}]*?text-color-internal: (#\w+);", re.DOTALL)


class Box(msgspec.Struct):
    """A label with its place and its lines."""

    label: str
    column: int
    lines: list[str]
    ties: list[Tie]
    y: int = 0
    height: int = 0


def draw(schema: Schema, ties: Iterable[Tie], properties: Mapping[str, Sequence[str]]) -> str:
    """The picture of a schema, as the database has it, with the ties and properties that are declared."""
    known = sorted(ties)
    types = {name for _, name, _ in known}
    labels = sorted({each[2] for each in (*schema.constraints, *schema.indexes)} - types)
    first, second = _bars(labels, known)
    boxes = [_box(label, (first, second), schema, known, properties) for label in labels]
    bottom = _place(boxes, first, second, known)
    body = [line for box in boxes for line in _boxed(box)]
    body += _arrows(boxes, first, second, known)
    table, height = _table(schema, known, properties, bottom)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{EDGE}" height="{height}" viewBox="0 0 {EDGE} {height}" '
        'font-family="Helvetica, Arial, sans-serif" font-size="11"><title>The graph of TweetGraph</title><defs>'
        '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="#5E616B"/></marker></defs>'
        f'<rect width="{EDGE}" height="{height}" fill="#FFFFFF"/>'
        f'<text x="20" y="32" font-size="20" font-weight="bold" fill="#2A2C34">The graph: {len(labels)} labels, '
        f"{len(types)} relationship types</text>"
        '<text x="20" y="50" fill="#5E616B">● unique  ○ indexed  → leads to</text>'
    )
    return "\n".join([head, *body, *table, "</svg>", ""])


def _bars(labels: Sequence[str], ties: Sequence[Tie]) -> tuple[str, str]:
    near: dict[str, set[str]] = defaultdict(set)
    for start, _, end in ties:
        near[start].add(end)
        near[end].add(start)
    first, second = sorted(labels, key=lambda label: (-len(near[label]), label))[:2]
    return first, second


def _box(
    label: str,
    bars: tuple[str, str],
    schema: Schema,
    ties: Sequence[Tie],
    properties: Mapping[str, Sequence[str]],
) -> Box:
    """A label's box; its lines are its properties by how they are held, and its ties to what is no bar."""
    mine = [tie for tie in ties if label in {tie[0], tie[2]}]
    lines = list(_held(label, schema, properties))
    if label in bars:
        lines += [f"→ {name} itself" for start, name, end in mine if start == end]
    else:
        lines += [f"→ {name} {end}" for start, name, end in mine if start == label and end not in bars]
    beside = {tie[0] if tie[2] == label else tie[2] for tie in mine} & set(bars)
    column = bars.index(label) * 2 + 1 if label in bars else -1
    if column < 0 and beside:
        column = 2 if len(beside) == 2 else bars.index(beside.pop()) * 4
    return Box(label, column, lines, [tie for tie in mine if tie[0] in bars or tie[2] in bars])


def _held(label: str, schema: Schema, properties: Mapping[str, Sequence[str]]) -> Iterable[str]:
    unique = sorted(each[3] for each in schema.constraints if each[2] == label)
    single = sorted(each[3] for each in schema.indexes if each[2] == label and len(each[3]) == 1 and each[0] == "RANGE")
    yield from (f"● {', '.join(names)}" for names in unique)
    yield from (f"○ {', '.join(names)}" for names in single if names not in unique)
    told = {name for names in (*unique, *single) if len(names) == 1 for name in names}
    yield from wrap(", ".join(name for name in properties.get(label, ()) if name not in told), WRAP)


def _place(boxes: Sequence[Box], first: str, second: str, ties: Sequence[Tie]) -> int:
    """Give each box its place; returns where the last one ends."""
    across = [tie for tie in ties if {tie[0], tie[2]} == {first, second}]
    ends = dict.fromkeys(range(5), TOP)
    ends[2] += (len(across) + 1) * ROW
    for box in boxes:
        arrows = 0 if box.label in {first, second} else len(box.ties)
        box.height = max(PAD * 2 + LINE * (len(box.lines) + 1), PAD + ROW * arrows)
        if box.column in {0, 2, 4}:
            box.y = ends[box.column]
            ends[box.column] += box.height + 16
    bottom = max(ends.values())
    apart = [box for box in boxes if box.column < 0]
    for at, box in enumerate(apart):
        box.column, box.y = at % 5, bottom + 24
        if at % 5 == 4 or at == len(apart) - 1:
            bottom = max(each.y + each.height for each in apart[: at + 1])
    middle = max(ends.values())
    for box in boxes:
        if box.label in {first, second}:
            box.y, box.height = TOP, middle - TOP - 16
    return bottom


def _boxed(box: Box) -> Iterable[str]:
    x, (fill, ink) = COLUMNS[box.column], _colours().get(box.label, ("#A5ABB6", "#2A2C34"))
    yield (
        f'<g><rect x="{x}" y="{box.y}" width="{WIDTH}" height="{box.height}" rx="6" fill="#F7F8FA" stroke="{fill}" '
        'stroke-width="2"/>'
        f'<path d="M{x} {box.y + 22}v-16a6 6 0 0 1 6-6h{WIDTH - 12}a6 6 0 0 1 6 6v16z" fill="{fill}"/>'
        f'<text x="{x + PAD}" y="{box.y + 15}" font-weight="bold" font-size="12" fill="{ink}">'
        f"{escape(box.label)}</text>"
    )
    for at, line in enumerate(box.lines):
        yield f'<text x="{x + PAD}" y="{box.y + 37 + LINE * at}" fill="#2A2C34">{escape(line)}</text>'
    yield "</g>"


def _arrows(boxes: Sequence[Box], first: str, second: str, ties: Sequence[Tie]) -> Iterable[str]:
    """Every tie to a bar as a straight line with its type."""
    across = [tie for tie in ties if {tie[0], tie[2]} == {first, second}]
    for at, (start, name, _) in enumerate(across):
        yield _arrow(COLUMNS[1] + WIDTH, COLUMNS[3], TOP + ROW * (at + 1), name, forward=start == first)
    places = {first: 1, second: 3}
    for box in boxes:
        if box.label in places:
            continue
        for at, (start, name, end) in enumerate(box.ties):
            bar = places[end if start == box.label else start]
            left, right = sorted((bar, box.column))
            forward = (start == box.label) == (box.column == left)
            yield _arrow(COLUMNS[left] + WIDTH, COLUMNS[right], box.y + PAD + ROW * at + 8, name, forward=forward)


def _arrow(left: int, right: int, y: int, name: str, *, forward: bool) -> str:
    tip = "marker-end" if forward else "marker-start"
    return (
        f'<path d="M{left} {y}H{right}" stroke="#5E616B" fill="none" {tip}="url(#tip)"/>'
        f'<text x="{(left + right) // 2}" y="{y - 3}" text-anchor="middle" font-size="10" fill="#2A2C34">'
        f"{escape(name)}</text>"
    )


def _table(
    schema: Schema, ties: Sequence[Tie], properties: Mapping[str, Sequence[str]], top: int
) -> tuple[list[str], int]:
    """What relationships carry and how that is held, below the boxes; and where it ends."""
    y, lines = top + 48, []
    lines.append(f'<text x="20" y="{y}" font-size="14" font-weight="bold" fill="#2A2C34">Relationships</text>')
    names = sorted({name for _, name, _ in ties})
    half = -(-len(names) // 2)
    for at, name in enumerate(names):
        x, place = 20 + (at // half) * (EDGE // 2), y + 22 + (at % half) * (LINE + 3)
        ends = ", ".join(f"{start} → {end}" for start, each, end in ties if each == name)
        unique = [", ".join(each[3]) for each in sorted(schema.constraints) if each[2] == name]
        carried = ", ".join(properties.get(name, ()))
        held = "  ".join(f"● {each}" for each in unique)
        lines.append(
            f'<text x="{x}" y="{place}" fill="#2A2C34"><tspan font-weight="bold">{escape(name)}</tspan>'
            f'<tspan x="{x + 125}">{escape(ends)}</tspan>'
            f'<tspan x="{x + 420}" fill="#5E616B">{escape(held or carried)}</tspan></text>'
        )
    return lines, y + 22 + half * (LINE + 3) + 10


def _colours() -> dict[str, tuple[str, str]]:
    """Fill and ink of each label, as the style sheet has them."""
    return {label: (fill, ink) for label, fill, ink in _COLOURS.findall(STYLE.read_text(encoding="utf-8"))}
