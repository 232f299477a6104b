"""The four parts of the stack: how each is started, whether it answers, and how long it may take."""

import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx

from api.state import ready_folder
from graph.local import neo4j
from graph.settings import Secrets, Settings
from tasks import local as redis

ANSWER = 3.0  # seconds that the API may take to answer

Answer = Callable[[int | None], Awaitable[str | None]]  # asked with the pid of what was started


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part; `command` is None when it was given by its address, and then only asked."""

    name: str  # as people read it
    address: str
    answer: Answer  # its version, or None while it does not answer
    command: Callable[[], list[str]] | None
    essential: bool = True  # whether the rest is of no use without it; else it is started again without end
    start_patience: float = 60  # seconds until its first answer
    stop_patience: float = 10  # seconds until it is killed

    def log(self, settings: Settings) -> Path:
        """Where its output goes."""
        return settings.home_path / "logs" / f"{self.name.lower()}.log"


def neo4j_part(settings: Settings, secrets: Secrets, jars: list[Path]) -> Part:
    """Neo4j; `jars` are not used when it was given by its address."""
    return Part(
        name="Neo4j",
        address=settings.bolt_address,
        answer=lambda _: neo4j.version(settings, secrets),
        command=(lambda: neo4j.prepare(settings, secrets, jars)) if settings.embeds_neo4j else None,
        start_patience=neo4j.START_PATIENCE if settings.embeds_neo4j else 10,
        stop_patience=neo4j.STOP_PATIENCE,
    )


def redis_part(settings: Settings, binary: Path) -> Part:
    """Redis; `binary` is not used when it was given by its address."""
    return Part(
        name="Redis",
        address=without_password(settings.redis_address),
        answer=lambda _: redis.version(settings),
        command=(lambda: redis.prepare(settings, binary)) if settings.embeds_redis else None,
        start_patience=60 if settings.embeds_redis else 10,
    )


def api_part(settings: Settings) -> Part:
    """The API; it answers once it is ready, which takes Neo4j."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    host = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(host, host)  # noqa: S104 - compared, not bound

    async def ready(_: int | None) -> str | None:
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=ANSWER) as client:
                answer = await client.get(f"http://{host}:{settings.port}/health/ready")
        except httpx.HTTPError:
            return None
        return version("tweetgraph") if answer.status_code == httpx.codes.OK else None

    return Part(name="API", address=settings.public_url, answer=ready, command=lambda: own_command("api"))


def worker_parts(settings: Settings) -> list[Part]:
    """As many workers as the settings say, each one process; one answers once it takes tasks."""
    folder = ready_folder(settings)

    async def ready(pid: int | None) -> str | None:
        return version("tweetgraph") if (folder / str(pid)).exists() else None

    names = ["Worker", *(f"Worker-{number}" for number in range(2, settings.workers + 1))]
    return [
        Part(
            name=name,
            address="",
            answer=ready,
            command=lambda: own_command("worker"),
            stop_patience=settings.task_seconds + 10,  # so that running tasks can end
            essential=False,
        )
        for name in names
    ]


def without_password(address: str) -> str:
    """An address as it may be shown and kept in a file."""
    parts = urlsplit(address)
    if parts.password is None:
        return address
    return urlunsplit(parts._replace(netloc=f"{parts.username or ''}:***@{parts.netloc.rpartition('@')[2]}"))


def own_command(*words: str) -> list[str]:
    """A command line of ours for the same Python; `-P` keeps a folder named `api` in the caller's place out of it."""
    return [sys.executable, "-P", "-m", "api.cli", *words]
