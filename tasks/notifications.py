"""Tasks that tell people something."""

from typing import Annotated

from taskiq import Context, TaskiqDepends

from graph.notifications import repository
from tasks.broker import broker
from tasks.hints import Hint, tell
from tasks.receiver import Absent


@broker.task("notifications.welcome")
async def welcome(user_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Welcome a new person; no-op if that was done already."""
    if not await repository.welcome(context.state.graph, user_id=user_id):
        raise Absent
    await tell(context.state.redis, Hint(actor=user_id))
