"""The way to Neo4j when it is cut: a statement is repeated, and who waits for its return is told."""

import asyncio
import gc
from collections.abc import AsyncIterator

import msgspec
import pytest
from neo4j.exceptions import Neo4jError

from graph.client import Graph, _explained, connect
from graph.errors import Unavailable
from graph.records import Instant, Record
from tests.between import LEAVING, Between, between
from tests.conftest import Stack
from tests.fixtures import stated

ONE = stated("one", "RETURN 1 AS one")

# Long enough for several to be under way together.
NAP = stated("nap", "UNWIND range(1, 300000) AS n WITH count(n) AS found RETURN CASE WHEN found > 0 THEN 1 END AS one")

COUNTED = stated(
    "counted",
    """
    MERGE (key:ImportedFile {key: $key})
    SET key.rows = coalesce(key.rows, 0) + 1
    RETURN CASE WHEN key.rows > $unfit THEN key.rows END AS one
    """,
)


class One(Record):
    """What the statement returns."""

    one: int


@pytest.fixture
async def cut_graph(stack: Stack) -> AsyncIterator[tuple[Between, Graph]]:
    async with between(stack.settings.neo4j_bolt_port) as relay:
        settings = msgspec.structs.replace(stack.settings, neo4j_uri=f"bolt://127.0.0.1:{relay.port}")
        async with connect(settings, stack.secrets) as graph:
            yield relay, graph
    gc.collect()  # here, under the mark below, and in no test that comes later


@LEAVING
async def test_a_cut_connection_is_repeated_and_the_return_is_told_once(cut_graph: tuple[Between, Graph]) -> None:
    relay, graph = cut_graph
    told: list[str] = []
    graph.when_back = lambda: told.append("back")
    assert await graph.read(ONE, One) == [One(one=1)]
    assert not told
    relay.cut()
    assert await graph.read(ONE, One) == [One(one=1)]
    assert await graph.write(ONE, One) == [One(one=1)]
    assert graph.tally.retries >= 1
    assert told == ["back"]


@LEAVING
async def test_who_cannot_reach_it_is_told_within_the_deadline(cut_graph: tuple[Between, Graph]) -> None:
    relay, graph = cut_graph
    impatient = graph.within(0.5)
    relay.refuses = True
    relay.cut()
    async with asyncio.timeout(3):
        with pytest.raises(Unavailable):
            await impatient.read(ONE, One)
    relay.refuses = False
    assert await graph.read(ONE, One) == [One(one=1)]


@LEAVING
async def test_a_write_that_fails_when_its_caller_has_gone_is_not_logged(cut_graph: tuple[Between, Graph]) -> None:
    relay, graph = cut_graph
    relay.refuses = True
    relay.cut()
    heard: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: heard.append(context))
    try:
        writing = asyncio.create_task(graph.within(0.5).write(ONE, One))
        await asyncio.sleep(0.1)
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
        await asyncio.sleep(1)
        gc.collect()
    finally:
        loop.set_exception_handler(None)
    assert not heard


class Moment(Record):
    """What the statement returns, as a moment."""

    one: Instant


async def test_what_was_deleted_while_it_was_read_is_read_again(graph: Graph) -> None:
    assert await graph.write(COUNTED, Moment, key=f"unfit/{graph.next_id()}", unfit=2) == [
        Moment(one=Instant.from_ms(3))
    ]
    key = f"unfit/{graph.next_id()}"
    assert await graph.write(COUNTED, One, key=key, unfit=2) == [One(one=3)]
    with pytest.raises(msgspec.ValidationError):  # rows that never fit are a mistake of ours
        await graph.write(COUNTED, One, key=key, unfit=99)


@pytest.mark.parametrize(
    "code", ["ClientError.Transaction.TransactionTimedOut", "TransientError.Transaction.LockClientStopped"]
)
def test_a_transaction_that_took_too_long_is_no_mistake_of_ours(code: str) -> None:
    error = Neo4jError._hydrate_neo4j(code=f"Neo.{code}", message="stopped")  # noqa: SLF001 - as the driver makes it
    assert isinstance(_explained(error), Unavailable)


async def test_who_waits_too_long_for_a_lock_is_told(graph: Graph) -> None:
    key = f"locked/{graph.next_id()}"
    await graph.write(COUNTED, One, key=key, unfit=-1)
    impatient = graph.within(4)
    impatient.timeout = 1.0
    async with graph.driver.session(database=graph.database) as session:
        transaction = await session.begin_transaction()
        await transaction.run(COUNTED.text, key=key, unfit=-1)
        with pytest.raises(Unavailable):
            await impatient.write(COUNTED, One, key=key, unfit=-1)
        with pytest.raises(Unavailable):
            await impatient.transact(lambda bound: bound.write(COUNTED, One, key=key, unfit=-1))
        await transaction.rollback()


@LEAVING
async def test_one_silence_is_enough_to_give_up_all_that_was_connected(cut_graph: tuple[Between, Graph]) -> None:
    relay, graph = cut_graph
    await asyncio.gather(*(graph.read(NAP, One) for _ in range(6)))
    connected = relay.carrying
    assert connected >= 3
    relay.silence()
    with pytest.raises(Unavailable):
        await graph.within(1).read(ONE, One)
    relay.restore()
    async with asyncio.timeout(graph.deadline):  # one after the other would take as long for each
        for _ in range(connected):
            assert await graph.read(ONE, One) == [One(one=1)]
