"""Feeds written in Cypher over HTTP: what there is, and a page of one; `api.feeds.described` documents each."""

from typing import Annotated

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import PathParameter

from api.built_in_feeds import BUILT_IN, ListedFeed
from api.errors import ApiError, invalid
from api.feeds.listed import listed
from api.guards import access
from api.pages import NEWER, OLDER, Page, PageRequest, ranked_page_of
from api.requests import ApiRequest, cleaned
from api.validation import REQUIRED, readable
from graph.feeds.custom import Stretch, entries
from graph.feeds.written import Feed, Value
from graph.records import Tweet

PathFeed = Annotated[str, PathParameter(description="The name of a feed.")]


class WrittenFeedsController(Controller):
    """Other feeds than the one of time: each says which tweets, and in which order."""

    path = "/feeds"
    tags = ("Feeds",)

    @get("/", operation_id="feeds.index")
    async def index(self, request: ApiRequest) -> Page[ListedFeed]:
        """Every feed that there is besides your home feed, by name, with what it can be asked with; always one page."""
        # Names of ours are in graph.feeds.written.TAKEN, which refuses files that would have one.
        found = sorted([*BUILT_IN, *listed(request.running.feeds.feeds)], key=lambda feed: feed.name)
        return Page(count=len(found), next=None, previous=None, results=found)

    @get(
        "/{feed:str}/",
        operation_id="feeds.custom",
        opt=access(errors=("validation_error", "invalid_page", "invalid_cursor", "not_found")),
    )
    async def custom(self, request: ApiRequest, feed: PathFeed, asked: NamedDependency[PageRequest]) -> Page[Tweet]:
        """A page of a feed that is written in Cypher."""
        served = await request.running.feeds.find(request.graph, feed)
        if served is None:
            raise ApiError("not_found")
        is_by_time = served.feed.order == "newest"
        if is_by_time and asked.direction == NEWER:
            raise ApiError("invalid_cursor")
        stretch = await entries(
            request.graph,
            served,
            viewer_id=request.viewer_id,
            values=_values(served.feed, request),
            window=asked.window if is_by_time else asked.ranked_window,
        )
        return _page(stretch, asked) if is_by_time else ranked_page_of(stretch.entries, asked, count=None)


def _values(feed: Feed, request: ApiRequest) -> dict[str, Value]:
    """What the feed is asked with, within its bounds. Raises `validation_error` for each that is not."""
    values: dict[str, Value] = {}
    wrong: dict[str, str] = {}
    for parameter in feed.parameters:
        given = request.query_params.getall(parameter.name, [])
        if not given and parameter.default is not None:
            values[parameter.name] = parameter.default
        elif len(given) != 1:
            wrong[parameter.name] = "One value is enough." if given else REQUIRED
        else:
            text = str(cleaned({parameter.name: given[0]})[parameter.name])
            try:
                values[parameter.name] = parameter.taken(text)
            except msgspec.ValidationError as error:
                wrong[parameter.name] = readable(str(error))
    if wrong:
        raise invalid(**wrong)
    return values


def _page(stretch: Stretch, asked: PageRequest) -> Page[Tweet]:
    """A page that leads on below what was found for it, and never back: a text looks downwards alone."""
    shown = stretch.entries[: asked.limit]
    # A short page ends what was found, not the feed: what a text passes over may be more than the reader may see.
    lowest = shown[-1].id if len(stretch.entries) > asked.limit else stretch.lowest
    return Page(
        count=None,
        next=None if lowest is None else asked.link(OLDER, lowest),
        previous=None,
        results=shown,
    )
