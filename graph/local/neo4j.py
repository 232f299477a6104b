"""The embedded Neo4j: its jars, its files below the home, its command line, and whether it answers."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from neo4j import AsyncGraphDatabase, NotificationMinimumSeverity
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError

from graph import schema
from graph.client import Graph
from graph.errors import GraphError
from graph.local.artifacts import Artifact, read_lock
from graph.local.configuration import first_credential, java_arguments, neo4j_conf, server_command
from graph.local.errors import StackError
from graph.local.processes import Child, end, start
from graph.settings import Secrets, Settings

LOCK = Path(__file__).with_name("neo4j.lock")
GDS_LOCK = Path(__file__).with_name("gds.lock")  # what Graph Data Science needs besides
ANSWER = 3.0  # seconds that one attempt to ask may take
START_PATIENCE = 180.0  # seconds until its first answer: a large store recovers after a power cut
STOP_PATIENCE = 60.0  # seconds that it may take to end
UNHURRIED = 3600.0  # seconds that one may take which has written gigabytes; killed, it would read its log anew
PAUSE = 0.1  # seconds between two questions whether it answers
SILENT = NotificationMinimumSeverity.OFF  # a new database knows no label yet


def artifacts(settings: Settings) -> tuple[Artifact, ...]:
    """The pinned jars that make up the server and its Browser, and Graph Data Science where it is on."""
    return read_lock(LOCK) + (read_lock(GDS_LOCK) if settings.gds == "on" else ())


def prepare(
    settings: Settings, secrets: Secrets, jars: Sequence[Path], *, unhurried: bool = False, read_only: bool = False
) -> list[str]:
    """Write what Neo4j reads at its start and return its command line; the first password only into a new store."""
    home, run = settings.home_path / "neo4j", settings.home_path / "run"
    data = home / "data"
    shutil.rmtree(run / "tmp", ignore_errors=True)
    logs = settings.home_path / "logs" / "neo4j"
    for folder in (home / "conf", home / "plugins", home / "import", data / "dbms", run / "tmp", logs):
        folder.mkdir(parents=True, exist_ok=True)
    lines = neo4j_conf(settings, unhurried=unhurried, read_only=read_only)
    (home / "conf" / "neo4j.conf").write_text(lines, encoding="utf-8")
    arguments = run / "java.args"
    arguments.write_text(java_arguments(settings, jars), encoding="utf-8")
    _plug_in(home / "plugins", jars, settings)
    if not (data / "databases" / "system").exists():
        credential = data / "dbms" / "auth.ini"
        credential.touch(mode=0o600)
        credential.write_text(first_credential(secrets.neo4j_password), encoding="utf-8")
    return server_command(settings, arguments)


def _plug_in(folder: Path, jars: Sequence[Path], settings: Settings) -> None:
    """Show Neo4j which of the jars have procedures, and none of another start: with those of a plug-in it wants all."""
    for link in folder.iterdir():
        if link.is_symlink() and link.readlink().is_relative_to(settings.cache_path):
            link.unlink()
    if settings.gds == "on":
        names = {artifact.file_name for artifact in read_lock(GDS_LOCK)}
        for jar in jars:
            if jar.name in names:
                (folder / jar.name).symlink_to(jar)


@asynccontextmanager
async def running(
    settings: Settings, secrets: Secrets, jars: Sequence[Path], *, log: Path, read_only: bool = False
) -> AsyncIterator[Child]:
    """Neo4j alone and unhurried, from its first answer on, for as long as the block takes; then it has ended.

    It may take all the time that it wants to write its pages at the end. Raises StackError when it does not answer.
    """
    child = start("Neo4j", prepare(settings, secrets, jars, unhurried=True, read_only=read_only), log=log)
    try:
        deadline = time.monotonic() + START_PATIENCE
        while await version(settings, secrets) is None:
            if child.code is not None:
                raise StackError(f"Neo4j ended while it started, see {log}: {child.last_words()}")
            if time.monotonic() > deadline:
                raise StackError(f"Neo4j does not answer within {START_PATIENCE:.0f} s, see {log}.")
            await asyncio.sleep(PAUSE)
        yield child
    finally:
        await end(child.identity, patience=UNHURRIED)
        await child.ended()


async def version(settings: Settings, secrets: Secrets) -> str | None:
    """The version of the Neo4j that answers a query, or None while none does.

    Raises StackError when it refuses the password, which no waiting heals.
    """
    address = settings.bolt_address
    if not await _listens(address):
        return None
    auth = (settings.neo4j_user, secrets.neo4j_password)
    try:
        async with (
            asyncio.timeout(ANSWER),
            AsyncGraphDatabase.driver(
                address, auth=auth, connection_timeout=ANSWER, notifications_min_severity=SILENT
            ) as driver,
        ):
            server = await driver.get_server_info()
            await schema.installed(Graph(driver, settings.neo4j_database, routed=False))  # the database answers, too
            return str(server.agent).removeprefix("Neo4j/")
    except ConfigurationError as error:
        raise StackError(f"TWEETGRAPH_NEO4J_URI is malformed: {error}.") from error
    except (DriverError, Neo4jError, GraphError, OSError, TimeoutError) as error:
        cause = error.__cause__ if isinstance(error, GraphError) else error
        code = (cause.code or "") if isinstance(cause, Neo4jError) else ""
        if isinstance(cause, AuthError) or code.startswith("Neo.ClientError.Security"):
            raise StackError(_refused(settings)) from error
        if code.startswith("Neo.ClientError.Database.DatabaseNotFound"):
            raise StackError(
                f"Neo4j at {address} has no database named {settings.neo4j_database}: set TWEETGRAPH_NEO4J_DATABASE."
            ) from error
        return None


def _refused(settings: Settings) -> str:
    if not settings.embeds_neo4j:
        return (
            f"Neo4j at {settings.bolt_address} refuses the user name or password: "
            "check TWEETGRAPH_NEO4J_USER and TWEETGRAPH_NEO4J_PASSWORD."
        )
    return (
        f"The Neo4j store in {settings.home_path / 'neo4j'} was made with another password: restore "
        f"{settings.home_path / 'secrets.json'}, or set TWEETGRAPH_NEO4J_PASSWORD to the one it was made with."
    )


async def _listens(address: str) -> bool:
    """Whether the address takes connections: the driver would wait and warn where a closed port answers at once."""
    parts = urlsplit(address)
    try:
        async with asyncio.timeout(ANSWER):
            _, writer = await asyncio.open_connection(parts.hostname, parts.port or 7687)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True
