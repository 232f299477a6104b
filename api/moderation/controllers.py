"""Moderation over HTTP, for staff: whoever is not is told so, whatever they name."""

from typing import Annotated

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from api.errors import invalid
from api.guards import access
from api.moderation.schemas import Acting, Ruled, Suspending
from api.moments import checked_until
from api.pages import Page, PageRequest, page_of, placed_page_of, ranked_page_of
from api.paths import PathId, PathName
from api.requests import ApiRequest
from graph.ids import LARGEST
from graph.moderation import repository
from graph.moderation.records import Action, Case, Ring
from graph.tweets.text import is_blank

LIST = access(errors=("forbidden",))
ACT = access(scope="interaction", errors=("forbidden", "not_found"))
Username = Annotated[
    str | None, QueryParameter(name="username", required=False, description="Only what was done to this person.")
]
TweetId = Annotated[
    int | None,
    QueryParameter(name="tweet", required=False, ge=1, le=LARGEST, description="Only what was done about this tweet."),
]


def reason_of(data: Acting) -> str:
    """Why, in words. Raises `validation_error` for none."""
    if is_blank(data.reason):
        raise invalid(reason="This may not be empty.")
    return data.reason


class ModerationController(Controller):
    """What is reported, what is done about it, and what was."""

    path = "/moderation"
    tags = ("Moderation",)

    @get("/reports/", operation_id="moderation.queue", opt=LIST)
    async def queue(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[Case]:
        """What is reported and waits, by target, newest first: how many people reported it, and why; for staff."""
        found = await repository.queue(request.graph, viewer_id=request.viewer_id, window=asked.window)
        return placed_page_of(found.ids, found.cases, asked, count=None)

    @post("/reports/{case_id:int}/resolve/", operation_id="moderation.resolve", status_code=200, opt=ACT)
    async def resolve(self, request: ApiRequest, case_id: PathId, data: JSONBody[Acting]) -> Ruled:
        """Take a target out of the queue, until somebody reports it anew; for staff."""
        reason = reason_of(data)
        await repository.resolve(request.graph, viewer_id=request.viewer_id, case_id=case_id, reason=reason)
        return Ruled(detail="Resolved")

    @post("/users/{username:str}/warn/", operation_id="moderation.warn", status_code=200, opt=ACT)
    async def warn(self, request: ApiRequest, username: PathName, data: JSONBody[Acting]) -> Ruled:
        """Warn a person, who is told by the system; for staff."""
        reason = reason_of(data)
        await repository.warn(request.graph, viewer_id=request.viewer_id, username=username, reason=reason)
        request.hint(usernames=[username])
        return Ruled(detail="Warned")

    @post("/users/{username:str}/suspend/", operation_id="moderation.suspend", status_code=200, opt=ACT)
    async def suspend(self, request: ApiRequest, username: PathName, data: JSONBody[Suspending]) -> Ruled:
        """Keep a person out and hide them from everybody, at once, until a moment or for good; for staff.

        A second time the new end holds.
        """
        reason, until_ms = reason_of(data), checked_until(data.until)
        found = await repository.suspend(
            request.graph, viewer_id=request.viewer_id, username=username, reason=reason, until_ms=until_ms
        )
        await request.running.sessions.all_ended(found.ended)
        return Ruled(detail="Suspended")

    @post("/users/{username:str}/restore/", operation_id="moderation.restore_user", status_code=200, opt=ACT)
    async def restore_user(self, request: ApiRequest, username: PathName, data: JSONBody[Acting]) -> Ruled:
        """Lift a suspension; 200 also when there was none; for staff."""
        reason = reason_of(data)
        await repository.restore_user(request.graph, viewer_id=request.viewer_id, username=username, reason=reason)
        return Ruled(detail="Restored")

    @post("/tweets/{tweet_id:int}/hide/", operation_id="moderation.hide", status_code=200, opt=ACT)
    async def hide(self, request: ApiRequest, tweet_id: PathId, data: JSONBody[Acting]) -> Ruled:
        """Hide a tweet from everybody, its author included, who is told; 200 also when it was hidden; for staff."""
        reason = reason_of(data)
        found = await repository.hide(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id, reason=reason)
        request.hint(usernames=[found.username] if found.username else [])
        return Ruled(detail="Hidden")

    @post("/tweets/{tweet_id:int}/restore/", operation_id="moderation.restore_tweet", status_code=200, opt=ACT)
    async def restore_tweet(self, request: ApiRequest, tweet_id: PathId, data: JSONBody[Acting]) -> Ruled:
        """Show a hidden tweet again, with all that hung on it; 200 also when it was not hidden; for staff."""
        reason = reason_of(data)
        await repository.restore_tweet(request.graph, viewer_id=request.viewer_id, tweet_id=tweet_id, reason=reason)
        return Ruled(detail="Restored")

    @get("/actions/", operation_id="moderation.actions", opt=LIST)
    async def actions(
        self,
        request: ApiRequest,
        asked: NamedDependency[PageRequest],
        username: Username = None,
        tweet: TweetId = None,
    ) -> Page[Action]:
        """The audit trail, newest first: what staff did, to whom and why; for staff."""
        found = await repository.actions(
            request.graph, viewer_id=request.viewer_id, username=username, tweet_id=tweet, window=asked.window
        )
        return page_of(found.actions, asked, count=None)

    @get("/rings/", operation_id="moderation.rings", opt=LIST)
    async def rings(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[Ring]:
        """People who act as one, the largest rings first, with what they share in bursts, of a day; for staff."""
        found = await repository.rings(request.graph, viewer_id=request.viewer_id, window=asked.ranked_window)
        return ranked_page_of(found.rings, asked, count=None)
