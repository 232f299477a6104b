"""Feeds over HTTP."""

from typing import Annotated, Literal

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import QueryParameter

from api.errors import ApiError, invalid
from api.guards import access
from api.pages import NEWER, Page, PageRequest, decode_cursor, encode_cursor, page_of
from api.paths import PathName
from api.requests import ApiRequest
from graph.feeds import repository
from graph.feeds.repository import Entry

Since = Annotated[
    str | None,
    QueryParameter(name="since", required=False, description="`newest` of an earlier answer: only what came after it."),
]

Tab = Annotated[
    Literal["posts", "replies", "media"],
    QueryParameter(
        name="tab",
        required=False,
        description="`posts`: tweets and retweets. `replies`: what they answered. `media`: tweets with pictures.",
    ),
]
TABS = {"posts": repository.author, "replies": repository.author_replies, "media": repository.author_media}


Search = Annotated[
    str | None,
    QueryParameter(
        name="search",
        required=False,
        description=(
            "Only what has these words in the tweet it shows or in its quote, or is of somebody so named: exactly, as "
            "a beginning or with a small typo; `#tag` and `from:username` as in `/search/`. Not together with `since`."
        ),
        examples=[Example(summary="Words", value="graph"), Example(summary="Of one person", value="from:ada graph")],
    ),
]


class FeedPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a feed; `newest` is the cursor to ask `?since=` with, null in an empty feed."""

    count: None
    next: str | None
    previous: str | None
    newest: str | None
    results: list[Entry]


class FeedsController(Controller):
    """What people tweeted and retweeted, strictly by time."""

    path = "/tweets"
    tags = ("Feeds",)

    @get("/feed/", operation_id="feeds.home", opt=access(errors=("invalid_page", "invalid_cursor")))
    async def home(
        self, request: ApiRequest, asked: NamedDependency[PageRequest], since: Since = None, search: Search = None
    ) -> FeedPage:
        """Your home feed: tweets and retweets of yourself and of those you follow, newest first, without replies."""
        if search:
            if since is not None:
                raise invalid(search="Not together with since.")
            found = await repository.search(
                request.graph, viewer_id=request.viewer_id, text=search, window=asked.window
            )
            return _feed_page(page_of(found, asked, count=None), None)
        above = 0
        if since is not None:
            direction, newest_seen = decode_cursor(since)
            if direction != NEWER:
                raise ApiError("invalid_cursor")
            above = newest_seen + 1
        entries = await repository.home(request.graph, viewer_id=request.viewer_id, window=asked.window, above=above)
        return _feed_page(page_of(entries, asked, count=None), since)

    @get(
        "/user/{username:str}/",
        operation_id="feeds.author",
        opt=access(who="anyone", errors=("validation_error", "invalid_page", "invalid_cursor", "not_found")),
    )
    async def author(
        self, request: ApiRequest, username: PathName, asked: NamedDependency[PageRequest], tab: Tab = "posts"
    ) -> FeedPage:
        """What one person tweeted and retweeted, newest first, without replies; or another tab of their page."""
        entries = await TABS[tab](request.graph, viewer_id=request.reader_id, username=username, window=asked.window)
        return _feed_page(page_of(entries, asked, count=None), None)


def _feed_page(page: Page[Entry], since: str | None) -> FeedPage:
    newest = encode_cursor(NEWER, page.results[0].id) if page.results else since
    return FeedPage(count=None, next=page.next, previous=page.previous, newest=newest, results=page.results)
