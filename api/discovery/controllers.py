"""Discovery over HTTP."""

from typing import Annotated

import msgspec
from litestar import Controller, delete, get
from litestar.di import NamedDependency
from msgspec import Meta

from api.discovery.reasons import listed, sentence
from api.guards import access
from api.pages import Page, PageRequest, placed_page_of, ranked_page_of, sifted_page_of
from api.paths import PathName
from api.requests import ApiRequest
from graph.discovery import repository
from graph.discovery.repository import Similar, Suggestion
from graph.records import Author, Person

PAGED = ("invalid_page", "invalid_cursor")


class SuggestedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """A person whom one may want to follow, and why."""

    person: Person
    because: Annotated[str, Meta(description="The reason in words, in English.")]
    known_count: Annotated[int, Meta(description="How many of your newest follows follow them.")]
    known: Annotated[list[Author], Meta(description="Up to three of those.")]


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """How one comes from oneself to a person, over people each of whom follows the next."""

    distance: Annotated[int | None, Meta(description="How many follows it takes; null if no way is found.")]
    path: Annotated[list[Person], Meta(description="Yourself, who is between, and the person; empty if none is found.")]


class SimilarPerson(msgspec.Struct, frozen=True, kw_only=True):
    """A person who is like another one, and why."""

    person: Person
    because: Annotated[str, Meta(description="The reason in words, in English.")]
    both_follow_count: Annotated[int, Meta(description="How many both follow, of the newest follows.")]
    both_follow: Annotated[list[Author], Meta(description="Up to three of those.")]
    followed_by_count: Annotated[int, Meta(description="How many follow both, of the newest followers.")]
    followed_by: Annotated[list[Author], Meta(description="Up to three of those.")]


class DiscoveryController(Controller):
    """Whom one may want to know, and how one stands to others through others."""

    tags = ("Discovery",)

    @get("/suggestions/", operation_id="discovery.suggestions", opt=access(errors=PAGED))
    async def suggestions(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[SuggestedPerson]:
        """Whom you may want to follow, the best first, each with who leads there; at most a thousand."""
        found = await repository.suggestions(request.graph, viewer_id=request.viewer_id, window=asked.ranked_window)
        return ranked_page_of([_shown(each) for each in found], asked, count=None)

    @delete("/suggestions/{username:str}/", operation_id="discovery.dismiss", opt=access(errors=("not_found",)))
    async def dismiss(self, request: ApiRequest, username: PathName) -> None:
        """Have a person suggested no more; 204 also when that is so already. They are not told."""
        await repository.dismiss(request.graph, viewer_id=request.viewer_id, username=username)

    @get(
        "/users/{username:str}/followers-you-know/",
        operation_id="discovery.followers_you_know",
        opt=access(errors=(*PAGED, "not_found")),
    )
    async def followers_you_know(
        self, request: ApiRequest, username: PathName, asked: NamedDependency[PageRequest]
    ) -> Page[Person]:
        """Who follows a person among those you follow; whom you followed last comes first."""
        found = await repository.followers_you_know(
            request.graph, viewer_id=request.viewer_id, username=username, window=asked.window
        )
        return placed_page_of(found.ids, found.people, asked, count=None)

    @get(
        "/users/{username:str}/shared-following/",
        operation_id="discovery.shared_following",
        opt=access(errors=(*PAGED, "not_found")),
    )
    async def shared_following(
        self, request: ApiRequest, username: PathName, asked: NamedDependency[PageRequest]
    ) -> Page[Person]:
        """Whom you follow as a person does; whom you followed last comes first."""
        found = await repository.shared_following(
            request.graph, viewer_id=request.viewer_id, username=username, window=asked.window
        )
        return placed_page_of(found.ids, found.people, asked, count=None)

    @get(
        "/users/{username:str}/mutuals/",
        operation_id="discovery.mutuals",
        opt=access(errors=(*PAGED, "not_found")),
    )
    async def mutuals(
        self, request: ApiRequest, username: PathName, asked: NamedDependency[PageRequest]
    ) -> Page[Person]:
        """Whom both you and a person follow and who follow both of you; whom you followed last comes first.

        With yourself: all whom you follow and who follow you.
        """
        found = await repository.mutuals(
            request.graph, viewer_id=request.viewer_id, username=username, window=asked.window
        )
        return placed_page_of(found.ids, found.people, asked, count=None)

    @get("/me/fans/", operation_id="discovery.fans", opt=access(errors=PAGED))
    async def fans(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[Person]:
        """Who follows you and whom you do not follow, newest first.

        For a page 500 followers are looked at: it may have few rows, or none, and yet a `next`.
        """
        found = await repository.fans(request.graph, viewer_id=request.viewer_id, window=asked.window)
        return sifted_page_of(found.ids, found.people, asked, beyond=found.beyond)

    @get("/me/not-following-back/", operation_id="discovery.not_following_back", opt=access(errors=PAGED))
    async def not_following_back(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[Person]:
        """Whom you follow and who does not follow you; whom you followed last comes first.

        For a page 500 of your follows are looked at: it may have few rows, or none, and yet a `next`.
        """
        found = await repository.not_following_back(request.graph, viewer_id=request.viewer_id, window=asked.window)
        return sifted_page_of(found.ids, found.people, asked, beyond=found.beyond)

    @get(
        "/users/{username:str}/path/",
        operation_id="discovery.shortest_path",
        opt=access(errors=("not_found",)),
    )
    async def shortest_path(self, request: ApiRequest, username: PathName) -> Way:
        """A shortest way of follows from you to a person; `distance` is null and `path` empty if none is found.

        It has four follows at most, and leads over people whom you may read. One of one follow is always found; longer
        ones among those whom people followed last, and who followed them last.
        """
        path = await repository.shortest_path(request.graph, viewer_id=request.viewer_id, username=username)
        return Way(distance=len(path) - 1 if path else None, path=path)

    @get(
        "/users/{username:str}/similar/",
        operation_id="discovery.similar",
        opt=access(errors=(*PAGED, "not_found")),
    )
    async def similar(
        self, request: ApiRequest, username: PathName, asked: NamedDependency[PageRequest]
    ) -> Page[SimilarPerson]:
        """Who is like a person: those who follow the same people and whom the same people follow, most alike first.

        Whom you follow already is there, too; at most a thousand.
        """
        found = await repository.similar(
            request.graph, viewer_id=request.viewer_id, username=username, window=asked.ranked_window
        )
        return ranked_page_of([_alike(each, request.viewer_id) for each in found], asked, count=None)


def _shown(suggestion: Suggestion) -> SuggestedPerson:
    known = listed(suggestion.known, suggestion.known_count, of=" you follow")
    return SuggestedPerson(
        person=suggestion.person,
        because=f"Followed by {known}" if known else "Follows you",
        known_count=suggestion.known_count,
        known=suggestion.known,
    )


def _alike(similar: Similar, viewer_id: int) -> SimilarPerson:
    parts = [
        f"both {act} {listed(people, count, you=viewer_id)}"
        for act, people, count in (
            ("follow", similar.both_follow, similar.both_follow_count),
            ("are followed by", similar.followed_by, similar.followed_by_count),
        )
        if people
    ]
    return SimilarPerson(
        person=similar.person,
        because=sentence(parts),
        both_follow_count=similar.both_follow_count,
        both_follow=similar.both_follow,
        followed_by_count=similar.followed_by_count,
        followed_by=similar.followed_by,
    )
