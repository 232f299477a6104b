"""What the home feed reads: little more for a thousand followees, and nothing more for a longer history."""

from typing import NamedTuple

import pytest

from graph import statements
from graph.client import Graph
from graph.feeds import repository as feeds
from graph.ids import first_id_at, now_ms
from graph.paging import Window
from seeds import load, world
from seeds.network import Network, Tweet
from tests.plans.operators import profiled, total_hits

SIZE = world.Size(people=1200, follows=15, tweets=5, retweets=2, likes=15)
READERS = {"calm": 25, "busy": 1000}
ROWS = 11
DAY = 86_400_000


class Crowd(NamedTuple):
    """A generated network that nobody else has, and its readers by their number of followees."""

    network: Network
    readers: dict[int, int]
    began: int  # milliseconds since 1970


@pytest.fixture(scope="module")
async def crowd(graph: Graph) -> Crowd:
    """1,200 people with the skews of real ones, and two more who follow 25 and 1,000 of them."""
    end, prefix = now_ms(), f"h{graph.next_id() % 10**8}_"
    network = world.generate(SIZE, seed=5, end=end, prefix=prefix, readers=READERS)
    await load.load(graph, network, key=f"hits/{prefix}")
    ids = {person.username.removeprefix(prefix): person.id for person in network.people}
    readers = {followees: ids[name] for name, followees in READERS.items()}
    return Crowd(network, readers, world.start_of(end, SIZE))


def history(crowd: Crowd) -> Network:
    """Nine older tweets for each entry that anybody has."""
    entries = [tweet.author for tweet in crowd.network.tweets if tweet.reply_to is None]
    entries += [retweet.actor for retweet in crowd.network.retweets]
    first = first_id_at(crowd.began - 30 * DAY)
    return Network(tweets=[Tweet(first + 4093 * number, who, "long ago") for number, who in enumerate(entries * 9)])


async def pages(graph: Graph, reader: int) -> list[list[int]]:
    """The ids of the first two pages."""
    first = [entry.id for entry in await feeds.home(graph, viewer_id=reader, window=Window(rows=ROWS))]
    below = Window(rows=ROWS, before=first[ROWS - 2])
    return [first, [entry.id for entry in await feeds.home(graph, viewer_id=reader, window=below)]]


async def hits(graph: Graph, reader: int, before: int | None) -> int:
    """Database hits of one page."""
    values = {
        "viewer_id": reader,
        "is_first": before is None,
        "above": 0,
        "reach": feeds.REACH * ROWS,
        **Window(rows=ROWS, before=before).bounds,
    }
    return total_hits(await profiled(graph, statements.feeds.home.text, values))


async def measured(graph: Graph, crowd: Crowd) -> dict[tuple[int, int], int]:
    """Database hits by number of followees and page."""
    found = {}
    for followees, reader in crowd.readers.items():
        first, _ = await pages(graph, reader)
        found[followees, 1] = await hits(graph, reader, None)
        found[followees, 2] = await hits(graph, reader, first[ROWS - 2])
    return found


async def test_a_page_costs_the_page(graph: Graph, crowd: Crowd) -> None:
    shown = {reader: await pages(graph, reader) for reader in crowd.readers.values()}
    before = await measured(graph, crowd)
    assert before[1000, 1] <= 6 * before[25, 1], before
    assert before[1000, 2] <= 6 * before[25, 2], before

    older = history(crowd)
    assert older.tweets[-1].id < min(tweet.id for tweet in crowd.network.tweets)
    await load.load(graph, older, key=f"hits/{older.tweets[0].id}/{crowd.readers[25]}")

    assert {reader: await pages(graph, reader) for reader in crowd.readers.values()} == shown
    after = await measured(graph, crowd)
    for key, count in before.items():
        assert 0.9 * count <= after[key] <= 1.1 * count, (key, before, after)
