"""Threads: who answers whom, and what a tweet answers."""

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

import msgspec

from graph import statements
from graph.client import Graph, only
from graph.errors import Forbidden, NotFound, Rejected
from graph.paging import Window
from graph.records import NewMedium, Tweet
from graph.tweets.records import (
    Comment,
    Commented,
    Comments,
    Detail,
    Placed,
    PlacedComments,
    Thread,
    ThreadRow,
    Tombstone,
)
from graph.tweets.text import hashtags, mentions

NO_TWEET = "There is no such tweet."
WIDE = 1000  # people whose comments come first, those followed last
FRIENDS = 50  # people whose follows are looked at for those whose comments come next, those followed last
REACH = 40  # follows of each, the newest
FEW = 500  # comments of which each is looked at, whoever wrote it
PARTS = 3  # of the list: near ones, those around them, and all others
NO_MEDIA = "Each of these must be a picture of yours that no other tweet shows."


async def comment(
    graph: Graph,
    *,
    viewer_id: int,
    tweet_id: int,
    parent_id: int | None,
    content: str,
    media_ids: Sequence[int],
    uploads: Sequence[NewMedium],
) -> Comment:
    """Answer a visible tweet, or a comment of its thread. Raises NotFound, Forbidden and Rejected."""
    named = mentions(content)
    rows = await graph.write(
        statements.tweets.comment,
        Commented,
        viewer_id=viewer_id,
        tweet_id=tweet_id,
        parent_id=parent_id,
        comment_id=graph.next_id(),
        content=content,
        uploads=[msgspec.structs.asdict(upload) for upload in uploads],
        media_ids=list(media_ids),
        hashtags=hashtags(content),
        mentions=named,
        notification_ids=[graph.next_id() for _ in range(len(named) + 2)],
    )
    commented = only(rows, NO_TWEET)
    row = commented.row
    if not commented.may_reply:
        raise Forbidden("Whoever began this thread lets only some people answer.", code="forbidden")
    if not commented.has_media:
        raise Rejected(NO_MEDIA, code="validation_error", field="media_ids")
    if row is None or row.tweet is None:
        if parent_id is None:
            raise NotFound(NO_TWEET)
        raise Rejected("Reply must reference a comment from the same tweet", code="invalid_parent")
    return _comment(row, row.tweet, [])


async def comments(graph: Graph, *, viewer_id: int | None, tweet_id: int, window: Window) -> Comments:
    """The comments on a visible tweet, newest first. Raises NotFound."""
    rows = await graph.read(statements.tweets.comments, Thread, viewer_id=viewer_id, tweet_id=tweet_id, **window.bounds)
    return _comments(only(rows, NO_TWEET))


async def comments_by_distance(graph: Graph, *, viewer_id: int, tweet_id: int, window: Window) -> PlacedComments:
    """The comments on a visible tweet, those of near people first, with their places. Raises NotFound."""
    rows = await graph.read(
        statements.tweets.comments_by_distance,
        Placed,
        viewer_id=viewer_id,
        tweet_id=tweet_id,
        wide=WIDE,
        friends=FRIENDS,
        reach=REACH,
        few=FEW,
        **window.placed_bounds(PARTS),
    )
    found = only(rows, NO_TWEET)
    return PlacedComments(places=found.places, comments=_comments(found))


async def comment_detail(graph: Graph, *, viewer_id: int | None, tweet_id: int, comment_id: int) -> Comment:
    """A comment of the thread that a visible tweet is in, with its newest answers. Raises NotFound."""
    rows = await graph.read(
        statements.tweets.comment_detail, Thread, viewer_id=viewer_id, tweet_id=tweet_id, comment_id=comment_id
    )
    found = _comments(only(rows, "There is no such comment.")).comments[0]
    if isinstance(found, Tombstone):
        raise NotFound("There is no such comment.")
    return found


async def detail(graph: Graph, *, viewer_id: int | None, tweet_id: int, limit: int) -> Detail:
    """A visible tweet, with its newest comments and their newest answers. Raises NotFound."""
    rows = await graph.read(statements.tweets.detail, Thread, viewer_id=viewer_id, tweet_id=tweet_id, limit=limit)
    return _detail(only(rows, NO_TWEET))


async def thread(graph: Graph, *, viewer_id: int | None, tweet_id: int, limit: int) -> Detail:
    """What `detail` gives, and what the tweet answers: the nearest hundred ancestors. Raises NotFound."""
    rows = await graph.read(statements.tweets.thread, Thread, viewer_id=viewer_id, tweet_id=tweet_id, limit=limit)
    return _detail(only(rows, NO_TWEET))


def _detail(found: Thread) -> Detail:
    (tweet,) = (row.tweet for row in found.rows if row.level == 0)
    if tweet is None:  # its author was hidden while the statement ran
        raise NotFound(NO_TWEET)
    ancestors: list[Tweet | Tombstone] = [row.tweet or _tombstone(row, []) for row in found.rows if row.level < 0]
    return Detail(tweet=tweet, user=found.user or "", comments=_comments(found), ancestors=ancestors)


def _comments(found: Thread) -> Comments:
    """Put the answers below their comments, newest first; rows come level by level."""
    answers: dict[int | None, list[Comment | Tombstone]] = defaultdict(list)
    top: list[Comment | Tombstone] = []
    for row in reversed(found.rows):
        if row.level < 1:
            continue
        below = sorted(answers[row.id], key=attrgetter("id"), reverse=True)
        shown = _tombstone(row, below) if row.tweet is None else _comment(row, row.tweet, below)
        (answers[row.parent_id] if row.level > 1 else top).append(shown)
    return Comments(count=found.count, comments=top[::-1])


def _comment(row: ThreadRow, tweet: Tweet, replies: list[Comment | Tombstone]) -> Comment:
    return Comment(
        **{name: getattr(tweet, name) for name in tweet.__struct_fields__},
        tweet_id=row.root_id or tweet.id,
        parent=None if row.parent_id == row.root_id else row.parent_id,
        replies_count=row.replies_count,
        replies=replies,
    )


def _tombstone(row: ThreadRow, replies: list[Comment | Tombstone]) -> Tombstone:
    return Tombstone(
        id=row.id,
        tweet_id=row.root_id,
        parent=None if row.parent_id == row.root_id else row.parent_id,
        replies_count=row.replies_count,
        replies=replies,
    )
