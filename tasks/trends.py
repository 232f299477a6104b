"""Tasks that find what people speak of."""

from typing import Annotated

from taskiq import Context, TaskiqDepends

from graph.ids import now_ms
from graph.trends import repository
from graph.trends.repository import Span
from tasks.broker import broker

EACH_MINUTE = {"cron": "* * * * *", "kwargs": {"window": "hour"}}
EACH_TEN_MINUTES = {"cron": "*/10 * * * *", "kwargs": {"window": "day"}}


@broker.task("trends.compute", schedule=[EACH_MINUTE, EACH_TEN_MINUTES])
async def compute(window: Span, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Find the trends of a window that ends now."""
    await repository.compute(context.state.graph, window=window, now_ms=now_ms())
