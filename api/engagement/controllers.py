"""Engagement over HTTP."""

from typing import Annotated

import msgspec
from litestar import Controller, Response, delete, post
from litestar.params import JSONBody
from msgspec import Meta

from api.guards import access
from api.paths import PathId as TweetId
from api.requests import ApiRequest
from graph.engagement import repository
from graph.records import Author, Instant, Tweet


class Retweeting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to say beside a retweet."""

    quote: Annotated[str, Meta(max_length=100, examples=["Worth reading."])] | None = None


class Like(msgspec.Struct, frozen=True, kw_only=True):
    """A like of a tweet."""

    id: int
    user: Author
    tweet_id: int
    created_at: Instant


class Retweet(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="retweet"):
    """A retweet as its own endpoint shows it; feeds call the tweet `original_tweet`."""

    id: int
    author: Author
    quote: str | None
    tweet: Tweet
    created_at: Instant


class EngagementController(Controller):
    """What people do with a tweet."""

    path = "/tweets/{tweet_id:int}"
    tags = ("Engagement",)

    @post("/likes/", operation_id="engagement.like", opt=access(scope="interaction", errors=("not_found",)))
    async def like(self, request: ApiRequest, tweet_id: TweetId) -> Response[Like]:
        """Like a tweet: 201 the first time, 200 when it is liked already."""
        made = await repository.like(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id)
        answer = Like(id=made.id, user=made.user, tweet_id=made.tweet_id, created_at=made.created_at)
        return Response(answer, status_code=201 if made.created else 200)

    @delete("/likes/", operation_id="engagement.unlike", opt=access(errors=("not_found",)))
    async def unlike(self, request: ApiRequest, tweet_id: TweetId) -> None:
        """Take a like back; 204 also when there was none."""
        await repository.unlike(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id)

    @post("/retweets/", operation_id="engagement.retweet", opt=access(scope="interaction", errors=("not_found",)))
    async def retweet(
        self, request: ApiRequest, tweet_id: TweetId, data: JSONBody[Retweeting | None] = None
    ) -> Response[Retweet]:
        """Pass a tweet on, with a quote or without: 201 the first time; later the first one stands, and it is 200."""
        quote = (data.quote if data else None) or None
        made = await repository.retweet(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id, quote=quote)
        entry = made.entry
        answer = Retweet(
            id=entry.id,
            author=entry.author,
            quote=entry.quote,
            tweet=entry.original_tweet,
            created_at=entry.created_at,
        )
        return Response(answer, status_code=201 if made.created else 200)

    @delete("/retweets/", operation_id="engagement.unretweet", opt=access(errors=("not_found",)))
    async def unretweet(self, request: ApiRequest, tweet_id: TweetId) -> None:
        """Take a retweet back; 204 also when there was none."""
        await repository.unretweet(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id)
