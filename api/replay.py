"""`Idempotency-Key`: a request that is sent again under its key has its effect once, and is answered as the first time.

`@idempotent` stands below the route of a handler, whose body stays as it is. With the header, all that the handler does
through `request.graph` is one transaction with the answer that is kept, and may be done again from the start.
"""

import functools
import hashlib
import re
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import msgspec
from litestar import Controller, Response
from litestar.datastructures import UploadFile
from litestar.enums import MediaType
from litestar.handlers import HTTPRouteHandler
from litestar.serialization import encode_json

from api.errors import invalid
from api.requests import ApiRequest
from graph.client import Graph
from graph.idempotency import repository
from graph.idempotency.repository import Answer

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
LENGTH = 255
_KEY = re.compile(rf"[^\x00-\x1f\x7f-\x9f]{{1,{LENGTH}}}")
_MARK = "idempotent"

C = TypeVar("C", bound=Controller)
P = ParamSpec("P")
R = TypeVar("R")
Handler = Callable[Concatenate[C, ApiRequest, P], Coroutine[Any, Any, R]]


def idempotent(handler: Handler[C, P, R]) -> Handler[C, P, R]:
    """Let callers send this request with a key; errors are not kept: a corrected request may use the same key."""

    @functools.wraps(handler)
    async def keyed(self: C, request: ApiRequest, *args: P.args, **kwargs: P.kwargs) -> R:
        key = _key(request)
        if key is None:
            return await handler(self, request, *args, **kwargs)
        fields = await _fields(request)

        async def effect(graph: Graph) -> Answer:
            await _rewind(fields)
            request.bind(graph)
            return _answer(request, await handler(self, request, *args, **kwargs))

        answer = await repository.once(
            request.graph,
            user_id=request.viewer_id,
            key=key,
            request_hash=await fingerprint(request.method, request.scope["path"], fields),
            effect=effect,
        )
        # NOTE: Litestar sends a Response as it is, whatever a handler's annotation promises to the description.
        return cast("R", _response(answer))

    setattr(keyed, _MARK, True)
    return cast("Handler[C, P, R]", keyed)


def takes_key(handler: HTTPRouteHandler) -> bool:
    """Whether callers may send a key with this request."""
    return getattr(handler.fn, _MARK, False)


def _key(request: ApiRequest) -> str | None:
    given = request.headers.getall(HEADER, [])
    if not given:
        return None
    if len(given) > 1 or not _KEY.fullmatch(given[0]):
        raise invalid(**{HEADER: f"One key of 1 to {LENGTH} characters is needed, without control characters."})
    return given[0]


async def _fields(request: ApiRequest) -> object:
    """The body as it was read: its fields, whatever their order, or the bytes if nothing has read it."""
    fields: object = request.scope.get("body_fields")
    if fields is None and request.content_type[0].lower() == "multipart/form-data":
        form = await request.form()
        fields = {name: form.getall(name) for name in form}
    return await request.body() if fields is None else fields


async def fingerprint(method: str, path: str, fields: object) -> str:
    """What makes two requests the same: method, path, fields whatever their order, and the content of files."""
    parts = [method, path.strip("/"), await _plain(fields)]
    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()


async def _plain(value: object) -> object:
    match value:
        case UploadFile():
            await value.seek(0)
            return {"sha256": hashlib.sha256(await value.read()).hexdigest()}
        case dict():
            return {name: await _plain(each) for name, each in value.items()}
        case list():
            return [await _plain(each) for each in value]
        case _:
            return value


async def _rewind(value: object) -> None:
    """Files are read from their beginning by each try."""
    match value:
        case UploadFile():
            await value.seek(0)
        case dict():
            for each in value.values():
                await _rewind(each)
        case list():
            for each in value:
                await _rewind(each)


def _answer(request: ApiRequest, made: object) -> Answer:
    usual = cast("Any", request.scope)["route_handler"].status_code
    status, content = usual, made
    if isinstance(made, Response):
        status, content = made.status_code or usual, made.content
    return Answer(status=status, body=encode_json(content).decode())


def _response(answer: Answer) -> Response[bytes]:
    headers = {REPLAYED: "true"} if answer.replayed else {}
    return Response(answer.body.encode(), status_code=answer.status, media_type=MediaType.JSON, headers=headers)
