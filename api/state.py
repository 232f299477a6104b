"""What a home knows about its running stack: a lock that the kernel keeps, and a file that tells who runs where."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec

from graph.local.processes import Identity
from graph.settings import Settings

Phase = Literal["starting", "ready", "stopping"]


class Running(msgspec.Struct, frozen=True):
    """One part of the stack; without an identity it was given by its address and is not ours."""

    address: str
    identity: Identity | None = None
    log: str = ""


class State(msgspec.Struct):
    """The stack of one home; true only while its supervisor is alive."""

    supervisor: Identity
    phase: Phase = "starting"
    doing: str = ""  # for who waits, such as "Fetching the embedded parts"
    demo: str | None = None  # the name of the demo account, if the graph has one
    parts: dict[str, Running] = msgspec.field(default_factory=dict)


def read(settings: Settings) -> State | None:
    """The last written state, also that of a supervisor long dead; None if there is none that can be read."""
    try:
        return msgspec.json.decode((settings.home_path / "run" / "state.json").read_bytes(), type=State)
    except (OSError, msgspec.DecodeError):
        return None


def write(settings: Settings, state: State) -> None:
    """Replace the state as a whole, so that no reader ever sees half of it."""
    path = settings.home_path / "run" / "state.json"
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(msgspec.json.format(msgspec.json.encode(state)) + b"\n")
    part.replace(path)


def remove(settings: Settings) -> None:
    """Forget the state after everything has ended; no-op if there is none."""
    (settings.home_path / "run" / "state.json").unlink(missing_ok=True)


@contextmanager
def owned(settings: Settings) -> Iterator[bool]:
    """Own the home while inside, or yield False if another process does; its death, however it dies, ends that."""
    run = settings.home_path / "run"
    run.mkdir(parents=True, exist_ok=True)
    with (run / "lock").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def ready_folder(settings: Settings) -> Path:
    """Where each worker process that takes tasks leaves a file named by its pid."""
    return settings.home_path / "run" / "workers"


def supervised(settings: Settings) -> State | None:
    """The state of a supervisor that is alive; None otherwise."""
    state = read(settings)
    return state if state is not None and state.supervisor.alive() else None
