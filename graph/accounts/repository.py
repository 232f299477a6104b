"""Accounts: one function for each statement, under its name."""

import msgspec

from graph import statements
from graph.accounts.records import (
    Credential,
    Ended,
    Me,
    Opened,
    Owner,
    OwnProfile,
    Profile,
    Registration,
    Rotation,
    SessionState,
)
from graph.client import Graph, only
from graph.errors import Conflict


class NewPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Who registers; keys are in lower case, the password is a hash."""

    username: str
    email: str
    password_hash: str
    staff: bool = False


class NewSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session to open: its refresh token's hash, and for how long that token lives from `issued_ms` on."""

    session_id: int
    refresh_hash: str
    user_agent: str
    issued_ms: int
    refresh_ms: int


async def register(graph: Graph, *, user_id: int, person: NewPerson, session: NewSession) -> Registration:
    """Register a person with a first session; nothing is written if the name or the address is taken."""
    parameters = {
        "user_id": user_id,
        "username_key": person.username.lower(),
        "event_id": graph.next_id(),
        **msgspec.structs.asdict(person),
        **msgspec.structs.asdict(session),
    }
    try:
        rows = await graph.write(statements.accounts.register, Registration, **parameters)
    except Conflict:  # lost a race that is decided now: the second look says for which key
        rows = await graph.write(statements.accounts.register, Registration, **parameters)
    return rows[0]


async def credential(graph: Graph, *, identifier: str) -> Credential | None:
    """What a person signs in with, by username or e-mail whatever the case; None if nobody has it."""
    rows = await graph.read(statements.accounts.credential, Credential, identifier=identifier.lower())
    return rows[0] if rows else None


async def login(graph: Graph, *, user_id: int, verified_hash: str, kept_hash: str, session: NewSession) -> bool:
    """Open a session after the password was verified; False if password or status changed meanwhile."""
    rows = await graph.write(
        statements.accounts.login,
        Opened,
        user_id=user_id,
        verified_hash=verified_hash,
        kept_hash=kept_hash,
        **msgspec.structs.asdict(session),
    )
    return bool(rows)


async def open_session(graph: Graph, *, username: str, session: NewSession) -> int:
    """Open a session without a password and give the person's id. Raises NotFound, also for who is not active."""
    rows = await graph.write(
        statements.accounts.open_session, Owner, username_key=username.lower(), **msgspec.structs.asdict(session)
    )
    return only(rows, f"There is no active person named {username}.").user_id


async def logout(graph: Graph, *, user_id: int, session_id: int, presented_hash: str) -> Ended | None:
    """End the session of a refresh token; None if it has ended already."""
    rows = await graph.write(
        statements.accounts.logout, Ended, user_id=user_id, session_id=session_id, presented_hash=presented_hash
    )
    return rows[0] if rows else None


async def session_state(graph: Graph, *, session_id: int) -> SessionState | None:
    """Whose a session is and whether they are active; None if the session was ended."""
    rows = await graph.read(statements.accounts.session_state, SessionState, session_id=session_id)
    return rows[0] if rows else None


async def refresh(
    graph: Graph,
    *,
    user_id: int,
    session_id: int,
    presented_hash: str,
    successor_hash: str,
    attempt: str,
    now_ms: int,
    grace_ms: int,
    refresh_ms: int,
) -> Rotation | None:
    """Rotate a refresh token, or end its session if it was used before; None if the session has ended already.

    `attempt` is random for each request: the same one again gets the same answer, whatever the grace.
    """
    rows = await graph.write(
        statements.accounts.refresh,
        Rotation,
        user_id=user_id,
        session_id=session_id,
        presented_hash=presented_hash,
        successor_hash=successor_hash,
        attempt=attempt,
        now_ms=now_ms,
        grace_ms=grace_ms,
        refresh_ms=refresh_ms,
    )
    return rows[0] if rows else None


async def me(graph: Graph, *, user_id: int) -> Me:
    """A person's own profile. Raises NotFound."""
    return only(await graph.read(statements.accounts.me, Me, user_id=user_id), "There is no such person.")


async def update_me(graph: Graph, *, user_id: int, changes: dict[str, str | None]) -> OwnProfile:
    """Change a person's own profile; None removes, what is not named stays. Raises NotFound."""
    rows = await graph.write(statements.accounts.update_me, OwnProfile, user_id=user_id, changes=changes)
    return only(rows, "There is no such person.")


async def profile(graph: Graph, *, username: str, viewer_id: int | None) -> Profile:
    """A person's public page, by username whatever the case. Raises NotFound, also for who is not active."""
    rows = await graph.read(statements.accounts.profile, Profile, username_key=username.lower(), viewer_id=viewer_id)
    return only(rows, "There is no such person.")
