"""The way to Neo4j when it is cut: a statement is repeated, and who waits for its return is told."""

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator

import msgspec
import pytest
from neo4j.exceptions import Neo4jError

from graph.client import Graph, _explained, connect
from graph.errors import Unavailable
from graph.records import Instant, Record
from tests.conftest import Stack
from tests.fixtures import stated

ONE = stated("one", "RETURN 1 AS one")

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


class Cut:
    """A relay before Bolt whose connections can be cut, and which can refuse new ones."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open: set[asyncio.StreamWriter] = set()
        self.refuses = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until it is cut."""
        if self.refuses:
            writer.close()
            return
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._open |= {writer, far_writer}
        with contextlib.suppress(OSError):
            await asyncio.gather(_pipe(reader, far_writer), _pipe(far_reader, writer))

    def cut(self) -> None:
        """End all connections in the middle of whatever they carry."""
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


@pytest.fixture
async def cut_graph(stack: Stack) -> AsyncIterator[tuple[Cut, Graph]]:
    relay = Cut(stack.settings.neo4j_bolt_port)
    server = await asyncio.start_server(relay.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    settings = msgspec.structs.replace(stack.settings, neo4j_uri=f"bolt://127.0.0.1:{port}")
    async with connect(settings, stack.secrets) as graph:
        yield relay, graph
    server.close()
    relay.cut()
    await server.wait_closed()
    gc.collect()  # here, under the mark below, and in no test that comes later


# A connection that is given up while it is made leaves its socket to the collector, in the driver.
LEAVING = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@LEAVING
async def test_a_cut_connection_is_repeated_and_the_return_is_told_once(cut_graph: tuple[Cut, Graph]) -> None:
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
async def test_who_cannot_reach_it_is_told_within_the_deadline(cut_graph: tuple[Cut, Graph]) -> None:
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
async def test_a_write_that_fails_when_its_caller_has_gone_is_not_logged(cut_graph: tuple[Cut, Graph]) -> None:
    between, graph = cut_graph
    between.refuses = True
    between.cut()
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
