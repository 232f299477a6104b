"""Search over HTTP."""

from typing import Annotated, Generic, Literal, TypeVar

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import QueryParameter

from api.errors import invalid
from api.guards import access
from api.pages import Page, PageRequest, page_of, ranked_page_of
from api.requests import ApiRequest
from graph.records import Hashtag, Person, Tweet
from graph.search import repository
from graph.search.repository import Found, Sort
from graph.tweets.text import is_blank

T = TypeVar("T")
Wanted = Annotated[
    str,
    QueryParameter(
        name="q",
        required=False,
        description=(
            "What to look for; needed. Words (all of them, exactly, as a beginning, or with a small typo), `#tag`, "
            "`from:username`, and any of these together. Nothing is an operator: other signs are passed over."
        ),
        examples=[
            Example(summary="Words", value="graph neo"),
            Example(summary="Words of one author under a hashtag", value="from:ada #graph neo"),
        ],
    ),
]
Kind = Annotated[
    Literal["tweets", "users", "hashtags"],
    QueryParameter(name="type", required=False, description="What to look for."),
]
Order = Annotated[
    Sort,
    QueryParameter(
        name="sort",
        required=False,
        description="The best match first, or the newest; of hashtags, the one that was used last.",
    ),
]


class SearchPage(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A page of what was found; `truncated` says that more than 1,000 matched, and only those were looked at.

    `count` is then null. By relevance these are the best 1,000, newest first those of the latest hours.
    """

    count: int | None
    next: str | None
    previous: str | None
    truncated: bool
    results: list[T]


class SearchController(Controller):
    """Tweets, people and hashtags by their words."""

    path = "/search"
    tags = ("Search",)

    @get("/", operation_id="search.find", opt=access(who="anyone", errors=("invalid_page", "invalid_cursor")))
    async def find(
        self,
        request: ApiRequest,
        asked: NamedDependency[PageRequest],
        q: Wanted = "",
        type: Kind = "tweets",  # noqa: A002 - errors name the parameter by this name
        sort: Order = "relevance",
    ) -> SearchPage[Tweet] | SearchPage[Person] | SearchPage[Hashtag]:
        """Tweets and comments, people or hashtags that match, the best of them first or the newest."""
        if is_blank(q):
            raise invalid(q="Say what to look for.")
        graph, reader = request.graph, request.reader_id
        if type == "hashtags":
            hashtags = await repository.hashtags(graph, viewer_id=reader, text=q, sort=sort, window=asked.ranked_window)
            return _page(hashtags, ranked_page_of(hashtags.results, asked, count=hashtags.count))
        window, page = (asked.ranked_window, ranked_page_of) if sort == "relevance" else (asked.window, page_of)
        if type == "users":
            people = await repository.users(graph, viewer_id=reader, text=q, sort=sort, window=window)
            return _page(people, page(people.results, asked, count=people.count))
        tweets = await repository.tweets(graph, viewer_id=reader, text=q, sort=sort, window=window)
        return _page(tweets, page(tweets.results, asked, count=tweets.count))


def _page(found: Found, page: Page[T]) -> SearchPage[T]:
    return SearchPage(
        count=page.count, next=page.next, previous=page.previous, truncated=found.truncated, results=page.results
    )
