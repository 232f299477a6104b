"""Tweets over HTTP, one by one; `api.tweets.threads` has the answers to them."""

from litestar import Controller, Response, delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import UNSET, UnsetType

from api.errors import ApiError
from api.guards import access
from api.pages import Page, PageRequest, first_page, page_of
from api.paths import PathId as TweetId
from api.replay import idempotent
from api.requests import MAX_FILES, ApiRequest
from api.tweets.checks import checked_content, checked_media, checked_moment
from api.tweets.schemas import Detail, Editing, Pinned, Publishing
from graph.records import Tweet
from graph.tweets import repository, scheduling, threads
from graph.tweets.records import ScheduledTweet, Version

EDIT_ERRORS = ("validation_error", "empty_tweet", "not_author", "edit_expired", "not_found")
LIST_ERRORS = ("not_found", "invalid_page", "invalid_cursor")


class TweetsController(Controller):
    """Tweets one by one."""

    path = "/tweets"
    tags = ("Tweets",)

    @post(
        "/",
        operation_id="tweets.publish",
        request_max_body_size=MAX_FILES,
        opt=access(scope="content_creation", errors=("validation_error", "empty_tweet")),
    )
    @idempotent
    async def publish(self, request: ApiRequest, data: JSONBody[Publishing]) -> Tweet | ScheduledTweet:
        """Publish a tweet; `@name` mentions people, `#word` tags it, `quote_of` shows another one inside.

        It needs a text, a picture or both: `media_ids` of pictures uploaded before, or in a multipart form an `image`.
        With `scheduled_at` it is published then, and the answer is of the type `scheduled`.
        """
        due_ms = None if data.scheduled_at is None else checked_moment(data.scheduled_at)
        has_media = bool(data.media_ids) or data.image is not None
        content = checked_content(data.content, request.settings.tweet_length, has_media=has_media)
        shown = await checked_media(request, data.media_ids, data.image)
        if due_ms is not None:
            return await scheduling.schedule(
                request.graph,
                viewer_id=request.viewer_id,
                content=content,
                quote_of=data.quote_of,
                reply_settings=data.reply_settings,
                due_ms=due_ms,
                limit=request.settings.scheduled_limit,
                **shown._asdict(),
            )
        tweet = await repository.publish(
            request.graph,
            viewer_id=request.viewer_id,
            content=content,
            quote_of=data.quote_of,
            reply_settings=data.reply_settings,
            **shown._asdict(),
        )
        request.hint(tweet.id, data.quote_of, posted=True)
        return tweet

    @get("/{tweet_id:int}/", operation_id="tweets.detail", opt=access(who="anyone", errors=("not_found",)))
    async def detail(self, request: ApiRequest, tweet_id: TweetId) -> Detail:
        """One tweet with its newest comments."""
        first = first_page(f"{request.settings.public_url}/tweets/{tweet_id}/comments/")
        found = await threads.detail(request.graph, viewer_id=request.reader_id, tweet_id=tweet_id, limit=first.rows)
        return Detail(
            **{name: getattr(found.tweet, name) for name in found.tweet.__struct_fields__},
            user=found.user,
            comments=page_of(found.comments.comments, first, count=found.comments.count),
        )

    @put(
        "/{tweet_id:int}/",
        operation_id="tweets.replace",
        request_max_body_size=MAX_FILES,
        opt=access(errors=EDIT_ERRORS),
    )
    async def replace(self, request: ApiRequest, tweet_id: TweetId, data: JSONBody[Editing]) -> Tweet:
        """Edit your tweet soon after it was published; what it said before stays in its history, pictures do not."""
        return await _edited(request, tweet_id, data)

    @patch(
        "/{tweet_id:int}/",
        operation_id="tweets.edit",
        request_max_body_size=MAX_FILES,
        opt=access(errors=EDIT_ERRORS),
    )
    async def edit(self, request: ApiRequest, tweet_id: TweetId, data: JSONBody[Editing]) -> Tweet:
        """Edit your tweet soon after it was published; what it said before stays in its history, pictures do not."""
        return await _edited(request, tweet_id, data)

    @get("/{tweet_id:int}/history/", operation_id="tweets.history", opt=access(who="anyone", errors=LIST_ERRORS))
    async def history(
        self, request: ApiRequest, tweet_id: TweetId, asked: NamedDependency[PageRequest]
    ) -> Page[Version]:
        """What a tweet said before it was edited, newest first."""
        found = await repository.history(
            request.graph, viewer_id=request.reader_id, tweet_id=tweet_id, window=asked.window
        )
        return page_of(found.versions, asked, count=found.count)

    @get("/{tweet_id:int}/quotes/", operation_id="tweets.quotes", opt=access(who="anyone", errors=LIST_ERRORS))
    async def quotes(self, request: ApiRequest, tweet_id: TweetId, asked: NamedDependency[PageRequest]) -> Page[Tweet]:
        """The tweets that quote a tweet, newest first."""
        found = await repository.quotes(
            request.graph, viewer_id=request.reader_id, tweet_id=tweet_id, window=asked.window
        )
        return page_of(found.tweets, asked, count=found.count)

    @delete("/{tweet_id:int}/", operation_id="tweets.remove", opt=access(errors=("not_author", "not_found")))
    async def remove(self, request: ApiRequest, tweet_id: TweetId) -> None:
        """Delete your tweet; answers to it stay."""
        await repository.remove(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id)
        request.hint(tweet_id)

    @post(
        "/{tweet_id:int}/pin/", operation_id="tweets.pin", opt=access(errors=("not_author", "not_found"), repeats=True)
    )
    async def pin(self, request: ApiRequest, tweet_id: TweetId) -> Response[Pinned]:
        """Show a tweet of yours first on your page, in the place of another: 201, or 200 when it is there already."""
        created = await repository.pin(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id)
        return Response(Pinned(detail="Tweet pinned to your profile"), status_code=201 if created else 200)

    @delete("/{tweet_id:int}/pin/", operation_id="tweets.unpin", opt=access(errors=("not_author", "not_found")))
    async def unpin(self, request: ApiRequest, tweet_id: TweetId) -> None:
        """Take a tweet of yours off your page; 204 also when it was not pinned."""
        await repository.unpin(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id)


async def _edited(request: ApiRequest, tweet_id: int, data: Editing) -> Tweet:
    settings = request.settings
    if data.content is UNSET and data.media_ids is UNSET and data.image is UNSET:
        raise ApiError("empty_tweet")
    content, shown = None, None
    if not isinstance(data.content, UnsetType):
        # Whether pictures are left without a text is known in the graph alone.
        content = checked_content(data.content, settings.tweet_length, has_media=True)
    if data.media_ids is not UNSET or data.image is not UNSET:
        shown = await checked_media(request, data.media_ids or [], data.image or None)
    tweet = await repository.edit(
        request.graph,
        viewer_id=request.viewer_id,
        tweet_id=tweet_id,
        content=content,
        media_ids=shown.media_ids if shown else None,
        uploads=shown.uploads if shown else [],
        edit_minutes=settings.edit_minutes,
        comment_length=settings.comment_length,
    )
    request.hint(tweet.id)
    return tweet
