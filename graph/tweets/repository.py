"""Tweets: publish, edit, quote and delete; `graph.tweets.threads` has what is said about them."""

from collections.abc import Sequence

import msgspec

from graph import statements
from graph.client import Graph, only
from graph.errors import Forbidden, NotFound, Rejected
from graph.ids import first_id_at, now_ms
from graph.paging import Window
from graph.records import NewMedium, ReplySettings, Tweet
from graph.tweets.records import Edited, Pinned, Published, Quotes, Removed, Swept, Unpinned, Versions
from graph.tweets.text import hashtags, mentions

NO_TWEET = "There is no such tweet."
NO_MEDIA = "Each of these must be a picture of yours that no other tweet shows."
SWEEP_BATCH = 1000  # relationships removed in one transaction


def kept(reply_settings: ReplySettings) -> str | None:
    """Who may answer, as a node keeps it: most say nothing, and then everyone may."""
    return None if reply_settings == "everyone" else reply_settings


async def publish(
    graph: Graph,
    *,
    viewer_id: int,
    content: str,
    quote_of: int | None = None,
    reply_settings: ReplySettings = "everyone",
    media_ids: Sequence[int] = (),
    uploads: Sequence[NewMedium] = (),
) -> Tweet:
    """Publish a tweet, maybe quoting another; mentions and hashtags are read from the text. Raises Rejected.

    `uploads` are those among the pictures that the graph does not know yet.
    """
    named = mentions(content)
    rows = await graph.write(
        statements.tweets.publish,
        Published,
        viewer_id=viewer_id,
        tweet_id=graph.next_id(),
        content=content,
        quote_of=quote_of,
        reply_settings=kept(reply_settings),
        uploads=[msgspec.structs.asdict(upload) for upload in uploads],
        media_ids=list(media_ids),
        hashtags=hashtags(content),
        mentions=named,
        notification_ids=[graph.next_id() for _ in range(len(named) + (quote_of is not None))],
    )
    if not rows and media_ids:
        either = "" if quote_of is None else " Or there is no such tweet to quote."
        raise Rejected(f"{NO_MEDIA}{either}", code="validation_error", field="media_ids")
    if not rows and quote_of is not None:
        raise Rejected(NO_TWEET, code="validation_error", field="quote_of")
    return only(rows, "There is no such person.").tweet


async def edit(
    graph: Graph,
    *,
    viewer_id: int,
    tweet_id: int,
    content: str | None,
    media_ids: Sequence[int] | None,
    uploads: Sequence[NewMedium],
    edit_minutes: int,
    comment_length: int,
) -> Tweet:
    """Change one's own tweet while that is allowed, None leaves it. Raises NotFound, Forbidden and Rejected."""
    named = mentions(content or "")
    rows = await graph.write(
        statements.tweets.edit,
        Edited,
        viewer_id=viewer_id,
        tweet_id=tweet_id,
        version_id=graph.next_id(),
        content=content,
        uploads=[msgspec.structs.asdict(upload) for upload in uploads],
        media_ids=None if media_ids is None else list(media_ids),
        editable_from=first_id_at(now_ms() - edit_minutes * 60_000),
        fits_reply=len(content or "") <= comment_length,
        hashtags=hashtags(content or ""),
        mentions=named,
        notification_ids=[graph.next_id() for _ in named],
    )
    edited = only(rows, NO_TWEET)
    if edited.outcome == "not_author":
        raise Forbidden("Only its author may edit a tweet.", code="not_author")
    if edited.outcome == "edit_expired":
        raise Forbidden(f"Edit Option expired ({edit_minutes} minutes after posting)", code="edit_expired")
    if edited.outcome == "empty_tweet":
        raise Rejected("A tweet must have content, image, or both", code="empty_tweet")
    if edited.outcome == "no_media":
        raise Rejected(NO_MEDIA, code="validation_error", field="media_ids")
    if edited.tweet is None:
        raise Rejected(f"At most {comment_length} characters.", code="validation_error", field="content")
    return edited.tweet


async def history(graph: Graph, *, viewer_id: int | None, tweet_id: int, window: Window) -> Versions:
    """The earlier versions of a visible tweet, newest first. Raises NotFound."""
    rows = await graph.read(
        statements.tweets.history, Versions, viewer_id=viewer_id, tweet_id=tweet_id, **window.bounds
    )
    return only(rows, NO_TWEET)


async def quotes(graph: Graph, *, viewer_id: int | None, tweet_id: int, window: Window) -> Quotes:
    """The tweets that quote a visible tweet, newest first. Raises NotFound."""
    rows = await graph.read(statements.tweets.quotes, Quotes, viewer_id=viewer_id, tweet_id=tweet_id, **window.bounds)
    return only(rows, NO_TWEET)


async def remove(graph: Graph, *, viewer_id: int, tweet_id: int, thread_id: int | None = None) -> None:
    """Delete one's own tweet, or only a comment of one thread. Raises NotFound, Forbidden for somebody else's."""
    rows = await graph.write(
        statements.tweets.remove,
        Removed,
        viewer_id=viewer_id,
        tweet_id=tweet_id,
        thread_id=thread_id,
        removal_id=graph.next_id(),
    )
    if not only(rows, NO_TWEET).is_author:
        raise Forbidden("Only its author may delete a tweet.", code="not_author")


async def pin(graph: Graph, *, viewer_id: int, tweet_id: int) -> bool:
    """Pin one's own tweet, replies included; whether it was not pinned before. Raises NotFound and Forbidden."""
    rows = await graph.write(
        statements.tweets.pin, Pinned, viewer_id=viewer_id, tweet_id=tweet_id, pin_id=graph.next_id()
    )
    pinned = only(rows, NO_TWEET)
    if not pinned.is_author:
        raise Forbidden("Only its author may pin a tweet.", code="not_author")
    if pinned.created is None:  # it was deleted while the statement ran
        raise NotFound(NO_TWEET)
    return pinned.created


async def unpin(graph: Graph, *, viewer_id: int, tweet_id: int) -> None:
    """Pin one's own tweet no longer; no-op if it was not pinned. Raises NotFound and Forbidden."""
    rows = await graph.write(statements.tweets.unpin, Unpinned, viewer_id=viewer_id, tweet_id=tweet_id)
    if not only(rows, NO_TWEET).is_author:
        raise Forbidden("Only its author may pin a tweet.", code="not_author")


async def sweep(graph: Graph, *, tweet_id: int) -> int:
    """Remove what hangs on a deleted tweet, batch by batch; the number of relationships, 0 if it was done already."""
    swept = 0
    while rows := await graph.write(statements.tweets.sweep, Swept, tweet_id=tweet_id, batch=SWEEP_BATCH):
        if rows[0].removed == 0:
            break
        swept += rows[0].removed
    return swept
