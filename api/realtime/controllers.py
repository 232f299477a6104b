"""Real time over WebSockets and server-sent events; docs/realtime.md describes both."""

from typing import Annotated, Any

from litestar import Controller, Response, WebSocket, get, websocket
from litestar.params import HeaderParameter, QueryParameter

from api.errors import ApiError
from api.guards import access
from api.hub import WATCHED, EndedError, Listener
from api.realtime.events import EventStream
from api.realtime.messages import TweetId
from api.realtime.places import CursorError, Place
from api.realtime.reader import Reader
from api.realtime.sockets import converse
from api.requests import ApiRequest

REFUSALS = {"session_ended": "token_invalid", "too_many": "throttled"}

LastEvent = Annotated[
    str | None,
    HeaderParameter(
        name="Last-Event-ID", required=False, description="The id of the last event that arrived: what follows it."
    ),
]
Cursor = Annotated[
    str | None,
    QueryParameter(name="cursor", required=False, description="The same, for a first call. The header has precedence."),
]
Watch = Annotated[
    list[TweetId] | None,
    QueryParameter(name="watch", required=False, max_items=WATCHED, description="Tweets whose counts are told."),
]
Wait = Annotated[
    int | None,
    QueryParameter(
        name="wait",
        required=False,
        ge=0,
        le=86_400,
        description="Seconds after which the stream ends, 0 for what is there by now; without it, with the session.",
    ),
]


class RealtimeController(Controller):
    """What happens while one listens."""

    tags = ("Real time",)

    @websocket("/ws/")
    async def socket(self, socket: WebSocket[Any, Any, Any]) -> None:
        """Talk over a WebSocket; the token comes in the first message or beside a subprotocol, never in the URL."""
        await converse(socket)

    @get(
        "/events/",
        operation_id="realtime.events",
        opt=access(errors=("invalid_cursor", "validation_error")),
        media_type="text/event-stream",
    )
    async def events(
        self,
        request: ApiRequest,
        *,
        last_event: LastEvent = None,
        cursor: Cursor = None,
        watch: Watch = None,
        wait: Wait = None,
    ) -> Response[str]:
        """New entries of your home feed, new notifications and counts, as server-sent events while they happen."""
        try:
            last = last_event or cursor
            place = Place.of(last) if last else None
        except CursorError as error:
            raise ApiError("invalid_cursor") from error
        hub, running = request.running.hub, request.running
        listener = Listener(viewer_id=request.viewer_id, session_id=request.auth.session_id)
        for tweet_id in dict.fromkeys(watch or ()):
            listener.watched[tweet_id] = None
        reader = Reader(
            hub, request.graph, listener, heartbeat=running.settings.live_heartbeat, cursor=place, answers=False
        )
        try:
            hub.admit(listener.viewer_id)
            first = await reader.begin()
        except EndedError as ended:
            raise ApiError(REFUSALS.get(ended.reason, "unavailable")) from ended
        return EventStream(hub, listener, reader, first, wait=float("inf") if wait is None else wait)
