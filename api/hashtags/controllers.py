"""Hashtags over HTTP."""

from litestar import Controller, Response, delete, get, post
from litestar.di import NamedDependency

from api.errors import ApiError
from api.guards import access
from api.pages import Page, PageRequest, page_of, placed_page_of
from api.paths import PathTag
from api.requests import ApiRequest
from graph.hashtags import repository
from graph.records import Hashtag, Tweet
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

    @get("/followed/", operation_id="hashtags.followed", opt=access(errors=LIST_ERRORS))
    async def followed(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[Hashtag]:
        """The hashtags that you follow, newest first."""
        found = await repository.followed(request.graph, viewer_id=request.viewer_id, window=asked.window)
        return placed_page_of(found.ids, found.hashtags, asked, count=found.count)

    @get("/feed/", operation_id="hashtags.feed", opt=access(errors=LIST_ERRORS))
    async def feed(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[Tweet]:
        """The tweets and comments that carry any hashtag you follow, newest first; `count` is null."""
        tweets = await repository.feed(request.graph, viewer_id=request.viewer_id, window=asked.window)
        return page_of(tweets, asked, count=None)

    @get("/{name:str}/", operation_id="hashtags.tweets", opt=access(who="anyone", errors=("not_found", *LIST_ERRORS)))
    async def tweets(self, request: ApiRequest, name: PathTag, asked: NamedDependency[PageRequest]) -> Page[Tweet]:
        """The tweets and comments that carry a hashtag, newest first; none for one that nobody used."""
        found = await repository.tweets(
            request.graph, viewer_id=request.reader_id, name=tag_of(name), window=asked.window
        )
        return page_of(found.tweets, asked, count=found.count)

    @post(
        "/{name:str}/follow/",
        operation_id="hashtags.follow",
        opt=access(scope="interaction", errors=("follow_limit", "not_found"), repeats=True),
    )
    async def follow(self, request: ApiRequest, name: PathTag) -> Response[Hashtag]:
        """Follow a hashtag, for the feed of hashtags: 201 the first time, 200 when that is so already."""
        followed, created = await repository.follow(
            request.graph,
            viewer_id=request.viewer_id,
            name=tag_of(name),
            limit=request.settings.hashtag_follow_limit,
        )
        return Response(followed, status_code=201 if created else 200)

    @delete("/{name:str}/follow/", operation_id="hashtags.unfollow", opt=access(errors=("not_found",)))
    async def unfollow(self, request: ApiRequest, name: PathTag) -> None:
        """Stop following a hashtag; 204 also when that is so already."""
        await repository.unfollow(request.graph, viewer_id=request.viewer_id, name=tag_of(name))
