"""What is refused before anything is started."""

import shutil
import socket
from pathlib import Path

import pytest

from api import preflight
from graph.local.errors import StackError
from graph.settings import Settings
from tests.conftest import Stack, environment, free_ports, processes_of, tweetgraph


@pytest.mark.parametrize("number", range(4))
def test_a_port_in_use_is_named_with_its_setting(number: int, tmp_path: Path) -> None:
    names = ["TWEETGRAPH_PORT", "TWEETGRAPH_NEO4J_BOLT_PORT", "TWEETGRAPH_NEO4J_HTTP_PORT", "TWEETGRAPH_REDIS_PORT"]
    api, bolt, http, redis = map(int, free_ports(4))
    settings = Settings(home=str(tmp_path), port=api, neo4j_bolt_port=bolt, neo4j_http_port=http, redis_port=redis)
    preflight.check(settings)
    taken = (api, bolt, http, redis)[number]
    with (
        socket.create_server(("127.0.0.1", taken)),
        pytest.raises(StackError, match=rf"^Port {taken} is in use .* set {names[number]} to a free one\.$"),
    ):
        preflight.check(settings)


def test_one_port_for_two_parts_is_refused(tmp_path: Path) -> None:
    settings = Settings(home=str(tmp_path), port=7000, redis_port=7000)
    with pytest.raises(StackError, match="TWEETGRAPH_PORT and TWEETGRAPH_REDIS_PORT are both 7000"):
        preflight.check(settings)


def test_a_full_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage(tmp_path)._replace(free=300 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(StackError, match="300 MB are free, 1024 MB are needed"):
        preflight.check(Settings(home=str(tmp_path / "new")))


def test_up_refuses_a_port_in_use_and_leaves_nothing_running(stack: Stack, tmp_path: Path) -> None:
    taken = str(stack.settings.port)
    refused = tweetgraph("up", "--no-demo", env=environment(tmp_path, TWEETGRAPH_PORT=taken))
    assert refused.returncode == 1
    assert refused.stderr == f"Error: Port {taken} is in use by another program: set TWEETGRAPH_PORT to a free one.\n"
    assert processes_of(tmp_path) == []
    assert not (tmp_path / "neo4j").exists()
