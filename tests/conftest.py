"""What every test may use: one real stack for the whole run, started by the real command line when first asked for."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from api import preflight
from graph.settings import PREFIX, Secrets, Settings, from_environment, load_secrets
from tests import turns
from tests.leaks import Seen, leaks
from tests.turns import LOOP, Turns, folder_of, is_one_of_several, once

TWEETGRAPH = (sys.executable, "-P", "-m", "api.cli")

SEEN = pytest.StashKey[Seen]()
WRONG = pytest.StashKey[list[str]]()

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
            named = Path(process.environ().get("TWEETGRAPH_HOME", "/"))
            mine = home in {named, *named.parents, *Path(process.cwd()).parents}
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
async def session_loop() -> asyncio.AbstractEventLoop:
    """The event loop of all tests of this process."""
    return asyncio.get_running_loop()


@pytest.fixture(scope="session")
def stack(pytestconfig: pytest.Config, session_loop: asyncio.AbstractEventLoop) -> Iterator[Stack]:
    """The one stack of the whole run, empty at first, which the process that needs it first starts."""
    pytestconfig.stash[LOOP] = session_loop
    env = environment(home_of(pytestconfig), **once(pytestconfig, "stack", lambda: started(pytestconfig)))
    settings = from_environment(env)
    kept, seen = load_secrets(settings), pytestconfig.stash[SEEN]
    seen.keep(kept)
    with seen.listening():
        yield Stack(settings=settings, secrets=kept, base_url=settings.public_url, env=env)


def home_of(config: pytest.Config) -> Path:
    """Where the stack is at home."""
    return folder_of(config) / "stack"


def started(config: pytest.Config) -> dict[str, str]:
    """Start the stack, with these settings."""
    api, bolt, http, redis = free_ports(4)
    given = {
        "TWEETGRAPH_PORT": api,
        "TWEETGRAPH_NEO4J_BOLT_PORT": bolt,
        "TWEETGRAPH_NEO4J_HTTP_PORT": http,
        "TWEETGRAPH_REDIS_PORT": redis,
        "TWEETGRAPH_API_PROCESSES": "2",
        "TWEETGRAPH_THROTTLE": "off",
        "TWEETGRAPH_NEO4J_HEAP_MB": "768",
    }
    done = tweetgraph("up", "--detach", "--no-demo", env=environment(home_of(config), **given))
    assert done.returncode == 0, done.stderr
    return given


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Every process has secrets of its own, which are gathered in the end, and takes turns where there are several."""
    config.stash[SEEN] = Seen()
    config.pluginmanager.register(turns)
    if is_one_of_several(config):
        config.pluginmanager.register(Turns(config))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:  # noqa: ANN401 - which has no types
    """Gather the secrets of one of several processes; one that died leaves none, and the run has failed."""
    if error is None:
        node.config.stash[SEEN].add(*node.workeroutput["secrets"])


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """At the end nothing of the run is left, and no log of it holds a secret that was used in it, or the run fails."""
    config = session.config
    if is_one_of_several(config):
        config.workeroutput["secrets"] = sorted(config.stash[SEEN].secrets)  # type: ignore[attr-defined]
        return
    config.stash[WRONG] = wrong = list(ended(config))
    if wrong and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def ended(config: pytest.Config) -> Iterator[str]:
    """End the stack, if it was started, and whatever else is left; say what is wrong."""
    folder, home = folder_of(config), home_of(config)
    if home.exists():
        stopped = tweetgraph("down", env=environment(home))
        if stopped.returncode:
            yield f"The stack did not stop: {stopped.stderr}"
    for process in processes_of(folder):
        yield f"A process was left: {process}"
        process.kill()
    if home.exists():
        seen = config.stash[SEEN]
        seen.read_mails(home / "mail")
        yield from (f"A secret of this run is in its logs: {each}" for each in leaks(folder, seen))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was wrong in the end."""
    for sentence in config.stash.get(WRONG, ()):
        terminalreporter.write_line(sentence, red=True)
