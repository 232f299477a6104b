"""The second factor: codes of an authenticator app, and recovery codes for who lost it.

Neither is in the graph. The app's secret is made from the network's secret and the id that the factor got when it was
begun; of recovery codes there are keyed digests alone.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence

import msgspec

from graph import statements
from graph.accounts.records import Begun, EndedSessions, Owner
from graph.client import Graph, only
from graph.ids import now_ms

SECRET_BYTES = 20  # as RFC 4226 recommends
PENDING_MS = 900_000  # in which a factor that was begun has to be confirmed


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """A code that was found right: of which factor, and either the step of time or the recovery code that it uses up.

    All None for who has no second factor.
    """

    factor_id: int | None = None
    factor_step: int | None = None
    recovery_hash: str | None = None


def factor_secret(secret: str, *, user_id: int, factor_id: int) -> str:
    """What the app and we know, in base32."""
    made = hmac.new(secret.encode(), f"factor:{user_id}:{factor_id}".encode(), hashlib.sha256).digest()
    return base64.b32encode(made[:SECRET_BYTES]).decode()


def recovery_digest(secret: str, *, factor_id: int, code: str) -> str:
    """How a recovery code is kept: bound to its factor, however it was spaced and in whichever case it was typed."""
    plain = "".join(filter(str.isalnum, code.lower()))
    return hmac.new(secret.encode(), f"recovery:{factor_id}:{plain}".encode(), hashlib.sha256).hexdigest()


async def begin_second_factor(graph: Graph, *, user_id: int, verified_hash: str, factor_id: int) -> Begun | None:
    """Keep a factor until its first code confirms it; None if the password changed, or one is on already."""
    rows = await graph.write(
        statements.accounts.begin_second_factor,
        Begun,
        user_id=user_id,
        verified_hash=verified_hash,
        factor_id=factor_id,
        until_ms=now_ms() + PENDING_MS,
    )
    return rows[0] if rows else None


async def confirm_second_factor(
    graph: Graph,
    *,
    user_id: int,
    factor_id: int,
    factor_step: int,
    recovery_hashes: Sequence[str],
    session_id: int,
) -> list[int] | None:
    """Put a factor on; the ids of the other sessions, which it ends, None if it is not the one that was begun."""
    rows = await graph.write(
        statements.accounts.confirm_second_factor,
        EndedSessions,
        user_id=user_id,
        factor_id=factor_id,
        factor_step=factor_step,
        recovery_hashes=list(recovery_hashes),
        session_id=session_id,
        now_ms=now_ms(),
    )
    return rows[0].ended if rows else None


async def end_second_factor(
    graph: Graph, *, user_id: int, verified_hash: str, proof: Proof, session_id: int
) -> list[int] | None:
    """Put a factor off; the ids of the other sessions, which it ends, None if password or code changed meanwhile."""
    rows = await graph.write(
        statements.accounts.end_second_factor,
        EndedSessions,
        user_id=user_id,
        verified_hash=verified_hash,
        session_id=session_id,
        **msgspec.structs.asdict(proof),
    )
    return rows[0].ended if rows else None


async def lift_second_factor(graph: Graph, *, username: str) -> None:
    """Put a person's factor off without a code; no-op for who has none. Raises NotFound."""
    rows = await graph.write(statements.accounts.lift_second_factor, Owner, username_key=username.lower())
    only(rows, f"There is no person named {username}.")
