"""What staff send and get."""

from typing import Annotated

import msgspec
from msgspec import Meta

from api.moments import Until

Reason = Annotated[
    str, Meta(min_length=1, max_length=500, description="Why; it stays in the audit trail.", examples=["It is spam."])
]


class Acting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why something is done."""

    reason: Reason


class Suspending(Acting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why somebody is suspended, and until when."""

    until: Until = None


class Ruled(msgspec.Struct, frozen=True, kw_only=True):
    """What was done."""

    detail: str
