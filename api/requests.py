"""Bodies: JSON for us, forms for the reference's clients, and the rules of text for both in this one place."""

from collections.abc import Iterable
from typing import Any, cast

import msgspec
from litestar import Request
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException

from api.errors import ApiError, invalid
from api.exchange import Exchange
from api.running import Running
from graph.client import Graph
from graph.settings import Settings
from graph.tweets.text import UnusableText, clean
from tasks.hints import Hint

# Kept as they were typed, apart from NFC: a space may be part of a password.
UNTRIMMED = frozenset({"password", "password2", "old_password"})
_FORMS = frozenset({RequestEncodingType.MULTI_PART.value, RequestEncodingType.URL_ENCODED.value})
MAX_BODY = 1_000_000  # bytes
MAX_FILES = 50_000_000  # bytes of a multipart body; for handlers that take files
FILES = frozenset({"image", "profile_image", "cover_image"})  # an empty part of a form removes one of these
LISTS = frozenset({"media_ids"})  # fields that a form says once for each item
_decode = msgspec.json.Decoder().decode


class ApiRequest(Request[Any, Any, Any]):
    """A request with what handlers need, and a `json()` that is the body's fields, their text cleaned.

    NOTE: plain properties, since each injected dependency beyond the first costs a task of its own per request.
    """

    @property
    def running(self) -> Running:
        """The parts of this process."""
        return cast("Running", self.scope["litestar_app"].running)  # type: ignore[attr-defined]

    @property
    def graph(self) -> Graph:
        """The graph, or the transaction in which this request is answered."""
        return cast("Graph", self.scope.get("graph") or self.running.graph)

    def bind(self, graph: Graph) -> None:
        """Answer the rest of this request within a transaction."""
        self.scope["graph"] = graph  # type: ignore[typeddict-unknown-key]

    @property
    def settings(self) -> Settings:
        """The settings."""
        return self.running.settings

    @property
    def exchange(self) -> Exchange:
        """What is noted about this request."""
        return cast("Exchange", self.scope["exchange"])  # type: ignore[typeddict-item]

    @property
    def viewer_id(self) -> int:
        """The id of the signed-in person; for handlers whose access is `person`."""
        return cast("int", self.scope["user"])

    @property
    def reader_id(self) -> int | None:
        """The id of the signed-in person, None for nobody; for handlers whose access is `anyone`."""
        return cast("int | None", self.scope["user"])

    def hint(
        self, *tweets: int | None, posted: bool = False, hidden: bool = False, usernames: Iterable[str] = ()
    ) -> None:
        """Have those who listen look into the graph once this is answered: the signed-in person did something."""
        self.exchange.hints.append(
            Hint(
                actor=self.viewer_id,
                posted=posted,
                hidden=hidden,
                tweets=tuple(tweet for tweet in tweets if tweet is not None),
                usernames=tuple(name.lower() for name in usernames),
            )
        )

    async def json(self) -> Any:  # noqa: ANN401 - as the method that this replaces
        """The fields of the body. Raises ApiError on another content type, bad JSON, and text that cannot be kept."""
        content_type = self.content_type[0].lower()
        if content_type != RequestEncodingType.MULTI_PART.value and len(await self.body()) > MAX_BODY:
            raise ApiError("payload_too_large")
        if content_type in _FORMS:
            fields = await self._form_fields()
        elif content_type == "application/json":
            fields = _json_fields(await self.body())
        else:
            raise ApiError("unsupported_media_type")
        kept = cleaned(fields)
        self.scope["body_fields"] = kept  # type: ignore[typeddict-unknown-key]
        return kept

    async def _form_fields(self) -> dict[str, object]:
        try:
            form = await self.form()
        except (HTTPException, ValueError, RecursionError) as error:
            raise ApiError("validation_error", "The form cannot be read.") from error
        # An empty part is how a form says null; text fields that may not be blank refuse both.
        return {name: _form_value(name, form.getall(name)) for name in form}


def _form_value(name: str, values: list[object]) -> object:
    if name in LISTS:
        return [value for value in values if value != ""]
    if name in FILES and values == [""]:
        return None
    return values[0] if len(values) == 1 else values


def _json_fields(body: bytes) -> dict[str, object]:
    try:
        fields = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ApiError("invalid_json") from error
    if not isinstance(fields, dict):
        raise ApiError("validation_error", "The body must be a JSON object.")
    return fields


def cleaned(fields: dict[str, object]) -> dict[str, object]:
    """The fields with all their text in NFC and trimmed; who cannot be kept is refused by its name."""
    return {name: _cleaned(name, value) for name, value in fields.items()}


def _cleaned(name: str, value: object) -> object:
    """The value with all its text cleaned; numbers beyond 64 bits and unusable text are refused by the field's name."""
    try:
        clean(name)
        return _walk(value, trim=name not in UNTRIMMED)
    except UnusableText as error:
        raise invalid(**{_shown(name): str(error)}) from error
    except OverflowError as error:
        raise invalid(**{_shown(name): "This number is too large."}) from error
    except RecursionError as error:
        raise ApiError("invalid_json", "The body is nested too deeply.") from error


def _shown(name: str) -> str:
    return name.encode("utf-8", "replace").decode()[:100]


def _walk(value: object, *, trim: bool) -> object:
    match value:
        case str():
            cleaned = clean(value)
            return cleaned if trim else clean(f".{value}.")[1:-1]
        case bool() | None | float() | UploadFile():
            return value
        case int() if abs(value) >= 2**63:
            raise OverflowError
        case list():
            return [_walk(item, trim=trim) for item in value]
        case dict():
            return {_walk(key, trim=False): _walk(item, trim=trim) for key, item in value.items()}
        case _:
            return value
