"""Engagement over HTTP."""

from typing import Annotated

import msgspec
from litestar import Controller, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Meta

from api.guards import access
from api.pages import Page, PageRequest, page_of
from api.paths import PathId as TweetId
from api.replay import idempotent
from api.requests import ApiRequest
from graph.engagement import repository
from graph.engagement.records import Bookmark, Bookmarks, Like
from graph.records import Author, Instant, Tweet
from graph.tweets.text import mentions


class Retweeting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to say beside a retweet."""

    quote: Annotated[str, Meta(max_length=100, examples=["Worth reading."])] | None = None


class RetweetAnswer(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="retweet"):
    """A retweet as its own endpoint shows it; feeds call the tweet `original_tweet`."""

    id: int
    author: Author
    quote: str | None
    tweet: Tweet
    created_at: Instant


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What was done."""

    detail: str


class EngagementController(Controller):
    """What people do with a tweet."""

    path = "/tweets"
    tags = ("Engagement",)

    @post(
        "/{tweet_id:int}/likes/",
        operation_id="engagement.like",
        opt=access(scope="interaction", errors=("not_found",), repeats=True),
    )
    async def like(self, request: ApiRequest, tweet_id: TweetId) -> Response[Like]:
        """Like a tweet: 201 the first time, 200 when it is liked already."""
        made = await repository.like(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id)
        request.hint(tweet_id)
        answer = Like(id=made.id, user=made.user, tweet_id=made.tweet_id, created_at=made.created_at)
        return Response(answer, status_code=201 if made.created else 200)

    @delete("/{tweet_id:int}/likes/", operation_id="engagement.unlike", opt=access(errors=("not_found",)))
    async def unlike(self, request: ApiRequest, tweet_id: TweetId) -> None:
        """Take a like back; 204 also when there was none."""
        await repository.unlike(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id)
        request.hint(tweet_id)

    @get(
        "/{tweet_id:int}/likes/",
        operation_id="engagement.likes",
        opt=access(errors=("invalid_page", "invalid_cursor", "forbidden", "not_found")),
    )
    async def likes(self, request: ApiRequest, tweet_id: TweetId, asked: NamedDependency[PageRequest]) -> Page[Like]:
        """Who likes your tweet, newest first; nobody else may know."""
        found = await repository.likes(
            request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id, window=asked.window
        )
        return page_of(found.likes, asked, count=found.count)

    @post(
        "/{tweet_id:int}/retweets/",
        operation_id="engagement.retweet",
        opt=access(scope="interaction", errors=("not_found",), repeats=True),
    )
    @idempotent
    async def retweet(
        self, request: ApiRequest, tweet_id: TweetId, data: JSONBody[Retweeting | None] = None
    ) -> Response[RetweetAnswer]:
        """Pass a tweet on, maybe with a quote that names people: 201; later the first one stands, and it is 200."""
        quote = (data.quote if data else None) or None
        made = await repository.retweet(
            request.graph,
            viewer_id=request.viewer_id,
            tweet_id=tweet_id,
            quote=quote,
            mentions=mentions(quote or ""),
        )
        request.hint(tweet_id, posted=True, usernames=mentions(quote or ""))
        entry = made.entry
        answer = RetweetAnswer(
            id=entry.id,
            author=entry.author,
            quote=entry.quote,
            tweet=entry.original_tweet,
            created_at=entry.created_at,
        )
        return Response(answer, status_code=201 if made.created else 200)

    @delete("/{tweet_id:int}/retweets/", operation_id="engagement.unretweet", opt=access(errors=("not_found",)))
    async def unretweet(self, request: ApiRequest, tweet_id: TweetId) -> None:
        """Take a retweet back; 204 also when there was none."""
        await repository.unretweet(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id)
        request.hint(tweet_id)

    @get(
        "/{tweet_id:int}/retweets/",
        operation_id="engagement.retweets",
        opt=access(who="anyone", errors=("invalid_page", "invalid_cursor", "not_found")),
    )
    async def retweets(
        self, request: ApiRequest, tweet_id: TweetId, asked: NamedDependency[PageRequest]
    ) -> Page[RetweetAnswer]:
        """Who passed a tweet on, newest first."""
        found = await repository.retweets(
            request.graph, viewer_id=request.reader_id, tweet_id=tweet_id, window=asked.window
        )
        made = [
            RetweetAnswer(
                id=each.id, author=each.author, quote=each.quote, tweet=found.tweet, created_at=each.created_at
            )
            for each in found.retweets
        ]
        return page_of(made, asked, count=found.count)

    @post(
        "/{tweet_id:int}/bookmark/",
        operation_id="engagement.bookmark",
        opt=access(errors=("not_found",), repeats=True),
    )
    async def bookmark(self, request: ApiRequest, tweet_id: TweetId) -> Response[Kept]:
        """Keep a tweet for later: 201 the first time, 200 when it is kept already."""
        made = await repository.bookmark(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id)
        return Response(Kept(detail="Tweet added to your bookmarks"), status_code=201 if made.created else 200)

    @delete("/{tweet_id:int}/bookmark/", operation_id="engagement.unbookmark", opt=access(errors=("not_found",)))
    async def unbookmark(self, request: ApiRequest, tweet_id: TweetId) -> None:
        """Keep a tweet no longer; 204 also when it was not kept."""
        await repository.unbookmark(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id)

    @get("/bookmarks/", operation_id="engagement.bookmarks", opt=access(errors=("invalid_page", "invalid_cursor")))
    async def bookmarks(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[Bookmark]:
        """The tweets that you keep for later, the newest bookmark first."""
        found = await repository.bookmarks(request.graph, viewer_id=request.viewer_id, window=asked.window)
        return _bookmark_page(found, asked)


def _bookmark_page(found: Bookmarks, asked: PageRequest) -> Page[Bookmark]:
    """The tweets, without the ids of the bookmarks that order them."""
    page = page_of(found.rows, asked, count=found.count)
    return Page(
        count=page.count,
        next=page.next,
        previous=page.previous,
        results=[
            Bookmark(
                **{name: getattr(row.tweet, name) for name in row.tweet.__struct_fields__},
                bookmarked_at=row.bookmarked_at,
            )
            for row in page.results
        ],
    )
