"""What `GET /feeds/` says of each feed, of a file and of our own."""

from collections.abc import Iterable
from typing import Annotated

import msgspec
from msgspec import Meta

from graph.feeds.written import Feed, Kind, Order, Parameter


class FeedParameter(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed can be asked with; `default` is null where a value must be given."""

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


# Feeds with an operation of their own; their names are in graph.feeds.written.TAKEN.
OWN: tuple[ListedFeed, ...] = ()


def listed(feeds: Iterable[Feed]) -> list[ListedFeed]:
    """Every feed that there is, by name."""
    of_files = [
        ListedFeed(
            name=feed.name,
            title=feed.title,
            description=feed.description,
            order=feed.order,
            parameters=[_parameter(each) for each in feed.parameters],
        )
        for feed in feeds
    ]
    return sorted([*OWN, *of_files], key=lambda feed: feed.name)


def _parameter(parameter: Parameter) -> FeedParameter:
    is_bounded = parameter.kind in {"integer", "number", "text"}
    return FeedParameter(
        name=parameter.name,
        type=parameter.kind,
        description=parameter.description,
        default=parameter.default,
        least=parameter.least if is_bounded else None,
        most=parameter.most if is_bounded else None,
        choices=list(parameter.choices),
    )
