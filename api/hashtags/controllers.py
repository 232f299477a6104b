"""Hashtags over HTTP."""

from litestar import Controller, get
from litestar.di import NamedDependency

from api.errors import ApiError
from api.guards import access
from api.pages import Page, PageRequest, page_of
from api.paths import PathTag
from api.requests import ApiRequest
from graph.hashtags import repository
from graph.records import Tweet
from graph.tweets.text import hashtag

LIST_ERRORS = ("invalid_page", "invalid_cursor")


def tag_of(name: str) -> str:
    """A hashtag as the graph has it, from a path. Raises `not_found` for what no tweet can be tagged with."""
    found = hashtag(name)
    if found is None:
        raise ApiError("not_found", "This is no hashtag.")
    return found


class HashtagsController(Controller):
    """Hashtags: what carries one, and those that one follows."""

    path = "/hashtags"
    tags = ("Hashtags",)

    @get("/{name:str}/", operation_id="hashtags.tweets", opt=access(who="anyone", errors=("not_found", *LIST_ERRORS)))
    async def tweets(self, request: ApiRequest, name: PathTag, asked: NamedDependency[PageRequest]) -> Page[Tweet]:
        """The tweets and comments that carry a hashtag, newest first; none for one that nobody used."""
        found = await repository.tweets(
            request.graph, viewer_id=request.reader_id, name=tag_of(name), window=asked.window
        )
        return page_of(found.tweets, asked, count=found.count)
