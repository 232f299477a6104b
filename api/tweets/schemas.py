"""What clients send and get around a tweet."""

from typing import Annotated

import msgspec
from litestar.datastructures import UploadFile
from msgspec import UNSET, Meta, UnsetType

from api.pages import Page
from graph.ids import LARGEST
from graph.records import ReplySettings, Tweet
from graph.tweets.records import Comment, Tombstone

Id = Annotated[int, Meta(ge=1, le=LARGEST)]
MediaIds = Annotated[list[Id], Meta(max_length=4, description="Pictures of yours that no other tweet shows, in order.")]
DueAt = Annotated[
    str,
    Meta(
        extra_json_schema={
            "description": "When to publish it: with its zone, at least ten seconds and at most a year ahead.",
            "examples": ["2026-12-24T18:00:00+01:00"],
            "extra": {"format": "date-time"},
        },
    ),
]
Image = Annotated[UploadFile | None, Meta(description="A picture in a multipart form; the tweet's first.")]


class Publishing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to publish; its length is counted in code points."""

    content: Annotated[str, Meta(examples=["Hello @ada, this is my first #graph."])] = ""
    quote_of: Annotated[Id | None, Meta(description="The tweet to quote.")] = None
    reply_settings: Annotated[
        ReplySettings, Meta(description="Who may answer, and in the whole thread: those whom you follow, or mention.")
    ] = "everyone"
    media_ids: MediaIds = []
    image: Image = None
    scheduled_at: DueAt | None = None


class Editing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a tweet shall say and show instead; what is left out stays, an empty `image` removes all pictures."""

    content: Annotated[str | UnsetType, Meta(examples=["Hello @ada, this is my second #graph."])] = UNSET
    media_ids: MediaIds | UnsetType = UNSET
    image: Image | UnsetType = UNSET


class Rescheduling(Editing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a scheduled tweet shall say and show instead, and when; what is left out stays."""

    scheduled_at: DueAt | UnsetType = UNSET


class Commenting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to answer, and which comment of the thread; none: the tweet itself."""

    content: Annotated[str, Meta(examples=["I think so too."])] = ""
    parent: Annotated[Id | None, Meta(description="A comment of the same thread.")] = None
    media_ids: MediaIds = []
    image: Image = None


class Pinned(msgspec.Struct, frozen=True, kw_only=True):
    """What was done."""

    detail: str


class Detail(Tweet, kw_only=True, tag_field="type", tag="tweet"):
    """A tweet with its author's display name and the first page of its comments."""

    user: str
    comments: Page[Comment | Tombstone]


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """A tweet with what it answers, the beginning of the thread first, and the first page of its comments."""

    ancestors: list[Tweet | Tombstone]
    tweet: Tweet
    replies: Page[Comment | Tombstone]
