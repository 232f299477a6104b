"""How a worker runs a task: it claims the event, runs, and removes the event from the graph when the effect was taken.

Of two messages of one event the second finds it gone or claimed and does nothing. A run that dies lets go of its
event after HOLD_MS, and the relay sends it again. A task without an event, which is one of the schedule, just runs.
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from typing import Any

import structlog
from taskiq import TaskiqResult
from taskiq.acks import AckController
from taskiq.exceptions import NoResultError
from taskiq.message import TaskiqMessage
from taskiq.receiver import Receiver as TaskiqReceiver

from graph.client import Graph
from graph.errors import GraphError
from graph.outbox import repository as outbox
from tasks.broker import HOLD_MS, settings
from tasks.retries import failed

EVENT = "event_id"  # the label of a message that carries an event
SECONDS = "seconds"  # the label of a task that may take longer than others: it holds its event anew while it runs
RENEWAL = 5.0  # seconds between
TOLD_HERE = "Exception found while executing function."

log = structlog.get_logger()
logging.getLogger("taskiq.receiver.receiver").addFilter(lambda record: record.msg != TOLD_HERE)


class Unfinished(NoResultError):  # noqa: N818 - it is none
    """A task raises this when it leaves a rest for another run, which follows at once and is no failure."""


class Absent(NoResultError):  # noqa: N818 - it is a fact
    """A task raises this when whom it is about is not there: it is tried once more, and the second time it is done.

    One mail was lost as if who had just registered could not be found yet; that this was the cause is not proven.
    """


class Receiver(TaskiqReceiver):
    """Runs a task under the claim on its event, and within TWEETGRAPH_TASK_SECONDS or the time that it names."""

    async def run_task(
        self, target: Callable[..., Any], message: TaskiqMessage, ack_controller: AckController | None = None
    ) -> TaskiqResult[Any]:
        """Run one message; an error becomes part of the result, and the message is acknowledged in any case."""
        message.labels["timeout"] = max(settings.task_seconds, int(message.labels.get(SECONDS, 0)))
        event_id = message.labels.get(EVENT)
        graph: Graph = self.broker.state.graph
        try:
            if event_id is None:
                return await self._run(target, message, ack_controller)
            holder = secrets.token_hex(8)
            claim = await outbox.claim(graph, event_id=int(event_id), holder=holder, hold_ms=HOLD_MS)
            if claim is None:
                return _result(None)
            is_long = SECONDS in message.labels
            async with held(graph, event_id=int(event_id), holder=holder) if is_long else contextlib.nullcontext():
                result = await self._run(
                    target, message, ack_controller, event_id=int(event_id), attempt=claim.attempts + 1
                )
            match result.error:
                case Absent() if claim.attempts == 0:
                    await failed(graph, event_id=int(event_id), attempts=1, error="Absent")
                case None | Absent():
                    await outbox.finish(graph, event_id=int(event_id))
                case Unfinished() | asyncio.CancelledError():
                    await outbox.hand_back(graph, event_id=int(event_id), holder=holder)
                case error:
                    await failed(graph, event_id=int(event_id), attempts=claim.attempts + 1, error=type(error).__name__)
        except GraphError as error:
            # The event is in the graph, and is sent again.
            log.warning("a task is left to another run", task=message.task_name, event_id=event_id, error=error.code)
            return _result(error)
        return result

    async def _run(
        self,
        target: Callable[..., Any],
        message: TaskiqMessage,
        ack_controller: AckController | None,
        **known: int,
    ) -> TaskiqResult[Any]:
        """Run the task and log its error, by class: the text of one may hold an address or worse."""
        try:
            result = await super().run_task(target, message, ack_controller)
        except Exception as error:  # noqa: BLE001 - parameters that do not fit are an error of the task as well
            result = _result(error)
        if result.error is not None and not isinstance(result.error, Unfinished | Absent):
            log.error(
                "a task failed",
                task=message.task_name,
                error=type(result.error).__name__,
                at=_place(result.error),
                **known,
            )
        return result


@contextlib.asynccontextmanager
async def held(graph: Graph, *, event_id: int, holder: str) -> AsyncIterator[None]:
    """Hold an event for as long as its run takes; a worker that dies meanwhile lets go of it as of any other."""

    async def hold() -> None:
        while True:
            await asyncio.sleep(RENEWAL)
            with contextlib.suppress(GraphError):  # if it lasts, another run begins, and the first that ends counts
                await outbox.claim(graph, event_id=event_id, holder=holder, hold_ms=HOLD_MS)

    holding = asyncio.create_task(hold())
    try:
        yield
    finally:
        holding.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await holding


def _result(error: BaseException | None) -> TaskiqResult[Any]:
    return TaskiqResult(is_err=error is not None, return_value=None, execution_time=0.0, error=error)


def _place(error: BaseException) -> str:
    """File and line where an error arose."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return f"{last.tb_frame.f_code.co_filename.rpartition('/')[2]}:{last.tb_lineno}" if last else ""
