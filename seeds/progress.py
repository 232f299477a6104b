"""Shows how far a load has come: a bar on a terminal, plain lines elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from seeds.bulk import Progress

BETWEEN_LINES = 5.0  # seconds between two plain lines of one part


@contextmanager
def shown(console: Console) -> Iterator[Progress]:
    """What a load tells its progress, shown on this console until the block ends."""
    if console.is_terminal:
        columns = (TextColumn("{task.description:<21}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Bars(*columns, console=console) as bars:
            yield _bars(bars)
    else:
        yield _lines(console)


def _bars(bars: Bars) -> Progress:
    tasks: dict[str, TaskID] = {}

    def tell(part: str, done: int, rows: int) -> None:
        if part not in tasks:
            tasks[part] = bars.add_task(part, total=rows or None)
        bars.update(tasks[part], completed=done, total=rows or None)

    return tell


def _lines(console: Console) -> Progress:
    last = 0.0

    def tell(part: str, done: int, rows: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done == rows or now - last >= BETWEEN_LINES:
            last = now
            console.print(f"{part}: {done:,}{f' of {rows:,}' if rows else ''}", highlight=False, markup=False)

    return tell
