"""Search: tweets, people and hashtags by their words."""

from typing import Literal

from graph import lucene, statements
from graph.client import Graph
from graph.ids import LARGEST
from graph.paging import Window
from graph.records import Hashtag, Person, Record, Tweet

Sort = Literal["relevance", "newest"]


class Found(Record):
    """Whether there were more hits than are looked at, and if not, how many are shown on all pages."""

    truncated: bool = False
    count: int | None = 0


class FoundTweets(Found):
    """A stretch of the tweets that were found."""

    results: tuple[Tweet, ...] = ()


class FoundPeople(Found):
    """A stretch of the people who were found."""

    results: tuple[Person, ...] = ()


class FoundHashtags(Found):
    """A stretch of the hashtags that were found."""

    results: tuple[Hashtag, ...] = ()


async def tweets(graph: Graph, *, viewer_id: int | None, text: str, sort: Sort, window: Window) -> FoundTweets:
    """Tweets and comments by their words, hashtags and author; by relevance the window skips and has no cursor."""
    wanted = lucene.wanted(text)
    query = lucene.tweets(wanted, newest=sort == "newest")
    if not (wanted.every_word or wanted.author):
        return FoundTweets()
    rows = await graph.read(
        statements.search.tweets,
        FoundTweets,
        viewer_id=viewer_id,
        query=query,
        author_key=wanted.author,
        tags=wanted.tags,
        most=lucene.MOST_HITS,
        **_stretch(sort, window),
    )
    return rows[0]


async def users(graph: Graph, *, viewer_id: int | None, text: str, sort: Sort, window: Window) -> FoundPeople:
    """People by the words of their username and name; by relevance the window skips and has no cursor."""
    words = _all_words(text)
    if not words:
        return FoundPeople()
    rows = await graph.read(
        statements.search.users,
        FoundPeople,
        viewer_id=viewer_id,
        query=lucene.every(words),
        most=lucene.MOST_HITS,
        **_stretch(sort, window),
    )
    found = rows[0]
    if viewer_id is not None:
        return found
    return FoundPeople(
        truncated=found.truncated, count=found.count, results=tuple(person.for_nobody for person in found.results)
    )


async def hashtags(graph: Graph, *, viewer_id: int | None, text: str, sort: Sort, window: Window) -> FoundHashtags:
    """Hashtags by any of the words; `newest` is who was used last; the window skips and has no cursor."""
    words = _all_words(text)
    if not words:
        return FoundHashtags()
    rows = await graph.read(
        statements.search.hashtags,
        FoundHashtags,
        viewer_id=viewer_id,
        query=lucene.any_of(words),
        most=lucene.MOST_HITS,
        order=sort,
        skip=window.skip,
        limit=window.rows,
    )
    return rows[0]


def _all_words(text: str) -> tuple[str, ...]:
    """The words for what has neither tags nor an author; a `from:` is a name to look for."""
    wanted = lucene.wanted(text)
    return wanted.every_word or ((wanted.author,) if wanted.author else ())


def _stretch(sort: Sort, window: Window) -> dict[str, object]:
    return {
        "order": "oldest" if window.after is not None else sort,
        "before": LARGEST + 1 if window.before is None else window.before,
        "after": -1 if window.after is None else window.after,
        "skip": window.skip,
        "limit": window.rows,
    }
