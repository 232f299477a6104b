"""What clients send and get when they block and mute."""

from typing import Annotated

import msgspec
from msgspec import Meta

from api.moments import Until


class Muting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to mute a person."""

    until: Until = None
    notifications: Annotated[bool, Meta(description="Whether to be told nothing of them either.")] = True


class WordMuting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What not to read."""

    word: Annotated[str, Meta(min_length=1, max_length=100, description="A word or a phrase.", examples=["spoiler"])]
    until: Until = None


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """What was done."""

    detail: str
