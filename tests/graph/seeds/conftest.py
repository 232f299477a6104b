"""A home of a test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import environment, free_ports, processes_of


@pytest.fixture
def home(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a new home, of which nothing runs at the end."""
    api, bolt, http, redis = free_ports(4)
    env = environment(
        tmp_path / "a home, of its own",
        TWEETGRAPH_PORT=api,
        TWEETGRAPH_NEO4J_BOLT_PORT=bolt,
        TWEETGRAPH_NEO4J_HTTP_PORT=http,
        TWEETGRAPH_REDIS_PORT=redis,
    )
    yield env
    left = processes_of(Path(env["TWEETGRAPH_HOME"]))
    for process in left:
        process.kill()
    assert not left
