"""The feeds below `/feeds/` that are a part of the product: what each is called, and what it shows."""

from typing import Literal

import msgspec


class BuiltInFeed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed at `/feeds/<name>/`, by time or by what counts there."""

    name: str
    title: str
    description: str
    order: Literal["newest", "score"]


FOR_YOU = BuiltInFeed(
    name="for-you",
    title="For you",
    description="What the people you follow like and pass on, fresh, with the reason, at most two tweets of an author.",
    order="score",
)
LIKED_BY_FOLLOWING = BuiltInFeed(
    name="liked-by-following",
    title="Liked by people you follow",
    description="The tweets that people you follow like, newest first, with who likes them.",
    order="newest",
)
CATCH_UP = BuiltInFeed(
    name="catch-up",
    title="Catch up",
    description="What the people you follow tweeted since a moment; what others did most with comes first.",
    order="score",
)
BUILT_IN = (FOR_YOU, LIKED_BY_FOLLOWING, CATCH_UP)
