"""Kills, holds and empties parts of a network of its own while people use it, and checks what became of it all.

Or breaks the ways between them (--storm), or cuts off commits (--cuts). A history of the run is kept, and a program
reads it: nothing acknowledged may be missing, every effect is there once.
"""

import argparse
import asyncio
import itertools
import math
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tests.chaos import cuts, storm
from tests.chaos.checker import check, summary
from tests.chaos.faults import NAMES
from tests.chaos.history import Act, Fault, History, Mail, read
from tests.chaos.rounds import Plan, run

EXAMPLES = """examples:
  make chaos                                      300 rounds
  python -m tests.chaos --rounds 20 --seed 7      fewer, with the choices of an earlier run
  python -m tests.chaos --only "kill leader" --only "flush redis"
  python -m tests.chaos --storm                   20,000 operations of 50 callers over ways that break
  python -m tests.chaos --storm 2000 --minutes 5  fewer
  python -m tests.chaos --cuts                    500 commits that are cut off
  python -m tests.chaos --check .chaos/history.jsonl      check an earlier run again
"""

console = Console(width=None if sys.stdout.isatty() else 120)
Told = Callable[[float, str], None]  # how much is done, and what happened until then


def main() -> None:
    """Run or read a history, and say what is wrong with it; the exit status is 1 if anything is."""
    asked = _asked()
    if asked.check is not None:
        sys.exit(_judged(asked.check))
    number = asked.seed if asked.seed is not None else random.SystemRandom().randrange(1_000_000)
    try:
        with tempfile.TemporaryDirectory(prefix="tweetgraph-chaos-", ignore_cleanup_errors=True) as home:
            if asked.cuts is not None:
                sys.exit(_cut(asked.cuts, Path(home)))
            console.print(f"Seed {number}; the history is {asked.history}.")
            with closing(History(asked.history)) as history:
                _run(asked, number, history, Path(home))
    except asyncio.CancelledError:
        console.print("Broken off; this is what was seen so far.")
    sys.exit(_judged(asked.history))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.chaos",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--rounds", type=int, default=300, help="how many (default 300, about half an hour)")
    parser.add_argument(
        "--storm", type=int, nargs="?", const=20_000, metavar="N", help="operations over ways that break (20,000)"
    )
    parser.add_argument("--callers", type=int, default=50, help="in a storm (default 50)")
    parser.add_argument("--cuts", type=int, nargs="?", const=500, metavar="N", help="commits that are cut off (500)")
    parser.add_argument("--minutes", type=float, default=math.inf, help="begin no round or operation after so many")
    parser.add_argument("--seed", type=int, default=None, help="make the choices of an earlier run")
    parser.add_argument(
        "--only", action="append", default=[], choices=NAMES, metavar="FAULT", help=f"one of: {', '.join(NAMES)}"
    )
    parser.add_argument(
        "--history", type=Path, default=Path(".chaos/history.jsonl"), metavar="FILE", help="where to keep the history"
    )
    parser.add_argument("--check", type=Path, default=None, metavar="FILE", help="only check this history")
    return parser.parse_args()


def _run(asked: argparse.Namespace, number: int, history: History, home: Path) -> None:
    def words() -> str:
        acts, faults, mails = (history.count(kind) for kind in (Act, Fault, Mail))
        return f"{faults} faults, {acts} requests, {mails} mails"

    if asked.storm is not None:
        storm_plan = storm.Plan(operations=asked.storm, seed=number, callers=asked.callers, minutes=asked.minutes)
        with _shown(asked.storm, "operations") as told:
            work = storm.run(storm_plan, history, home, told=lambda count: told(count, words()))
            asyncio.run(_until_asked_to_end(work))
        return
    plan = Plan(rounds=asked.rounds, seed=number, only=asked.only, minutes=asked.minutes)
    rounds = itertools.count(1)
    with _shown(plan.rounds, "rounds") as told:
        work = run(plan, history, home, told=lambda _: told(next(rounds), words()))
        asyncio.run(_until_asked_to_end(work))


def _cut(count: int, home: Path) -> int:
    outcome = cuts.Outcome()

    def seen(so_far: cuts.Outcome) -> None:
        nonlocal outcome
        outcome = so_far
        told(so_far.tries.total(), f"{len(so_far.wrong)} wrong")

    try:
        with _shown(count, "cuts") as told:
            asyncio.run(_until_asked_to_end(cuts.alone(count, home, seen)))
    except asyncio.CancelledError:
        console.print("Broken off; this is what was seen so far.")
    for sentence in [*cuts.summary(outcome), *outcome.wrong]:
        console.print(sentence, highlight=False)
    missing = outcome.tries.total() - outcome.cuts.total()
    if missing:
        console.print(f"{missing} commits were not cut off: the machine is too busy for this.")
    console.print("Nothing is wrong." if not outcome.wrong else f"{len(outcome.wrong)} things are wrong.")
    return int(bool(outcome.wrong or missing))


@contextmanager
def _shown(total: int, what: str) -> Iterator[Told]:
    """Show how much is done: a bar, or a line each minute where nobody looks."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console, refresh_per_second=2) as bar:
        task = bar.add_task("starting", total=total)
        shown = time.monotonic()

        def told(done: float, words: str) -> None:
            nonlocal shown
            bar.update(task, completed=done, description=words)
            if not console.is_terminal and time.monotonic() > shown + 60:
                shown = time.monotonic()
                console.print(f"{done:.0f} of {total} {what}: {words}")

        yield told


async def _until_asked_to_end(work: Coroutine[None, None, object]) -> None:
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
