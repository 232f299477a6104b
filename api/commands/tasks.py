"""tweetgraph tasks dead | show | replay: late work that failed."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

import click as plain
import msgspec
import rich_click as click
from rich.table import Table

from api.commands.connected import fail, on_graph
from api.console import Screen
from graph.client import Graph
from graph.ids import LARGEST
from graph.outbox import repository as outbox
from graph.outbox.repository import Letter

T = TypeVar("T")
PAGE = 500
IDENTITY = click.IntRange(1, LARGEST)


@click.group()
def tasks() -> None:
    """Look at late work that failed, and have it done again."""


@tasks.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON array instead of a table.")
@click.option("--failing", is_flag=True, help="List also what failed and will be tried again by itself.")
def dead(*, as_json: bool, failing: bool) -> None:
    """List the tasks that were given up, oldest first.

    \b
    Examples:
      tweetgraph tasks dead
      tweetgraph tasks dead --failing
      tweetgraph tasks dead --json | jq '.[].topic'
    """
    letters = on_graph(lambda graph: _listed(graph, failing=failing))
    if as_json:
        click.echo(msgspec.json.encode(letters, enc_hook=str).decode())
        return
    if not letters:
        click.echo("No task failed." if failing else "No task was given up.")
        return
    table = Table("Id", "Topic", "State", "Attempts", "Error", "Failed at", box=None, padding=(0, 2, 0, 0))
    for letter in letters:
        table.add_row(
            str(letter.id), letter.topic, letter.state, str(letter.attempts), letter.error, letter.failed_at or ""
        )
    Screen().console.print(table)


@tasks.command()
@click.argument("event_id", metavar="ID", type=IDENTITY)
def show(event_id: int) -> None:
    """Show one task that has not taken its effect yet, as JSON.

    \b
    Examples:
      tweetgraph tasks show 244816932864
    """
    letter = on_graph(lambda graph: outbox.event(graph, event_id=event_id))
    if letter is None:
        fail(f"No task with the id {event_id} waits or failed; what was done is not kept.")
    click.echo(msgspec.json.format(msgspec.json.encode(letter, enc_hook=str), indent=2).decode())


@tasks.command()
@click.argument("event_id", metavar="[ID]", type=IDENTITY, required=False)
@click.option("--all", "everything", is_flag=True, help="All tasks that were given up.")
def replay(*, event_id: int | None, everything: bool) -> None:
    """Have a task tried again as if it were new; with an ID also one that failed and waits for its next try.

    \b
    Examples:
      tweetgraph tasks replay 244816932864
      tweetgraph tasks replay --all
    """
    if (event_id is None) != everything:
        raise plain.UsageError("Give either an ID or --all.")
    if event_id is None:
        click.echo(f"{on_graph(_replay_all)} tasks will be tried again.")
    elif on_graph(lambda graph: outbox.replay(graph, event_id=event_id)):
        click.echo(f"The task {event_id} will be tried again.")
    else:
        fail(f"No task with the id {event_id} failed.")


async def _listed(graph: Graph, *, failing: bool) -> list[Letter]:
    kinds = (outbox.dead_letters, outbox.failing_events) if failing else (outbox.dead_letters,)
    found = [letter for kind in kinds async for letter in _all(graph, kind)]
    return sorted(found, key=lambda letter: letter.id)


async def _replay_all(graph: Graph) -> int:
    # Listed before the first is replayed: one that dies again at once is not replayed for ever.
    letters = [letter async for letter in _all(graph, outbox.dead_letters)]
    return sum([await outbox.replay(graph, event_id=letter.id) for letter in letters])


async def _all(graph: Graph, page: Callable[..., Awaitable[list[Letter]]]) -> AsyncIterator[Letter]:
    letters = await page(graph, after_id=0, limit=PAGE)
    while letters:
        for letter in letters:
            yield letter
        letters = await page(graph, after_id=letters[-1].id, limit=PAGE)


COMMANDS = (tasks,)
