"""A worker with tasks of the tests' own: `python -m tests.tasks.running [WORD...]` is `tweetgraph worker` and they.

The word `sent` kills it with SIGKILL when it has put ten events in the stream, in the middle of what it is about;
`before`, `within` and `after` do when it publishes the third scheduled tweet. `hasty` has it look for them each second.
"""

import asyncio
import os
import signal
import sys
from typing import Annotated

from taskiq import BrokerMessage, Context, TaskiqDepends

from api import serving
from graph.client import Graph
from graph.records import Record
from graph.settings import from_environment
from graph.tweets import scheduling
from graph.tweets.records import Due
from graph.tweets.scheduling import publish_scheduled
from tasks.broker import broker
from tasks.receiver import Absent, Unfinished
from tasks.tweets import publish_due
from tests.fixtures import stated

STARTED = stated("started", "MERGE (e:TestEffect {id: $id}) SET e.started = coalesce(e.started, 0) + 1, e.kept = $kept")
ENDED = stated("ended", "MATCH (e:TestEffect {id: $id}) SET e.ended = coalesce(e.ended, 0) + 1, e.kept = $kept")


@broker.task("tests.effect")
async def effect(event_id: int, seconds: float, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Tell the graph that it began, take its time, and tell that it ended."""
    graph: Graph = context.state.graph
    await graph.write(STARTED, Record, id=event_id, kept=os.getpid())
    await asyncio.sleep(seconds)
    await graph.write(ENDED, Record, id=event_id, kept=os.getpid())


@broker.task("tests.patient", seconds=30)
async def patient(event_id: int, seconds: float, context: Annotated[Context, TaskiqDepends()]) -> None:
    """As above, and longer than other tasks may take."""
    await effect(event_id, seconds, context)


@broker.task("tests.failing")
async def failing(event_id: int, until: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Fail some times with a secret in the error, then take the effect."""
    graph: Graph = context.state.graph
    rows = await graph.write(COUNTED, Count, id=event_id)
    if rows[0].found <= until:
        raise ValueError("hunter2 is the password")
    await graph.write(ENDED, Record, id=event_id, kept=os.getpid())


@broker.task("tests.unfinished")
async def unfinished(event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Leave a rest once."""
    graph: Graph = context.state.graph
    if (await graph.write(COUNTED, Count, id=event_id))[0].found == 1:
        raise Unfinished
    await graph.write(ENDED, Record, id=event_id, kept=os.getpid())


@broker.task("tests.absent")
async def absent(event_id: int, late: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Find nobody, so many times."""
    graph: Graph = context.state.graph
    if (await graph.write(COUNTED, Count, id=event_id))[0].found <= late:
        raise Absent
    await graph.write(ENDED, Record, id=event_id, kept=os.getpid())


@broker.task("tests.ticking", schedule=[{"interval": 1}])
async def ticking(context: Annotated[Context, TaskiqDepends()]) -> None:
    """Count how often the schedule sent this."""
    await context.state.graph.write(STARTED, Record, id=-1, kept=os.getpid())


class Count(Record):
    """How many there are."""

    found: int


COUNTED = stated(
    "counted", "MERGE (e:TestEffect {id: $id}) SET e.started = coalesce(e.started, 0) + 1 RETURN e.started AS found"
)


async def _kick_and_die(message: BrokerMessage) -> None:
    await type(broker).kick(broker, message)
    if message.task_name == "tests.effect":
        sent.append(message.task_id)
    if len(sent) == 10:
        os.kill(os.getpid(), signal.SIGKILL)


async def _publish_and_die(graph: Graph, *, due: Due) -> int | None:
    if len(published) < 2:
        published.append(due)
        return await publish_scheduled(graph, due=due)
    if "before" not in sys.argv:
        publishing = asyncio.create_task(publish_scheduled(graph, due=due))
        # Within: the statement is on its way, and may or may not take effect.
        await (asyncio.sleep(0.003) if "within" in sys.argv else publishing)
    os.kill(os.getpid(), signal.SIGKILL)
    return None


sent: list[str] = []
published: list[Due] = []

if __name__ == "__main__":
    if "sent" in sys.argv:
        vars(broker)["kick"] = _kick_and_die
    if {"before", "within", "after"} & set(sys.argv):
        vars(scheduling)["publish_scheduled"] = _publish_and_die
    if "hasty" in sys.argv:
        publish_due.labels["schedule"] = [{"interval": 1}]
        vars(scheduling)["CLAIMED_MS"] = 1000
    serving.run_worker(from_environment())
