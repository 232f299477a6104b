"""Whole lists, read page by page as a client does: to the end, from the end, from the middle."""

from collections.abc import Awaitable, Callable

from graph.client import Graph
from graph.feeds import repository as feeds
from graph.paging import Window
from tests.model.plain import Shown, shown

MOST_PAGES = 100_000
Read = Callable[[Window], Awaitable[list[Shown]]]


def home_of(graph: Graph, reader: int, *, above: int = 0) -> Read:
    """Reads the home feed of a person."""

    async def read(window: Window) -> list[Shown]:
        return [shown(entry) for entry in await feeds.home(graph, viewer_id=reader, window=window, above=above)]

    return read


def author_of(graph: Graph, username: str, reader: int | None) -> Read:
    """Reads what one person tweeted and retweeted."""

    async def read(window: Window) -> list[Shown]:
        entries = await feeds.author(graph, viewer_id=reader, username=username, window=window)
        return [shown(entry) for entry in entries]

    return read


async def downwards(read: Read, size: int) -> list[Shown]:
    """Every entry, newest first, in pages of `size` and with the row more that tells whether there is another."""
    found: list[Shown] = []
    before = None
    for _ in range(MOST_PAGES):
        rows = await read(Window(rows=size + 1, before=before))
        assert before is None or not rows or rows[0].id < before, "a page begins again where the last one ended"
        found += rows[:size]
        if len(rows) <= size:
            return found
        before = found[-1].id
    raise AssertionError("the list has no end")


async def upwards(read: Read, size: int) -> list[Shown]:
    """Every entry, newest first, read from the oldest one on."""
    found: list[Shown] = []
    after = 0
    for _ in range(MOST_PAGES):
        rows = await read(Window(rows=size + 1, after=after))
        assert not rows or rows[-1].id > after, "a page begins again where the last one ended"
        found = rows[-size:] + found
        if len(rows) <= size:
            return found
        after = found[0].id
    raise AssertionError("the list has no end")
