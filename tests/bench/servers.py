"""The same API behind uvicorn and behind granian, in one process and in several: which carries more home feeds."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import msgspec
from rich.console import Console
from rich.table import Table

from graph.settings import PREFIX, Settings, from_environment
from tests.bench.feed import CONNECTIONS, load
from tests.bench.measure import Rate

PORT = "8905"
WORKERS = (1, 2, 4)
PATIENCE = 60.0  # seconds until a server answers
SETTLE = 10.0  # seconds: every process of several plans its statements at its own start
GRANIAN = (
    "-m",
    "granian",
    "--interface",
    "asgi",
    "--factory",
    "--loop",
    "uvloop",
    "--no-access-log",
    "--log-level",
    "error",
)


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What one server did with so many processes."""

    server: str
    workers: int
    at_once: dict[int, Rate]  # by connections


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured."""

    machine: dict[str, object]
    measured: list[Measured]


def command(server: str, workers: int) -> list[str]:
    """What starts a server; uvicorn as the product does."""
    if server == "uvicorn":
        return [sys.executable, "-P", "-m", "api.cli", "api"]
    return [sys.executable, *GRANIAN, "--workers", str(workers), "--port", PORT, "api.asgi:create_app"]


@contextmanager
def serving(server: str, workers: int, env: Mapping[str, str], **more: str) -> Iterator[Settings]:
    """An API on a port of its own, over the databases that run; what it logs goes into a file of its home."""
    own = dict(env) | {PREFIX + name: value for name, value in more.items()}
    own |= {PREFIX + "PORT": PORT, PREFIX + "API_PROCESSES": str(workers)}
    settings = from_environment(own)
    with (settings.home_path / "logs" / "bench-api.log").open("ab") as log:
        process = subprocess.Popen(command(server, workers), env=own, stdout=log, stderr=log)
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                httpx.get(f"http://{settings.host}:{PORT}/health/ready", trust_env=False).raise_for_status()
                break
            except httpx.HTTPError as error:
                if time.monotonic() > until or process.poll() is not None:
                    raise SystemExit(f"{server} with {workers} processes does not answer.") from error
                time.sleep(0.2)
        time.sleep(SETTLE)
        yield settings
    finally:
        process.terminate()
        process.wait(30)


async def rates(settings: Settings, tokens: dict[int, str]) -> dict[int, Rate]:
    """Home feeds by connections."""
    return {connections: await load(settings, tokens, connections) for connections in CONNECTIONS}


def show(found: Found, console: Console) -> None:
    """Print the table."""
    table = Table(title="Home feeds per second over HTTP, by server (median, p99 in ms)")
    table.add_column("server")
    for column in ("processes", *(f"{number} connection{'s' if number > 1 else ''}" for number in CONNECTIONS)):
        table.add_column(column, justify="right")
    for row in found.measured:
        cells = (
            f"{rate.per_second:,.0f} ({rate.timing.median:.1f}, {rate.timing.p99:.1f})" for rate in row.at_once.values()
        )
        table.add_row(row.server, str(row.workers), *cells)
    console.print(table)


def keep(found: Found, out: Path) -> None:
    """Leave the figures in a folder."""
    kept = json.dumps(msgspec.to_builtins(found, str_keys=True), indent=2)
    (out / "servers.json").write_text(kept + "\n", encoding="utf-8")
