"""The life of a stack through the real command line: up, status, down, interrupted, orphaned, refused."""

import json
import os
import signal
import stat
import subprocess
import time
from pathlib import Path

import httpx
import psutil
import pytest

from graph.local.processes import Identity
from tests.conftest import TWEETGRAPH, Stack, environment, free_ports, processes_of, tweetgraph


@pytest.fixture
def beside(stack: Stack, tmp_path: Path) -> dict[str, str]:
    """The environment of a second home that borrows Neo4j and Redis from the stack."""
    return environment(
        tmp_path / "home",
        TWEETGRAPH_PORT=free_ports(1)[0],
        TWEETGRAPH_NEO4J_URI=stack.settings.bolt_address,
        TWEETGRAPH_NEO4J_PASSWORD=stack.secrets.neo4j_password,
        TWEETGRAPH_REDIS_URL=stack.settings.redis_address,
    )


def home_of(env: dict[str, str]) -> Path:
    """The home that an environment names."""
    return Path(env["TWEETGRAPH_HOME"])


def until_gone(home: Path, *, seconds: float = 45) -> list[psutil.Process]:
    """What still runs for a home, after waiting for none to; a worker may end the task that it runs."""
    deadline = time.monotonic() + seconds
    while (left := processes_of(home)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


@pytest.mark.alone  # looks at every process of the stack
def test_status_tells_each_part(stack: Stack) -> None:
    told = stack.run("status", "--json")
    assert told.returncode == 0, told.stdout
    status = json.loads(told.stdout)
    assert status["state"] == "ready"
    assert {name: part["state"] for name, part in status["parts"].items()} == dict.fromkeys(
        ("neo4j", "redis", "api", "worker"), "healthy"
    )
    assert status["parts"]["neo4j"]["address"] == stack.settings.bolt_address
    assert status["parts"]["neo4j"]["version"].startswith("5.26")
    assert status["late"].keys() == {"depth", "oldest_seconds", "failing", "dead", "leader"}
    assert status["late"]["leader"].endswith(f":{status['parts']['worker']['pid']}")
    running = {process.pid for process in stack.processes()}
    assert {part["pid"] for part in status["parts"].values()} <= running


def test_the_api_and_the_browser_answer(stack: Stack) -> None:
    assert httpx.get(f"{stack.base_url}/health/ready").status_code == 200
    browser = httpx.get(f"http://127.0.0.1:{stack.settings.neo4j_http_port}/browser/")
    assert "Neo4j Browser" in browser.text


@pytest.mark.alone  # looks at every process of the stack
def test_all_of_it_listens_on_this_machine_alone(stack: Stack) -> None:
    listening = [
        connection.laddr.ip
        for process in stack.processes()
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert listening
    assert {address.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}


def test_a_second_up_says_that_it_runs(stack: Stack) -> None:
    for words in (("up",), ("up", "--detach")):
        told = stack.run(*words)
        assert told.returncode == 0, told.stderr
        assert told.stdout.startswith("TweetGraph runs already in ")
        assert told.stdout.count("\n") == 1


@pytest.mark.alone  # looks at every process of the stack
def test_secrets_are_for_their_owner_and_in_no_log_and_no_command_line(stack: Stack) -> None:
    home = stack.settings.home_path
    kept = home / "secrets.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    words = [stack.secrets.neo4j_password, stack.secrets.secret, stack.secrets.demo_password]
    told = [*home.joinpath("logs").rglob("*"), *home.joinpath("run").rglob("*"), home / "neo4j/conf/neo4j.conf"]
    for path in told:
        text = path.read_text(errors="replace") if path.is_file() else ""
        assert not any(word in text for word in words), path
    for process in stack.processes():
        assert not any(word in " ".join(process.cmdline()) for word in words)


def test_nothing_runs_in_a_new_home(tmp_path: Path) -> None:
    env = environment(tmp_path / "home")
    status = tweetgraph("status", "--json", env=env)
    assert status.returncode == 1
    assert json.loads(status.stdout)["state"] == "stopped"
    stopped = tweetgraph("down", env=env)
    assert stopped.returncode == 0
    assert stopped.stdout.startswith("Nothing runs in ")
    assert not (tmp_path / "home").exists()


def test_a_wrong_password_is_one_sentence(beside: dict[str, str]) -> None:
    refused = tweetgraph("up", "--detach", env=beside | {"TWEETGRAPH_NEO4J_PASSWORD": "not this one"})
    assert refused.returncode == 1
    assert "refuses the user name or password: check TWEETGRAPH_NEO4J_USER" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert until_gone(home_of(beside), seconds=1) == []


def test_ctrl_c_in_the_middle_of_a_start_leaves_nothing(beside: dict[str, str]) -> None:
    # Its own session stands in for the terminal: children that shared it would get the signal, too.
    starting = subprocess.Popen(
        [*TWEETGRAPH, "up", "--no-demo"],
        env=beside,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert starting.stdout is not None
    told = []
    for line in starting.stdout:
        told.append(line)
        if line.startswith("Starting the API"):
            os.killpg(starting.pid, signal.SIGINT)
    starting.stdout.close()
    assert starting.wait(20) == 0, told
    assert told[-1] == "Stopped.\n"
    assert processes_of(home_of(beside)) == []
    assert not (home_of(beside) / "run" / "state.json").exists()


def test_a_killed_supervisor_leaves_no_orphans_and_blocks_nobody(beside: dict[str, str]) -> None:
    env = beside | {"TWEETGRAPH_API_PROCESSES": "2", "TWEETGRAPH_WORKERS": "2"}
    started = tweetgraph("up", "--detach", "--no-demo", env=env)
    assert started.returncode == 0, started.stderr
    status = json.loads(tweetgraph("status", "--json", env=env).stdout)
    os.kill(status["supervisor"], signal.SIGKILL)
    assert until_gone(home_of(env)) == []
    env |= {"TWEETGRAPH_API_PROCESSES": "1", "TWEETGRAPH_WORKERS": "1"}
    again = tweetgraph("up", "--detach", "--no-demo", env=env)
    assert again.returncode == 0, again.stderr
    worker = json.loads(tweetgraph("status", "--json", env=env).stdout)["parts"]["worker"]["pid"]
    os.kill(worker, signal.SIGKILL)
    deadline = time.monotonic() + 15
    while tweetgraph("status", env=env).returncode != 0 and time.monotonic() < deadline:
        pass  # each question takes a second
    parts = json.loads(tweetgraph("status", "--json", env=env).stdout)["parts"]
    assert parts["worker"]["state"] == "healthy"
    assert parts["worker"]["pid"] != worker
    assert tweetgraph("down", env=env).returncode == 0
    assert processes_of(home_of(env)) == []


def test_a_pid_that_was_given_anew_is_not_ours() -> None:
    mine = Identity.of(os.getpid())
    assert mine.alive()
    stranger = Identity(mine.pid, mine.created - 100)
    assert not stranger.alive()
    assert stranger.group() == []
