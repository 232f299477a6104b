"""The only map from what can go wrong to what a client reads: `{"error", "detail"}`, with `fields` on bad input."""

from typing import Any, cast

import msgspec
import structlog
from litestar import Request, Response
from litestar.enums import MediaType
from litestar.exceptions import HTTPException, ValidationException
from msgspec import UNSET, UnsetType

from api.validation import field_errors, readable
from graph.errors import Conflict, Forbidden, GraphError, NotFound, Rejected, Unavailable

log = structlog.get_logger()

# Every code that the API answers, with its status and the sentence that is said when there is no better one.
CODES: dict[str, tuple[int, str]] = {
    "validation_error": (400, "Some fields are not as they should be."),
    "invalid_json": (400, "The body is not valid JSON."),
    "invalid_page": (400, "limit and page are whole numbers from 1 to 100, page times limit is at most 1,000."),
    "invalid_cursor": (400, "This cursor cannot be read. Start from the first page."),
    "self_follow": (400, "You cannot follow yourself"),
    "self_block": (400, "You cannot block yourself"),
    "invalid_parent": (400, "Reply must reference a comment from the same tweet"),
    "empty_tweet": (400, "A tweet must have content, image, or both"),
    "follow_limit": (400, "You follow as many people as is allowed."),
    "not_authenticated": (401, "Authentication credentials were not provided."),
    "token_invalid": (401, "This token is not valid."),
    "token_expired": (401, "This token has expired."),
    "invalid_credentials": (401, "Invalid credentials"),
    "two_factor_required": (401, "A code of the second factor is needed, and this is none that can be used."),
    "forbidden": (403, "You may not do this."),
    "not_author": (403, "You do not have permission to perform this action."),
    "edit_expired": (403, "Edit Option expired (15 minutes after posting)"),
    "account_deactivated": (403, "This account is deactivated. Reactivate it to log in."),
    "account_suspended": (403, "This account is suspended."),
    "not_found": (404, "There is nothing here."),
    "method_not_allowed": (405, "This method is not allowed here; the Allow header says which are."),
    "idempotency_in_progress": (409, "The first request with this Idempotency-Key is still under way."),
    "payload_too_large": (413, "The body is too large."),
    "unsupported_media_type": (415, "Send JSON, a form or multipart form data."),
    "idempotency_mismatch": (422, "This Idempotency-Key was used with another body."),
    "throttled": (429, "Request was throttled."),
    "internal_error": (500, "Something went wrong on our side. It was recorded."),
    "unavailable": (503, "The service cannot answer now. Try again soon."),
}

_BY_STATUS = {
    400: "validation_error",
    401: "not_authenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "idempotency_in_progress",
    413: "payload_too_large",
    415: "unsupported_media_type",
    422: "idempotency_mismatch",
    429: "throttled",
    503: "unavailable",
}


class ErrorBody(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every error looks like; `fields` says what is wrong with which part of the input."""

    error: str
    detail: str
    fields: dict[str, list[str]] | UnsetType = UNSET


class ApiError(Exception):
    """An answer that is an error: a code of `CODES`, and what differs from its usual status, sentence and headers."""

    def __init__(
        self,
        code: str,
        detail: str | None = None,
        *,
        status: int | None = None,
        fields: dict[str, list[str]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        usual_status, usual_detail = CODES[code]
        self.status = status or usual_status
        self.body = ErrorBody(error=code, detail=detail or usual_detail, fields=fields or UNSET)
        self.headers = headers or {}
        super().__init__(code)


def invalid(**fields: str) -> ApiError:
    """Bad input: one sentence for each field."""
    return ApiError("validation_error", fields={name: [sentence] for name, sentence in fields.items()})


def answer(request: Request[Any, Any, Any], error: Exception) -> Response[ErrorBody]:
    """The answer to any exception; what nobody expected is logged and says nothing to the client."""
    known = _known(request, error)
    if known is None:
        scope = cast("Any", request.scope)
        log.error(
            "unexpected error",
            request_id=scope["exchange"].request_id,
            path=scope.get("path_template"),
            exc_info=error,
        )
        known = ApiError("internal_error")
    if known.status == 401:
        known.headers.setdefault("WWW-Authenticate", "Bearer")
    return Response(known.body, status_code=known.status, headers=known.headers, media_type=MediaType.JSON)


def _known(request: Request[Any, Any, Any], error: Exception) -> ApiError | None:
    known = None
    match error:
        case ApiError():
            known = error
        case GraphError():
            known = _of_graph(error)
        case ValidationException():
            known = _of_validation(request, error)
        case HTTPException() if error.status_code in _BY_STATUS:
            known = _of_status(error)
        case HTTPException() if error.detail == "client disconnected prematurely":
            known = ApiError("validation_error", "The body ended before it was complete.")
    return known


def _of_graph(error: GraphError) -> ApiError | None:
    fields = {error.field: [error.detail]} if error.field else None
    match error:
        case NotFound():
            return ApiError("not_found", error.detail)
        case Forbidden() | Rejected() if error.code in CODES:
            return ApiError(error.code, error.detail, fields=fields)
        case Conflict():
            return ApiError("validation_error", error.detail, fields=fields)
        case Unavailable():
            log.warning("the graph is unavailable", detail=error.detail, cause=repr(error.__cause__))
            return ApiError("unavailable", headers={"Retry-After": "1"})
        case _:
            return None


def _of_validation(request: Request[Any, Any, Any], error: ValidationException) -> ApiError:
    problems = cast("list[dict[str, str]]", error.extra if isinstance(error.extra, list) else [])
    if any(problem.get("source") == "path" for problem in problems):
        return ApiError("not_found")
    fields: dict[str, list[str]] = {}
    for problem in problems:
        if problem.get("source") == "body":
            fields |= field_errors(request)
        elif problem.get("key"):
            fields.setdefault(problem["key"], []).append(readable(problem.get("message", "")))
    return ApiError("validation_error", fields=fields)


def _of_status(error: HTTPException) -> ApiError:
    headers = dict(error.headers or {})
    if error.status_code == 405:
        allowed = {method.strip() for method in headers.pop("allow", "").split(",") if method.strip()}
        headers["Allow"] = ", ".join(sorted(allowed | ({"HEAD"} if "GET" in allowed else set())))
    return ApiError(_BY_STATUS[error.status_code], headers=headers)
