"""What has run out and nobody will use again, removed batch by batch."""

from graph import statements
from graph.accounts.records import Swept
from graph.client import Graph
from graph.ids import now_ms

BATCH = 500
MARGIN_MS = 3_600_000  # after the end; requests that began before it have long been answered


async def sweep_sessions(graph: Graph) -> bool:
    """Remove a batch of the sessions that ended by themselves; whether there may be more."""
    before_ms = now_ms() - MARGIN_MS
    rows = await graph.write(statements.accounts.sweep_sessions, Swept, before_ms=before_ms, batch=BATCH)
    return rows[0].swept == BATCH


async def sweep_resets(graph: Graph) -> bool:
    """Forget a batch of the reset links that are not good any more; whether there may be more."""
    before_ms = now_ms() - MARGIN_MS
    rows = await graph.write(statements.accounts.sweep_resets, Swept, before_ms=before_ms, batch=BATCH)
    return rows[0].swept == BATCH
