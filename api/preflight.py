"""What must hold before anything is started: enough space, and free ports; each refusal is one sentence."""

import errno
import shutil
import socket
from contextlib import ExitStack
from pathlib import Path

from graph.local.errors import StackError
from graph.settings import Settings

NEEDED = 2**30  # bytes free for a new home: logs, transactions and a first network
NEEDED_AGAIN = 2**28  # bytes free for one that exists


def check(settings: Settings) -> None:
    """Raise StackError for too little space or a port in use; starts nothing."""
    check_space(settings)
    _check_ports(settings)


def check_space(settings: Settings) -> None:
    """Raise StackError for too little space."""
    home = settings.home_path
    needed = NEEDED_AGAIN if (home / "neo4j").exists() else NEEDED
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    if free < needed:
        raise StackError(
            f"Too little disk space for {home}: {free // 2**20} MB are free, {needed // 2**20} MB are needed; "
            "free some, or set TWEETGRAPH_HOME to a folder on another disk."
        )


def wanted_ports(settings: Settings) -> dict[str, tuple[str, int]]:
    """Host and port of everything that this stack will listen on, by the setting that changes the port."""
    ports = {"TWEETGRAPH_PORT": (settings.host, settings.port)}
    if settings.embeds_neo4j:
        ports["TWEETGRAPH_NEO4J_BOLT_PORT"] = ("127.0.0.1", settings.neo4j_bolt_port)
        ports["TWEETGRAPH_NEO4J_HTTP_PORT"] = ("127.0.0.1", settings.neo4j_http_port)
    if settings.embeds_redis:
        ports["TWEETGRAPH_REDIS_PORT"] = ("127.0.0.1", settings.redis_port)
    return ports


def _check_ports(settings: Settings) -> None:
    seen: dict[int, str] = {}
    for setting, (host, port) in wanted_ports(settings).items():
        if port in seen:
            raise StackError(f"{seen[port]} and {setting} are both {port}: give each a port of its own.")
        seen[port] = setting
        check_port(setting, host, port)


def check_port(setting: str, host: str, port: int) -> None:
    """Raise StackError for a port that cannot be used; it names the setting, or the option, that changes it."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], found[1]) as probe:
            # Without this a port counts as taken for a minute after its last user has ended.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(found[4])
    except socket.gaierror as error:
        raise StackError(f"TWEETGRAPH_HOST is not an address of this machine: {host}.") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise StackError(f"Port {port} is in use by another program: set {setting} to a free one.") from error
        if error.errno == errno.EADDRNOTAVAIL:
            raise StackError(f"TWEETGRAPH_HOST is not an address of this machine: {host}.") from error
        raise StackError(f"Port {port} cannot be used ({error.strerror}): set {setting} to another one.") from error


def check_home(home: Path) -> None:
    """Raise StackError if the home cannot be made or written."""
    try:
        for folder in (home, home / "run", home / "logs"):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = home / "run" / ".probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StackError(
            f"The home folder {home} cannot be written ({error.strerror}): set TWEETGRAPH_HOME to another one."
        ) from error


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nothing listens on at this moment, all different."""
    with ExitStack() as held:
        probes = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [int(probe.getsockname()[1]) for probe in probes]
