"""What suggestions cost who follows few, many and five thousand, beside the textbook's statement and `RETURN 1`."""

from collections import Counter
from functools import partial
from pathlib import Path

import msgspec

from graph import statements
from graph.client import Graph
from graph.discovery import repository as discovery
from graph.discovery.repository import FRIENDS, REACH
from graph.paging import Window
from graph.records import Record
from graph.statements import Statement, parse
from seeds.network import Network
from tests.bench.measure import Call, Timing, interleaved, warm
from tests.eval.networks import BUSY
from tests.eval.textbook import SHOWN
from tests.plans.operators import profiled, total_hits

PATH = Path(__file__).parent / "textbook.cypher"
TEXTBOOK = parse("eval/textbook", PATH.read_text(encoding="utf-8"))
FLOOR = parse("eval/floor", "// One.\n// in: -   out: One\n// cost: none\n// :params {}\nRETURN 1 AS one")
ROWS = 11  # a page of ten, and the one that tells whether there are more


class One(Record):
    """What the floor returns."""

    one: int


class Scored(Record):
    """A person and their score."""

    id: int
    score: float


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What one reader's suggestions cost; milliseconds, and hits of the database."""

    reader: str
    followees: int
    floor: Timing
    ours: Timing
    textbook: Timing
    our_hits: int
    textbook_hits: int


def readers(network: Network) -> dict[str, tuple[int, int]]:
    """Who follows as many as the median, as the 99th percentile, and five thousand: ids and numbers, by name."""
    following = Counter(follow.follower for follow in network.follows)
    ordered = sorted(following, key=lambda one: (following[one], one))
    chosen = {"p50": ordered[len(ordered) // 2], "p99": ordered[int(len(ordered) * 0.99)], f"{BUSY:,}": ordered[-1]}
    return {name: (one, following[one]) for name, one in chosen.items()}


async def measure(graph: Graph, network: Network, rounds: int) -> list[Cost]:
    """Time ours, the textbook's statement and the floor for each reader, interleaved."""
    patient = graph.within(60)
    chosen = readers(network)
    quick: dict[str, Call] = {}
    slow: dict[str, Call] = {}
    for name, (reader, _) in chosen.items():
        ask = partial(discovery.suggestions, graph, viewer_id=reader, window=Window(rows=ROWS))
        quick |= {f"{name} floor": partial(graph.read, FLOOR, One), f"{name} ours": ask}
        slow[f"{name} textbook"] = partial(patient.read, TEXTBOOK, Scored, viewer_id=reader)
    await warm(quick, seconds=10.0)
    timings = await interleaved(quick, rounds=rounds)
    await warm(slow, seconds=3.0)
    timings |= await interleaved(slow, rounds=max(5, rounds // 10))
    return [
        Cost(
            reader=name,
            followees=followees,
            floor=timings[f"{name} floor"],
            ours=timings[f"{name} ours"],
            textbook=timings[f"{name} textbook"],
            our_hits=await hits(graph, statements.discovery.suggestions, reader),
            textbook_hits=await hits(graph, TEXTBOOK, reader),
        )
        for name, (reader, followees) in chosen.items()
    ]


async def hits(graph: Graph, statement: Statement, reader: int) -> int:
    """Hits of the database of one call."""
    values = {"viewer_id": reader, "friends": FRIENDS, "reach": REACH, "skip": 0, "limit": ROWS}
    return total_hits(await profiled(graph, statement.text, {name: values[name] for name in statement.inputs}))


async def textbook(graph: Graph, reader: int) -> list[float]:
    """The ten best scores of the textbook's statement."""
    rows = await graph.within(60).read(TEXTBOOK, Scored, viewer_id=reader)
    assert len(rows) <= SHOWN
    return [row.score for row in rows]
