"""WebSockets: who may open one, what is said over it, and how it ends."""

import asyncio
import contextlib
import time
from typing import Any, NoReturn, cast
from urllib.parse import urlsplit

import msgspec
from litestar import WebSocket
from litestar.serialization import encode_json

from api.errors import ApiError
from api.exchange import Exchange
from api.hub import CLOSES, EndedError, Hub, Listener
from api.ratelimit import parse_rate
from api.realtime.messages import Auth, Message, Said, Unwatch, Watch
from api.realtime.places import CursorError, Place
from api.realtime.reader import Reader
from api.running import Running
from api.security import Claims
from graph.errors import GraphError
from graph.settings import Settings

LARGEST = 8192  # bytes of a client's message
AUTH_SECONDS = 10.0  # for the first message
SEND_SECONDS = 20.0  # that a full buffer gets to take one message more
CLOSE_SECONDS = 10.0  # that it then gets to take the reason
BEARER = "bearer"  # the subprotocol that carries a token, for browsers: they set no headers
_decode = msgspec.json.Decoder(Said).decode

Socket = WebSocket[Any, Any, Any]


class LeftError(Exception):
    """The client has closed the connection."""


async def converse(socket: Socket) -> None:
    """Hold one connection from its handshake to its end."""
    running = cast("Running", cast("Any", socket.scope)["litestar_app"].running)
    if not from_here(socket, running.settings):
        await socket.close(code=CLOSES["not_authenticated"])  # before it is accepted: the handshake is answered 403
        return
    offered = [name.strip() for name in socket.scope["subprotocols"]]
    await socket.accept(subprotocols=BEARER if BEARER in offered else None)
    try:
        await Conversation(socket, running).hold(_offered(offered))
    except LeftError:
        return
    except EndedError as ended:
        await _close(socket, ended)
    except ApiError as error:
        await _close(socket, _ended(error))
    except GraphError:
        await _close(socket, EndedError("unavailable"))


def from_here(socket: Socket, settings: Settings) -> bool:
    """Whether no web page of a foreign origin asks; programs, which have no origin, may."""
    origin = socket.headers.get("origin")
    if origin is None or origin in settings.browser_origins or "*" in settings.browser_origins:
        return True
    return urlsplit(origin).netloc in {socket.headers.get("host"), urlsplit(settings.public_url).netloc}


def _offered(subprotocols: list[str]) -> str | None:
    """The token that stands beside `bearer` among the subprotocols."""
    tokens = [name for name in subprotocols if name != BEARER]
    return tokens[0] if BEARER in subprotocols and tokens else None


def _ended(error: ApiError) -> EndedError:
    code = error.body.error
    return EndedError(code if code in CLOSES else "unavailable")


async def _close(socket: Socket, ended: EndedError) -> None:
    with contextlib.suppress(TimeoutError, OSError):
        async with asyncio.timeout(CLOSE_SECONDS):
            await socket.close(code=ended.code, reason=ended.reason)


class Conversation:
    """One accepted WebSocket: one task hears, another reads the graph and sends."""

    def __init__(self, socket: Socket, running: Running) -> None:
        self._socket = socket
        self._running = running
        self._hub: Hub = running.hub
        self._limit, self._window_ms = parse_rate(running.settings.rate_live)
        self._said = 0
        self._since = time.monotonic()

    async def hold(self, token: str | None) -> NoReturn:
        """Let somebody in and talk until one side ends it. Raises EndedError, LeftError, ApiError, GraphError."""
        exchange = Exchange(self._socket.scope, self._running.settings.trusted_proxies)
        await self._running.throttle.count(exchange, scope="anon_read", key=exchange.address)
        self._running.throttle.refuse(exchange)
        cursor = self._socket.query_params.get("cursor")
        if token is None:
            first = await self._first()
            token, cursor = first.token, first.cursor or cursor
        claims = await self._running.gate.enter(exchange, token, self._running.graph)
        await self._talk(claims, place_of(cursor))

    async def _first(self) -> Auth:
        try:
            async with asyncio.timeout(AUTH_SECONDS):
                said = await self._hear()
        except TimeoutError:
            raise EndedError("silent") from None
        if not isinstance(said, Auth):
            raise EndedError("not_authenticated")
        return said

    async def _talk(self, claims: Claims, place: Place | None) -> NoReturn:
        listener = Listener(viewer_id=claims.user_id, session_id=claims.session_id)
        heartbeat = self._running.settings.live_heartbeat
        with self._hub.joined(listener):
            reader = Reader(self._hub, self._running.graph, listener, heartbeat=heartbeat, cursor=place, answers=True)
            tasks = [asyncio.create_task(self._listen(listener)), asyncio.create_task(self._send_all(reader))]
            try:
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            for task in done:
                task.result()
        raise LeftError

    async def _listen(self, listener: Listener) -> NoReturn:
        while True:
            said = await self._hear()
            listener.unanswered = 0
            self._count()
            match said:
                case Watch(tweet=tweet_id):
                    self._hub.watch(listener, tweet_id)
                case Unwatch(tweet=tweet_id):
                    self._hub.unwatch(listener, tweet_id)
                case Auth():
                    raise EndedError("bad_message")

    async def _hear(self) -> Said:
        event: Any = await self._socket.receive()
        if event["type"] == "websocket.disconnect":
            raise LeftError
        text = event.get("text")
        if text is None:
            raise EndedError("bad_message")
        if len(text.encode("utf-8", "replace")) > LARGEST:
            raise EndedError("too_large")
        try:
            return cast("Said", _decode(text))
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            raise EndedError("bad_message") from error

    def _count(self) -> None:
        now = time.monotonic()
        if (now - self._since) * 1000 > self._window_ms:
            self._said, self._since = 0, now
        self._said += 1
        if self._said > self._limit and self._running.settings.throttle == "on":
            raise EndedError("throttled")

    async def _send_all(self, reader: Reader) -> None:
        await self._send(await reader.begin())
        async for message in reader.messages():
            await self._send(message)

    async def _send(self, message: Message) -> None:
        """Send when there is room; who makes none for long is sent away, and can go on from the last cursor."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._socket.send_text(encode_json(message).decode())
        except TimeoutError:
            raise EndedError("slow") from None
        except OSError:  # it was closed in this moment
            raise LeftError from None


def place_of(cursor: str | None) -> Place | None:
    """The place of a client's cursor, None for who begins. Raises EndedError."""
    try:
        return Place.of(cursor) if cursor else None
    except CursorError as error:
        raise EndedError("invalid_cursor") from error
