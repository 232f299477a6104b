"""What every test may use: one real stack for the whole run, started by the real command line when first asked for."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from api import preflight
from graph.settings import PREFIX, Secrets, Settings, from_environment, load_secrets
from tests.leaks import Seen, leaks

TWEETGRAPH = (sys.executable, "-P", "-m", "api.cli")

pytest_plugins = ["tests.fixtures"]


@dataclass(frozen=True, kw_only=True)
class Stack:
    """A running stack; `env` is the environment for commands that shall find it."""

    settings: Settings
    secrets: Secrets
    base_url: str
    env: dict[str, str]

    def run(self, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
        """Run a `tweetgraph` command against this stack, with further variables if need be."""
        return tweetgraph(*words, env=self.env | extra)

    def processes(self) -> list[psutil.Process]:
        """Every live process that works for this stack's home."""
        return processes_of(self.settings.home_path)


def tweetgraph(*words: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a `tweetgraph` command to its end."""
    return subprocess.run([*TWEETGRAPH, *words], env=env, capture_output=True, text=True, timeout=240, check=False)


def processes_of(home: Path) -> list[psutil.Process]:
    """Every live process whose environment names this home or, as Redis writes over its own, that works below it."""
    found = []
    for process in psutil.process_iter():
        try:
            mine = process.environ().get("TWEETGRAPH_HOME") == str(home) or home in Path(process.cwd()).parents
            if mine and process.status() != psutil.STATUS_ZOMBIE and process.pid != os.getpid():
                found.append(process)
        except psutil.Error:
            continue
    return found


def environment(home: Path, **given: str) -> dict[str, str]:
    """The environment of a stack of its own: this one's without its settings, and the given ones."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    cache = {name: os.environ[name] for name in ("TWEETGRAPH_CACHE", "TWEETGRAPH_MAVEN_URL") if name in os.environ}
    return kept | cache | {"TWEETGRAPH_HOME": str(home)} | given


def free_ports(count: int) -> list[str]:
    """Ports that nothing listens on at this moment, all different, as settings have them."""
    return [str(port) for port in preflight.free_ports(count)]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The one stack of the whole run, empty at first.

    At the end nothing of it is left, and no log of the run holds a secret that was used in it, or the run fails.
    """
    home = tmp_path_factory.mktemp("stack")
    api, bolt, http, redis = free_ports(4)
    env = environment(
        home,
        TWEETGRAPH_PORT=api,
        TWEETGRAPH_NEO4J_BOLT_PORT=bolt,
        TWEETGRAPH_NEO4J_HTTP_PORT=http,
        TWEETGRAPH_REDIS_PORT=redis,
        TWEETGRAPH_API_PROCESSES="2",
        TWEETGRAPH_THROTTLE="off",
        TWEETGRAPH_NEO4J_HEAP_MB="768",
    )
    settings, seen = from_environment(env), Seen()
    started = tweetgraph("up", "--detach", "--no-demo", env=env)
    try:
        assert started.returncode == 0, started.stderr
        kept = load_secrets(settings)
        seen.keep(kept)
        with seen.listening():
            yield Stack(settings=settings, secrets=kept, base_url=settings.public_url, env=env)
    finally:
        stopped = tweetgraph("down", env=env)
        left = processes_of(home)
        for process in left:
            process.kill()
    assert stopped.returncode == 0, stopped.stderr
    assert not left
    seen.read_mails(settings.mail_path)
    found = leaks(tmp_path_factory.getbasetemp(), seen)
    assert not found, "\n".join(["Secrets of this run are in its logs:", *found])
