"""The home of the evaluation: a stack of its own below `.eval/`, empty at first and removed at the end."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.settings import PREFIX, Settings, from_environment
from tests.bench.home import tweetgraph

PORTS = {"PORT": "8910", "NEO4J_BOLT_PORT": "8911", "NEO4J_HTTP_PORT": "8912", "REDIS_PORT": "8913"}
GRAPH = {"NEO4J_HEAP_MB": "1024", "NEO4J_PAGE_CACHE_MB": "512"}


def environment(home: Path) -> dict[str, str]:
    """The environment of the evaluation's stack."""
    own = {"HOME": str(home), "API_PROCESSES": "1", "LOG_LEVEL": "warning", **GRAPH, **PORTS}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    handed = [PREFIX + name for name in ("CACHE", "MAVEN_URL", "GDS")]
    given = {name: os.environ[name] for name in handed if name in os.environ}
    return kept | given | {PREFIX + name: value for name, value in own.items()}


@contextmanager
def running(out: Path) -> Iterator[Settings]:
    """A running stack with an empty graph; nothing is left of it."""
    out.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="home-", dir=out.resolve()))
    env = environment(home)
    try:
        tweetgraph(env, "up", "--detach", "--no-demo")
        yield from_environment(env)
    finally:
        tweetgraph(env, "down")
        shutil.rmtree(home, ignore_errors=True)
