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
    """The reader's home feed, newest first; `above` is the oldest id wanted."""
    if window.after is not None:
        return await home_newer(graph, viewer_id=viewer_id, after=window.after, limit=window.rows)
    limit = window.skip + window.rows
    rows = await graph.read(
        statements.feeds.home,
        Entries,
        viewer_id=viewer_id,
        before=window.bounds["before"],
        is_first=window.before is None,
        above=above,
        limit=limit,
        reach=REACH * limit,
        skip=window.skip,
    )
    return rows[0].entries


async def home_newer(graph: Graph, *, viewer_id: int, after: int, limit: int) -> list[Entry]:
    """The stretch of the home feed just above a cursor, newest first."""
    rows = await graph.read(statements.feeds.home_newer, Entries, viewer_id=viewer_id, after=after, limit=limit)
    return rows[0].entries


async def search(graph: Graph, *, viewer_id: int, text: str, window: Window) -> list[Entry]:
    """What of the reader's home feed matches a text, newest first; nothing for a text without words."""
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
    rows = await graph.read(statements.feeds.search, Entries, viewer_id=viewer_id, **queries, **window.bounds)
    return rows[0].entries


async def author(graph: Graph, *, viewer_id: int | None, username: str, window: Window) -> list[Entry]:
    """What one person tweeted and retweeted, newest first. Raises NotFound."""
    rows = await graph.read(
        statements.feeds.author, Entries, viewer_id=viewer_id, username_key=username.lower(), **window.bounds
    )
    return only(rows, NOBODY).entries


async def author_replies(graph: Graph, *, viewer_id: int | None, username: str, window: Window) -> list[Entry]:
    """What one person answered to others, newest first. Raises NotFound."""
    rows = await graph.read(
        statements.feeds.author_replies, Entries, viewer_id=viewer_id, username_key=username.lower(), **window.bounds
    )
    return only(rows, NOBODY).entries


async def author_media(graph: Graph, *, viewer_id: int | None, username: str, window: Window) -> list[Entry]:
    """The tweets of one person that have pictures, newest first. Raises NotFound."""
    rows = await graph.read(
        statements.feeds.author_media, Entries, viewer_id=viewer_id, username_key=username.lower(), **window.bounds
    )
    return only(rows, NOBODY).entries
