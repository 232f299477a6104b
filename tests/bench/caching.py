"""What caches cost and save: the mark of a session, which the product keeps, and ready pages, which it does not."""

import time
from functools import partial
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table

from api.running import Running
from api.shared import session_key
from graph.accounts import repository as accounts
from graph.feeds import repository as feeds
from tests.bench.feed import FIRST
from tests.bench.measure import Call, One, Timing, interleaved, statement, warm

FOLLOWERS = 100_000  # whose pages one tweet of a star would make old
BATCH = 5_000  # keys that are removed at once
SECONDS = 600  # that a page of the benchmark's stays in Redis at most


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One reader's page: read, and taken from Redis as it was sent."""

    followees: int
    read: Timing
    ready: Timing
    size: int  # bytes


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured; the last two in milliseconds."""

    floor: Timing
    asked: Timing  # a session, of the graph
    marked: Timing  # a session, by its mark in Redis
    pages: list[Page]
    write: float  # 100,000 pages, into Redis
    remove: float  # the same, out of it


async def measure(running: Running, tokens: dict[int, str], readers: dict[int, str], body: bytes, rounds: int) -> Found:
    """Time all of them with the cache and without it, interleaved; nothing of it stays in Redis."""
    graph, redis = running.graph, running.shared._redis  # noqa: SLF001 - the same client as the product's
    claims = running.tokens.read(next(iter(tokens.values())), "access")
    calls: dict[str, Call] = {
        "floor": partial(graph.read, statement("floor"), One),
        "asked": partial(accounts.session_state, graph, session_id=claims.session_id),
        "marked": partial(redis.get, session_key(claims.session_id)),
    }
    for size, username in readers.items():
        viewer_id = (await accounts.profile(graph, username=username, viewer_id=None)).profile.id
        await redis.set(f"bench:page:{viewer_id}", body, ex=SECONDS)
        calls[f"{size} read"] = partial(feeds.home, graph, viewer_id=viewer_id, window=FIRST)
        calls[f"{size} ready"] = partial(redis.get, f"bench:page:{viewer_id}")
    await warm(calls, seconds=3.0)
    timings = await interleaved(calls, rounds=rounds)
    write, remove = await _many(redis, body)
    for username in readers.values():
        viewer_id = (await accounts.profile(graph, username=username, viewer_id=None)).profile.id
        await redis.delete(f"bench:page:{viewer_id}")
    return Found(
        floor=timings["floor"],
        asked=timings["asked"],
        marked=timings["marked"],
        pages=[
            Page(followees=size, read=timings[f"{size} read"], ready=timings[f"{size} ready"], size=len(body))
            for size in readers
        ],
        write=write,
        remove=remove,
    )


async def _many(redis: Any, body: bytes) -> tuple[float, float]:  # noqa: ANN401 - the client of `Shared`
    """Milliseconds to keep a small page for each follower of a star, and to forget all, as a tweet would have to."""
    keys = [f"bench:many:{at}" for at in range(FOLLOWERS)]
    small = body[:200]  # what is removed is found by its key: whole pages would only fill the memory
    began = time.perf_counter()
    for first in range(0, FOLLOWERS, BATCH):
        await redis.mset(dict.fromkeys(keys[first : first + BATCH], small))
    written = time.perf_counter()
    for first in range(0, FOLLOWERS, BATCH):
        await redis.unlink(*keys[first : first + BATCH])
    return (written - began) * 1000, (time.perf_counter() - written) * 1000


def show(found: Found, console: Console) -> None:
    """Print the tables, and what they say."""
    table = Table(title="With a cache and without, median ms")
    for column in ("", "without", "with", "saved", "kept today"):
        table.add_column(column, justify="left" if not column else "right")
    asked, marked = found.asked.median, found.marked.median
    table.add_row(
        "whether a session stands", f"{asked:.2f}", f"{marked:.2f}", f"{asked - marked:.2f}", "yes, by events"
    )
    for page in found.pages:
        read, ready = page.read.median, page.ready.median
        table.add_row(
            f"page one, {page.followees:,} followees", f"{read:.2f}", f"{ready:.2f}", f"{read - ready:.2f}", "no"
        )
    console.print(table)
    saved = max(page.read.median - page.ready.median for page in found.pages)
    console.print(
        f"one tweet of a person with {FOLLOWERS:,} followers has to remove as many pages: {found.remove:,.0f} ms, "
        f"saved when {found.remove / saved:,.0f} readers come back to an unchanged page before the next tweet"
    )
