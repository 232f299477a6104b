"""A cold start: from `tweetgraph up` on an existing home to the first feed; and what all processes hold in memory."""

import json
import statistics
import time
from pathlib import Path

import httpx
import msgspec
from rich.console import Console

from graph.settings import Settings
from tests.bench.home import tweetgraph
from tests.bench.measure import judge, machine
from tests.conftest import processes_of

TIMES = 3
SECONDS, MEGABYTES = 15, 2_000  # what is aimed at


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds of every start to its first feed, and resident megabytes by process, before the first of them."""

    machine: dict[str, object]
    seconds: list[float]
    megabytes: dict[str, float]


def resident(settings: Settings) -> dict[str, float]:
    """Megabytes that the stack's processes hold, by their names."""
    found: dict[str, float] = {}
    for process in processes_of(settings.home_path):
        name = process.name()
        found[name] = found.get(name, 0) + process.memory_info().rss / 1e6
    return found


def measure(settings: Settings, env: dict[str, str], token: str) -> Found:
    """Stop the stack and start it again, some times; what was read from disk before may be in the system's cache."""
    before, megabytes = machine(), resident(settings)
    seconds = []
    for _ in range(TIMES):
        tweetgraph(env, "down")
        began = time.perf_counter()
        tweetgraph(env, "up", "--detach", "--no-demo")
        answer = httpx.get(
            f"{settings.public_url}/tweets/feed/", headers={"Authorization": f"Bearer {token}"}, trust_env=False
        )
        answer.raise_for_status()
        seconds.append(time.perf_counter() - began)
    return Found(machine=before, seconds=seconds, megabytes=megabytes)


def show(found: Found, console: Console) -> None:
    """Print the figures and the verdicts."""
    middle, whole = statistics.median(found.seconds), sum(found.megabytes.values())
    parts = ", ".join(f"{name} {size:,.0f}" for name, size in sorted(found.megabytes.items(), key=lambda one: -one[1]))
    aims = {
        f"from up to the first feed at most {SECONDS} s: {middle:.1f} s": middle <= SECONDS,
        f"at most {MEGABYTES:,} MB resident: {whole:,.0f} MB ({parts})": whole <= MEGABYTES,
    }
    judge(aims, console)


def keep(found: Found, out: Path) -> None:
    """Leave the figures in a folder."""
    (out / "start.json").write_text(json.dumps(msgspec.to_builtins(found), indent=2) + "\n", encoding="utf-8")
