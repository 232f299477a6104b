"""The way to Neo4j: one driver of a process, one `read` and one `write`, both by statement and into Structs.

Statements run as auto-commit transactions: one round trip of Bolt where a managed transaction takes three. The driver
never retries those, so both helpers bring their own retry. Every statement is idempotent under the same parameters,
which makes it safe to repeat one whose outcome is unknown. Where one statement is not enough, `transact` runs several
as one transaction, from the first on again.
"""

import asyncio
import copy
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar, cast

import msgspec
from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncResult,
    AsyncSession,
    AsyncTransaction,
    NotificationMinimumSeverity,
    Query,
)
from neo4j.exceptions import AuthError, ConfigurationError, ConstraintError, DriverError, IncompleteCommit, Neo4jError

from graph.errors import Conflict, GraphError, NotFound, TooSlow, Unavailable
from graph.ids import IdSource
from graph.plans import Explained, step
from graph.records import FileUrl, Instant
from graph.settings import Secrets, Settings
from graph.statements import Statement

FIRST_DELAY = 0.03  # seconds before the first retry; doubled each time, with jitter
DEADLINE = 8.0  # seconds that one call may take, retries included
LONGEST_DELAY = 0.5  # seconds
MOST_UNFIT = 2  # times that rows may come which do not fit their Struct
DELETED_MEANWHILE = "Neo.ClientError.Statement.EntityNotFound"
# How Neo4j names the end of a transaction that took too long: by where it was then, waiting for a lock or at work.
STOPPED = frozenset(
    {"TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockClientStopped", "Terminated"}
)
STATEMENT_TIMEOUT = 7.0  # seconds after which Neo4j ends a statement; a new one is planned within them

T = TypeVar("T")


def only(rows: list[T], absent: str) -> T:
    """The single row of a result; raises NotFound with the given sentence when there is none."""
    if not rows:
        raise NotFound(absent)
    return rows[0]


class Tally(msgspec.Struct):
    """What was sent over one driver: statements, how many of them were repetitions, and when one was answered last."""

    trips: int = 0
    retries: int = 0
    answered: float = 0.0  # by the monotonic clock


class Graph:
    """A connected graph: runs statements, decodes rows by name, and hands out ids."""

    def __init__(self, driver: AsyncDriver, database: str, *, routed: bool, files_url: str = "") -> None:
        self.driver = driver
        self._files_url = files_url
        self.database = database
        self.ids: IdSource | None = None  # set while a process number is leased, see graph.processes
        self.tally = Tally()
        self.when_back: Callable[[], None] = lambda: None  # called when Neo4j answers after it was away
        self.when_slow: Callable[[Statement], None] = lambda _: None  # called with what was not answered in time
        self._lost = False
        # Only a cluster needs bookmarks to read its own writes; one server has nothing to wait for.
        self._bookmarks = AsyncGraphDatabase.bookmark_manager() if routed else None
        self.deadline = DEADLINE
        self.timeout = STATEMENT_TIMEOUT

    @property
    def routed(self) -> bool:
        """Whether the driver chooses among the members of a cluster, which may lag behind each other."""
        return self._bookmarks is not None

    async def written(self) -> set[str]:
        """Bookmarks of what this process has seen and written; none of a server that stands alone."""
        return set() if self._bookmarks is None else set(await self._bookmarks.get_bookmarks())

    async def read_after(self, bookmarks: Collection[str]) -> None:
        """Let every later statement see what these bookmarks stand for; no-op with a server that stands alone."""
        if self._bookmarks is not None:
            await self._bookmarks.update_bookmarks((), bookmarks)

    def within(self, seconds: float) -> "Graph":
        """The same graph with more time for each call: for loading, never for a request."""
        patient = copy.copy(self)
        patient.deadline = patient.timeout = seconds
        return patient

    def next_id(self) -> int:
        """A new id; raises Unavailable while this process holds no lease on a process number."""
        if self.ids is None:
            raise Unavailable("This process has no lease on ids yet.")
        return self.ids.take()

    async def read(self, statement: Statement, shape: type[T], /, **parameters: object) -> list[T]:
        """Run a reading statement on any member of a cluster; raises Unavailable after the deadline."""
        return await self._run(READ_ACCESS, statement, shape, parameters)

    async def explain(self, statement: Statement, /, **parameters: object) -> Explained:
        """What Neo4j would do for a statement, which it does not run. Raises GraphError for one that it cannot plan."""
        query = Query(cast("Any", f"EXPLAIN {statement.text}"), timeout=self.timeout)
        return await self._repeated(lambda: self._planned(query, parameters))

    async def write(self, statement: Statement, shape: type[T], /, **parameters: object) -> list[T]:
        """Run a writing statement; goes on to its end also when the caller is cancelled.

        Raises Conflict when a unique key is taken, Unavailable after the deadline.
        """
        return await _to_its_end(self._run(WRITE_ACCESS, statement, shape, parameters))

    async def transact(self, work: "Callable[[Graph], Awaitable[T]]") -> T:
        """Do some work as one transaction, on the graph it is given; goes on also when the caller is cancelled.

        The work is done again after a failure that may pass, and after a commit whose outcome is unknown: its first
        statement must find out what was done. Raises what the work raises, which undoes it, and what `write` raises.
        """
        return await _to_its_end(self._repeated(lambda: self._committed(work)))

    async def _run(self, access: str, statement: Statement, shape: type[T], parameters: dict[str, Any]) -> list[T]:
        # NOTE: the annotation of Query wants a literal; ours are files that were checked when they were loaded.
        query = Query(cast("Any", statement.text), timeout=self.timeout)
        try:
            return await self._repeated(lambda: self._once(access, query, shape, parameters))
        except TooSlow:
            self.when_slow(statement)
            raise

    async def _repeated(self, attempt: Callable[[], Awaitable[T]]) -> T:
        began = time.monotonic()
        deadline = began + self.deadline
        delay = FIRST_DELAY
        unfit = 0
        while True:
            try:
                async with asyncio.timeout_at(asyncio.get_running_loop().time() + deadline - time.monotonic()):
                    found = await attempt()
            except ConstraintError as error:
                raise Conflict("That is taken already.") from error
            except TimeoutError as error:
                if self.tally.answered < began:
                    await self._doubt_connections()
                    raise Unavailable("The graph did not answer in time.") from error
                raise TooSlow("The graph did not answer this in time.") from error
            except msgspec.ValidationError:
                # What is deleted while it is read comes without its properties; the next reading does not find it.
                unfit += 1
                if unfit > MOST_UNFIT:
                    raise
                self.tally.retries += 1
            except (DriverError, Neo4jError) as error:
                if not _may_repeat(error) or time.monotonic() + delay >= deadline:
                    raise _explained(error) from error
                self.tally.retries += 1
                self._lost = self._lost or isinstance(error, DriverError)
                await asyncio.sleep(delay * (0.5 + random.random()))  # noqa: S311 - jitter, not a secret
                delay = min(delay * 2, LONGEST_DELAY)
            else:
                self._heard()
                return found

    def _heard(self) -> None:
        """Neo4j has answered; if it was away, whoever waits for its return is told."""
        self.tally.answered = time.monotonic()
        if self._lost:
            self._lost = False
            self.when_back()

    async def _doubt_connections(self) -> None:
        """Use none of the present connections again: all of them were silent for the time of a call.

        A host that went without a word leaves them open, and each would cost a call to find out.
        """
        await self.driver._pool.mark_all_stale()  # noqa: SLF001 - the driver doubts others only when one breaks

    def _session(self, access: str) -> AsyncSession:
        return self.driver.session(database=self.database, default_access_mode=access, bookmark_manager=self._bookmarks)

    async def _once(self, access: str, query: Query, shape: type[T], parameters: dict[str, Any]) -> list[T]:
        self.tally.trips += 1
        async with self._session(access) as session:
            return await self._rows(await session.run(query, parameters), shape)

    async def _planned(self, query: Query, parameters: dict[str, Any]) -> Explained:
        self.tally.trips += 1
        async with self._session(READ_ACCESS) as session:
            result = await session.run(query, parameters)
            columns, summary = result.keys(), await result.consume()
        return Explained(columns=tuple(columns), kind=summary.query_type or "", plan=step(dict(summary.plan or {})))

    async def _committed(self, work: "Callable[[Graph], Awaitable[T]]") -> T:
        async with self._session(WRITE_ACCESS) as session:
            async with await session.begin_transaction(timeout=self.timeout) as transaction:
                done = await work(_Bound(self, transaction))
                self.tally.trips += 2
                await transaction.commit()
            return done

    async def _rows(self, result: AsyncResult, shape: type[T]) -> list[T]:
        names = result.keys()
        rows = [dict(zip(names, values, strict=True)) for values in await result.values()]
        return msgspec.convert(rows, list[shape], dec_hook=self._decoded)  # type: ignore[valid-type]

    def _decoded(self, type_: type, value: object) -> object:
        if type_ is Instant and isinstance(value, int):
            return Instant.from_ms(value)
        if type_ is FileUrl and isinstance(value, str):
            return FileUrl(f"{self._files_url}/{value}")
        # The library makes a ValidationError of a TypeError alone, and rows that do not fit are read again.
        raise TypeError(f"Expected {type_.__name__}, got {type(value).__name__}")


class _Bound(Graph):
    """The graph within a transaction: nothing is repeated here, the whole transaction is."""

    def __init__(self, graph: Graph, transaction: AsyncTransaction) -> None:
        self.__dict__.update(graph.__dict__)
        self._transaction = transaction

    async def write(self, statement: Statement, shape: type[T], /, **parameters: object) -> list[T]:
        """Run a statement as a part of the transaction."""
        return await self._run(WRITE_ACCESS, statement, shape, parameters)

    async def transact(self, work: Callable[[Graph], Awaitable[T]]) -> T:
        """Do some work as a part of the transaction that is under way."""
        return await work(self)

    async def _run(self, _: str, statement: Statement, shape: type[T], parameters: dict[str, Any]) -> list[T]:
        self.tally.trips += 1
        return await self._rows(await self._transaction.run(cast("Any", statement.text), parameters), shape)


async def _to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """Go on with some work also when the caller is cancelled, who does not hear then that it failed."""
    task = asyncio.ensure_future(work)
    # A shield whose caller has gone forgets the task, and asyncio logs an error that nobody heard, text and all.
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    return await asyncio.shield(task)


def _may_repeat(error: DriverError | Neo4jError) -> bool:
    """Whether another try may succeed; also when nobody knows whether the last one did."""
    if isinstance(error, Neo4jError) and error.code == DELETED_MEANWHILE:
        return True
    return error.is_retryable() or isinstance(error, IncompleteCommit)


def _explained(error: DriverError | Neo4jError) -> GraphError:
    """The fact behind a driver's error; its text stays in the log of the cause."""
    if isinstance(error, AuthError):
        return Unavailable("Neo4j refuses this user name or password.")
    if isinstance(error, Neo4jError) and str(error.code).rpartition(".")[2] in STOPPED:
        return TooSlow("The graph took too long for this.")
    if isinstance(error, Neo4jError) and not error.is_retryable():
        return GraphError("The graph refused this statement.")
    return Unavailable("The graph cannot be reached.")


@asynccontextmanager
async def connect(settings: Settings, secrets: Secrets) -> AsyncIterator[Graph]:
    """Open the driver of this process and verify that it can log in; raises Unavailable with one sentence."""
    try:
        driver = AsyncGraphDatabase.driver(
            settings.bolt_address,
            auth=(settings.neo4j_user, secrets.neo4j_password),
            max_connection_pool_size=settings.neo4j_connections,
            connection_acquisition_timeout=DEADLINE,
            connection_timeout=5.0,
            liveness_check_timeout=60.0,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            user_agent="tweetgraph",
        )
    except (ConfigurationError, ValueError) as error:
        raise Unavailable(f"{settings.bolt_address} is not an address of Neo4j.") from error
    try:
        try:
            await driver.verify_connectivity()
        except AuthError as error:
            raise Unavailable(f"Neo4j at {settings.bolt_address} refuses user name or password.") from error
        except (DriverError, Neo4jError, OSError) as error:
            raise Unavailable(f"Neo4j at {settings.bolt_address} cannot be reached.") from error
        routed = settings.bolt_address.startswith("neo4j")
        yield Graph(driver, settings.neo4j_database, routed=routed, files_url=settings.files_url)
    finally:
        await driver.close()
