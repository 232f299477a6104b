"""Feeds: what a reader's people tweeted and retweeted, in order of time."""

from graph import lucene, statements
from graph.client import Graph, only
from graph.paging import Window
from graph.records import Record, Retweet, Tweet

Entry = Tweet | Retweet
NOBODY = "There is no such person."
REACH = 8  # people looked at when the newest few leave the page short, as a multiple of the rows wanted


NEAR = 300  # people whose tweets are asked for on their own; Lucene refuses queries of more than 1,024 parts


class Entries(Record):
    """A stretch of a feed."""

    entries: list[Entry]


async def home(graph: Graph, *, viewer_id: int, window: Window, above: int = 0) -> list[Entry]:
    """The reader's home feed, in the order of the window; `above` is the oldest id wanted."""
    if window.after is not None:
        return await home_newer(graph, viewer_id=viewer_id, after=window.after, limit=window.rows)
    rows = await graph.read(
        statements.feeds.home,
        Entries,
        viewer_id=viewer_id,
        is_first=window.before is None,
        above=above,
        reach=REACH * (window.skip + window.rows),
        **window.below,
    )
    return rows[0].entries


async def home_newer(graph: Graph, *, viewer_id: int, after: int, limit: int) -> list[Entry]:
    """The stretch of the home feed just above a cursor, oldest first."""
    rows = await graph.read(statements.feeds.home_newer, Entries, viewer_id=viewer_id, after=after, limit=limit)
    return rows[0].entries


async def search(graph: Graph, *, viewer_id: int, text: str, window: Window) -> list[Entry]:
    """What of the reader's home feed matches a text, in the order of the window; nothing for a text without words."""
    wanted = lucene.wanted(text)
    queries: dict[str, object] = {
        "tweets_query": lucene.tweets(wanted, newest=True) if wanted.every_word else "",
        "quotes_query": lucene.every(wanted.every_word),
        "people_query": "" if wanted.tags else lucene.every(wanted.words),
        "author_key": wanted.author,
        "tags": wanted.tags,
        "most": lucene.MOST_HITS,
        "near": NEAR,
    }
    if not (wanted.every_word or wanted.author):
        return []
    if window.after is not None:
        return await search_newer(graph, viewer_id=viewer_id, queries=queries, after=window.after, limit=window.rows)
    rows = await graph.read(statements.feeds.search, Entries, viewer_id=viewer_id, **queries, **window.below)
    return rows[0].entries


async def search_newer(
    graph: Graph, *, viewer_id: int, queries: dict[str, object], after: int, limit: int
) -> list[Entry]:
    """What of the reader's home feed is found just above a cursor, oldest first."""
    rows = await graph.read(
        statements.feeds.search_newer, Entries, viewer_id=viewer_id, **queries, after=after, limit=limit
    )
    return rows[0].entries


async def author(graph: Graph, *, viewer_id: int | None, username: str, window: Window) -> list[Entry]:
    """What one person tweeted and retweeted, in the order of the window. Raises NotFound."""
    key = username.lower()
    if window.after is not None:
        return await author_newer(graph, viewer_id=viewer_id, username=key, after=window.after, limit=window.rows)
    rows = await graph.read(statements.feeds.author, Entries, viewer_id=viewer_id, username_key=key, **window.below)
    return only(rows, NOBODY).entries


async def author_newer(graph: Graph, *, viewer_id: int | None, username: str, after: int, limit: int) -> list[Entry]:
    """The stretch of one person's feed just above a cursor, oldest first. Raises NotFound."""
    rows = await graph.read(
        statements.feeds.author_newer,
        Entries,
        viewer_id=viewer_id,
        username_key=username,
        after=after,
        limit=limit,
    )
    return only(rows, NOBODY).entries


async def author_replies(graph: Graph, *, viewer_id: int | None, username: str, window: Window) -> list[Entry]:
    """What one person answered to others, in the order of the window. Raises NotFound."""
    key = username.lower()
    if window.after is not None:
        return await author_replies_newer(
            graph, viewer_id=viewer_id, username=key, after=window.after, limit=window.rows
        )
    rows = await graph.read(
        statements.feeds.author_replies, Entries, viewer_id=viewer_id, username_key=key, **window.below
    )
    return only(rows, NOBODY).entries


async def author_replies_newer(
    graph: Graph, *, viewer_id: int | None, username: str, after: int, limit: int
) -> list[Entry]:
    """What one person answered to others, just above a cursor, oldest first. Raises NotFound."""
    rows = await graph.read(
        statements.feeds.author_replies_newer,
        Entries,
        viewer_id=viewer_id,
        username_key=username,
        after=after,
        limit=limit,
    )
    return only(rows, NOBODY).entries


async def author_media(graph: Graph, *, viewer_id: int | None, username: str, window: Window) -> list[Entry]:
    """The tweets of one person that have pictures, in the order of the window. Raises NotFound."""
    key = username.lower()
    if window.after is not None:
        return await author_media_newer(graph, viewer_id=viewer_id, username=key, after=window.after, limit=window.rows)
    rows = await graph.read(
        statements.feeds.author_media, Entries, viewer_id=viewer_id, username_key=key, **window.below
    )
    return only(rows, NOBODY).entries


async def author_media_newer(
    graph: Graph, *, viewer_id: int | None, username: str, after: int, limit: int
) -> list[Entry]:
    """The tweets of one person that have pictures, just above a cursor, oldest first. Raises NotFound."""
    rows = await graph.read(
        statements.feeds.author_media_newer,
        Entries,
        viewer_id=viewer_id,
        username_key=username,
        after=after,
        limit=limit,
    )
    return only(rows, NOBODY).entries
