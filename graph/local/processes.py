"""Child processes of the supervisor: each leads a session of its own, logs to a file, and is known by pid and birth."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
import psutil

from graph.local import tether

ROTATE = 10 * 2**20  # bytes; a log that is longer at a start is set aside once
GROUP_PATIENCE = 2.0  # seconds that the rest of a group gets after its leader ended
POLL = 0.05
BIRTH_SLACK = 1.0  # seconds by which two readings of one process's birth may differ


class Identity(msgspec.Struct, frozen=True):
    """A process beyond doubt: its pid and when it was born, because pids are used again."""

    pid: int
    created: float

    @classmethod
    def of(cls, pid: int) -> "Identity":
        """Identify a live process; one that has just ended is identified too, as not alive."""
        try:
            return cls(pid, psutil.Process(pid).create_time())
        except psutil.NoSuchProcess:
            return cls(pid, 0.0)

    def alive(self) -> bool:
        """Whether exactly this process runs; a zombie does not."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.created) < BIRTH_SLACK
            return same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def group(self) -> list[psutil.Process]:
        """The live processes of the group that this one leads, itself included; empty if the pid was given anew."""
        if self.created < psutil.boot_time() - BIRTH_SLACK:
            return []
        members = []
        for process in psutil.process_iter():
            try:
                if os.getpgid(process.pid) != self.pid or process.status() == psutil.STATUS_ZOMBIE:
                    continue
                if process.pid == self.pid and abs(process.create_time() - self.created) >= BIRTH_SLACK:
                    return []
                members.append(process)
            except (psutil.Error, ProcessLookupError, PermissionError):
                continue
        return members


class Child:
    """A started process; `code` is None while it runs."""

    def __init__(self, name: str, process: subprocess.Popen[bytes], log: Path, log_start: int) -> None:
        self.name = name
        self.log = log
        self.identity = Identity.of(process.pid)
        self._process = process
        self._log_start = log_start

    @property
    def code(self) -> int | None:
        """The exit code once it has ended, negative for a signal."""
        return self._process.poll()

    def words(self) -> str:
        """What this run has written to its log so far."""
        with self.log.open("rb") as file:
            file.seek(self._log_start)
            return file.read().decode(errors="replace")

    def last_words(self) -> str:
        """The last line of this run's log that tells of an error, else its last line; empty if it wrote nothing."""
        lines = [line.strip() for line in self.words().splitlines() if line.strip()]
        errors = [line for line in lines if "ERROR" in line or "Error" in line]
        return (errors or lines or [""])[-1][:300]

    async def ended(self) -> int:
        """Wait until it ended; returns its exit code."""
        while (code := self.code) is None:  # noqa: ASYNC110 - a process sets no event
            await asyncio.sleep(POLL)
        return code


def start(
    name: str,
    command: Sequence[str],
    *,
    log: Path,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Child:
    """Start a command in a session of its own, so that Ctrl-C of the terminal reaches the supervisor alone.

    Must be called on the main thread: the tie to the parent is one to the thread that started the child.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > ROTATE:
        log.replace(log.with_name(f"{log.name}.1"))
    with log.open("ab") as sink:
        log_start = sink.tell()
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", tether.__file__, str(os.getpid()), *command],
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=dict(environ) if environ is not None else None,
            cwd=folder,
            start_new_session=True,
        )
    return Child(name, process, log, log_start)


async def end(identity: Identity, *, patience: float) -> None:
    """Ask a process to end, and end it with its whole group after `patience` seconds; no-op if all ended already."""
    await end_alone(identity, patience=patience)
    await _until(lambda: not identity.group(), patience=GROUP_PATIENCE)
    if identity.group():
        with suppress(ProcessLookupError):
            os.killpg(identity.pid, signal.SIGKILL)
        await _until(lambda: not identity.group(), patience=GROUP_PATIENCE)


async def end_alone(identity: Identity, *, patience: float) -> None:
    """Ask one process to end, and kill it after `patience` seconds; its group, which may be a shell's, goes on."""
    for name in (signal.SIGTERM, signal.SIGKILL):
        if identity.alive():
            with suppress(ProcessLookupError):
                os.kill(identity.pid, name)
            await _until(lambda: not identity.alive(), patience=patience)


async def _until(done: Callable[[], bool], *, patience: float) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and not done():  # noqa: ASYNC110 - other people's processes set no event
        await asyncio.sleep(POLL)
