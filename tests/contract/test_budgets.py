"""Every operation while Neo4j or Redis is slow, silent or gone: it ends in time, as it should, and comes back."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from graph.client import DEADLINE, STATEMENT_TIMEOUT, Graph
from graph.records import Record
from tests.api.conftest import PASSWORD, new_name, registered
from tests.between import LEAVING, Between, between
from tests.conftest import Stack
from tests.contract.conftest import application
from tests.contract.matrix import MATRIX, Row
from tests.contract.scene import STAFF, as_sent
from tests.contract.test_matrix import Things, filled, owned, staff_of

SHORT = 2.0  # seconds that one call to Neo4j may take here, instead of DEADLINE
BUDGET = DEADLINE + 4.0  # seconds within which every request ends: generous, for a busy machine has its own pace
PLANNING = 60.0  # seconds for a statement that Neo4j has never seen, on a busy machine
BACK = 10.0  # seconds within which the service is back
TOGETHER = 12  # requests at once after the return
KEYED = " with a key"
NAMES = {row.operation: row for row in MATRIX} | {
    row.operation + KEYED: row
    for row in MATRIX
    if row.operation in {"tweets.publish", "tweets.comment", "engagement.retweet", "media.upload"}
}
# Answered without a look into the graph: that this process lives, that a link is none of ours, and which feeds it has.
ALONE = {"health.live", "accounts.reset_password", "accounts.verify_email", "feeds.index"}

Answers = dict[str, httpx.Response | None]


def silent(relay: Between) -> None:
    """Neither carries anything nor breaks: a host that has gone without a word."""
    relay.silence()


def gone(relay: Between) -> None:
    """Nothing listens there any more."""
    relay.refuses = True
    relay.cut()


def slow(relay: Between) -> None:
    """Each piece takes its time."""
    relay.latency = 0.05


def slow_bytes(relay: Between) -> None:
    """A few bytes at a time."""
    relay.pace = 400


@dataclass(frozen=True)
class Place:
    """An application between two relays, and what to ask it for."""

    client: httpx.AsyncClient
    graph: Graph  # of the application
    neo4j: Between
    redis: Between
    header: dict[str, str]
    things: Things

    async def ask(self, row: Row, key: str = "") -> httpx.Response | None:
        """The answer to one request, None if there is none within the budget."""
        method, path = row.asked.split(" ", 1)
        body = {name: filled(value, self.things) for name, value in row.body.items()}
        headers = self.header | ({"Idempotency-Key": key} if key else {})
        try:
            async with asyncio.timeout(max(BUDGET, self.graph.deadline * 2)):
                return await self.client.request(
                    method, filled(path, self.things), headers=headers, **(as_sent(body) if body else {})
                )
        except TimeoutError:
            return None

    async def ask_all(self, together: int, names: Collection[str] = NAMES) -> Answers:
        """The answers to these operations; a name that ends with KEYED is asked with a key."""
        gate, answers = asyncio.Semaphore(together), Answers()

        async def one(name: str, row: Row) -> None:
            async with gate:
                answers[name] = await self.ask(row, new_name() if name.endswith(KEYED) else "")

        await asyncio.gather(*(one(name, NAMES[name]) for name in names))
        return answers

    @contextmanager
    def impatient(self) -> Iterator[None]:
        """Have calls to Neo4j given up sooner than usual."""
        self.graph.deadline = SHORT
        try:
            yield
        finally:
            self.graph.deadline = DEADLINE


@pytest.fixture(scope="module")
async def place(stack: Stack, http: httpx.AsyncClient, graph: Graph) -> AsyncIterator[Place]:
    """An application that somebody with everything, who is of the staff as well, asks for everything."""
    owner, *askers = [await registered(http) for _ in range(3)]
    things = await owned(owner, askers, await staff_of(http, graph), is_protected=True)
    await graph.write(STAFF, Record, username=owner.username)
    things |= {"owner": askers[0].username, "caller": owner.username, "unused": new_name()}
    for name in ("refresh", "other_refresh"):  # of other sessions: the first ends when it is refreshed twice
        login = await http.post("/login/", json={"username": owner.username, "password": PASSWORD})
        things[name] = login.json()["token"]["refresh"]
    things |= {"asker": askers[0].username, "other_asker": askers[1].username}
    async with AsyncExitStack() as held:
        neo4j = await held.enter_async_context(between(stack.settings.neo4j_bolt_port))
        redis = await held.enter_async_context(between(stack.settings.redis_port))
        given = {"neo4j_uri": f"bolt://127.0.0.1:{neo4j.port}", "redis_url": f"redis://127.0.0.1:{redis.port}/0"}
        inside = await held.enter_async_context(application(stack, **given))
        found = Place(inside.client, inside.app.running.graph, neo4j, redis, owner.header, things)
        found.graph.deadline = found.graph.timeout = PLANNING
        await found.ask_all(2)
        found.graph.deadline, found.graph.timeout = DEADLINE, STATEMENT_TIMEOUT
        yield found
        neo4j.restore()
    gc.collect()


def is_typed(answer: httpx.Response) -> bool:
    """Whether an error says what it is, as all do."""
    body: Any = answer.json()
    return set(body) - {"fields"} >= {"error", "detail"} and all(body[name] for name in ("error", "detail"))


def wrong_in(answers: Answers, is_right: Callable[[str, httpx.Response], bool]) -> dict[str, str]:
    """What was answered late, without a code, or otherwise than it should be."""
    return {
        name: "nothing in time" if answer is None else f"{answer.status_code} {answer.text[:200]}"
        for name, answer in answers.items()
        if answer is None or not (answer.is_success or is_typed(answer)) or not is_right(name, answer)
    }


async def is_back(place: Place) -> None:
    """Assert that every operation is answered again, soon."""
    began, wrong = time.monotonic(), dict.fromkeys(NAMES, "was not asked")
    while wrong and time.monotonic() < began + BACK:
        wrong = wrong_in(await place.ask_all(TOGETHER, wrong), lambda _, answer: answer.status_code < 500)
    assert not wrong


@LEAVING
@pytest.mark.parametrize("how", [silent, gone])
async def test_every_operation_ends_in_time_without_neo4j(place: Place, how: Callable[[Between], None]) -> None:
    how(place.neo4j)
    with place.impatient():
        answers = await place.ask_all(len(NAMES))
    place.neo4j.restore()
    wrong = wrong_in(answers, lambda name, answer: name in ALONE or answer.status_code == 503)
    assert not wrong
    await is_back(place)


@LEAVING
@pytest.mark.parametrize("how", [silent, gone])
async def test_every_operation_is_answered_without_redis(place: Place, how: Callable[[Between], None]) -> None:
    how(place.redis)
    answers = await place.ask_all(TOGETHER)
    place.redis.restore()
    wrong = wrong_in(answers, lambda _, answer: answer.status_code < 500)
    assert not wrong
    await is_back(place)


@LEAVING
@pytest.mark.parametrize("how", [slow, slow_bytes])
async def test_every_operation_ends_in_time_while_both_are_slow(place: Place, how: Callable[[Between], None]) -> None:
    how(place.neo4j)
    how(place.redis)
    answers = await place.ask_all(TOGETHER)
    place.neo4j.restore()
    place.redis.restore()
    wrong = wrong_in(answers, lambda _, answer: answer.status_code < 500 or answer.status_code == 503)
    assert not wrong
    await is_back(place)
