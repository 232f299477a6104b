"""A copy of the graph for analysts: what everybody may read, in a home of its own, served read-only by a second Neo4j.

It is read out while the product runs, which is neither stopped nor changed. The copy is made beside its place and takes
it as a whole at the end; whatever ends the making before that leaves nothing behind.
"""

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from api import state
from api.bulk import index
from api.console import Screen
from api.lifetime import SIGNALS
from api.preflight import check_home, check_port, check_space, free_ports
from graph.client import connect
from graph.local import neo4j
from graph.local.admin import Imported, Tools
from graph.local.artifacts import fetch
from graph.local.errors import StackError
from graph.settings import Secrets, Settings, load_secrets
from seeds import copies
from seeds.progress import shown

PATIENCE = 120.0  # seconds that one page may take
MARK = "copy.json"  # in a home that is a copy, and in no other


class Made(msgspec.Struct, frozen=True):
    """What is noted in a copy: when it was begun, and how much it has."""

    made_at: str
    nodes: int
    relationships: int


def copy(settings: Settings, target: Path, screen: Screen, *, dump: Path | None = None) -> Made:
    """Copy the graph of the settings into a new home, and as a dump if a file is named.

    Raises StackError when the target is there already, GraphError when the graph goes away; then nothing is left.
    """
    target = target.expanduser().resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise StackError(f"{target} is there already: name a new folder, or remove it.")
    making = target.with_name(f"{target.name}.making")
    if making.exists():
        raise StackError(f"{making} is there already: another copy is being made, or was killed. Remove it then.")
    beside = of_copy(settings, making)
    try:
        check_home(making)
        check_space(beside)
        (making / "files").mkdir()
        if dump is not None:
            dump.parent.mkdir(parents=True, exist_ok=True)
        made = asyncio.run(_made(settings, beside, screen, dump))
        for spent in ("files", "logs", "run"):
            shutil.rmtree(making / spent, ignore_errors=True)
        (making / MARK).write_bytes(msgspec.json.format(msgspec.json.encode(made)) + b"\n")
        if target.exists():
            target.rmdir()
        making.rename(target)
    finally:
        screen.close()
        shutil.rmtree(making, ignore_errors=True)
    return made


def of_copy(settings: Settings, home: Path, *, bolt: int = 0, http: int = 0) -> Settings:
    """The settings of a copy: a Neo4j of its own with its own password, on ports that are free if none are given."""
    free = free_ports(2)
    return msgspec.structs.replace(
        settings,
        home=str(home),
        neo4j_uri="",
        neo4j_user="neo4j",
        neo4j_password="",
        neo4j_database="neo4j",
        neo4j_bolt_port=bolt or free[0],
        neo4j_http_port=http or free[1],
    )


async def _made(settings: Settings, beside: Settings, screen: Screen, dump: Path | None) -> Made:
    jars = await _jars(beside, screen)
    home, began = beside.home_path, datetime.now(UTC)
    screen.tell("Reading what everybody may read; the product runs on meanwhile …")
    async with connect(settings, load_secrets(settings)) as graph:
        with shown(screen.console) as progress:
            await copies.write(graph.within(PATIENCE), home / "files", progress)
    own = load_secrets(beside)
    screen.tell("Making the copy …")
    imported = await _imported(beside, own, jars, screen)
    screen.tell("Building its indexes …")
    with shown(screen.console) as progress:
        async with neo4j.running(beside, own, jars, log=home / "logs" / "neo4j.log"):
            await index(beside, own, progress)
    if dump is not None:
        screen.tell(f"Writing {dump} …")
        await _dumped(beside, own, jars, dump, screen)
    return Made(began.isoformat(timespec="seconds"), imported.nodes, imported.relationships)


async def _jars(settings: Settings, screen: Screen) -> list[Path]:
    return await fetch(
        neo4j.artifacts(settings), cache=settings.cache_path, repository=settings.maven_url, report=screen.fetched
    )


async def _imported(beside: Settings, own: Secrets, jars: list[Path], screen: Screen) -> Imported:
    home = beside.home_path
    tools = Tools(beside, own, jars, log=home / "logs" / "import.log")
    with shown(screen.console) as progress:
        return await tools.import_full(
            home / "files",
            nodes=copies.NODES,
            relationships=copies.RELATIONSHIPS,
            multiline=copies.MULTILINE,
            progress=progress,
            loose=True,
        )


async def _dumped(beside: Settings, own: Secrets, jars: list[Path], dump: Path, screen: Screen) -> None:
    """Have the store written as one file, which is moved to where it is wanted."""
    folder = beside.home_path / "files"
    tools = Tools(beside, own, jars, log=beside.home_path / "logs" / "dump.log")
    with shown(screen.console) as progress:
        await tools.dump(folder, progress=progress)
    shutil.move(folder / f"{beside.neo4j_database}.dump", dump)


def serve(settings: Settings, home: Path, screen: Screen, *, bolt: int, http: int) -> None:
    """Serve a copy read-only until a signal ends it; raises StackError for a home that is none, or a port in use."""
    home = home.expanduser().resolve()
    if not (home / MARK).exists():
        raise StackError(f"{home} is no copy: tweetgraph graph copy makes one.")
    own = of_copy(settings, home, bolt=bolt, http=http)
    with state.owned(own) as mine:
        if not mine:
            raise StackError(f"Another process serves {home}.")
        for option, port in (("--bolt-port", bolt), ("--http-port", http)):
            check_port(option, "127.0.0.1", port)
        asyncio.run(_served(own, screen))


async def _served(own: Settings, screen: Screen) -> None:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def stop() -> None:
        for name in SIGNALS:  # one request is enough
            loop.add_signal_handler(name, lambda: None)
        if task is not None:
            task.cancel()

    for name in SIGNALS:
        loop.add_signal_handler(name, stop)
    secrets, log = load_secrets(own), own.home_path / "logs" / "neo4j.log"
    made = msgspec.json.decode((own.home_path / MARK).read_bytes(), type=Made)
    try:
        jars = await _jars(own, screen)
        async with neo4j.running(own, secrets, jars, log=log, read_only=True) as child:
            screen.copied(own, secrets, made_at=made.made_at)
            code = await child.ended()
            raise StackError(f"Neo4j ended by itself (exit code {code}), see {log}: {child.last_words()}")
    except asyncio.CancelledError:
        screen.tell("Stopped.")
    finally:
        screen.close()
