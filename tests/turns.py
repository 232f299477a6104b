"""Tests of one run in several processes, on one stack: whose turn it is, and what comes first.

`make test` runs two processes (pytest-xdist), which take the files one by one. A test that uses the stack shares it
with those of the other process; one that is marked `alone` has it for itself: it does something to everybody, or looks
at everybody. Whoever waits lets the event loop go on, in which leases on process numbers are renewed.
"""

import asyncio
import fcntl
import json
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import pytest
from xdist.scheduler import LoadScopeScheduling

PAUSE = 0.02  # seconds between two looks at whether it is one's turn
ALONE = "alone"
# Fixtures by which other workers than the stack's do all late work, whoever left it: who asks for one is alone, too.
TAKING_OVER = frozenset({"beside", "idle_worker", "late"})
LOOP = pytest.StashKey[asyncio.AbstractEventLoop]()


def is_one_of_several(config: pytest.Config) -> bool:
    """Whether this process runs a part of the tests; neither the only one does, nor the one that deals them out."""
    return hasattr(config, "workerinput")


def folder_of(config: pytest.Config) -> Path:
    """The folder that all processes of the run have in common; each of several has its own below it."""
    base: Path = config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]  # noqa: SLF001 - hooks have no fixtures
    return base.parent if is_one_of_several(config) else base


def once(config: pytest.Config, name: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - JSON
    """What was made by the process of the run that needed it first; the others wait for it."""
    folder = folder_of(config)
    with held(folder / f"{name}.lock"):
        made = folder / f"{name}.json"
        if not made.exists():
            made.write_text(json.dumps(make()), encoding="utf-8")
        return json.loads(made.read_text(encoding="utf-8"))


@contextmanager
def held(path: Path) -> Iterator[None]:
    """A lock of this process; the system takes it back from one that dies."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_alone(item: pytest.Item) -> bool:
    """Whether a test must have the stack for itself."""
    return item.get_closest_marker(ALONE) is not None or not TAKING_OVER.isdisjoint(fixtures_of(item))


def uses_stack(item: pytest.Item) -> bool:
    """Whether a test needs the stack; others run beside whatever happens to it."""
    return "stack" in fixtures_of(item)


def fixtures_of(item: pytest.Item) -> list[str]:
    """The names of all fixtures that a test needs, also by way of others."""
    return item.fixturenames if isinstance(item, pytest.Function) else []


class Turns:
    """Holds a lock around each test that uses the stack: with others, or alone.

    Whoever waits for it holds the gate, so that those who share it do not keep somebody waiting for ever.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._gate: IO[str] = (folder_of(config) / "gate.lock").open("w")
        self._stack: IO[str] = (folder_of(config) / "turn.lock").open("w")
        self._kind = fcntl.LOCK_UN

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> Generator[None, object, object]:
        """Wait for one's turn; who is alone stays so until the last such test in a row has cleared up."""
        if uses_stack(item):
            self._enter(fcntl.LOCK_EX if is_alone(item) else fcntl.LOCK_SH)
        try:
            return (yield)
        finally:
            if nextitem is None or not (is_alone(item) and is_alone(nextitem)):
                self._leave()

    def pytest_unconfigure(self) -> None:
        """Close the files, which gives the locks back."""
        self._gate.close()
        self._stack.close()

    def _enter(self, kind: int) -> None:
        if kind != self._kind:
            self._wait(self._gate, fcntl.LOCK_EX)
            self._wait(self._stack, kind)
            fcntl.flock(self._gate, fcntl.LOCK_UN)
            self._kind = kind

    def _leave(self) -> None:
        fcntl.flock(self._stack, fcntl.LOCK_UN)
        self._kind = fcntl.LOCK_UN

    def _wait(self, file: IO[str], kind: int) -> None:
        while True:
            try:
                fcntl.flock(file, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                self._pause()
            else:
                return

    def _pause(self) -> None:
        loop = self._config.stash.get(LOOP, None)
        if loop is None:
            time.sleep(PAUSE)
        else:
            loop.run_until_complete(asyncio.sleep(PAUSE))


class Files(LoadScopeScheduling):  # type: ignore[misc]  # which has no types
    """Deals out file by file, in the order of collection; all tests that are alone are one unit."""

    @cached_property
    def _alone(self) -> frozenset[str]:
        """The tests that are alone; asked for when all processes have collected."""
        return frozenset(json.loads((folder_of(self.config) / f"{ALONE}.json").read_text(encoding="utf-8")))

    def _split_scope(self, nodeid: str) -> str:
        return ALONE if nodeid in self._alone else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Files:  # noqa: ANN401 - which has no types
    """How tests are dealt out."""
    config.option.loadscopereorder = False
    return Files(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where there are several processes: who is alone comes first, and files that need no stack, which run beside."""
    if not is_one_of_several(config):
        return
    needing = {item.path for item in items if uses_stack(item) and not is_alone(item)}
    names = [item.nodeid for item in filter(is_alone, items)]
    (folder_of(config) / f"{ALONE}.json").write_text(json.dumps(names), encoding="utf-8")  # each process the same
    items.sort(key=lambda item: 0 if is_alone(item) else 2 if item.path in needing else 1)
