"""What many do to one: likes of one tweet and of many, by both ways to write one, follows, and tweets of a star."""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from graph.client import Graph
from graph.engagement import repository as engagement
from graph.follows import repository as follows
from graph.processes.repository import leased
from graph.records import Record
from graph.tweets import repository as tweets
from tests.bench.crowd import BASE, FANS, QUOTES, STAR, make
from tests.bench.measure import Rate, Timing, each_once, interleaved, judge, machine, statement
from tests.fixtures import stated

Way = Callable[[Graph, int, int], Awaitable[None]]  # who, and to whom or what, by number
PEOPLE = 3_000
LOOPS = 32
ROUNDS = 3  # of every way, in turn; the middle one counts
HOT = FANS // 2  # the fan whose quote is liked, and who is followed
# What a run did is undone, so that the next one finds the same graph; hubs are left in batches.
UNDO = (
    stated(
        "undo_likes",
        """
        UNWIND range($base, $base + $people) AS id
        MATCH (fan:User {id: id})-[liked:LIKED]->(tweet) WHERE tweet.id >= $quotes
        DELETE liked
        """,
    ),
    stated(
        "undo_follows",
        """
        UNWIND range($base, $base + $people) AS id
        MATCH (fan:User {id: id})-[follows:FOLLOWS]->(person) WHERE person.id <> $star
        DELETE follows
        """,
    ),
    stated(
        "undo_notices",
        """
        UNWIND range($base, $base + $people) AS id
        MATCH (fan:User {id: id})<-[:FROM]-(notice)-[:TO]->(told) WHERE told.id <> $star
        DETACH DELETE notice
        """,
    ),
)
UNDO_TWEETS = stated(
    "undo_tweets",
    """
    UNWIND $authors AS id
    MATCH (author:User {id: id})
    CALL (author) { MATCH (author)-[:POSTED]->(tweet) WHERE tweet.id >= $first DETACH DELETE tweet }
    CALL (author) {
      MATCH (tweet:Tweet) WHERE tweet.feed_author_id = author.id AND tweet.id > 0
      WITH tweet ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT 1
      SET author.last_post_id = tweet.id
    }
    """,
)


class Liked(Record):
    """Whether this very request made the like."""

    created: bool


class Contended(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that PEOPLE did, to one or to as many."""

    what: str
    hot: Rate
    spread: Rate
    repeated: int  # statements that were sent again, after a deadlock for the most part


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured."""

    machine: dict[str, object]
    contended: list[Contended]
    by_star: Timing
    by_fan: Timing


async def by_create(graph: Graph, at: int, target: int) -> None:
    """Like the other way: looked for under a lock of the reader alone, and created."""
    await graph.write(
        statement("like_by_create"),
        Liked,
        viewer_id=BASE + at,
        tweet_id=QUOTES + target,
        like_id=graph.next_id(),
        notification_id=graph.next_id(),
    )


async def like(graph: Graph, at: int, target: int) -> None:
    """Like as the product does."""
    await engagement.like(graph, viewer_id=BASE + at, tweet_id=QUOTES + target)


async def follow(graph: Graph, at: int, target: int) -> None:
    """Follow as the product does."""
    await follows.follow(graph, viewer_id=BASE + at, username=f"bench_fan_{target}", follow_limit=10_000)


WAYS = {"likes": like, "likes, created under a lock": by_create, "follows": follow}


async def undo(graph: Graph) -> None:
    """Take back what was liked and followed."""
    for each in UNDO:
        for first in range(0, PEOPLE, 500):
            await graph.within(60).write(each, Record, base=BASE + first, people=499, quotes=QUOTES, star=STAR)


async def once(graph: Graph, way: Way, *, is_hot: bool) -> Rate:
    """Everybody does it once; afterwards nobody has."""
    calls = [partial(way, graph, at, HOT if is_hot else (at + 1) % PEOPLE) for at in range(PEOPLE)]
    try:
        return await each_once(calls, loops=LOOPS)
    finally:
        await undo(graph)


async def measure(graph: Graph, rounds: int) -> Found:
    """All of it, in turn, on a graph with the crowd."""
    before = machine()
    await make(graph)
    await undo(graph)
    async with leased(graph) as graph.ids:
        taken: dict[tuple[str, bool], list[Rate]] = {}
        repeated = dict.fromkeys(WAYS, 0)
        for at in range(ROUNDS + 1):
            for name, way in WAYS.items():
                known = graph.tally.retries
                for is_hot in (True, False):
                    rate = await once(graph, way, is_hot=is_hot)
                    if at:  # the first one warms
                        taken.setdefault((name, is_hot), []).append(rate)
                repeated[name] += graph.tally.retries - known
        authors = {"star": STAR, "fan": BASE + HOT}
        first = graph.next_id()
        publish = {
            name: partial(tweets.publish, graph, viewer_id=author, content="Hello") for name, author in authors.items()
        }
        try:
            await interleaved(publish, rounds=100)
            posted = await interleaved(publish, rounds=rounds)
        finally:
            await graph.within(60).write(UNDO_TWEETS, Record, authors=list(authors.values()), first=first)
    return Found(
        machine=before,
        contended=[
            Contended(
                what=name, hot=middle(taken[name, True]), spread=middle(taken[name, False]), repeated=repeated[name]
            )
            for name in WAYS
        ],
        by_star=posted["star"],
        by_fan=posted["fan"],
    )


def middle(rates: list[Rate]) -> Rate:
    """The middle one."""
    return sorted(rates, key=lambda rate: rate.per_second)[len(rates) // 2]


def show(found: Found, console: Console) -> None:
    """Print the table and the verdicts."""
    table = Table(title=f"{PEOPLE:,} people do it once, {LOOPS} at a time; writes per second, and p99 in ms")
    for column in ("", "to one", "p99", "spread", "p99", "one / spread", "sent again"):
        table.add_column(column, justify="left" if not column else "right")
    for row in found.contended:
        table.add_row(
            row.what,
            f"{row.hot.per_second:,.0f}",
            f"{row.hot.timing.p99:.0f}",
            f"{row.spread.per_second:,.0f}",
            f"{row.spread.timing.p99:.0f}",
            f"{row.hot.per_second / row.spread.per_second:.2f}",
            str(row.repeated),
        )
    console.print(table)
    share = found.contended[0].hot.per_second / found.contended[0].spread.per_second
    judge({f"likes of one tweet at half the rate of likes spread: {share:.2f}": share >= 0.5}, console)
    console.print(
        f"a tweet by a person with {FANS:,} followers: "
        f"median {found.by_star.median:.2f} ms, p99 {found.by_star.p99:.1f} ms; "
        f"with none: {found.by_fan.median:.2f} ms, p99 {found.by_fan.p99:.1f} ms"
    )


def keep(found: Found, out: Path) -> None:
    """Leave the figures in a folder."""
    (out / "writes.json").write_text(json.dumps(msgspec.to_builtins(found), indent=2) + "\n", encoding="utf-8")
