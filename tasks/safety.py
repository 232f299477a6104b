"""Tasks that keep what people do not want to meet small."""

import time
from typing import Annotated

from taskiq import Context, TaskiqDepends

from graph.safety import repository
from tasks.broker import broker, rest_from


@broker.task("safety.sweep", schedule=[{"cron": "27 * * * *"}])
async def sweep(context: Annotated[Context, TaskiqDepends()]) -> None:
    """Remove mutes that have ended, which hide nothing any more; the next hour goes on where this run has to stop."""
    until = rest_from()
    while time.monotonic() < until and await repository.sweep(context.state.graph):
        pass
