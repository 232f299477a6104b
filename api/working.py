"""Loaded last by each worker process: tells the supervisor that this one takes tasks."""

import os

from taskiq import TaskiqEvents, TaskiqState

from api.state import ready_folder
from graph.settings import from_environment
from tasks.broker import broker


async def mark_ready(_: TaskiqState) -> None:
    """Leave a file named by this process's pid; the supervisor removed those of earlier runs."""
    folder = ready_folder(from_environment())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / str(os.getpid())).touch()


broker.add_event_handler(TaskiqEvents.WORKER_STARTUP, mark_ready)
