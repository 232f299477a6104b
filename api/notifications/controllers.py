"""Notifications and mentions over HTTP."""

from operator import attrgetter
from typing import Annotated, Literal

import msgspec
from litestar import Controller, delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from api.guards import access
from api.notices import Notification, shown
from api.pages import Page, PageRequest, page_of, sifted_page_of
from api.paths import PathId as NotificationId
from api.requests import ApiRequest
from graph.notifications import repository
from graph.notifications.records import Stretch, Unread
from graph.notifications.repository import Within
from graph.records import Instant

PREVIEW = 20  # characters of a mention's text
LIST = access(errors=("invalid_page", "invalid_cursor"))
ONE = access(errors=("not_found",))
Grouped = Annotated[
    bool,
    QueryParameter(
        name="group",
        required=False,
        description="Puts what several people did to one thing together, among the newest 500 notifications.",
    ),
]
Near = Annotated[
    Within | None,
    QueryParameter(
        name="within",
        required=False,
        description=(
            "Only what near people caused: 1 for whom you follow, 2 for whom those follow as well (the newest 40 "
            "follows of each of the 50 people you followed last). `count` is null then. For a page 500 notifications "
            "are looked at, so that it may have few rows, or none, and yet a `next`."
        ),
    ),
]
Search = Annotated[
    str,
    QueryParameter(
        name="search",
        required=False,
        max_length=100,
        description="Only `tweet`s, `comment`s or `retweet`s, or only by people whose username contains this.",
    ),
]


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What was done."""

    detail: str


class AllRead(msgspec.Struct, frozen=True, kw_only=True):
    """What was done, and to how many notifications."""

    detail: str
    updated_count: int


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A tweet, a comment or a retweet that names its reader, with the beginning of its text."""

    actor: str
    content_object: Literal["tweet", "comment", "retweet"]
    content_preview: str
    content_id: int
    created_at: Instant


class NotificationsController(Controller):
    """What a person should know."""

    path = "/notifications"
    tags = ("Notifications",)

    @get(
        "/",
        operation_id="notifications.received",
        opt=access(errors=("validation_error", "invalid_page", "invalid_cursor")),
    )
    async def received(
        self,
        request: ApiRequest,
        *,
        asked: NamedDependency[PageRequest],
        group: Grouped = False,
        within: Near = None,
    ) -> Page[Notification]:
        """Your notifications, newest first; with `group`, one row stands for all who did the same.

        `within` changes what is listed here, and not what is unread.
        """
        if not group and within is not None:
            near = await repository.received_within(
                request.graph, viewer_id=request.viewer_id, within=within, window=asked.window
            )
            rows = [shown([each]) for each in near.rows]
            return sifted_page_of([each.id for each in rows], rows, asked, beyond=near.beyond)
        if not group:
            found = await repository.received(request.graph, viewer_id=request.viewer_id, window=asked.window)
            return _notification_page(found, asked)
        folded = await repository.grouped(
            request.graph, viewer_id=request.viewer_id, within=within, window=asked.window
        )
        page = page_of(folded.groups, asked, count=folded.count)
        return Page(
            count=page.count,
            next=page.next,
            previous=page.previous,
            results=[shown(each.notices) for each in page.results],
        )

    @get("/unread/", operation_id="notifications.unread", opt=LIST)
    async def unread(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[Notification]:
        """Your notifications that you have not read, newest first."""
        found = await repository.unread(request.graph, viewer_id=request.viewer_id, window=asked.window)
        return _notification_page(found, asked)

    @get("/count/", operation_id="notifications.unread_count")
    async def unread_count(self, request: ApiRequest) -> Unread:
        """How many notifications you have not read."""
        return await repository.unread_count(request.graph, viewer_id=request.viewer_id)

    @patch("/{notification_id:int}/read/", operation_id="notifications.mark_read", opt=ONE)
    async def mark_read(self, request: ApiRequest, notification_id: NotificationId) -> Done:
        """Mark a notification of yours as read; no matter whether it is."""
        return await _marked(request, notification_id)

    @put("/{notification_id:int}/read/", operation_id="notifications.put_read", opt=ONE)
    async def put_read(self, request: ApiRequest, notification_id: NotificationId) -> Done:
        """Mark a notification of yours as read, as PATCH does."""
        return await _marked(request, notification_id)

    @post("/mark-all-read/", operation_id="notifications.mark_all_read", status_code=200)
    async def mark_all_read(self, request: ApiRequest) -> AllRead:
        """Mark all your notifications as read."""
        marked = await repository.mark_all_read(request.graph, viewer_id=request.viewer_id)
        request.hint()
        return AllRead(detail="All notifications marked as read", updated_count=marked.updated_count)

    @delete("/{notification_id:int}/", operation_id="notifications.remove", opt=ONE)
    async def remove(self, request: ApiRequest, notification_id: NotificationId) -> None:
        """Delete a notification of yours."""
        await repository.remove(request.graph, viewer_id=request.viewer_id, notification_id=notification_id)
        request.hint()


class MentionsController(Controller):
    """Where people name each other."""

    path = "/mentions"
    tags = ("Notifications",)

    @get(
        "/",
        operation_id="notifications.mentions",
        opt=access(errors=("validation_error", "invalid_page", "invalid_cursor")),
    )
    async def mentions(
        self, request: ApiRequest, asked: NamedDependency[PageRequest], search: Search = ""
    ) -> Page[Mention]:
        """The tweets, comments and retweets that mention you, newest first; with `search`, `count` is null."""
        found = await repository.mentions(
            request.graph, viewer_id=request.viewer_id, search=search, window=asked.window
        )
        page = page_of(found.mentions, asked, count=None if search else found.count, key=attrgetter("content_id"))
        return Page(
            count=page.count,
            next=page.next,
            previous=page.previous,
            results=[
                Mention(
                    actor=each.actor,
                    content_object=each.content_object,
                    content_preview=each.content[:PREVIEW],
                    content_id=each.content_id,
                    created_at=each.created_at,
                )
                for each in page.results
            ],
        )


async def _marked(request: ApiRequest, notification_id: int) -> Done:
    await repository.mark_read(request.graph, viewer_id=request.viewer_id, notification_id=notification_id)
    request.hint()
    return Done(detail="Notification marked as read")


def _notification_page(found: Stretch, asked: PageRequest) -> Page[Notification]:
    page = page_of(found.rows, asked, count=found.count)
    return Page(
        count=page.count, next=page.next, previous=page.previous, results=[shown([each]) for each in page.results]
    )
