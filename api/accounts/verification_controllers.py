"""That an e-mail address is somebody's, over HTTP: a mailed link, behind which is a button."""

from typing import Annotated, cast

from litestar import Controller, Response, get, post
from litestar.params import PathParameter

from api.accounts import verify_page
from api.accounts.reset_page import wanted
from api.accounts.schemas import Said
from api.errors import ApiError, invalid
from api.guards import access
from api.requests import ApiRequest
from graph.accounts import repository, resets, verifications
from graph.ids import now_ms

LinkPart = Annotated[str, PathParameter(min_length=1, max_length=100, description="A part of the link in the mail.")]
SPENT = "Verification link is invalid, used or expired"


class VerificationController(Controller):
    """Whether an address is verified changes nothing of what its person may do."""

    path = "/verify-email"
    tags = ("Accounts",)

    @post(
        "/",
        operation_id="accounts.send_verification_email",
        status_code=200,
        opt=access(scope="account_sensitive"),
    )
    async def send_verification_email(self, request: ApiRequest) -> Said:
        """Have the link mailed again that verifies your address; no mail is sent if it is verified already."""
        sent = await repository.send_verification_email(request.graph, user_id=request.viewer_id)
        if sent.email is None:
            raise ApiError("validation_error", "Your account has no e-mail address.")
        return Said(detail="Your address is verified already" if sent.email_verified else "A link has been sent")

    @get(
        "/{uid:str}/{token:str}/",
        opt=access(who="credentials", scope="anon_read"),
        include_in_schema=False,
        media_type="text/html",
    )
    async def verification_form(self, uid: LinkPart, token: LinkPart) -> Response[bytes]:  # noqa: ARG002 - part of the path
        """The page that a mail's link opens: a button, so that a program that only looks verifies nothing."""
        return verify_page.asking()

    @post(
        "/{uid:str}/{token:str}/",
        operation_id="accounts.verify_email",
        status_code=200,
        opt=access(who="credentials", errors=("validation_error",)),
        exception_handlers={Exception: verify_page.refusing},
    )
    async def verify_email(self, request: ApiRequest, uid: LinkPart, token: LinkPart) -> Response[Said]:
        """Verify an address with a mailed link, which is good for a day and once.

        Who asks for `text/html`, as the page behind the link does, is answered with a page.
        """
        user_id = resets.user_of(uid)
        found = await repository.own_credential(request.graph, user_id=user_id) if user_id else None
        secret = request.running.tokens.secret
        if (
            user_id is None
            or found is None
            or found.email is None
            or not verifications.is_good(secret, token, user_id=user_id, email=found.email, now_ms=now_ms())
            or not await repository.verify_email(
                request.graph, user_id=user_id, email=found.email, attempt=request.graph.next_id()
            )
        ):
            raise invalid(token=SPENT)
        said = Said(detail="Your address is verified")
        return cast("Response[Said]", verify_page.done()) if wanted(request) else Response(said)
