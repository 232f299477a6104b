"""Reads of LDBC SNB Interactive as that benchmark words them, beside the same answers and the feeds of ours.

IC 2, IC 9 and IS 2 are the ones that correspond to something we serve. What is measured here is the wording, not the
benchmark: it has data, a driver and an audit of its own, none of which was used.
"""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from graph.accounts import repository as accounts
from graph.client import Graph
from graph.discovery import feeds as discovery
from graph.feeds import repository as feeds
from graph.ids import first_id_at
from graph.paging import Window
from graph.records import Record
from tests.bench.hits import hits
from tests.bench.measure import Call, One, Timing, interleaved, judge, machine, statement, warm
from tests.fixtures import stated

END = 1_790_812_800_000  # when the generated network ends, in milliseconds since 1970
FRIENDS = Window(rows=20)  # as many as IC 2 and IC 9 take
OWN = Window(rows=10)  # as many as IS 2 takes
SLOWER = 20  # what takes long is timed once in so many rounds
MOST_NEAR = 400  # followees beyond whom IC 9 reads most of the network and tells nothing more
AUTHORS = stated(
    "authors",
    """
    MATCH (:User {username_key: $username_key})-[:FOLLOWS]->(person)
    WITH person, COUNT { (person)-[:POSTED]->() } AS posts ORDER BY posts DESC, person.id
    WITH collect([person.id, person.username, posts]) AS everyone
    UNWIND [everyone[0], everyone[size(everyone) / 2]] AS one
    RETURN one[0] AS id, one[1] AS username, one[2] AS posts
    """,
)

Ask = Callable[[Graph], Awaitable[object]]


class Message(Record):
    """A row of IC 2 and IC 9."""

    person_id: int
    name: str
    message_id: int
    content: str
    created_at: int


class Threaded(Record):
    """A row of IS 2."""

    message_id: int
    content: str
    created_at: int
    post_id: int
    author_id: int
    name: str


class Author(Record):
    """Whose messages IS 2 reads."""

    id: int
    username: str
    posts: int


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured of one read for one person."""

    name: str
    whose: str
    worded: Timing
    worded_hits: int
    ordered: Timing
    ordered_hits: int
    ours: Timing
    ours_hits: int
    ours_name: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured."""

    machine: dict[str, object]
    floor: Timing
    rows: list[Row]


class _Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One row to measure: how to send it as it is worded, as we would, and what of ours is like it."""

    name: str
    whose: str
    worded: Ask
    ordered: Ask
    ours: Ask
    ours_name: str


def _read(name: str, shape: type, **parameters: object) -> Ask:
    async def read(graph: Graph) -> object:
        return await graph.read(statement(f"ldbc/{name}"), shape, **parameters)

    return read


async def _asked(graph: Graph, readers: dict[int, str]) -> list[_Asked]:
    found = []
    for size, username in readers.items():
        viewer_id = (await accounts.profile(graph, username=username, viewer_id=None)).profile.id
        dated, by_id = {"viewer_id": viewer_id, "max_date": END}, {"viewer_id": viewer_id, "max_id": first_id_at(END)}
        near: dict[str, Ask] = {"IC 2": partial(feeds.home, viewer_id=viewer_id, window=FRIENDS)}
        if size <= MOST_NEAR:
            until = first_id_at(END)
            near["IC 9"] = partial(
                discovery.for_you, viewer_id=viewer_id, before=until, moment=until, order="time", window=FRIENDS
            )
        for name, ours in near.items():
            file = name.lower().replace(" ", "")
            found.append(
                _Asked(
                    name=name,
                    whose=f"{size:,} followees",
                    worded=_read(file, Message, **dated),
                    ordered=_read(f"{file}_ordered", Message, **by_id),
                    ours=ours,
                    ours_name="home feed" if name == "IC 2" else "for you, by time",
                )
            )
    found += [
        _Asked(
            name="IS 2",
            whose=f"{author.posts:,} tweets",
            worded=_read("is2", Threaded, person_id=author.id),
            ordered=_read("is2_ordered", Threaded, person_id=author.id),
            ours=partial(feeds.author_replies, viewer_id=None, username=author.username, window=OWN),
            ours_name="a person's replies",
        )
        for author in await graph.read(AUTHORS, Author, username_key=readers[max(readers)])
    ]
    return found


async def measure(graph: Graph, readers: dict[int, str], rounds: int) -> Found:
    """Time all of them, interleaved; each ordered form gives the same rows as the worded one first."""
    before, patient = machine(), graph.within(60)
    asked = await _asked(patient, readers)
    quick: dict[str, Call] = {"floor": partial(graph.read, statement("floor"), One)}
    slow: dict[str, Call] = {}
    counted: dict[str, int] = {}
    for at, each in enumerate(asked):
        if await each.worded(patient) != await each.ordered(patient):
            raise SystemExit(f"{each.name} of {each.whose}: the ordered form answers something else.")
        for form in ("worded", "ordered", "ours"):
            call = getattr(each, form)
            counted[f"{at} {form}"] = await hits(patient, call)
            (slow if form == "worded" or (form, each.name) == ("ordered", "IC 9") else quick)[f"{at} {form}"] = partial(
                call, patient
            )
    await warm(quick)
    timings = await interleaved(quick, rounds=rounds)
    timings |= await interleaved(slow, rounds=max(10, rounds // SLOWER))
    return Found(
        machine=before,
        floor=timings["floor"],
        rows=[
            Row(
                name=each.name,
                whose=each.whose,
                worded=timings[f"{at} worded"],
                worded_hits=counted[f"{at} worded"],
                ordered=timings[f"{at} ordered"],
                ordered_hits=counted[f"{at} ordered"],
                ours=timings[f"{at} ours"],
                ours_hits=counted[f"{at} ours"],
                ours_name=each.ours_name,
            )
            for at, each in enumerate(asked)
        ],
    )


def show(found: Found, console: Console) -> None:
    """Print the table and the verdict."""
    base = found.floor.median
    table = Table(title=f"LDBC SNB Interactive's reads on our graph, median ms (times RETURN 1: {base:.2f} ms); hits")
    for column in ("read", "of", "as worded", "hits", "same rows, ordered", "hits", "ours", "", "hits"):
        table.add_column(column, justify="right" if column not in {"read", "of", ""} else "left")
    for row in found.rows:
        cells = [row.name, row.whose]
        for part, count in ((row.worded, row.worded_hits), (row.ordered, row.ordered_hits)):
            cells += [f"{part.median:.2f} ({part.median / base:.1f}x)", f"{count:,}"]
        cells += [f"{row.ours.median:.2f} ({row.ours.median / base:.1f}x)", row.ours_name, f"{row.ours_hits:,}"]
        table.add_row(*cells)
    console.print(table)
    many = [row for row in found.rows if row.name == "IC 2" and int(row.whose.split()[0].replace(",", "")) >= 100]
    if many:
        least = min(row.worded.median / row.ours.median for row in many)
        judge({f"our home feed ahead of IC 2 as worded from 100 followees on: {least:.1f} times": least > 1}, console)


def keep(found: Found, out: Path) -> None:
    """Leave the figures in a folder."""
    (out / "ldbc.json").write_text(json.dumps(msgspec.to_builtins(found), indent=2) + "\n", encoding="utf-8")
