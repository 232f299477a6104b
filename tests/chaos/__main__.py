"""Kills, holds and empties parts of a network of its own while people use it, and checks what became of it all.

A history of the run is kept, and a program reads it: nothing acknowledged may be missing, every effect is there once.
"""

import argparse
import asyncio
import math
import random
import signal
import sys
import tempfile
import time
from collections.abc import Coroutine
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tests.chaos.checker import check, summary
from tests.chaos.faults import NAMES
from tests.chaos.history import Act, Fault, History, Mail, read
from tests.chaos.rounds import Plan, run

EXAMPLES = """examples:
  make chaos                                      300 rounds
  python -m tests.chaos --rounds 20 --seed 7      fewer, with the choices of an earlier run
  python -m tests.chaos --only "kill leader" --only "flush redis"
  python -m tests.chaos --check .chaos/history.jsonl      check an earlier run again
"""

console = Console(width=None if sys.stdout.isatty() else 120)


def main() -> None:
    """Run or read a history, and say what is wrong with it; the exit status is 1 if anything is."""
    asked = _asked()
    if asked.check is not None:
        sys.exit(_judged(asked.check))
    number = asked.seed if asked.seed is not None else random.SystemRandom().randrange(1_000_000)
    plan = Plan(rounds=asked.rounds, seed=number, only=asked.only, minutes=asked.minutes)
    history = History(asked.history)
    console.print(f"Seed {number}; the history is {asked.history}.")
    try:
        with tempfile.TemporaryDirectory(prefix="tweetgraph-chaos-", ignore_cleanup_errors=True) as home:
            _run(plan, history, Path(home))
    except asyncio.CancelledError:
        console.print("Broken off; this is what was seen so far.")
    finally:
        history.close()
    sys.exit(_judged(asked.history))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.chaos",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--rounds", type=int, default=300, help="how many (default 300, about half an hour)")
    parser.add_argument("--minutes", type=float, default=math.inf, help="begin no round after so many")
    parser.add_argument("--seed", type=int, default=None, help="make the choices of an earlier run")
    parser.add_argument(
        "--only", action="append", default=[], choices=NAMES, metavar="FAULT", help=f"one of: {', '.join(NAMES)}"
    )
    parser.add_argument(
        "--history", type=Path, default=Path(".chaos/history.jsonl"), metavar="FILE", help="where to keep the history"
    )
    parser.add_argument("--check", type=Path, default=None, metavar="FILE", help="only check this history")
    return parser.parse_args()


def _run(plan: Plan, history: History, home: Path) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console, refresh_per_second=2) as bar:
        task = bar.add_task("starting", total=plan.rounds)
        shown = time.monotonic()

        def told(_: History) -> None:
            nonlocal shown
            acts, faults, mails = (history.count(kind) for kind in (Act, Fault, Mail))
            words = f"{faults} faults, {acts} requests, {mails} mails"
            bar.update(task, advance=1, description=words)
            if not console.is_terminal and time.monotonic() > shown + 60:
                shown = time.monotonic()
                console.print(f"{bar.tasks[0].completed:.0f} of {plan.rounds} rounds: {words}")

        asyncio.run(_until_asked_to_end(run(plan, history, home, told=told)))


async def _until_asked_to_end(work: Coroutine[None, None, None]) -> None:
    """Do the work; Ctrl-C and SIGTERM cancel it, which ends every process."""
    task, loop = asyncio.ensure_future(work), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    await task


def _judged(path: Path) -> int:
    """Say what a history tells; 1 if something is wrong with it."""
    lines = read(path)
    for sentence in summary(lines):
        console.print(sentence, highlight=False)
    findings = check(lines)
    for finding in findings[:50]:
        console.print(f"[red]{finding.kind}[/]: {finding.text}", highlight=False)
    if len(findings) > 50:
        console.print(f"… and {len(findings) - 50} more.")
    console.print("Nothing is wrong." if not findings else f"{len(findings)} things are wrong.")
    return int(bool(findings))


if __name__ == "__main__":
    main()
