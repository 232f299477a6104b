"""What people are told of the archive of their data."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from graph.records import Instant

Url = Annotated[
    str, Meta(description="Good for an hour, without a token.", examples=["https://api.example.com/export/NDA5Ng/…/"])
]


class ExportState(msgspec.Struct, frozen=True, kw_only=True):
    """How the archive does: `size` in bytes, `url` and `ends_at` are there once it is ready."""

    status: Literal["none", "in_progress", "ready"]
    requested_at: Instant | None
    ready_at: Instant | None
    ends_at: Instant | None
    size: int | None
    url: Url | None
