"""What a scene's people prove themselves with: codes of an app, and links in mails."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import pyotp

from graph.accounts import verifications
from tests.api.conftest import PASSWORD, Person


class Player(Protocol):
    """What of a scene is needed here."""

    cast: Any

    async def person(self, role: str) -> Person:
        """Who plays a role."""

    async def sent(self, role: str, method: str, path: str, **body: object) -> Any:  # noqa: ANN401 - JSON
        """What is answered to a request that must succeed."""


async def first_code(scene: Player, role: str = "newcomer") -> str:
    """What the newcomer's app shows, which is not confirmed yet."""
    begun = await scene.sent(role, "POST", "/two-factor/", password=PASSWORD)
    return pyotp.TOTP(begun["secret"]).now()


async def recovery(scene: Player, role: str = "newcomer") -> str:
    """A recovery code of the newcomer's, whose second factor is on."""
    code = await first_code(scene, role)
    return str((await scene.sent(role, "POST", "/two-factor/confirm/", code=code))["recovery_codes"][0])


async def guarded_and_resting(scene: Player) -> str:
    """Somebody else, who has a second factor and deactivated the account."""
    await recovery(scene, "resting")
    await scene.sent("resting", "POST", "/deactivate/", password=PASSWORD)
    return (await scene.person("resting")).username


async def verification(scene: Player) -> str:
    """The path of a link that verifies the newcomer's address, made as the mail's is."""
    person = await scene.person("newcomer")
    identity = (await scene.sent("newcomer", "GET", "/me/"))["id"]
    event, secret = scene.cast.graph.next_id(), scene.cast.stack.secrets.secret
    token = verifications.verification_token(secret, event_id=event, user_id=identity, email=person.email)
    path = verifications.verification_path(user_id=identity, token=token)
    return path.removeprefix("/verify-email/").rstrip("/")


MAKERS: dict[str, Callable[[Any], Awaitable[Any]]] = {
    "verification": verification,
    "first_code": first_code,
    "recovery": recovery,
    "guarded_and_resting": guarded_and_resting,
}
