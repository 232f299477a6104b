"""Passwords over HTTP: changed by who knows the old one, reset by who reads the mail."""

from typing import Annotated, cast

from litestar import Controller, Response, get, post
from litestar.params import JSONBody, PathParameter

from api.accounts import reset_page
from api.accounts.checks import checked_password
from api.accounts.proofs import confirmed, counted
from api.accounts.schemas import Resetting, Said, SendingReset, TurningOver
from api.errors import ApiError, invalid
from api.guards import access
from api.requests import ApiRequest
from graph.accounts import repository, resets
from graph.ids import now_ms

LinkPart = Annotated[str, PathParameter(min_length=1, max_length=100, description="A part of the link in the mail.")]
NOBODY = "Invalid user identification"
SPENT = "Reset link is invalid or expired"


class PasswordsController(Controller):
    """New passwords."""

    tags = ("Accounts",)

    @post(
        "/change-password/",
        operation_id="accounts.change_password",
        status_code=200,
        opt=access(scope="account_sensitive", errors=("400 invalid_credentials",)),
    )
    async def change_password(self, request: ApiRequest, data: JSONBody[TurningOver]) -> Said:
        """Change your password; all your other sessions end at once."""
        wrong = "Old Password isn't correct"
        found, verified_hash = await confirmed(request, data.old_password, refusal=wrong)
        checked_password(data.password, data.password2, username=found.username, email=found.email)
        ended = await repository.change_password(
            request.graph,
            user_id=request.viewer_id,
            verified_hash=verified_hash,
            password_hash=await request.running.passwords.hashed(data.password),
            session_id=request.auth.session_id,
        )
        if ended is None:
            raise ApiError("invalid_credentials", wrong, status=400)
        await request.running.sessions.all_ended(ended)
        return Said(detail="Password changed successfully")

    @post(
        "/send-reset-password-email/",
        operation_id="accounts.send_reset_password_email",
        status_code=200,
        opt=access(who="credentials"),
    )
    async def send_reset_password_email(self, request: ApiRequest, data: JSONBody[SendingReset]) -> Said:
        """Have a link mailed that sets a new password; the answer is the same whether the address is known or not."""
        email = data.email.lower()
        await counted(request, email)
        event_id = request.graph.next_id()
        token = resets.reset_token(request.running.tokens.secret, event_id=event_id)
        await repository.send_reset_password_email(
            request.graph,
            email=email,
            event_id=event_id,
            reset_hash=resets.reset_digest(token, email=email),
            until_ms=now_ms() + resets.MINUTES * 60_000,
        )
        return Said(detail="If the email is registered, a reset link has been sent.")

    @get(
        "/reset-password/{uid:str}/{token:str}/",
        opt=access(who="credentials", scope="anon_read"),
        include_in_schema=False,
        media_type="text/html",
    )
    async def reset_form(self, uid: LinkPart, token: LinkPart) -> Response[bytes]:  # noqa: ARG002 - part of the path
        """The page that a mail's link opens: a form, which works without a script."""
        return reset_page.asking()

    @post(
        "/reset-password/{uid:str}/{token:str}/",
        operation_id="accounts.reset_password",
        status_code=200,
        opt=access(who="credentials"),
        exception_handlers={Exception: reset_page.refusing},
    )
    async def reset_password(
        self, request: ApiRequest, uid: LinkPart, token: LinkPart, data: JSONBody[Resetting]
    ) -> Response[Said]:
        """Set a new password with a mailed link, which is good for an hour and once; all sessions end.

        Who asks for `text/html`, as the page behind the link does, is answered with a page.
        """
        user_id = resets.user_of(uid)
        if user_id is None:
            raise invalid(token=NOBODY)
        found = await repository.own_credential(request.graph, user_id=user_id)
        reset_hash = resets.reset_digest(token, email=(found and found.email) or "")
        if found is None or found.reset_hash != reset_hash:
            raise invalid(token=SPENT)
        checked_password(data.password, data.password2, username=found.username, email=found.email)
        ended = await repository.reset_password(
            request.graph,
            user_id=user_id,
            reset_hash=reset_hash,
            password_hash=await request.running.passwords.hashed(data.password),
            now_ms=now_ms(),
        )
        if ended is None:
            raise invalid(token=SPENT)
        await request.running.sessions.all_ended(ended)
        said = Said(detail="Password reset successfully")
        return cast("Response[Said]", reset_page.done()) if reset_page.wanted(request) else Response(said)
