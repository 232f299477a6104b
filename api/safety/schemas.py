"""What clients send and get when they block and mute."""

from typing import Annotated

import msgspec
from msgspec import Meta

from api.moments import Until
from graph.safety.records import Reason


class Muting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to mute a person."""

    until: Until = None
    notifications: Annotated[bool, Meta(description="Whether to be told nothing of them either.")] = True


class WordMuting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What not to read."""

    word: Annotated[str, Meta(min_length=1, max_length=100, description="A word or a phrase.", examples=["spoiler"])]
    until: Until = None


class Reporting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is wrong with a tweet or a person: exactly one of `tweet` and `username` is said."""

    reason: Annotated[Reason, Meta(description="What is wrong.", examples=["spam"])]
    tweet: Annotated[int | None, Meta(description="The id of a tweet.")] = None
    username: Annotated[str | None, Meta(description="The name of a person.", examples=["ada"])] = None
    comment: Annotated[str, Meta(max_length=500, description="What staff should know.")] = ""


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """What was done."""

    detail: str
