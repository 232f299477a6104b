"""What `GET /feeds/` says of each feed that a file makes."""

from collections.abc import Iterable

from api.built_in_feeds import FeedParameter, ListedFeed
from graph.feeds.written import Feed, Parameter


def listed(feeds: Iterable[Feed]) -> list[ListedFeed]:
    """What there is of each feed that a file makes."""
    return [
        ListedFeed(
            name=feed.name,
            title=feed.title,
            description=feed.description,
            order=feed.order,
            parameters=[_parameter(each) for each in feed.parameters],
        )
        for feed in feeds
    ]


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
