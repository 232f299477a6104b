"""Follows over HTTP."""

from typing import Annotated

import msgspec
from litestar import Controller, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from api.guards import access
from api.pages import Page, PageRequest, placed_page_of
from api.paths import PathName
from api.requests import ApiRequest
from graph.follows import repository
from graph.follows.repository import People
from graph.records import Person

Search = Annotated[
    str | None,
    QueryParameter(
        name="search", required=False, max_length=100, description="Only whose username or name contains this."
    ),
]
LIST = access(who="anyone", errors=("invalid_page", "invalid_cursor", "not_found"))


class Following(msgspec.Struct, frozen=True, kw_only=True):
    """Who follows whom, by display name; `requested`: the person is protected, and decides."""

    follower: str
    following: str
    requested: bool


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """What was done."""

    detail: str


class FollowsController(Controller):
    """Who follows whom."""

    path = "/users/{username:str}"
    tags = ("Follows",)

    @post(
        "/follow/",
        operation_id="follows.follow",
        opt=access(scope="interaction", errors=("self_follow", "follow_limit", "not_found"), repeats=True),
    )
    async def follow(self, request: ApiRequest, username: PathName) -> Response[Following]:
        """Follow a person, or ask a protected one to: 201 the first time, 200 when that is so already."""
        made = await repository.follow(
            request.graph, viewer_id=request.viewer_id, username=username, follow_limit=request.settings.follow_limit
        )
        request.hint(usernames=[username])
        answer = Following(follower=made.follower, following=made.following, requested=made.requested)
        return Response(answer, status_code=201 if made.created else 200)

    @delete("/unfollow/", operation_id="follows.unfollow", opt=access(errors=("not_found",)))
    async def unfollow(self, request: ApiRequest, username: PathName) -> None:
        """Stop following a person, or asking to; 204 also when that is so already."""
        await repository.unfollow(request.graph, viewer_id=request.viewer_id, username=username)
        request.hint(usernames=[username])

    @get("/followers/", operation_id="follows.followers", opt=LIST)
    async def followers(
        self, request: ApiRequest, username: PathName, asked: NamedDependency[PageRequest], search: Search = None
    ) -> Page[Person]:
        """Who follows a person, newest first; with `search`, `count` is null."""
        found = await repository.followers(
            request.graph, viewer_id=request.reader_id, username=username, search=search or "", window=asked.window
        )
        return _people_page(found, asked, searched=bool(search))

    @get("/following/", operation_id="follows.following", opt=LIST)
    async def following(
        self, request: ApiRequest, username: PathName, asked: NamedDependency[PageRequest], search: Search = None
    ) -> Page[Person]:
        """Whom a person follows, newest first; with `search`, `count` is null."""
        found = await repository.following(
            request.graph, viewer_id=request.reader_id, username=username, search=search or "", window=asked.window
        )
        return _people_page(found, asked, searched=bool(search))


class RequestsController(Controller):
    """Who asks to follow a protected person, and who may go on."""

    tags = ("Follows",)

    @get("/follow-requests/", operation_id="follows.requests", opt=access(errors=("invalid_page", "invalid_cursor")))
    async def requests(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[Person]:
        """Who asks to follow you, newest first; nobody does while your account is not protected."""
        found = await repository.requests(request.graph, viewer_id=request.viewer_id, window=asked.window)
        return _people_page(found, asked, searched=False)

    @post(
        "/follow-requests/{username:str}/accept/",
        operation_id="follows.accept",
        status_code=200,
        opt=access(errors=("follow_limit", "not_found")),
    )
    async def accept(self, request: ApiRequest, username: PathName) -> Decided:
        """Let somebody follow you who asked to; the same when they follow you already."""
        await repository.accept(
            request.graph, viewer_id=request.viewer_id, username=username, follow_limit=request.settings.follow_limit
        )
        request.hint(usernames=[username])
        return Decided(detail="Follow request accepted")

    @post(
        "/follow-requests/{username:str}/reject/",
        operation_id="follows.reject",
        status_code=200,
        opt=access(errors=("not_found",)),
    )
    async def reject(self, request: ApiRequest, username: PathName) -> Decided:
        """Refuse somebody who asked to follow you; they are not told, and may ask again."""
        await repository.reject(request.graph, viewer_id=request.viewer_id, username=username)
        return Decided(detail="Follow request rejected")

    @delete(
        "/users/{username:str}/follower/", operation_id="follows.remove_follower", opt=access(errors=("not_found",))
    )
    async def remove_follower(self, request: ApiRequest, username: PathName) -> None:
        """Take somebody from your followers; 204 also when they are none. They are not told."""
        await repository.remove_follower(request.graph, viewer_id=request.viewer_id, username=username)


def _people_page(found: People, asked: PageRequest, *, searched: bool) -> Page[Person]:
    """The people, without the ids of the relationships that order them."""
    return placed_page_of(found.ids, found.people, asked, count=None if searched else found.count)
