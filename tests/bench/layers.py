"""What each layer of one request costs: the home feed, from the bare statement to an answer over HTTP."""

import json
import statistics
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, redirect_stdout
from functools import partial
from pathlib import Path
from typing import Any, cast

import msgspec
import structlog
from neo4j import Query
from rich.console import Console
from rich.table import Table

from api import logs
from api.app import TweetGraph, create_app
from api.gate import Gate
from api.security import Tokens, bearer
from api.shared import session_key
from graph import statements
from graph.accounts import repository as accounts
from graph.client import Graph
from graph.feeds import repository as feeds
from graph.settings import Settings, load_secrets
from graph.statements import Statement
from tests.bench import caching
from tests.bench.feed import FIRST
from tests.bench.measure import Call, One, Timing, interleaved, machine, statement, warm
from tests.bench.plot import draw_layers
from tests.bench.wire import Wire, feed_request

# From the innermost to the outermost; each does all that the one before it does.
LAYERS = {
    "floor": "RETURN 1",
    "statement": "the statement",
    "decoded": "decoding into Structs",
    "handler": "Litestar: routing, handler, JSON",
    "session": "token and session",
    "throttle": "throttle",
    "logged": "access log",
    "http": "uvicorn and HTTP",
}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured for one reader, by layer, each with all below it."""

    followees: int
    layers: dict[str, Timing]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured."""

    machine: dict[str, object]
    rows: list[Row]
    caching: caching.Found


class _Known(Gate):
    """Lets everybody in as one person, and asks nobody."""

    def __init__(self, viewer_id: int) -> None:
        self._viewer_id = viewer_id

    async def admit(self, scope: Any, graph: Graph) -> None:  # noqa: ANN401, ARG002 - as the gate has it
        """Let a request pass."""
        scope["user"], scope["auth"] = self._viewer_id, None


class _Uncounted(Gate):
    """Reads the token and the mark of its session, and counts nothing."""

    def __init__(self, tokens: Tokens, redis: Any) -> None:  # noqa: ANN401 - the client of `Shared`
        self._tokens = tokens
        self._redis = redis

    async def admit(self, scope: Any, graph: Graph) -> None:  # noqa: ANN401, ARG002 - as the gate has it
        """Let a request with a session that is marked pass."""
        claims = self._tokens.read(bearer(scope["headers"]) or "", "access")
        mark = await self._redis.get(session_key(claims.session_id))
        if mark not in {str(claims.user_id), None}:  # None: the mark has run out, and the real gate makes it anew
            raise ValueError(mark)
        scope["user"], scope["auth"] = claims.user_id, claims


class _Inside:
    """The application in this process, asked without a server, with one gate or another."""

    def __init__(self, app: TweetGraph, said: Mapping[str, dict[str, Any]]) -> None:
        self._app = app
        self._said = said

    async def ask(self, token: str, gate: Gate, level: str) -> bytes:
        """The home feed's body; raises ValueError unless it is answered 200."""
        self._app.running.gate = gate
        structlog.configure(**self._said[level])
        parts: list[Any] = []

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:  # noqa: ANN401 - as ASGI has it
            parts.append(message)

        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": "/tweets/feed/",
            "raw_path": b"/tweets/feed/",
            "root_path": "",
            "query_string": b"",
            "headers": [(b"host", b"bench"), (b"authorization", f"Bearer {token}".encode())],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 2),
            "state": {},
            "extensions": {},
        }
        await self._app(scope, receive, send)
        if parts[0]["status"] != 200:
            raise ValueError(parts)
        return b"".join(part.get("body", b"") for part in parts[1:])


@asynccontextmanager
async def inside(settings: Settings, log: Path) -> AsyncIterator[tuple[TweetGraph, _Inside]]:
    """The application in this process; its log goes into a file, as it does in a stack."""
    said = {}
    with log.open("w", encoding="utf-8") as file:
        with redirect_stdout(file):
            for level in ("info", "warning"):
                logs.configure(level)
                said[level] = structlog.get_config()
            app = create_app(settings, load_secrets(settings))
        async with app.lifespan():
            structlog.configure(**said["warning"])
            yield app, _Inside(app, said)


async def bare(graph: Graph, sent: Statement, parameters: dict[str, object]) -> list[list[Any]]:
    """A statement through the driver alone."""
    async with graph.driver.session(database=graph.database, default_access_mode="READ") as session:
        result = await session.run(Query(cast("Any", sent.text), timeout=graph.timeout), parameters)
        return await result.values()


class _Noted(Graph):
    """The graph, keeping what it was asked last."""

    def __init__(self, graph: Graph) -> None:
        self.__dict__.update(graph.__dict__)
        self.parameters: dict[str, object] = {}

    async def read(self, statement: Statement, shape: type[Any], /, **parameters: object) -> list[Any]:
        """Note the parameters, and read."""
        self.parameters = parameters
        return await super().read(statement, shape, **parameters)


async def measure(
    settings: Settings, served: Settings, *, log: Path, readers: dict[int, str], tokens: dict[int, str], rounds: int
) -> Found:
    """Time every layer with all below it, interleaved; `served` is where the same API answers over HTTP."""
    before = machine()
    calls: dict[str, Call] = {}
    async with inside(settings, log) as (app, process), Wire(served.host, served.port) as wire:
        running = app.running
        graph, real = running.graph, running.gate
        uncounted = _Uncounted(running.tokens, running.shared._redis)  # noqa: SLF001 - one connection pool for both
        body = b""
        for size, username in readers.items():
            viewer_id = (await accounts.profile(graph, username=username, viewer_id=None)).profile.id
            noted = _Noted(graph)
            await feeds.home(noted, viewer_id=viewer_id, window=FIRST)
            ask = partial(process.ask, tokens[size])
            body = await ask(real, "info")
            if await ask(_Known(viewer_id), "warning") != body:
                raise SystemExit(f"{username} is answered otherwise without the gate.")
            layers: dict[str, Callable[[], Awaitable[object]]] = {
                "floor": partial(graph.read, statement("floor"), One),
                "statement": partial(bare, graph, statements.feeds.home, noted.parameters),
                "decoded": partial(feeds.home, graph, viewer_id=viewer_id, window=FIRST),
                "handler": partial(ask, _Known(viewer_id), "warning"),
                "session": partial(ask, uncounted, "warning"),
                "throttle": partial(ask, real, "warning"),
                "logged": partial(ask, real, "info"),
                "http": partial(wire.fetch, feed_request(tokens[size])),
            }
            calls |= {f"{size} {layer}": call for layer, call in layers.items()}
        await warm(calls)
        timings = await interleaved(calls, rounds=rounds, primed=2)
        cached = await caching.measure(running, tokens, readers, body, rounds)
    return Found(
        machine=before,
        rows=[Row(followees=size, layers={layer: timings[f"{size} {layer}"] for layer in LAYERS}) for size in readers],
        caching=cached,
    )


def costs(row: Row) -> dict[str, float]:
    """Milliseconds that each layer adds to those below it; what is lost in the noise is none."""
    medians = [row.layers[layer].median for layer in LAYERS]
    return dict(
        zip(LAYERS, (max(0.0, now - below) for below, now in zip([0.0, *medians], medians, strict=False)), strict=True)
    )


def show(found: Found, console: Console) -> None:
    """Print both tables."""
    table = Table(title="One home feed, by layer: what each adds, in ms (and its share)")
    table.add_column("layer")
    for row in found.rows:
        table.add_column(f"{row.followees:,} followees", justify="right")
    added = [costs(row) for row in found.rows]
    for layer, label in LAYERS.items():
        cells = (f"{cost[layer]:.2f} ({cost[layer] / sum(cost.values()):.0%})" for cost in added)
        table.add_row(label, *cells)
    table.add_row("all of it", *(f"{row.layers['http'].median:.2f}" for row in found.rows))
    console.print(table)
    ours = statistics.median(sum(cost.values()) - cost["floor"] - cost["statement"] for cost in added)
    console.print(f"above the statement: {ours:.2f} ms, the middle of these readers")
    caching.show(found.caching, console)


def keep(found: Found, out: Path) -> None:
    """Leave the figures and the plot in a folder."""
    (out / "layers.json").write_text(json.dumps(msgspec.to_builtins(found), indent=2) + "\n", encoding="utf-8")
    stacks = {f"{row.followees:,}": costs(row) for row in found.rows}
    draw_layers(stacks, LAYERS, out / "layers.png")
