"""Moments that clients send."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from api.errors import invalid
from graph.ids import now_ms

Until = Annotated[
    str | None,
    Meta(description="When it ends, with its zone; null: never.", examples=["2027-01-01T00:00:00Z"]),
]


def moment_ms(text: str) -> int | None:
    """A moment with its zone in milliseconds since 1970; None if the text is none."""
    try:
        moment = msgspec.convert(text, Annotated[datetime, Meta(tz=True)])
        return int(moment.astimezone(UTC).timestamp() * 1000)
    except (msgspec.ValidationError, OverflowError):
        return None


def checked_until(text: str | None) -> int | None:
    """When something ends, in milliseconds since 1970, None for never. Raises `validation_error`."""
    if text is None:
        return None
    until_ms = moment_ms(text)
    if until_ms is None:
        raise invalid(until="A moment with its zone is needed, such as 2027-01-01T00:00:00Z.")
    if until_ms <= now_ms():
        raise invalid(until="This must be in the future.")
    return until_ms
