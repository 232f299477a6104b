"""Threads over HTTP: the tweet in the path may be where a thread began, or any reply in it."""

from typing import Annotated, Literal

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from api.guards import access
from api.pages import Page, PageRequest, first_page, page_of, placed_page_of
from api.paths import PathId as CommentId
from api.paths import PathId as TweetId
from api.replay import idempotent
from api.requests import MAX_FILES, ApiRequest
from api.tweets.checks import checked_content, checked_media
from api.tweets.schemas import Commenting, Thread
from graph.tweets import repository, threads
from graph.tweets.records import Comment, Tombstone

Order = Annotated[
    Literal["time", "social"],
    QueryParameter(
        name="order",
        required=False,
        description=(
            "`time`: newest first. `social`: first your own and those of the 1,000 people you followed last, then "
            "those of whom these follow (the newest 40 follows of each of the 50 people you followed last), then all "
            "others, each part newest first. For who is not signed in both are the same."
        ),
    ),
]


class ThreadsController(Controller):
    """What is said about a tweet, and what it answers."""

    path = "/tweets/{tweet_id:int}"
    tags = ("Tweets",)

    @get(
        "/comments/",
        operation_id="tweets.comments",
        opt=access(who="anyone", errors=("not_found", "validation_error", "invalid_page", "invalid_cursor")),
    )
    async def comments(
        self, request: ApiRequest, tweet_id: TweetId, asked: NamedDependency[PageRequest], order: Order = "time"
    ) -> Page[Comment | Tombstone]:
        """The direct answers to a tweet, newest first or those of near people first, each with its newest answers.

        A deleted one that was answered stays as a tombstone while an answer to it can be seen.
        """
        if order == "social" and request.reader_id is not None:
            near = await threads.comments_by_distance(
                request.graph, viewer_id=request.reader_id, tweet_id=tweet_id, window=asked.placed_window
            )
            return placed_page_of(near.places, near.comments.comments, asked, count=near.comments.count)
        found = await threads.comments(
            request.graph, viewer_id=request.reader_id, tweet_id=tweet_id, window=asked.window
        )
        return page_of(found.comments, asked, count=found.count)

    @post(
        "/comments/",
        operation_id="tweets.comment",
        request_max_body_size=MAX_FILES,
        opt=access(errors=("not_found", "validation_error", "empty_tweet", "invalid_parent")),
    )
    @idempotent
    async def comment(self, request: ApiRequest, tweet_id: TweetId, data: JSONBody[Commenting]) -> Comment:
        """Answer a tweet, or with `parent` a comment of the same thread; with text, pictures or both."""
        has_media = bool(data.media_ids) or data.image is not None
        content = checked_content(data.content, request.settings.comment_length, has_media=has_media)
        shown = await checked_media(request, data.media_ids, data.image)
        comment = await threads.comment(
            request.graph,
            viewer_id=request.viewer_id,
            tweet_id=tweet_id,
            parent_id=data.parent,
            content=content,
            **shown._asdict(),
        )
        request.hint(comment.id, tweet_id, data.parent)
        return comment

    @get(
        "/comments/{comment_id:int}/",
        operation_id="tweets.comment_detail",
        opt=access(who="anyone", errors=("not_found",)),
    )
    async def comment_detail(self, request: ApiRequest, tweet_id: TweetId, comment_id: CommentId) -> Comment:
        """One comment of the thread, with its newest answers."""
        return await threads.comment_detail(
            request.graph, viewer_id=request.reader_id, tweet_id=tweet_id, comment_id=comment_id
        )

    @delete(
        "/comments/{comment_id:int}/",
        operation_id="tweets.remove_comment",
        opt=access(errors=("not_author", "not_found")),
    )
    async def remove_comment(self, request: ApiRequest, tweet_id: TweetId, comment_id: CommentId) -> None:
        """Delete your comment; answers to it stay below a tombstone."""
        await repository.remove(request.graph, viewer_id=request.viewer_id, tweet_id=comment_id, thread_id=tweet_id)
        request.hint(comment_id, tweet_id)

    @get("/thread/", operation_id="tweets.thread", opt=access(who="anyone", errors=("not_found",)))
    async def thread(self, request: ApiRequest, tweet_id: TweetId) -> Thread:
        """A tweet between what it answers, the nearest hundred ancestors, and its newest comments."""
        first = first_page(f"{request.settings.public_url}/tweets/{tweet_id}/comments/")
        found = await threads.thread(request.graph, viewer_id=request.reader_id, tweet_id=tweet_id, limit=first.rows)
        replies = page_of(found.comments.comments, first, count=found.comments.count)
        return Thread(ancestors=found.ancestors, tweet=found.tweet, replies=replies)
