"""Feeds beside the home feed over HTTP; `api.built_in_feeds` has their names and what they show."""

from typing import Annotated, Any

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import QueryParameter

from api.built_in_feeds import CATCH_UP, FOR_YOU, LIKED_BY_FOLLOWING
from api.discovery.reasons import engaged
from api.errors import invalid
from api.guards import access
from api.moments import moment_ms
from api.pages import Page, PageRequest, page_of, ranked_page_of
from api.requests import ApiRequest
from graph.discovery import feeds
from graph.discovery.feeds import Reason, Reasoned
from graph.ids import LARGEST, first_id_at, now_ms
from graph.records import Instant, Tweet

PAGED = ("invalid_page", "invalid_cursor")
DAY = 86_400_000  # milliseconds
_TIME: dict[str, Any] = {"type": "string", "format": "date-time", "one_of": None}

Order = Annotated[
    feeds.Order,
    QueryParameter(
        name="order",
        required=False,
        description=(
            "`rank`: what many engaged with lately comes first, and at most two tweets of an author are there. "
            "`time`: the same tweets, newest first, however many an author has."
        ),
    ),
]
Until = Annotated[
    str | None,
    QueryParameter(
        name="until",
        required=False,
        description=(
            "As of which moment, by default now. `next` and `previous` carry that of the first page, so that what "
            "comes meanwhile moves nothing."
        ),
        schema_extra=_TIME,
    ),
]
Since = Annotated[
    str | None,
    QueryParameter(
        name="since",
        required=False,
        description="When what one missed begins, with its zone; by default a day before `until`.",
        schema_extra=_TIME,
        examples=[Example(summary="A moment", value="2026-11-22T08:00:00Z")],
    ),
]


class Recommended(Tweet, kw_only=True, tag_field="type", tag="tweet"):
    """A tweet, and why it is shown: `because` in words, in English, and `reason` as people and numbers.

    The people are of those whom one followed last; `liked_by` and `retweeted_by` have up to three of them.
    """

    because: str
    reason: Reason


class Moment(msgspec.Struct, frozen=True):
    """The moment as of which a feed is made, and whether it is the present one."""

    ms: int  # since 1970
    is_now: bool

    @property
    def id(self) -> int:
        """The smallest id that is not before it."""
        return first_id_at(self.ms)

    @property
    def before(self) -> int:
        """What every id of the feed is below: of the present moment nothing is left out."""
        return LARGEST if self.is_now else self.id

    def carried(self, asked: PageRequest) -> PageRequest:
        """The same page, whose links lead to others as of the same moment."""
        return msgspec.structs.replace(asked, kept=[*asked.kept, ("until", _text(self.ms))]) if self.is_now else asked


class BuiltInFeedsController(Controller):
    """Feeds by other measures than the home feed's."""

    path = "/feeds"
    tags = ("Feeds",)

    @get(f"/{FOR_YOU.name}/", operation_id="discovery.for_you", opt=access(errors=("validation_error", *PAGED)))
    async def for_you(
        self, request: ApiRequest, asked: NamedDependency[PageRequest], order: Order = "rank", until: Until = None
    ) -> Page[Recommended]:
        """What the people you follow like and pass on, each tweet with the reason; nothing that you did so with."""
        moment = as_of(until)
        found = await feeds.for_you(
            request.graph,
            viewer_id=request.viewer_id,
            before=moment.before,
            moment=moment.id,
            order=order,
            window=asked.ranked_window,
        )
        return ranked_page_of([_shown(row) for row in found], moment.carried(asked), count=None)

    @get(f"/{LIKED_BY_FOLLOWING.name}/", operation_id="discovery.liked_by_following", opt=access(errors=PAGED))
    async def liked_by_following(self, request: ApiRequest, asked: NamedDependency[PageRequest]) -> Page[Recommended]:
        """Tweets and comments that people you follow like, newest first, each with who likes it; none of your own."""
        found = await feeds.liked_by_following(request.graph, viewer_id=request.viewer_id, window=asked.window)
        return page_of([_shown(row) for row in found], asked, count=None)

    @get(f"/{CATCH_UP.name}/", operation_id="discovery.catch_up", opt=access(errors=("validation_error", *PAGED)))
    async def catch_up(
        self, request: ApiRequest, asked: NamedDependency[PageRequest], since: Since = None, until: Until = None
    ) -> Page[Tweet]:
        """What the people you follow tweeted since a moment, without comments; what others did most with comes first.

        Likes, comments, retweets and quotes are counted when a page is asked for, in steps of powers of two: the newest
        of a step comes first.
        """
        moment = as_of(until)
        start = moment.ms - DAY if since is None else _checked("since", since)
        found = await feeds.catch_up(
            request.graph,
            viewer_id=request.viewer_id,
            since=first_id_at(start),
            before=moment.before,
            window=asked.ranked_window,
        )
        return ranked_page_of(found, moment.carried(asked), count=None)


def as_of(until: str | None) -> Moment:
    """The moment that is asked for, or the present one with what happens in it. Raises `validation_error`."""
    return Moment(now_ms() + 1, is_now=True) if until is None else Moment(_checked("until", until), is_now=False)


def _checked(name: str, text: str) -> int:
    unix_ms = moment_ms(text)
    if unix_ms is None:
        raise invalid(**{name: "A moment with its zone is needed, such as 2026-11-22T08:00:00Z."})
    return unix_ms


def _text(unix_ms: int) -> str:
    return Instant.from_ms(unix_ms)


def _shown(row: Reasoned) -> Recommended:
    fields = {name: getattr(row.tweet, name) for name in row.tweet.__struct_fields__}
    return Recommended(**fields, because=engaged(row.reason), reason=row.reason)
