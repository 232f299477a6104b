"""What lists cost of a person with a hundred thousand of everything: page one, and page one thousand by cursor."""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from rich.console import Console
from rich.table import Table

from graph.client import Graph
from graph.engagement import repository as engagement
from graph.feeds import repository as feeds
from graph.follows import repository as follows
from graph.notifications import repository as notifications
from graph.paging import Window
from graph.search import repository as search
from graph.tweets import repository as tweets
from graph.tweets import threads
from seeds.world import WORDS
from tests.bench.crowd import CHAIN, DEPTH, STAR, TWEET, make
from tests.bench.measure import Call, Timing, interleaved, warm

ROWS = 11  # a page of ten, and the one that tells whether there are more
FIRST = Window(rows=ROWS)
COMMON = WORDS[0]
SKIPPED = 999 * 10  # rows before page one thousand
MOST = 4.0  # times RETURN 1
APART = 1.2  # times page one


class Paged(NamedTuple):
    """A list by window, and the ids of what it gives."""

    read: Callable[..., Awaitable[Any]]
    ids: Callable[[Any], list[int]]


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured for one list; milliseconds."""

    name: str
    floor: Timing
    first: Timing
    thousandth: Timing | None  # None: there is but one page


def of(attribute: str) -> Callable[[Any], list[int]]:
    """The ids of the rows that a stretch has under this name."""
    return lambda stretch: [row.id for row in getattr(stretch, attribute)]


def paged(graph: Graph) -> dict[str, Paged]:
    """Every list that is read by window."""
    return {
        "author feed": Paged(
            partial(feeds.author, graph, viewer_id=None, username="bench_star"), lambda rows: [row.id for row in rows]
        ),
        "likes": Paged(partial(engagement.likes, graph, viewer_id=STAR, tweet_id=TWEET), of("likes")),
        "retweets": Paged(partial(engagement.retweets, graph, viewer_id=STAR, tweet_id=TWEET), of("retweets")),
        "followers": Paged(
            partial(follows.followers, graph, viewer_id=None, username="bench_star", search=""), lambda found: found.ids
        ),
        "notifications": Paged(partial(notifications.received, graph, viewer_id=STAR), of("rows")),
        "unread notifications": Paged(partial(notifications.unread, graph, viewer_id=STAR), of("rows")),
        "replies": Paged(partial(threads.comments, graph, viewer_id=STAR, tweet_id=TWEET), of("comments")),
        "quotes": Paged(partial(tweets.quotes, graph, viewer_id=STAR, tweet_id=TWEET), of("tweets")),
        "bookmarks": Paged(partial(engagement.bookmarks, graph, viewer_id=STAR), of("rows")),
    }


def single(graph: Graph) -> dict[str, Call]:
    """What has but one page, and the first one of searches."""
    found = partial(search.tweets, graph, viewer_id=STAR, window=FIRST)
    return {
        "tweet detail": partial(threads.detail, graph, viewer_id=STAR, tweet_id=TWEET, limit=ROWS),
        "unread count": partial(notifications.unread_count, graph, viewer_id=STAR),
        "thread of depth 1,000": partial(threads.thread, graph, viewer_id=STAR, tweet_id=CHAIN + DEPTH - 1, limit=ROWS),
        # Over 550,000 tweets; a common word stands in some ten thousand of them, of which a thousand are looked at.
        "search: a rare word": partial(found, text="hello", sort="relevance"),
        "search: a common word, best": partial(found, text=COMMON, sort="relevance"),
        "search: a common word, newest": partial(found, text=COMMON, sort="newest"),
        "search: two common words, best": partial(found, text=f"{COMMON} {WORDS[1]}", sort="relevance"),
        "search: a hashtag, newest": partial(found, text=f"#{COMMON}", sort="newest"),
        "search in a feed: a common word": partial(feeds.search, graph, viewer_id=STAR, text=COMMON, window=FIRST),
    }


async def measure(graph: Graph, floor: Call, rounds: int) -> list[Measured]:
    """Time the floor, and both pages of every list, interleaved."""
    await make(graph)
    first: dict[str, Call] = single(graph)
    thousandth: dict[str, Call] = {}
    for name, (read, ids) in paged(graph).items():
        (before,) = ids(await read(window=Window(rows=1, skip=SKIPPED - 1)))
        first[name] = partial(read, window=Window(rows=ROWS))
        thousandth[name] = partial(read, window=Window(rows=ROWS, before=before))
        for call in (first[name], thousandth[name]):
            if len(ids(await call())) != ROWS and name != "unread notifications":
                raise SystemExit(f"The {name} do not fill a page; remove .bench and run again.")
    calls = {"floor": floor}
    calls |= {f"{name} first": call for name, call in first.items()}
    calls |= {f"{name} thousandth": call for name, call in thousandth.items()}
    await warm(calls)
    timings = await interleaved(calls, rounds=rounds)
    return [
        Measured(
            name=name,
            floor=timings["floor"],
            first=timings[f"{name} first"],
            thousandth=timings.get(f"{name} thousandth"),
        )
        for name in first
    ]


def reached(row: Measured) -> bool:
    """Whether a list costs little enough, and as much on its page one thousand."""
    deep = row.first if row.thousandth is None else row.thousandth
    return row.first.median <= MOST * row.floor.median and deep.median <= APART * row.first.median


def show(rows: list[Measured], console: Console) -> None:
    """Print the table with the verdicts."""
    table = Table(title=f"Lists, median ms (times RETURN 1: {rows[0].floor.median:.2f} ms); aim: {MOST:.0f}x and flat")
    for column in ("list", "page one", "page one thousand", "deep / first", "aim"):
        table.add_column(column, justify="left" if column == "list" else "right")
    for row in rows:
        base, deep = row.floor.median, row.thousandth
        table.add_row(
            row.name,
            f"{row.first.median:.2f} ({row.first.median / base:.1f}x)",
            f"{deep.median:.2f} ({deep.median / base:.1f}x)" if deep else "",
            f"{deep.median / row.first.median:.2f}" if deep else "",
            "[green]reached[/]" if reached(row) else "[red]not reached[/]",
        )
    console.print(table)


def keep(rows: list[Measured], out: Path) -> None:
    """Leave the figures in a folder."""
    (out / "lists.json").write_text(json.dumps(msgspec.to_builtins(rows), indent=2) + "\n", encoding="utf-8")
