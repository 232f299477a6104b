"""Discovery over HTTP."""

from typing import Annotated

import msgspec
from litestar import Controller, delete, get
from litestar.di import NamedDependency
from msgspec import Meta

from api.guards import access
from api.pages import Page, PageRequest, placed_page_of, ranked_page_of
from api.paths import PathName
from api.requests import ApiRequest
from graph.discovery import repository
from graph.discovery.repository import Suggestion
from graph.records import Author, Person

PAGED = ("invalid_page", "invalid_cursor")


class SuggestedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """A person whom one may want to follow, and why."""

    person: Person
    because: Annotated[str, Meta(description="The reason in words, in English.")]
    known_count: Annotated[int, Meta(description="How many of your newest follows follow them.")]
    known: Annotated[list[Author], Meta(description="Up to three of those.")]


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


def _shown(suggestion: Suggestion) -> SuggestedPerson:
    return SuggestedPerson(
        person=suggestion.person,
        because=_because(suggestion),
        known_count=suggestion.known_count,
        known=suggestion.known,
    )


def _because(suggestion: Suggestion) -> str:
    """The reason in words, such as "Followed by Ada, Bo and 12 others you follow"."""
    if not suggestion.known:
        return "Follows you"
    names = [person.name or person.username for person in suggestion.known[:2]]
    others = suggestion.known_count - len(names)
    if others:
        names.append(f"{others} other{'s' if others > 1 else ''} you follow")
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"Followed by {listed}"
