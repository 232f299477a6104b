"""The second factor over HTTP: begun with the password, put on by its first code, put off by both."""

import secrets

import pyotp
from litestar import Controller, delete, post
from litestar.params import JSONBody

from api.accounts.proofs import confirmed, counted, proven, step_of
from api.accounts.schemas import Confirming, ConfirmingFactor, EndingFactor, Factor, RecoveryCodes, Said
from api.errors import ApiError, invalid
from api.guards import access
from api.requests import ApiRequest
from graph.accounts import factors, repository

RECOVERIES = 10
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
CHARACTERS = 24  # of 5 bits each: too many to be guessed, so that a plain keyed digest keeps them
WRONG = "This code cannot be used."


class SecondFactorController(Controller):
    """An authenticator app beside the password."""

    path = "/two-factor"
    tags = ("Accounts",)

    @post(
        "/",
        operation_id="accounts.begin_second_factor",
        status_code=200,
        opt=access(scope="account_sensitive", errors=("400 invalid_credentials",)),
    )
    async def begin_second_factor(self, request: ApiRequest, data: JSONBody[Confirming]) -> Factor:
        """Begin with an authenticator app; nothing changes until its first code confirms it, within 15 minutes."""
        found, verified_hash = await confirmed(request, data.password)
        factor_id = request.graph.next_id()
        begun = await factors.begin_second_factor(
            request.graph, user_id=request.viewer_id, verified_hash=verified_hash, factor_id=factor_id
        )
        if begun is None:
            raise ApiError("validation_error", "The second factor is on already.")
        secret = factors.factor_secret(request.running.tokens.secret, user_id=request.viewer_id, factor_id=factor_id)
        uri = pyotp.TOTP(secret).provisioning_uri(name=found.username, issuer_name="TweetGraph")
        return Factor(secret=secret, otpauth_uri=uri)

    @post(
        "/confirm/",
        operation_id="accounts.confirm_second_factor",
        status_code=200,
        opt=access(scope="account_sensitive"),
    )
    async def confirm_second_factor(self, request: ApiRequest, data: JSONBody[ConfirmingFactor]) -> RecoveryCodes:
        """Put the second factor on with the app's first code; the recovery codes are shown now and never again.

        All your other sessions end at once.
        """
        user_id, secret = request.viewer_id, request.running.tokens.secret
        await counted(request, f"factor:{user_id}")
        found = await repository.own_credential(request.graph, user_id=user_id)
        factor_id = found.pending_factor_id if found else None
        if factor_id is None:
            raise invalid(code=WRONG)
        step = step_of(factors.factor_secret(secret, user_id=user_id, factor_id=factor_id), data.code, after=0)
        if step is None:
            raise invalid(code=WRONG)
        codes = [recovery_code() for _ in range(RECOVERIES)]
        ended = await factors.confirm_second_factor(
            request.graph,
            user_id=user_id,
            factor_id=factor_id,
            factor_step=step,
            recovery_hashes=[factors.recovery_digest(secret, factor_id=factor_id, code=code) for code in codes],
            session_id=request.auth.session_id,
        )
        if ended is None:
            raise invalid(code=WRONG)
        await request.running.sessions.all_ended(ended)
        return RecoveryCodes(recovery_codes=codes)

    @delete(
        "/",
        operation_id="accounts.end_second_factor",
        status_code=200,
        opt=access(scope="account_sensitive", errors=("400 invalid_credentials",)),
    )
    async def end_second_factor(self, request: ApiRequest, data: JSONBody[EndingFactor]) -> Said:
        """Put the second factor off, with the password and a code; no-op if none is on. All other sessions end."""
        found, verified_hash = await confirmed(request, data.password)
        try:
            proof = await proven(request, found, user_id=request.viewer_id, code=data.code)
        except ApiError as error:
            if error.body.error != "two_factor_required":
                raise
            raise invalid(code=WRONG) from None
        ended = await factors.end_second_factor(
            request.graph,
            user_id=request.viewer_id,
            verified_hash=verified_hash,
            proof=proof,
            session_id=request.auth.session_id,
        )
        if ended is None:
            raise invalid(code=WRONG)
        await request.running.sessions.all_ended(ended)
        return Said(detail="Your second factor is off")


def recovery_code() -> str:
    """A new code, in groups that can be read aloud."""
    made = "".join(secrets.choice(ALPHABET) for _ in range(CHARACTERS))
    return "-".join(made[start : start + 6] for start in range(0, CHARACTERS, 6))
