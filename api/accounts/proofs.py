"""How people prove who they are: a password in the body, and a code where a second factor is on."""

import asyncio
import hmac
import time

import pyotp
from msgspec import UNSET, UnsetType

from api.errors import ApiError
from api.requests import ApiRequest
from graph.accounts import lifecycle, repository
from graph.accounts.factors import Proof, factor_secret, recovery_digest
from graph.accounts.records import Credential, OwnCredential, SecondFactor
from graph.ids import now_ms

BEAT = 0.1  # seconds: log-ins are refused after one of these or several, and not in between
STEP_MS = 30_000  # for which an authenticator app shows a code


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
        # At a beat: a known name costs a fraction of a millisecond more, which enough samples would tell apart.
        await asyncio.sleep(-(time.perf_counter() - request.exchange.started) % BEAT)
        raise ApiError("invalid_credentials")
    if found.status == "suspended" and await lifecycle.lift_suspensions(request.graph, user_id=found.user_id):
        found = await repository.credential(request.graph, identifier=username) or found
    return found, found.password_hash or ""


async def confirmed(request: ApiRequest, password: str, *, refusal: str | None = None) -> tuple[OwnCredential, str]:
    """The credential of who is signed in, and its hash, after the password. Raises `invalid_credentials`, 400.

    Raises `token_invalid` if the account is gone: whoever deleted it may have died before every process was told.
    """
    found = await repository.own_credential(request.graph, user_id=request.viewer_id)
    right = await request.running.passwords.verified(found.password_hash if found else None, password)
    if not found:
        raise ApiError("token_invalid")
    if not found.password_hash or not right:
        raise ApiError("invalid_credentials", refusal, status=400)
    return found, found.password_hash


async def proven(request: ApiRequest, factor: SecondFactor, *, user_id: int, code: str | UnsetType) -> Proof:
    """What a code proves, after the password; the statement that is given it uses it up.

    Raises `two_factor_required`, whether there is no code, a wrong one or a used one.
    """
    if factor.factor_id is None:
        return Proof()
    if code is UNSET:
        raise ApiError("two_factor_required")
    await counted(request, f"factor:{user_id}")
    secret = request.running.tokens.secret
    app_secret = factor_secret(secret, user_id=user_id, factor_id=factor.factor_id)
    step = step_of(app_secret, code, after=factor.factor_step or 0)
    if step is not None:
        return Proof(factor_id=factor.factor_id, factor_step=step)
    digest = recovery_digest(secret, factor_id=factor.factor_id, code=code)
    if not any(hmac.compare_digest(digest, kept) for kept in factor.recovery_hashes):
        raise ApiError("two_factor_required")
    return Proof(factor_id=factor.factor_id, recovery_hash=digest)


def step_of(app_secret: str, code: str, *, after: int) -> int | None:
    """The step of time that a code belongs to, this one or the one before; None for any other code, or a used one."""
    app, now = pyotp.TOTP(app_secret), now_ms() // STEP_MS
    for step in (now, now - 1):  # one before, for what takes a while to be typed and sent
        if step > after and hmac.compare_digest(app.generate_otp(step).encode(), code.encode("utf-8", "replace")):
            return step
    return None
