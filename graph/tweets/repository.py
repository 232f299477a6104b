"""Tweets: publish, read and delete."""

from collections import defaultdict
from operator import attrgetter

from graph import statements
from graph.client import Graph, only
from graph.errors import Forbidden
from graph.paging import Window
from graph.records import Record, Tweet
from graph.tweets.text import hashtags, mentions

NO_TWEET = "There is no such tweet."
SWEEP_BATCH = 1000  # relationships removed in one transaction


class ThreadRow(Record):
    """The tweet (level 0), a comment on it (1) or an answer to a comment (2)."""

    level: int
    root_id: int | None
    parent: int | None
    tweet: Tweet


class Thread(Record):
    """A tweet's number of comments and its author's display name, with some of the thread below it."""

    count: int
    user: str | None
    rows: list[ThreadRow]


class Comment(Tweet, kw_only=True, tag_field="type", tag="tweet"):
    """A reply in a thread: a tweet, with the root of the thread and the comment it answers, if it answers one."""

    tweet_id: int
    parent: int | None
    replies_count: int
    replies: "list[Comment]"


class Comments(Record):
    """A stretch of the comments on a tweet, with their number."""

    count: int
    comments: list[Comment]


class Detail(Record):
    """A tweet, its author's display name, and its newest comments."""

    tweet: Tweet
    user: str
    comments: Comments


class Published(Record):
    """A tweet as it stands after it was published."""

    tweet: Tweet


class Removed(Record):
    """Whether the person who asked wrote it."""

    is_author: bool


class Swept(Record):
    """How many relationships one batch removed."""

    removed: int


async def publish(graph: Graph, *, viewer_id: int, content: str) -> Tweet:
    """Publish a tweet; its mentions and hashtags are read from the text."""
    rows = await graph.write(
        statements.tweets.publish,
        Published,
        viewer_id=viewer_id,
        tweet_id=graph.next_id(),
        content=content,
        hashtags=hashtags(content),
        mentions=mentions(content),
    )
    return only(rows, "There is no such person.").tweet


async def detail(graph: Graph, *, viewer_id: int | None, tweet_id: int, limit: int) -> Detail:
    """A visible tweet, with its newest comments and their newest answers. Raises NotFound."""
    rows = await graph.read(statements.tweets.detail, Thread, viewer_id=viewer_id, tweet_id=tweet_id, limit=limit)
    thread = only(rows, NO_TWEET)
    return Detail(tweet=thread.rows[0].tweet, user=thread.user or "", comments=_comments(thread))


async def comments(graph: Graph, *, viewer_id: int | None, tweet_id: int, window: Window) -> Comments:
    """The comments on a visible tweet, in the order of the window. Raises NotFound."""
    if window.after is not None:
        return await comments_newer(
            graph, viewer_id=viewer_id, tweet_id=tweet_id, after=window.after, limit=window.rows
        )
    rows = await graph.read(statements.tweets.comments, Thread, viewer_id=viewer_id, tweet_id=tweet_id, **window.below)
    return _comments(only(rows, NO_TWEET))


async def comments_newer(graph: Graph, *, viewer_id: int | None, tweet_id: int, after: int, limit: int) -> Comments:
    """The comments on a visible tweet just above a cursor, oldest first. Raises NotFound."""
    rows = await graph.read(
        statements.tweets.comments_newer, Thread, viewer_id=viewer_id, tweet_id=tweet_id, after=after, limit=limit
    )
    return _comments(only(rows, NO_TWEET))


def _comments(thread: Thread) -> Comments:
    """Put the answers below their comments, newest first; rows come level by level."""
    answers: dict[int | None, list[Comment]] = defaultdict(list)
    top: list[Comment] = []
    for row in reversed(thread.rows):
        if row.root_id is None or row.level == 0:
            continue
        comment = Comment(
            **{name: getattr(row.tweet, name) for name in row.tweet.__struct_fields__},
            tweet_id=row.root_id,
            parent=None if row.parent == row.root_id else row.parent,
            replies_count=row.tweet.comments_count,
            replies=sorted(answers[row.tweet.id], key=attrgetter("id"), reverse=True),
        )
        (answers[row.parent] if row.level > 1 else top).append(comment)
    return Comments(count=thread.count, comments=top[::-1])


async def remove(graph: Graph, *, viewer_id: int, tweet_id: int) -> None:
    """Delete one's own tweet. Raises NotFound, Forbidden for somebody else's."""
    rows = await graph.write(
        statements.tweets.remove, Removed, viewer_id=viewer_id, tweet_id=tweet_id, removal_id=graph.next_id()
    )
    if not only(rows, NO_TWEET).is_author:
        raise Forbidden("Only its author may delete a tweet.", code="not_author")


async def sweep(graph: Graph, *, tweet_id: int) -> int:
    """Remove what hangs on a deleted tweet, batch by batch; the number of relationships, 0 if it was done already."""
    swept = 0
    while rows := await graph.write(statements.tweets.sweep, Swept, tweet_id=tweet_id, batch=SWEEP_BATCH):
        if rows[0].removed == 0:
            break
        swept += rows[0].removed
    return swept
