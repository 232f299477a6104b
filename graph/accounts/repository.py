"""Accounts: one function for each statement, under its name."""

from collections.abc import Mapping

import msgspec

from graph import statements
from graph.accounts.factors import Proof
from graph.accounts.records import (
    Credential,
    Ended,
    EndedSessions,
    Me,
    Opened,
    OwnCredential,
    Owner,
    OwnProfile,
    Profile,
    Registration,
    Rotation,
    Sessions,
    SessionState,
    Staff,
    Verification,
)
from graph.client import Graph, only
from graph.errors import Conflict, Forbidden
from graph.paging import Window
from graph.records import Record

WIDE = 1000  # people through whom a way of two follows is looked for, the newest of the end that has fewer
FRIENDS = 40  # people at the reader's end of a way of three, those followed last
REACH = 25  # people at its other end, who followed last


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
        "mail_id": graph.next_id(),
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


async def login(
    graph: Graph, *, user_id: int, verified_hash: str, kept_hash: str, proof: Proof, session: NewSession
) -> bool:
    """Open a session after all was verified; False if something of it changed, or was used up, meanwhile."""
    rows = await graph.write(
        statements.accounts.login,
        Opened,
        user_id=user_id,
        verified_hash=verified_hash,
        kept_hash=kept_hash,
        **msgspec.structs.asdict(proof),
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


async def sessions(graph: Graph, *, viewer_id: int, session_id: int, window: Window) -> Sessions:
    """A person's sessions, newest first; `session_id` is the one that asks."""
    rows = await graph.read(
        statements.accounts.sessions, Sessions, viewer_id=viewer_id, session_id=session_id, **window.bounds
    )
    return rows[0]


async def end_session(graph: Graph, *, viewer_id: int, session_id: int) -> None:
    """End one of a person's sessions. Raises NotFound, also for somebody else's."""
    rows = await graph.write(statements.accounts.end_session, Opened, viewer_id=viewer_id, session_id=session_id)
    only(rows, "You have no such session.")


async def own_credential(graph: Graph, *, user_id: int) -> OwnCredential | None:
    """What a person proves themself with; None if they are gone."""
    rows = await graph.read(statements.accounts.own_credential, OwnCredential, user_id=user_id)
    return rows[0] if rows else None


async def change_password(
    graph: Graph, *, user_id: int, verified_hash: str, password_hash: str, session_id: int
) -> list[int] | None:
    """Replace a password; the ids of the other sessions, which it ends, None if the password changed meanwhile."""
    rows = await graph.write(
        statements.accounts.change_password,
        EndedSessions,
        user_id=user_id,
        verified_hash=verified_hash,
        password_hash=password_hash,
        session_id=session_id,
        notification_id=graph.next_id(),
    )
    return rows[0].ended if rows else None


async def send_reset_password_email(graph: Graph, *, email: str, event_id: int, reset_hash: str, until_ms: int) -> None:
    """Have a reset link mailed to whoever has this address; nobody can tell whether somebody has it."""
    await graph.write(
        statements.accounts.send_reset_password_email,
        Record,
        email=email,
        event_id=event_id,
        reset_hash=reset_hash,
        until_ms=until_ms,
    )


async def reset_password(
    graph: Graph, *, user_id: int, reset_hash: str, password_hash: str, now_ms: int
) -> list[int] | None:
    """Set a password with a reset link; the ids of the sessions, which it ends, None if the link is not good."""
    rows = await graph.write(
        statements.accounts.reset_password,
        EndedSessions,
        user_id=user_id,
        reset_hash=reset_hash,
        password_hash=password_hash,
        now_ms=now_ms,
        notification_id=graph.next_id(),
    )
    return rows[0].ended if rows else None


async def send_verification_email(graph: Graph, *, user_id: int) -> Verification:
    """Have a link mailed that verifies a person's address, unless it is verified. Raises NotFound."""
    rows = await graph.write(
        statements.accounts.send_verification_email, Verification, user_id=user_id, event_id=graph.next_id()
    )
    return only(rows, "There is no such person.")


async def verify_email(graph: Graph, *, user_id: int, email: str, attempt: int) -> bool:
    """Note that an address is its person's; False if it is another one by now, or was verified before."""
    rows = await graph.write(statements.accounts.verify_email, Owner, user_id=user_id, email=email, attempt=attempt)
    return bool(rows)


async def people(graph: Graph, *, viewer_id: int, search: str, window: Window) -> Staff:
    """Everybody but the reader, newest first. Raises Forbidden for who is not staff."""
    rows = await graph.read(
        statements.accounts.people, Staff, viewer_id=viewer_id, search=search.lower(), **window.bounds
    )
    if not rows or not rows[0].is_staff:
        raise Forbidden("Only staff may list all people.", code="forbidden")
    return rows[0]


async def me(graph: Graph, *, user_id: int) -> Me:
    """A person's own profile. Raises NotFound."""
    return only(await graph.read(statements.accounts.me, Me, user_id=user_id), "There is no such person.")


async def update_me(graph: Graph, *, user_id: int, changes: Mapping[str, str | bool | None]) -> OwnProfile:
    """Change a person's own profile; None removes, what is not named stays. Raises NotFound."""
    rows = await graph.write(
        statements.accounts.update_me, OwnProfile, user_id=user_id, changes=dict(changes), event_id=graph.next_id()
    )
    return only(rows, "There is no such person.")


async def profile(graph: Graph, *, username: str, viewer_id: int | None) -> Profile:
    """A person's public page, by username whatever the case. Raises NotFound, also for who is not active."""
    rows = await graph.read(
        statements.accounts.profile,
        Profile,
        username_key=username.lower(),
        viewer_id=viewer_id,
        wide=WIDE,
        friends=FRIENDS,
        reach=REACH,
    )
    return only(rows, "There is no such person.")
