"""Logs: one JSON line for each event on standard output; never tokens, bodies or query strings."""

import logging
import sys
from typing import Any

import msgspec
import structlog

from api.exchange import Exchange

log = structlog.get_logger()


def configure(level: str) -> None:
    """Send structlog's lines to standard output as JSON; the last call wins."""
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(serializer=_encode),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.BytesLoggerFactory(file=sys.stdout.buffer),
        cache_logger_on_first_use=False,
    )


def _encode(event: dict[str, Any], **_: object) -> bytes:
    return msgspec.json.encode(event, enc_hook=repr)


def record(scope: Any, exchange: Exchange, elapsed_ms: float) -> None:  # noqa: ANN401 - an ASGI scope
    """One line for an answered request; the path is the template, so that it holds no names and can be grouped."""
    log.info(
        "request",
        request_id=exchange.request_id,
        method=scope["method"],
        path=scope.get("path_template") or "-",
        status=exchange.status,
        ms=round(elapsed_ms, 2),
        user_id=exchange.user_id,
    )
