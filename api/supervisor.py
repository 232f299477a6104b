"""Brings the stack of one home up, keeps it up, and takes it down again in the reverse order."""

import asyncio
import os
import shutil
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from api import state
from api.parts import Part, api_part, neo4j_part, redis_part, worker_parts
from api.preflight import check
from api.preparation import prepare
from graph.local import neo4j
from graph.local.artifacts import Progress, fetch
from graph.local.errors import StackError
from graph.local.processes import Child, Identity, end, start
from graph.settings import Secrets, Settings
from tasks import local as redis

FIRST_PAUSE = 0.1  # seconds between two questions whether a part answers
RESTARTS = 5  # of one part within WINDOW, before the stack gives up
WINDOW = 600.0  # seconds
LONGEST_PAUSE = 30.0  # seconds before something is started again
Tell = Callable[[str], None]


class Supervisor:
    """The stack of one home; everything it started has ended when `running` is left, however it is left."""

    def __init__(
        self, settings: Settings, secrets: Secrets, *, tell: Tell, progress: Callable[[Progress], None]
    ) -> None:
        self.settings = settings
        self.secrets = secrets
        self.state = state.State(supervisor=Identity.of(os.getpid()))
        self._tell = tell
        self._progress = progress
        self._parts: list[Part] = []
        self._children: dict[str, Child] = {}

    @asynccontextmanager
    async def running(self, *, demo: bool) -> AsyncIterator[None]:
        """Bring everything up, be inside while it runs, and end it all; raises StackError with one sentence."""
        await end_leftovers(self.settings)
        check(self.settings)
        shutil.rmtree(state.ready_folder(self.settings), ignore_errors=True)
        self._save()
        try:
            await self._bring_up(demo=demo)
            self.state.phase = "ready"
            self._doing("")
            yield
        finally:
            await _to_its_end(self._take_down())

    async def _bring_up(self, *, demo: bool) -> None:
        settings = self.settings
        self._doing("Fetching the embedded parts")
        jars, binary = await self._fetch()
        self._doing("Starting Neo4j and Redis")
        await self._together(neo4j_part(settings, self.secrets, jars), redis_part(settings, binary))
        self._doing("Preparing the graph")
        self.state.demo = await prepare(settings, self.secrets, demo=demo, tell=self._doing)
        self._doing("Starting the API and the worker")
        await self._together(*worker_parts(settings), api_part(settings))

    async def _fetch(self) -> tuple[list[Path], Path]:
        jars: list[Path] = []
        if self.settings.embeds_neo4j:
            jars = await fetch(
                neo4j.artifacts(self.settings),
                cache=self.settings.cache_path,
                repository=self.settings.maven_url,
                report=self._progress,
            )
        binary = await redis.server(self.settings, self._progress) if self.settings.embeds_redis else Path()
        return jars, binary

    async def _together(self, *parts: Part) -> None:
        """Start parts side by side; in this order, which a stop reverses."""
        try:
            async with asyncio.TaskGroup() as group:
                for part in parts:
                    self._parts.append(part)
                    self._launch(part)
                    group.create_task(self._answered(part))
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None

    def _launch(self, part: Part) -> None:
        if part.command is not None:
            self._children[part.name] = start(part.name, part.command(), log=part.log(self.settings))
        child = self._children.get(part.name)
        self.state.parts[part.name.lower()] = state.Running(
            address=part.address,
            identity=child.identity if child else None,
            log=str(child.log) if child else "",
        )
        self._save()

    async def _answered(self, part: Part) -> None:
        """Wait until a part answers; raises StackError when it ended or takes too long."""
        deadline = time.monotonic() + part.start_patience
        child = self._children.get(part.name)
        while await part.answer(child.identity.pid if child else None) is None:
            if child is not None and child.code is not None:
                raise StackError(f"{part.name} ended while it started, see {child.log}: {child.last_words()}")
            if time.monotonic() > deadline:
                where = f", see {child.log}" if child else ""
                raise StackError(
                    f"{part.name} at {part.address} does not answer within {part.start_patience:.0f} s{where}."
                )
            await asyncio.sleep(FIRST_PAUSE)

    async def keep(self) -> None:
        """Start again what ends by itself, with growing pauses; raises StackError when it ends again and again."""
        try:
            async with asyncio.TaskGroup() as group:
                for part in self._parts:
                    if part.name in self._children:
                        group.create_task(self._keep(part))
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None

    async def _keep(self, part: Part) -> None:
        ends: list[float] = []
        while True:
            child = self._children[part.name]
            code = await child.ended()
            ends = [moment for moment in ends if moment > time.monotonic() - WINDOW] + [time.monotonic()]
            if part.essential and len(ends) > RESTARTS:
                raise StackError(f"{part.name} ended {len(ends)} times in {WINDOW / 60:.0f} minutes, see {child.log}.")
            self._tell(f"{part.name} ended by itself (exit code {code}), see {child.log}; starting it again.")
            await end(child.identity, patience=0)  # its own children, if it left any
            await asyncio.sleep(min(2 ** (len(ends) - 1) * 0.5, LONGEST_PAUSE))
            self._launch(part)
            try:
                await self._answered(part)
            except StackError:
                if part.essential and self._children[part.name].code is None:  # it runs, and will not answer
                    raise
            else:
                self._tell(f"{part.name} is back.")

    async def _take_down(self) -> None:
        self.state.phase = "stopping"
        self._doing("Stopping")
        for part in reversed(self._parts):
            child = self._children.get(part.name)
            if child is not None:
                await end(child.identity, patience=part.stop_patience)
        state.remove(self.settings)

    def _doing(self, what: str) -> None:
        self.state.doing = what
        self._save()
        if what:
            self._tell(f"{what} …")

    def _save(self) -> None:
        state.write(self.settings, self.state)


async def _to_its_end(work: Coroutine[None, None, None]) -> None:
    """Finish this work also when a late signal cancels who waits for it."""
    task = asyncio.ensure_future(work)
    while not task.done():
        with suppress(asyncio.CancelledError):
            await asyncio.shield(task)
    task.result()


async def end_leftovers(settings: Settings) -> bool:
    """End what a killed supervisor left running, and forget it; returns whether anything was left."""
    left = state.read(settings)
    if left is None:
        return False
    identities = [part.identity for part in reversed(left.parts.values()) if part.identity is not None]
    found = [identity for identity in identities if identity.group()]
    for identity in found:
        await end(identity, patience=20)
    state.remove(settings)
    return bool(found)
