"""Scheduled tweets over HTTP; `api.tweets.controllers` takes new ones."""

from litestar import Controller, delete, get, patch
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import UNSET, UnsetType

from api.errors import ApiError
from api.guards import access
from api.pages import Page, PageRequest, placed_page_of
from api.paths import PathId
from api.requests import MAX_FILES, ApiRequest
from api.tweets.checks import checked_content, checked_media, checked_moment
from api.tweets.schemas import Rescheduling
from graph.tweets import scheduling
from graph.tweets.records import ScheduledTweet


class ScheduledController(Controller):
    """What is to be published later; nobody but its author sees it."""

    path = "/tweets/scheduled"
    tags = ("Tweets",)

    @get("/", operation_id="tweets.scheduled", opt=access(errors=("invalid_page", "invalid_cursor")))
    async def scheduled(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[ScheduledTweet]:
        """What you have scheduled, what is due first at the top."""
        found = await scheduling.scheduled(request.graph, viewer_id=request.viewer_id, window=asked.window)
        return placed_page_of(found.places, found.tweets, asked, count=found.count)

    @patch(
        "/{scheduled_id:int}/",
        operation_id="tweets.reschedule",
        request_max_body_size=MAX_FILES,
        opt=access(errors=("validation_error", "empty_tweet", "not_found")),
    )
    async def reschedule(
        self, request: ApiRequest, scheduled_id: PathId, data: JSONBody[Rescheduling]
    ) -> ScheduledTweet:
        """Change what you have scheduled: its text, its pictures, or when; what is left out stays."""
        if all(each is UNSET for each in (data.content, data.media_ids, data.image, data.scheduled_at)):
            raise ApiError("empty_tweet")
        content, shown = None, None
        if not isinstance(data.content, UnsetType):
            # Whether pictures are left without a text is known in the graph alone.
            content = checked_content(data.content, request.settings.tweet_length, has_media=True)
        due_ms = None if isinstance(data.scheduled_at, UnsetType) else checked_moment(data.scheduled_at)
        if data.media_ids is not UNSET or data.image is not UNSET:
            shown = await checked_media(request, data.media_ids or [], data.image or None)
        return await scheduling.reschedule(
            request.graph,
            viewer_id=request.viewer_id,
            scheduled_id=scheduled_id,
            content=content,
            media_ids=shown.media_ids if shown else None,
            uploads=shown.uploads if shown else [],
            due_ms=due_ms,
        )

    @delete("/{scheduled_id:int}/", operation_id="tweets.unschedule", opt=access(errors=("not_found",)))
    async def unschedule(self, request: ApiRequest, scheduled_id: PathId) -> None:
        """Never publish what you have scheduled; 404 also when it is published already."""
        await scheduling.unschedule(request.graph, viewer_id=request.viewer_id, scheduled_id=scheduled_id)
