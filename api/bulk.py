"""Bulk import: a network goes into the empty graph of a home through Neo4j's own importer, which needs Neo4j stopped.

The new store is made beside the old one, below `<home>/bulk`, with its indexes and checked, and takes its place as a
whole at the end. Whatever ends an import before that leaves the home as it was.
"""

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import psutil

from api import lifetime, state
from api.console import Screen
from api.preflight import check_home, check_space, free_ports
from api.supervisor import end_leftovers
from graph import schema
from graph.client import Graph, connect
from graph.errors import GraphError
from graph.local import neo4j
from graph.local.admin import Tools
from graph.local.artifacts import fetch
from graph.local.errors import StackError
from graph.settings import Secrets, Settings, load_secrets
from seeds import load, offline
from seeds.bulk import Loaded, Progress
from seeds.offline import Files
from seeds.progress import shown

HEAP = 1024  # MB, what the importer wants for a large network, and enough for the full-text indexes
CACHE_SHARE = 8  # one part in so many of the free memory is page cache while the indexes are built
MOST_CACHE = 2048  # MB
GROWTH = 3  # the new store takes at most so many times the space of the files; they go before its indexes come
KEPT = ("databases/system", "transactions/system", "dbms")  # of a store that is there: who may sign in to Neo4j

BUILDING = 6 * 3600  # seconds that the indexes may take
LOOK = 2.0  # seconds between two looks at how many are built

Fill = Callable[[Files], list[Loaded]]


def load_offline(settings: Settings, screen: Screen, fill: Fill) -> list[Loaded]:
    """Make the graph of a home from what `fill` writes; a stack that runs there is stopped, and started again.

    Raises StackError when the graph is not empty or not ours to stop, and what `fill` raises; then nothing was changed.
    """
    if not settings.embeds_neo4j:
        raise StackError(
            f"A bulk import needs Neo4j stopped, and the one at {settings.bolt_address} is not ours to stop: "
            "leave out --bulk, or unset TWEETGRAPH_NEO4J_URI."
        )
    check_home(settings.home_path)
    check_space(settings)
    secrets = load_secrets(settings)
    runs = state.supervised(settings) is not None
    if runs:
        asyncio.run(_require_empty(settings, secrets))
        screen.tell("TweetGraph runs in this home: it is stopped for the import, and started again after it.")
        lifetime.take_down(settings, screen)
    try:
        with state.owned(settings) as mine:
            if not mine:
                raise StackError(f"Another process works in {settings.home_path}: see tweetgraph status.")
            return _Import(settings, secrets, screen).made(fill)
    finally:
        screen.close()
        if runs:
            lifetime.run_detached(settings, screen, demo=False)


class _Import:
    """One import into a home that this process owns."""

    def __init__(self, settings: Settings, secrets: Secrets, screen: Screen) -> None:
        self._settings = settings
        self._secrets = secrets
        self._screen = screen
        self._data = settings.home_path / "neo4j" / "data"
        self._beside = settings.home_path / "bulk"
        self._logs = settings.home_path / "logs"
        bolt, http = free_ports(2)  # nobody shall find this Neo4j, and the home's own ports may be taken just now
        self._quiet = msgspec.structs.replace(settings, neo4j_bolt_port=bolt, neo4j_http_port=http)

    def made(self, fill: Fill) -> list[Loaded]:
        """Make the new store and put it in its place; what was made beside it goes, however this ends."""
        asyncio.run(end_leftovers(self._settings))
        shutil.rmtree(self._beside, ignore_errors=True)
        try:
            jars = asyncio.run(self._jars())
            asyncio.run(self._look_inside(jars))
            # Outside of any event loop, which would keep Ctrl-C waiting.
            with self._timed("Making the files"), shown(self._screen.console) as progress:
                files = Files(self._beside / "files", progress)
                with files.open():
                    loaded = fill(files)
            self._check_space(files)
            asyncio.run(self._store(files, jars))
            self._put_in_place()
        finally:
            shutil.rmtree(self._beside, ignore_errors=True)
        return loaded

    async def _jars(self) -> list[Path]:
        settings = self._settings
        return await fetch(
            neo4j.artifacts(settings),
            cache=settings.cache_path,
            repository=settings.maven_url,
            report=self._screen.fetched,
        )

    async def _look_inside(self, jars: list[Path]) -> None:
        """Raise StackError if a store that is there is not empty, or holds a database that is not ours."""
        ours = {"system", self._settings.neo4j_database}
        found = {folder.name for folder in (self._data / "databases").glob("*/")}
        if found - ours:
            names = ", ".join(sorted(found - ours))
            raise StackError(f"{self._data} holds another database, {names}: a bulk import would replace it.")
        if self._settings.neo4j_database not in found:
            return
        with self._timed("Looking whether the graph is empty"):
            async with neo4j.running(self._quiet, self._secrets, jars, log=self._logs / "neo4j.log"):
                await _require_empty(self._quiet, self._secrets)

    def _check_space(self, files: Files) -> None:
        size = sum(path.stat().st_size for path in files.folder.iterdir())
        free = shutil.disk_usage(files.folder).free
        if free < GROWTH * size:
            raise StackError(
                f"Too little disk space in {self._settings.home_path}: {free // 2**20} MB are free, the import of "
                f"{size // 2**20} MB of files may need {GROWTH * size // 2**20} MB."
            )

    async def _store(self, files: Files, jars: list[Path]) -> None:
        """Import, check, and install the schema, beside the store of the home."""
        cache = psutil.virtual_memory().available // 2**20 // CACHE_SHARE
        beside = msgspec.structs.replace(
            self._quiet,
            home=str(self._beside),
            neo4j_heap_mb=max(self._settings.neo4j_heap_mb, HEAP),
            neo4j_page_cache_mb=max(self._settings.neo4j_page_cache_mb, min(cache, MOST_CACHE)),
        )
        for part in KEPT:
            if (self._data / part).exists():
                shutil.copytree(self._data / part, self._beside / "neo4j" / "data" / part)
        tools = Tools(beside, self._secrets, jars, log=self._logs / "bulk.log")
        with self._timed("Importing") as took, shown(self._screen.console) as progress:
            imported = await tools.import_full(
                files.folder,
                nodes=offline.NODES,
                relationships=offline.TIES,
                multiline=sorted(files.multiline),
                progress=progress,
            )
        if imported.records != files.records:
            raise StackError(f"Neo4j's importer took {imported.records:,} of {files.records:,} records.")
        self._screen.tell(
            f"{imported.nodes:,} nodes and {imported.relationships:,} relationships: "
            f"{imported.records / took():,.0f} records/s"
        )
        shutil.rmtree(files.folder)
        with self._timed("Checking"), shown(self._screen.console) as progress:
            await tools.check(progress=progress)
        with self._timed("Building the indexes"), shown(self._screen.console) as progress:
            async with neo4j.running(beside, self._secrets, jars, log=self._logs / "neo4j.log"):
                await index(beside, self._secrets, progress)

    def _put_in_place(self) -> None:
        """Let the new store take the place of the old one, in two steps that take no time."""
        old = self._data.with_name("data.old")
        shutil.rmtree(old, ignore_errors=True)
        self._data.parent.mkdir(parents=True, exist_ok=True)
        if self._data.exists():
            self._data.rename(old)
        (self._beside / "neo4j" / "data").rename(self._data)
        shutil.rmtree(old, ignore_errors=True)

    @contextmanager
    def _timed(self, what: str) -> Iterator[Callable[[], float]]:
        """Say what is done now and, when it is done, how long it took."""
        began = time.monotonic()
        self._screen.tell(f"{what} …")
        yield lambda: time.monotonic() - began
        self._screen.tell(f"{what} took {time.monotonic() - began:.1f} s")


async def _require_empty(settings: Settings, secrets: Secrets) -> None:
    async with connect(settings, secrets) as graph:
        found = await load.anything(graph)
    if found is not None:
        raise StackError(
            f"The graph in {settings.home_path} is not empty, it has a node {found}: a bulk import makes a graph anew. "
            "Leave out --bulk, or set TWEETGRAPH_HOME to a new folder."
        )


async def index(settings: Settings, secrets: Secrets, progress: Progress) -> None:
    """Install the schema and have Neo4j look at what its indexes hold."""
    async with connect(settings, secrets) as graph:
        watching = asyncio.create_task(_watched(graph, progress))
        try:
            await schema.install(graph, seconds=BUILDING)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
        await schema.replan(graph)


async def _watched(graph: Graph, progress: Progress) -> None:
    """Tell how many indexes are built, until it is cancelled; the constraints come first, one by one."""
    declared = schema.declared()
    number = len(declared.constraints) + len(declared.indexes)
    while True:
        await asyncio.sleep(LOOK)
        with suppress(GraphError):
            progress("Indexes", min((await schema.built(graph)).built, number), number)
