"""What becomes of an event whose task failed: tried again after growing pauses, then a dead letter."""

import random

import structlog

from graph.client import Graph
from graph.outbox.repository import give_up, set_aside
from tasks.broker import settings

LONGEST_MS = 3_600_000  # between two tries

log = structlog.get_logger()


def pause_ms(attempts: int, *, first_ms: int) -> int:
    """How long an event rests after so many failures: doubled each time, a quarter more or less, at most an hour."""
    pause = min(first_ms * 2 ** (attempts - 1), LONGEST_MS)
    return int(pause * random.uniform(0.75, 1.25))  # noqa: S311 - jitter, not a secret


async def failed(graph: Graph, *, event_id: int, attempts: int, error: str) -> None:
    """Set an event aside, or give it up after the last attempt; no-op if it is done meanwhile."""
    if attempts < settings.task_attempts:
        pause = pause_ms(attempts, first_ms=settings.task_retry_seconds * 1000)
        await set_aside(graph, event_id=event_id, attempts=attempts, error=error, pause_ms=pause)
        return
    await give_up(graph, event_id=event_id, attempts=attempts, error=error)
    log.error("a task is given up, see tweetgraph tasks dead", event_id=event_id, attempts=attempts, error=error)
