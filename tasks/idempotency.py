"""Tasks that keep what is kept of requests small."""

from typing import Annotated

from taskiq import Context, TaskiqDepends

from graph.idempotency import repository
from tasks.broker import broker


@broker.task("idempotency.sweep", schedule=[{"cron": "*/10 * * * *"}])
async def sweep(context: Annotated[Context, TaskiqDepends()]) -> None:
    """Remove the keys of requests that have expired; no-op if there are none."""
    await repository.sweep(context.state.graph)
