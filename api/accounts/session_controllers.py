"""A person's sessions over HTTP."""

from litestar import Controller, delete, get
from litestar.di import NamedDependency

from api.guards import access
from api.pages import Page, PageRequest, page_of
from api.paths import PathId
from api.requests import ApiRequest
from graph.accounts import repository
from graph.accounts.records import Session


class SessionsController(Controller):
    """Where a person is signed in."""

    path = "/sessions"
    tags = ("Accounts",)

    @get("/", operation_id="accounts.sessions")
    async def sessions(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[Session]:
        """Where you are signed in, newest first; `current` is the session that asks."""
        found = await repository.sessions(
            request.graph, viewer_id=request.viewer_id, session_id=request.auth.session_id, window=asked.window
        )
        return page_of(found.sessions, asked, count=found.count)

    @delete("/{session_id:int}/", operation_id="accounts.end_session", opt=access(errors=("not_found",)))
    async def end_session(self, request: ApiRequest, session_id: PathId) -> None:
        """End one of your sessions at once, its access token included; 404 if it is not yours or has ended."""
        await repository.end_session(request.graph, viewer_id=request.viewer_id, session_id=session_id)
        await request.running.sessions.ended(session_id)
