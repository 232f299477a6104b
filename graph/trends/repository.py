"""Trends: which hashtags more people use than is usual for each of them."""

from typing import Literal

from graph import statements
from graph.client import Graph
from graph.ids import first_id_at
from graph.records import Hashtag, Instant, Record

HOUR = 3_600_000  # milliseconds
WINDOWS = {"hour": (HOUR, 24), "day": (24 * HOUR, 7)}  # how long one is, and how many before it are the usual
YOUNG = 24 * HOUR  # an account of this age or less counts half
LEAST_PEOPLE = 3  # whom a trend takes
LEAST_SCORE = 1.0  # standard deviations above the usual
LOOKED_AT = 200  # hashtags of the window, those with most people, that are compared with their past
MOST = 30
NOBODY = 0  # who reads when trends are found: what protected people write makes none

Span = Literal["hour", "day"]


class Trend(Hashtag):
    """A hashtag with how many people used it within the window."""

    people_count: int


class Trends(Record):
    """The trends of a window, the most striking first, and when they were found: null before the first time."""

    as_of: Instant | None
    trends: list[Trend]


async def compute(graph: Graph, *, window: Span, now_ms: int) -> None:
    """Find the trends of the window that ends now; no-op if those of a later one are known."""
    length, slices = WINDOWS[window]
    await graph.write(
        statements.trends.compute,
        Record,
        viewer_id=NOBODY,
        window=window,
        since=first_id_at(now_ms - length),
        until=first_id_at(now_ms),
        past=first_id_at(now_ms - (1 + slices) * length),
        slices=slices,
        young=first_id_at(now_ms - YOUNG),
        least_people=LEAST_PEOPLE,
        least_score=LEAST_SCORE,
        looked_at=LOOKED_AT,
        most=MOST,
    )


async def current(graph: Graph, *, viewer_id: int | None, window: Span) -> Trends:
    """The trends of a window as they were found last."""
    return (await graph.read(statements.trends.current, Trends, viewer_id=viewer_id, window=window))[0]
