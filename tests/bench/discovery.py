"""What discovery costs who follows as many as the median, as the 99th percentile, and five thousand."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table

from graph.accounts import repository as accounts
from graph.client import Graph
from graph.discovery import feeds
from graph.discovery import repository as discovery
from graph.follows import repository as follows
from graph.ids import LARGEST, first_id_at, now_ms
from graph.notifications import repository as notifications
from graph.paging import Window
from graph.records import Record
from graph.tweets import threads
from tests.bench.measure import Call, Timing, interleaved, judge, machine, statement, warm
from tests.fixtures import stated

ROWS = 11  # a page of ten, and the one that tells whether there are more
FIRST = Window(rows=ROWS)
BUSY = 5_000
BUSIEST = "bench_reader_5000"
MISSED = 60 * 86_400_000  # milliseconds that are caught up with; the network ends before today
AIMS = {  # times RETURN 1
    "suggestions": 20.0,
    "path": 15.0,
    "path to the least known": 15.0,
    "path, none found": 15.0,
    "followers you know": 5.0,
    "followers you know of the usual": 5.0,
}
MAKE = stated(
    "busiest",
    """
    MERGE (reader:User {username_key: $name})
    ON CREATE SET reader.id = $own, reader.username = $name, reader.name = 'Busy', reader.bio = '',
      reader.status = 'active', reader.staff = false, reader.created_at = datetime()
    WITH reader, COUNT { (reader)-[:FOLLOWS]->() } AS there WHERE there < $followees
    CALL (reader) {
      MATCH (person:User)
      WHERE person.username_key STARTS WITH 'bench_' AND NOT person.username_key STARTS WITH 'bench_fan_'
        AND person <> reader
      RETURN person ORDER BY person.id % 997, person.id LIMIT $followees
    }
    WITH reader, collect(person) AS people
    UNWIND range(0, size(people) - 1) AS at
    WITH reader, people[at] AS person, $own + 1 + at AS id
    MERGE (reader)-[follows:FOLLOWS]->(person)
    ON CREATE SET follows.id = id, follows.follower_id = reader.id, follows.followee_id = person.id,
      follows.created_at = datetime({epochMillis: id / 4096 + 1735689600000})
    """,
)


class Someone(Record):
    """A person of the network, with how many they follow and are followed by."""

    id: int
    username: str
    followees: int
    followers: int


class Subject(Record):
    """A tweet with many answers."""

    id: int
    comments: int


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured of one statement; `aim` in times RETURN 1, if there is one."""

    name: str
    aim: float | None
    times: dict[str, Timing]  # by reader

    def worst(self, floor: Timing) -> float:
        """The dearest reader's, as a multiple of the floor."""
        return max(each.median for each in self.times.values()) / floor.median


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured on one network."""

    machine: dict[str, object]
    floor: Timing
    followees: dict[str, int]  # of each reader, by name
    comments: int
    rows: list[Row]


def chosen(people: list[Someone]) -> dict[str, Someone]:
    """Who follows as many as the median of all, as the 99th percentile, and most."""
    ordered = sorted(people, key=lambda one: (one.followees, one.id))
    drawn = [each for each in ordered if "_reader_" not in each.username]
    (busiest,) = (each for each in ordered if each.username == BUSIEST)
    return {"p50": drawn[len(drawn) // 2], "p99": drawn[int(len(drawn) * 0.99)], f"{BUSY:,}": busiest}


def asked(graph: Graph, reader: Someone, people: list[Someone], tweet: Subject) -> dict[str, Call]:
    """Everything that one reader asks: about the most famous where one is asked about somebody, unless it says else."""
    viewer_id, moment = reader.id, now_ms()
    ordered = sorted(people, key=lambda one: (one.followers, one.id))
    drawn = [each.username for each in ordered if "_reader_" not in each.username and each.followers]
    famous, usual, unknown = drawn[-1], drawn[len(drawn) // 2], drawn[0]
    alone = next(each.username for each in ordered if "_reader_" in each.username and each.username != BUSIEST)
    page: dict[str, Any] = {"viewer_id": viewer_id, "window": FIRST}
    about = page | {"username": famous}
    ranked: dict[str, Any] = {"before": LARGEST, "moment": first_id_at(moment), "order": "rank"}
    profile = partial(accounts.profile, graph, viewer_id=viewer_id)
    path = partial(discovery.shortest_path, graph, viewer_id=viewer_id)
    calls: dict[str, Call] = {
        "suggestions": partial(discovery.suggestions, graph, **page),
        "path": partial(path, username=usual),
        "path to the least known": partial(path, username=unknown),
        "path, none found": partial(path, username=alone),
        "followers you know": partial(discovery.followers_you_know, graph, **about),
        "followers you know of the usual": partial(discovery.followers_you_know, graph, **page, username=usual),
        "shared following": partial(discovery.shared_following, graph, **about),
        "mutuals": partial(discovery.mutuals, graph, **about),
        "similar": partial(discovery.similar, graph, **about),
        "for you": partial(feeds.for_you, graph, **page, **ranked),
        "liked by following": partial(feeds.liked_by_following, graph, **page),
        "catch up": partial(feeds.catch_up, graph, **page, since=first_id_at(moment - MISSED), before=LARGEST),
        "profile, nobody reads": partial(accounts.profile, graph, viewer_id=None, username=usual),
        "profile": partial(profile, username=usual),
        "profile of the famous": partial(profile, username=famous),
        "profile of the least known": partial(profile, username=unknown),
        "profile, no way found": partial(profile, username=alone),
        "comments by distance": partial(threads.comments_by_distance, graph, **page, tweet_id=tweet.id),
        "comments by time": partial(threads.comments, graph, **page, tweet_id=tweet.id),
        "notifications within 1": partial(notifications.received_within, graph, **page, within=1),
        "notifications within 2": partial(notifications.received_within, graph, **page, within=2),
        "fans": partial(discovery.fans, graph, **page),
        "not following back": partial(discovery.not_following_back, graph, **page),
        "followers": partial(follows.followers, graph, **about, search=""),
    }
    return calls


async def measure(graph: Graph, floor: Call, rounds: int) -> Found:
    """Time everything for each reader, interleaved; the busiest reader is made once and kept."""
    before, patient = machine(), graph.within(120)
    await patient.write(MAKE, Record, name=BUSIEST, own=first_id_at(1_735_700_000_000), followees=BUSY)
    people = await patient.read(statement("everybody"), Someone)
    (tweet,) = await patient.read(statement("talked_about"), Subject)
    readers = chosen(people)
    calls = {"floor": floor}
    for kind, reader in readers.items():
        calls |= {f"{kind}/{name}": call for name, call in asked(graph, reader, people, tweet).items()}
    await warm(calls)
    timings = await interleaved(calls, rounds=rounds)
    names = [name.partition("/")[2] for name in calls if name.startswith("p50/")]
    return Found(
        machine=before,
        floor=timings["floor"],
        followees={kind: reader.followees for kind, reader in readers.items()},
        comments=tweet.comments,
        rows=[
            Row(name=name, aim=AIMS.get(name), times={kind: timings[f"{kind}/{name}"] for kind in readers})
            for name in names
        ],
    )


def show(found: Found, console: Console) -> None:
    """Print the table, then which aims were reached."""
    table = Table(title=f"Discovery, median ms (times RETURN 1: {found.floor.median:.2f} ms)")
    table.add_column("asked for")
    for kind, followees in found.followees.items():
        table.add_column(kind if kind == f"{followees:,}" else f"{kind}: {followees:,} followees", justify="right")
    table.add_column("aim", justify="right")
    for row in found.rows:
        cells = [f"{each.median:.2f} ({each.median / found.floor.median:.1f}x)" for each in row.times.values()]
        table.add_row(row.name, *cells, f"{row.aim:.0f}x" if row.aim else "")
    console.print(table)
    console.print(f"The tweet whose comments are put in order has {found.comments:,} of them.")
    aims = {
        f"{row.name} at most {row.aim:.0f} times RETURN 1: {row.worst(found.floor):.1f}": row.worst(found.floor)
        <= row.aim
        for row in found.rows
        if row.aim is not None
    }
    judge(aims, console)


def keep(found: Found, out: Path) -> None:
    """Leave the figures in a folder."""
    (out / "discovery.json").write_text(json.dumps(msgspec.to_builtins(found), indent=2) + "\n", encoding="utf-8")
