"""How accounts rest, return and end, over HTTP; and the list of all of them, for staff."""

from typing import Annotated

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from api.accounts.proofs import claimed, confirmed, proven
from api.accounts.schemas import Activating, Confirming, Said
from api.errors import ApiError
from api.guards import access
from api.pages import Page, PageRequest, page_of
from api.requests import ApiRequest
from graph.accounts import lifecycle, repository
from graph.accounts.records import Member

Search = Annotated[
    str | None,
    QueryParameter(
        name="search", required=False, max_length=100, description="Only whose username or name contains this."
    ),
]
SENSITIVE = access(scope="account_sensitive", errors=("400 invalid_credentials",))


class LifecycleController(Controller):
    """Deactivating, activating and deleting accounts."""

    tags = ("Accounts",)

    @post("/deactivate/", operation_id="accounts.deactivate", status_code=200, opt=SENSITIVE)
    async def deactivate(self, request: ApiRequest, data: JSONBody[Confirming]) -> Said:
        """Deactivate your account: nobody sees you any more, and all sessions end at once; activating undoes it."""
        _, verified_hash = await confirmed(request, data.password)
        ended = await lifecycle.deactivate(request.graph, user_id=request.viewer_id, verified_hash=verified_hash)
        if ended is None:
            raise ApiError("invalid_credentials", status=400)
        await request.running.sessions.all_ended({*ended, request.auth.session_id})
        request.hint(hidden=True)
        return Said(detail="Your account has been deactivated")

    @post(
        "/activate/",
        operation_id="accounts.activate",
        status_code=200,
        opt=access(who="credentials", errors=("invalid_credentials", "two_factor_required", "account_suspended")),
    )
    async def activate(self, request: ApiRequest, data: JSONBody[Activating]) -> Said:
        """Activate a deactivated account, by username or e-mail; a suspension is not lifted. Log in afterwards."""
        found, verified_hash = await claimed(request, username=data.username, password=data.password)
        if found.status == "suspended":
            raise ApiError("account_suspended")
        proof = await proven(request, found, user_id=found.user_id, code=data.code)
        if found.status == "active":
            return Said(detail="Account already active")
        user_id = found.user_id
        if not await lifecycle.activate(request.graph, user_id=user_id, verified_hash=verified_hash, proof=proof):
            raise ApiError("invalid_credentials")
        return Said(detail="Your account has been successfully reactivated")

    @delete("/delete/", operation_id="accounts.delete_account", status_code=200, opt=SENSITIVE)
    async def delete_account(self, request: ApiRequest, data: JSONBody[Confirming]) -> Said:
        """Delete your account for good: gone for everyone at once, and what is left of it soon after."""
        _, verified_hash = await confirmed(request, data.password)
        ended = await lifecycle.delete_account(request.graph, user_id=request.viewer_id, verified_hash=verified_hash)
        if ended is None:
            raise ApiError("invalid_credentials", status=400)
        await request.running.sessions.all_ended({*ended, request.auth.session_id})
        request.hint(hidden=True)
        return Said(detail="Your account has been permanently deleted")

    @get(
        "/users/",
        operation_id="accounts.people",
        opt=access(errors=("forbidden",)),
    )
    async def people(
        self, request: ApiRequest, asked: NamedDependency[PageRequest], search: Search = None
    ) -> Page[Member]:
        """Everybody but you, newest first; for staff only."""
        found = await repository.people(
            request.graph, viewer_id=request.viewer_id, search=search or "", window=asked.window
        )
        return page_of(found.people, asked, count=None)
