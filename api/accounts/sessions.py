"""How sessions begin and go on: ids, first tokens, rotation."""

import secrets
from typing import NamedTuple

from api.errors import ApiError
from api.running import Running
from api.security import Pair, Tokens
from graph.accounts import repository
from graph.accounts.repository import NewSession
from graph.client import Graph
from graph.ids import now_ms

AGENT_LENGTH = 200  # of the client's name that a person sees beside a session


class Opening(NamedTuple):
    """A session that is about to be opened, with the id of its first refresh token."""

    session: NewSession
    token_id: str

    def pair(self, tokens: Tokens, user_id: int) -> Pair:
        """Its first tokens."""
        session = self.session
        return tokens.pair(
            user_id=user_id, session_id=session.session_id, token_id=self.token_id, issued_ms=session.issued_ms
        )


def opening(graph: Graph, tokens: Tokens, agent: str) -> Opening:
    """A session to open; `agent` is what the person will know it by."""
    token_id, session_id, issued_ms = secrets.token_hex(16), graph.next_id(), now_ms()
    session = NewSession(
        session_id=session_id,
        refresh_hash=tokens.digest(token_id),
        user_agent=agent.replace("\0", "").encode("utf-8", "replace").decode()[:AGENT_LENGTH],
        issued_ms=issued_ms,
        refresh_ms=tokens.refresh_ms(session_id=session_id, now_ms=issued_ms),
    )
    return Opening(session, token_id)


async def rotated(running: Running, token: str) -> Pair:
    """The successor of a refresh token. Raises `token_invalid`, and ends the session if the token was used before.

    Raises `token_expired` where the session has reached its end, of which no successor goes beyond.
    """
    tokens = running.tokens
    claims = tokens.read(token, "refresh")
    successor, now = tokens.successor(claims.token_id), now_ms()
    rotation = await repository.refresh(
        running.graph,
        user_id=claims.user_id,
        session_id=claims.session_id,
        presented_hash=tokens.digest(claims.token_id),
        successor_hash=tokens.digest(successor),
        attempt=secrets.token_hex(8),
        now_ms=now,
        grace_ms=running.settings.refresh_grace * 1000,
        refresh_ms=tokens.refresh_ms(session_id=claims.session_id, now_ms=now),
    )
    if rotation is None or rotation.outcome == "reused":
        await running.sessions.ended(claims.session_id)
        raise ApiError("token_invalid")
    return tokens.pair(
        user_id=claims.user_id, session_id=claims.session_id, token_id=successor, issued_ms=rotation.rotated_at_ms
    )
