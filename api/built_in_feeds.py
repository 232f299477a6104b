"""What `GET /feeds/` says of a feed, and what it says of those that are a part of the product."""

from typing import Annotated

import msgspec
from msgspec import Meta

from graph.feeds.written import Kind, Order


class FeedParameter(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed can be asked with; `default` is null where a value must be given or is told of in the description."""

    name: str
    type: Kind
    description: str
    default: float | str | bool | None
    least: Annotated[float | None, Meta(description="The smallest number, or the fewest characters.")]
    most: Annotated[float | None, Meta(description="The largest number, or the most characters.")]
    choices: list[str]


class ListedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed that can be asked for at `/feeds/{name}/`."""

    name: str
    title: str
    description: str
    order: Order
    parameters: list[FeedParameter] = []


def _moment(name: str, description: str) -> FeedParameter:
    return FeedParameter(
        name=name, type="text", description=description, default=None, least=None, most=None, choices=[]
    )


UNTIL = _moment("until", "As of which moment; now, if it is left out.")

FOR_YOU = ListedFeed(
    name="for-you",
    title="For you",
    description="What the people you follow like and pass on, fresh, with the reason, at most two tweets of an author.",
    order="score",
    parameters=[
        FeedParameter(
            name="order",
            type="choice",
            description="By rank, or the same tweets newest first, however many an author has.",
            default="rank",
            least=None,
            most=None,
            choices=["rank", "time"],
        ),
        UNTIL,
    ],
)
LIKED_BY_FOLLOWING = ListedFeed(
    name="liked-by-following",
    title="Liked by people you follow",
    description="The tweets that people you follow like, newest first, with who likes them.",
    order="newest",
)
CATCH_UP = ListedFeed(
    name="catch-up",
    title="Catch up",
    description="What the people you follow tweeted since a moment; what others did most with comes first.",
    order="score",
    parameters=[_moment("since", "When what you missed begins; a day before `until`, if it is left out."), UNTIL],
)
BUILT_IN = (FOR_YOU, LIKED_BY_FOLLOWING, CATCH_UP)
