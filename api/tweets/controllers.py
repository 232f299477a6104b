"""Tweets over HTTP."""

from typing import Annotated

import msgspec
from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Meta

from api.errors import ApiError, invalid
from api.guards import access
from api.pages import Page, PageRequest, first_page, page_of
from api.paths import PathId as TweetId
from api.requests import ApiRequest
from graph.records import Tweet
from graph.tweets import repository
from graph.tweets.repository import Comment
from graph.tweets.text import is_blank


class Publishing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to publish; its length is counted in code points."""

    content: Annotated[str, Meta(examples=["Hello @ada, this is my first #graph."])] = ""


class Detail(Tweet, kw_only=True, tag_field="type", tag="tweet"):
    """A tweet with its author's display name and the first page of its comments."""

    user: str
    comments: Page[Comment]


class TweetsController(Controller):
    """Tweets one by one."""

    path = "/tweets"
    tags = ("Tweets",)

    @post(
        "/",
        operation_id="tweets.publish",
        opt=access(scope="content_creation", errors=("validation_error", "empty_tweet")),
    )
    async def publish(self, request: ApiRequest, data: JSONBody[Publishing]) -> Tweet:
        """Publish a tweet; `@name` mentions people, `#word` tags it."""
        if is_blank(data.content):
            raise ApiError("empty_tweet")
        if len(data.content) > request.settings.tweet_length:
            raise invalid(content=f"At most {request.settings.tweet_length} characters.")
        return await repository.publish(request.graph, viewer_id=request.viewer_id, content=data.content)

    @get("/{tweet_id:int}/", operation_id="tweets.detail", opt=access(who="anyone", errors=("not_found",)))
    async def detail(self, request: ApiRequest, tweet_id: TweetId) -> Detail:
        """One tweet with its newest comments."""
        first = first_page(f"{request.settings.public_url}/tweets/{tweet_id}/comments/")
        found = await repository.detail(request.graph, viewer_id=request.reader_id, tweet_id=tweet_id, limit=first.rows)
        return Detail(
            **{name: getattr(found.tweet, name) for name in found.tweet.__struct_fields__},
            user=found.user,
            comments=page_of(found.comments.comments, first, count=found.comments.count),
        )

    @get(
        "/{tweet_id:int}/comments/",
        operation_id="tweets.comments",
        opt=access(who="anyone", errors=("not_found", "invalid_page", "invalid_cursor")),
    )
    async def comments(
        self, request: ApiRequest, tweet_id: TweetId, asked: NamedDependency[PageRequest]
    ) -> Page[Comment]:
        """The comments on a tweet, newest first, each with its newest answers."""
        found = await repository.comments(
            request.graph, viewer_id=request.reader_id, tweet_id=tweet_id, window=asked.window
        )
        return page_of(found.comments, asked, count=found.count)

    @delete("/{tweet_id:int}/", operation_id="tweets.remove", opt=access(errors=("not_author", "not_found")))
    async def remove(self, request: ApiRequest, tweet_id: TweetId) -> None:
        """Delete your tweet; answers to it stay."""
        await repository.remove(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id)
