"""The gate before every handler: who asks, whether the session stands, how often they asked; one trip to Redis.

Sets `scope["user"]` to the person's id (None for nobody) and `scope["auth"]` to the token's claims.
"""

from collections.abc import Iterable
from typing import Any, cast

from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, Receive, Send

from api.causes import followed
from api.errors import ApiError
from api.exchange import Exchange
from api.guards import DEFAULT, OPEN, Access
from api.hints import tell
from api.ratelimit import Throttle
from api.security import Claims, Tokens, bearer
from api.shared import ENDED, Shared
from graph.accounts import repository
from graph.client import Graph
from tasks.hints import Hint


class Sessions:
    """Whether sessions stand: by the mark in Redis, by the graph where there is none."""

    def __init__(self, shared: Shared, *, access_seconds: int) -> None:
        self._shared = shared
        self._access_seconds = access_seconds

    async def standing(self, graph: Graph, claims: Claims) -> bool:
        """Ask the graph, and mark the answer for the next requests of every process."""
        state = await repository.session_state(graph, session_id=claims.session_id)
        standing = state is not None and state.active and state.user_id == claims.user_id
        if standing:
            await self._shared.mark_standing(claims.session_id, claims.user_id)
        elif state is None:
            await self.ended(claims.session_id)
        return standing

    async def ended(self, session_id: int) -> None:
        """Tell every process that a session was ended in the graph; its access token may live no longer than this."""
        await self._shared.mark_ended(session_id, self._access_seconds)
        await tell(self._shared, Hint(ended=(session_id,)))

    async def all_ended(self, session_ids: Iterable[int]) -> None:
        """Tell every process that several sessions were ended."""
        for session_id in session_ids:
            await self.ended(session_id)


class Gate:
    """Decides about a request before its handler runs."""

    def __init__(self, tokens: Tokens, throttle: Throttle, sessions: Sessions) -> None:
        self._tokens = tokens
        self._throttle = throttle
        self._sessions = sessions

    async def admit(self, scope: Any, graph: Graph) -> None:  # noqa: ANN401 - an ASGI scope
        """Let a request pass, or raise the ApiError that answers it."""
        rule = _rule(scope)
        scope["user"] = scope["auth"] = None
        if rule.who == "nobody":
            return
        exchange: Exchange = scope["exchange"]
        if rule.who == "credentials":
            await self._throttle.count(exchange, scope=rule.scope or "auth", key=exchange.address)
            self._throttle.refuse(exchange)
            return
        try:
            claims = self._claims(scope, rule)
            if claims is not None:
                await self._admit_person(exchange, rule, claims, graph)
        except ApiError as error:
            # Counted, but never turned into 429: who shares an address must still learn that a token has expired.
            if error.status == 401 and exchange.tally is None:
                await self._throttle.count(exchange, scope="anon", key=exchange.address)
            raise
        if claims is None:
            public = "anon_read" if scope["method"] == "GET" else rule.scope or "anon"
            await self._throttle.count(exchange, scope=public, key=exchange.address)
            self._throttle.refuse(exchange)
            return
        scope["user"], scope["auth"] = claims.user_id, claims

    async def enter(self, exchange: Exchange, token: str, graph: Graph) -> Claims:
        """Let somebody in by an access token that came in no header, or raise the ApiError that says why not."""
        claims = self._tokens.read(token, "access")
        await self._admit_person(exchange, DEFAULT, claims, graph)
        return claims

    def _claims(self, scope: Any, rule: Access) -> Claims | None:  # noqa: ANN401
        token = bearer(scope["headers"])
        if token is not None:
            return self._tokens.read(token, "access")
        if rule.who == "person":
            raise ApiError("not_authenticated")
        return None

    async def _admit_person(self, exchange: Exchange, rule: Access, claims: Claims, graph: Graph) -> None:
        mark = await self._throttle.count_session(
            exchange, scope=rule.scope or "user", user_id=claims.user_id, session_id=claims.session_id
        )
        standing = mark == str(claims.user_id)
        if mark == ENDED or (not standing and not await self._sessions.standing(graph, claims)):
            raise ApiError("token_invalid")
        exchange.user_id = claims.user_id
        self._throttle.refuse(exchange)


def _rule(scope: Any) -> Access:  # noqa: ANN401
    if scope["method"] == "OPTIONS":
        return OPEN
    handler: BaseRouteHandler = scope["route_handler"]
    return cast("Access", handler.opt.get("access", DEFAULT))


def through(app: ASGIApp) -> ASGIApp:
    """The Litestar middleware that asks the gate of the running application."""

    async def passed(scope: Any, receive: Receive, send: Send) -> None:  # noqa: ANN401
        if scope["type"] == "http":
            running = scope["litestar_app"].running
            await running.gate.admit(scope, running.graph)
            if running.graph.routed:
                send = await followed(scope, send, shared=running.shared, graph=running.graph)
        await app(scope, receive, send)

    return passed
