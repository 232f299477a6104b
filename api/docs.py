"""The API's description: OpenAPI 3.1 at `/api/schema/`, and pages that show it without a script from elsewhere."""

from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar, cast

from litestar import Controller, Litestar, Request, Response, Router, get
from litestar.enums import MediaType
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import (
    Components,
    Example,
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    Operation,
    Parameter,
    Reference,
    Schema,
    SecurityScheme,
)
from litestar.openapi.spec.enums import OpenAPIFormat
from litestar.openapi.spec.tag import Tag
from litestar.plugins import OpenAPISchemaPlugin
from litestar.routes import BaseRoute, HTTPRoute
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler
from litestar.typing import FieldDefinition
from msgspec import Raw
from msgspec.json import encode

from api.components import rename
from api.errors import CODES
from api.examples import Examples
from api.guards import DEFAULT, Access, Who, access
from api.links import links
from api.replay import HEADER, LENGTH, takes_key
from graph.records import FileUrl, Instant

ASSETS = Path(__file__).parent / "assets"
PAGES = {file.stem: file.read_bytes() for file in (ASSETS / "pages").glob("*.html")}
DESCRIPTION = """\
A social network on a graph. Every error is `{"error": "<code>", "detail": "<sentence>"}`, with `fields` on bad input.
Lists are pages: follow `next` until it is null. Every path answers with and without its final slash.
Bodies may be JSON, forms or multipart forms. Addresses of pictures are taken from answers, never made: their files need
no token and do not change.
"""
TAGS = {
    "Accounts": "Registration, sessions, profiles.",
    "Follows": "Who follows whom.",
    "Tweets": "Tweets and the answers to them.",
    "Engagement": "Likes, retweets, bookmarks.",
    "Feeds": "What people tweeted, retweeted and liked.",
    "Search": "Tweets, people and hashtags by their words.",
    "Notifications": "What concerns a person.",
    "Media": "Pictures, uploaded before a tweet shows them.",
    "Health": "For who runs it.",
}
_SAFE = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
}
_SECURITY: dict[Who, list[dict[str, list[str]]]] = {"person": [{"bearer": []}], "anyone": [{}, {"bearer": []}]}
_ERROR = Reference(ref="#/components/schemas/Error")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

_KEY = Parameter(
    name=HEADER,
    param_in="header",
    required=False,
    description=(
        "Makes it safe to send this request again: for 24 hours a repeat under the same key is answered as the first "
        "time, with `Idempotent-Replayed: true`. Keys are yours alone. Errors are not kept."
    ),
    schema=Schema(
        type=OpenAPIType.STRING, min_length=1, max_length=LENGTH, examples=["7f4c1a52-8f0e-4b8e-9a3e-2f1d6c0b9a11"]
    ),
)


class DocsController(Controller):
    """The pages; the scripts that draw them are in `api/assets/`."""

    path = "/api"
    include_in_schema = False
    opt = access(who="nobody")

    @get(["/docs/", "/redoc/", "/scalar/"], media_type=MediaType.HTML)
    async def page(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        """A page by the last part of its path."""
        return Response(
            PAGES[request.scope["path"].strip("/").rpartition("/")[2]], media_type=MediaType.HTML, headers=_SAFE
        )


HANDLERS = (
    DocsController,
    create_static_files_router(
        path="/api/assets", directories=[ASSETS], opt=access(who="nobody"), include_in_schema=False, name="assets"
    ),
)


class Texts(OpenAPISchemaPlugin):
    """Says of our own kinds of text what they look like."""

    formats: ClassVar[dict[Any, tuple[OpenAPIFormat, str]]] = {
        Instant: (OpenAPIFormat.DATE_TIME, "2026-11-22T10:20:30.456Z"),
        FileUrl: (OpenAPIFormat.URL, "https://example.com/media/2026112200112233445566778899aabbccddeeff.jpg"),
    }

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:  # noqa: ANN401 - as the method that this replaces
        """Whether it is one of ours."""
        return value in {Instant, FileUrl} if isinstance(value, type) else False

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:  # noqa: ANN401, ARG002 - as above
        """Text in a format, with an example."""
        format_, example = self.formats[field_definition.annotation]
        return Schema(type=OpenAPIType.STRING, format=format_, examples=[example])


class SchemaRouter(Router):
    """Where Litestar serves the description; without its own page for what is not there, which is no JSON."""

    def register(self, value: ControllerRouterHandler) -> list[BaseRoute]:
        """Add what Litestar serves here, but for the catch-all."""
        return [] if "/{path:str}" in getattr(value, "paths", ()) else super().register(value)


def configuration() -> OpenAPIConfig:
    """What Litestar makes of the handlers; `complete` adds to it."""
    return OpenAPIConfig(
        title="TweetGraph",
        version=version("tweetgraph"),
        description=DESCRIPTION,
        components=Components(
            security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT")}
        ),
        use_handler_docstrings=True,
        tags=[Tag(name=name, description=text) for name, text in TAGS.items()],
        openapi_router=SchemaRouter("/api", route_handlers=[], opt=access(who="nobody"), include_in_schema=False),
        render_plugins=[JsonRenderPlugin(path=["/schema"])],
    )


def complete(app: Litestar) -> None:
    """Say what Litestar cannot know: closed bodies that may be forms, who may call, and every error in its shape."""
    rename(app.openapi_schema)
    components = app.openapi_schema.components
    components.schemas["Error"] = _error_schema()
    for operation, handler in _operations(app):
        rule = cast("Access", handler.opt.get("access", DEFAULT))
        operation.security = _SECURITY.get(rule.who, [])
        body = operation.request_body
        content = body.content if body and not isinstance(body, Reference) else {}
        for media in list(content.values()):
            options = [media.schema, *(getattr(media.schema, "one_of", None) or [])]
            for reference in options:
                if isinstance(reference, Reference):
                    _close(components.schemas[reference.ref.rpartition("/")[2]])
        if "application/json" in content:
            if rule.takes_file:
                content["multipart/form-data"] = content.pop("application/json")
            else:
                content |= dict.fromkeys(_FORMS, content["application/json"])
        if takes_key(handler):
            operation.parameters = [*(operation.parameters or []), _KEY]
        operation.responses = {**_success_responses(operation, rule), **_error_responses(operation, handler)}
    _complete_successes(app)
    app.openapi_schema.paths = {_with_slash(path): item for path, item in (app.openapi_schema.paths or {}).items()}


def _with_slash(path: str) -> str:
    """The reference's clients end each path with a slash; those of health end where probes expect it."""
    return path if path.startswith("/health") else f"{path.rstrip('/')}/"


def _success_responses(operation: Operation, rule: Access) -> dict[str, OpenAPIResponse]:
    """What Litestar found, and the answer to a repeat."""
    found = {
        status: what
        for status, what in (operation.responses or {}).items()
        if int(status) < 400 and isinstance(what, OpenAPIResponse)
    }
    if rule.repeats:
        found["200"] = OpenAPIResponse(description="It was so already; nothing changed", content=found["201"].content)
    return found


def _complete_successes(app: Litestar) -> None:
    """Examples of each answer, and links from it to what can be asked next."""
    examples = Examples(app.openapi_schema.components.schemas)
    operations = [operation for operation, _ in _operations(app)]
    asked = {
        cast("str", each.operation_id): [
            parameter.name for parameter in cast("list[Any]", each.parameters or []) if parameter.param_in == "path"
        ]
        for each in operations
    }
    for operation in operations:
        onwards = links(cast("str", operation.operation_id), asked)
        for status, response in (operation.responses or {}).items():
            if int(status) < 400 and isinstance(response, OpenAPIResponse):
                response.links = cast("Any", onwards) or None
                for media in (response.content or {}).values():
                    # Raw, for Litestar leaves each null out of what it serialises.
                    media.examples = {"usual": Example(value=Raw(encode(examples.of(media.schema))))}


def _operations(app: Litestar) -> Iterator[tuple[Operation, HTTPRouteHandler]]:
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            item = (app.openapi_schema.paths or {}).get(route.path_format or "/")
            for handler in route.route_handlers:
                for method in handler.http_methods:
                    operation = getattr(item, method.lower(), None)
                    if operation is not None:
                        yield operation, handler


def _close(schema: Schema) -> None:
    """A body without unknown fields, with an example made of its fields' examples."""
    schema.additional_properties = False
    examples = {
        name: field.examples[0]
        for name, field in (schema.properties or {}).items()
        if isinstance(field, Schema) and field.examples
    }
    if examples and set(schema.required or ()) <= examples.keys():
        schema.examples = [examples]


def _error_schema() -> Schema:
    return Schema(
        type=OpenAPIType.OBJECT,
        title="Error",
        description="What every error looks like.",
        required=["error", "detail"],
        properties={
            "error": Schema(type=OpenAPIType.STRING, enum=sorted(CODES), description="A code for machines."),
            "detail": Schema(type=OpenAPIType.STRING, description="A sentence for people."),
            "fields": Schema(
                type=OpenAPIType.OBJECT,
                description="What is wrong with which field; only with validation_error.",
                additional_properties=Schema(type=OpenAPIType.ARRAY, items=Schema(type=OpenAPIType.STRING)),
            ),
        },
    )


def _error_responses(operation: Operation, handler: HTTPRouteHandler) -> dict[str, OpenAPIResponse]:
    """Every error that an operation can answer, by status, with an example for each code."""
    by_status: dict[str, list[str]] = defaultdict(list)
    for code in _codes(operation, handler):
        status, _, given = code.rpartition(" ")
        by_status[status or str(CODES[given][0])].append(given)
    return {
        status: OpenAPIResponse(
            description=", ".join(f"`{code}`" for code in codes),
            content={
                "application/json": OpenAPIMediaType(
                    schema=_ERROR,
                    examples={code: Example(value={"error": code, "detail": CODES[code][1]}) for code in codes},
                )
            },
        )
        for status, codes in sorted(by_status.items())
    }


def _codes(operation: Operation, handler: HTTPRouteHandler) -> Iterator[str]:
    rule = cast("Access", handler.opt.get("access", DEFAULT))
    if rule.who == "nobody":
        yield from rule.errors
        return
    parameters = {parameter.name: parameter.param_in for parameter in cast("list[Any]", operation.parameters or [])}
    if operation.request_body:
        yield from ("validation_error", "invalid_json", "payload_too_large", "unsupported_media_type")
    elif "query" in parameters.values():
        yield "validation_error"
    if {"limit", "page", "cursor"} <= parameters.keys():
        yield from ("invalid_page", "invalid_cursor")
    if rule.who == "person":
        yield "not_authenticated"
    if rule.who in {"person", "anyone"}:
        yield from ("token_invalid", "token_expired")
    if "path" in parameters.values() and "not_found" not in rule.errors:
        yield "not_found"
    yield from rule.errors
    if takes_key(handler):
        yield from ("idempotency_in_progress", "idempotency_mismatch")
    yield from ("throttled", "unavailable")
