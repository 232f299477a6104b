"""How people prove who they are: a password in the body, of a stranger or of who is signed in."""

from api.errors import ApiError
from api.requests import ApiRequest
from graph.accounts import lifecycle, repository
from graph.accounts.records import Credential, OwnCredential


async def counted(request: ApiRequest, account: str) -> None:
    """Count an attempt for the account, whoever makes it. Raises `throttled`."""
    await request.running.throttle.count(request.exchange, scope="auth", key=f"account:{account.lower()}")
    request.running.throttle.refuse(request.exchange)


async def claimed(request: ApiRequest, *, username: str, password: str) -> tuple[Credential, str]:
    """The credential with this name, or address, and password, and its hash. Raises `invalid_credentials`, 401.

    A suspension that is over is lifted.
    """
    await counted(request, username)
    found = await repository.credential(request.graph, identifier=username)
    right = await request.running.passwords.verified(found.password_hash if found else None, password)
    if not found or not found.password_hash or not right:
        raise ApiError("invalid_credentials")
    if found.status == "suspended" and await lifecycle.lift_suspensions(request.graph, user_id=found.user_id):
        found = await repository.credential(request.graph, identifier=username) or found
    return found, found.password_hash or ""


async def confirmed(request: ApiRequest, password: str, *, refusal: str | None = None) -> tuple[OwnCredential, str]:
    """The credential of who is signed in, and its hash, after the password. Raises `invalid_credentials`, 400."""
    found = await repository.own_credential(request.graph, user_id=request.viewer_id)
    right = await request.running.passwords.verified(found.password_hash if found else None, password)
    if not found or not found.password_hash or not right:
        raise ApiError("invalid_credentials", refusal, status=400)
    return found, found.password_hash
