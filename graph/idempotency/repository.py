"""Keys under which the answers to requests are kept, so that a repeated request gets the first one's."""

import asyncio
from collections.abc import Awaitable, Callable

from graph import statements
from graph.client import Graph, only
from graph.errors import Rejected
from graph.ids import now_ms
from graph.records import Record

KEPT_MS = 24 * 3_600_000  # for which an answer is kept
WAIT = 1.0  # seconds for the request that holds the key
BATCH = 1000  # keys removed in one transaction


class Answer(Record):
    """A status and a body as they were, or will be, sent; `replayed` when they are those of an earlier request."""

    status: int
    body: str
    replayed: bool = False


class Claim(Record):
    """What is kept under a key: nothing for who is first; `same` when it was claimed for an equal request."""

    same: bool
    status: int | None
    body: str | None


class Kept(Record):
    """The status that was kept."""

    status: int


class Swept(Record):
    """How many keys one batch removed."""

    removed: int


async def once(
    graph: Graph, *, user_id: int, key: str, request_hash: str, effect: Callable[[Graph], Awaitable[Answer]]
) -> Answer:
    """Have an effect and keep its answer, both or neither; or give the answer that is kept.

    Raises Rejected when the key stands for another request, and while the first one is under way. What the effect
    raises undoes it and leaves nothing, so that the key is free for a corrected request.
    """

    async def work(bound: Graph) -> Answer:
        found = await claim(bound, user_id=user_id, key=key, request_hash=request_hash)
        if not found.same:
            raise Rejected("This Idempotency-Key was used for another request.", code="idempotency_mismatch")
        if found.status is not None:
            return Answer(status=found.status, body=found.body or "", replayed=True)
        answer = await effect(bound)
        await keep(bound, user_id=user_id, key=key, answer=answer)
        return answer

    return await graph.transact(work)


async def claim(graph: Graph, *, user_id: int, key: str, request_hash: str) -> Claim:
    """Claim a key within a transaction. Raises Rejected while another one holds it."""
    try:
        async with asyncio.timeout(WAIT):
            rows = await graph.write(
                statements.idempotency.claim,
                Claim,
                user_id=user_id,
                key=key,
                request_hash=request_hash,
                now_ms=now_ms(),
            )
    except TimeoutError as error:
        raise Rejected(
            "The first request with this Idempotency-Key is still under way.", code="idempotency_in_progress"
        ) from error
    return rows[0]


async def keep(graph: Graph, *, user_id: int, key: str, answer: Answer) -> None:
    """Keep an answer under the key that was claimed in this transaction. Raises NotFound for a person who is gone."""
    rows = await graph.write(
        statements.idempotency.keep,
        Kept,
        user_id=user_id,
        key=key,
        status=answer.status,
        body=answer.body,
        expires_at_ms=now_ms() + KEPT_MS,
    )
    only(rows, "There is no such person.")


async def sweep(graph: Graph, *, until_ms: int | None = None) -> int:
    """Remove the keys that have expired by now, or by a moment, batch by batch; the number of keys."""
    moment, swept = until_ms if until_ms is not None else now_ms(), 0
    while removed := (await graph.write(statements.idempotency.sweep, Swept, now_ms=moment, batch=BATCH))[0].removed:
        swept += removed
    return swept
