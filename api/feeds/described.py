"""The description of feeds that are files: each is an operation of its own, made of the one that serves them all."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

from litestar.openapi.spec import OpenAPI, OpenAPIType, Operation, Parameter, PathItem, Schema

from graph.feeds import written
from graph.feeds.written import Feed

SERVING = "/feeds/{feed}/"
_TYPES = {
    "integer": OpenAPIType.INTEGER,
    "number": OpenAPIType.NUMBER,
    "text": OpenAPIType.STRING,
    "choice": OpenAPIType.STRING,
    "boolean": OpenAPIType.BOOLEAN,
}
_ORDERS = {
    "newest": "Newest first; `next` leads on, and there is no way back but by `page`. The last page may be empty.",
    "score": "The best first, at most a thousand.",
}


def describe(document: OpenAPI, feeds: Iterable[Feed]) -> None:
    """Put an operation for each feed in the place of the one that serves them."""
    paths = cast("dict[str, PathItem]", document.paths)
    serving = paths.pop(SERVING, None)
    if serving is not None and serving.get is not None:
        paths |= {f"/feeds/{feed.name}/": PathItem(get=_operation(serving.get, feed)) for feed in feeds}


def _operation(serving: Operation, feed: Feed) -> Operation:
    paging = [each for each in cast("list[Any]", serving.parameters or []) if each.param_in == "query"]
    return replace(
        serving,
        operation_id=f"feeds.{feed.operation}",
        summary=feed.title,
        description=f"{feed.description} {_ORDERS[feed.order]}",
        parameters=[*(_parameter(each) for each in feed.parameters), *paging],
        # Its name is no part of the path that could be wrong.
        responses={status: said for status, said in (serving.responses or {}).items() if status != "404"},
    )


def _parameter(parameter: written.Parameter) -> Parameter:
    schema = Schema(type=_TYPES[parameter.kind], default=parameter.default)
    match parameter.kind:
        case "integer":
            schema.minimum, schema.maximum = int(parameter.least), int(parameter.most)
        case "number":
            schema.minimum, schema.maximum = parameter.least, parameter.most
        case "text":
            schema.min_length, schema.max_length = int(parameter.least), int(parameter.most)
        case "choice":
            schema.enum = list(parameter.choices)
    return Parameter(
        name=parameter.name,
        param_in="query",
        required=parameter.default is None,
        description=parameter.description,
        schema=schema,
    )
