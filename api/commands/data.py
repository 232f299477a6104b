"""tweetgraph schema | seed | import: what brings the schema and data into the graph."""

import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import rich_click as click
from rich.table import Table

from api.bulk import Fill, load_offline
from api.commands.connected import fail, on_graph
from api.console import Screen
from graph import schema as declared
from graph.client import Graph
from graph.errors import GraphError
from graph.ids import now_ms
from graph.settings import from_environment
from seeds import csv, load, offline
from seeds.bulk import Loaded
from seeds.circles import Circles
from seeds.network import Impossible
from seeds.offline import Files
from seeds.progress import shown
from seeds.tables import Refused
from seeds.world import Size

T = TypeVar("T")


@click.command()
def schema() -> None:
    """Install the constraints and indexes; no-op if they are there.

    Adds what is missing and drops nothing.

    \b
    Examples:
      tweetgraph schema
    """

    async def install(graph: Graph) -> bool:
        before = await declared.live(graph)
        await declared.install(graph)
        return before == await declared.live(graph)

    unchanged = _on_graph(install)
    items = declared.declared()
    what = "is installed already" if unchanged else "was installed"
    click.echo(
        f"Schema {declared.digest()} {what}: {len(items.constraints)} constraints, {len(items.indexes)} indexes."
    )


@click.command()
@click.option("--people", default=200, show_default=True, type=click.IntRange(2, 1_000_000), help="People to make.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same network.")
@click.option("--follows", default=50.0, show_default=True, type=click.FloatRange(0), help="Followees per person.")
@click.option("--tweets", default=25.0, show_default=True, type=click.FloatRange(0), help="Tweets per person.")
@click.option("--retweets", default=10.0, show_default=True, type=click.FloatRange(0), help="Retweets per person.")
@click.option("--likes", default=50.0, show_default=True, type=click.FloatRange(0), help="Likes per person.")
@click.option("--days", default=60, show_default=True, type=click.IntRange(1, 3650), help="Days that the tweets span.")
@click.option("--celebrities", default=1, show_default=True, type=click.IntRange(0), help="People whom many follow.")
@click.option("--circles", default=0, show_default=True, type=click.IntRange(0), help="Circles of friends; 0: none.")
@click.option("--end", type=click.DateTime(), metavar="DATE", help="When the network ends, in UTC.  [default: now]")
@click.option("--prefix", help="What their usernames begin with.  [default: s<seed>n<people>_]")
@click.option("--reader", "readers", type=(str, int), multiple=True, help="One more person with so many followees.")
@click.option("--no-cast", is_flag=True, help="Leave out the named people (ada, bob, …).")
@click.option("--bulk", is_flag=True, help="Through Neo4j's own importer: for an empty graph, and many times as fast.")
def seed(
    *,
    people: int,
    seed: int,
    follows: float,
    tweets: float,
    retweets: float,
    likes: float,
    days: int,
    celebrities: int,
    circles: int,
    end: datetime | None,
    prefix: str | None,
    readers: tuple[tuple[str, int], ...],
    no_cast: bool,
    bulk: bool,
) -> None:
    """Load the named cast and a generated network into the graph; the same options again change nothing.

    Few people have most of the followers and few tweets most of the likes, as in real networks. With --circles,
    follows stay within circles, are returned, and lead where those of followees lead.

    With --bulk, Neo4j's own importer makes the same graph, from nothing and with the embedded Neo4j stopped: a stack
    that runs in this home is stopped and started again.

    \b
    Examples:
      tweetgraph seed
      tweetgraph seed --people 20000 --seed 7
      tweetgraph seed --people 5000 --follows 20 --likes 10 --no-cast
      tweetgraph seed --people 2000 --reader busy 1000 --reader calm 5
      tweetgraph seed --people 100000 --tweets 50 --retweets 15 --bulk
    """
    size = Size(
        people=people,
        follows=follows,
        tweets=tweets,
        retweets=retweets,
        likes=likes,
        days=days,
        celebrities=celebrities,
        circles=Circles(count=circles) if circles else None,
    )
    stem = f"s{seed}n{people}_" if prefix is None else prefix
    until = None if end is None else int(end.replace(tzinfo=UTC).timestamp() * 1000)
    if until is not None and until > now_ms():
        fail("A network cannot end in the future: its ids would be ahead of the clock.")
    screen = Screen()

    async def fill(graph: Graph) -> list[Loaded]:
        await declared.install(graph)
        screen.tell(f"Making a network of {people:,} people")
        with shown(screen.console) as progress:
            cast = [] if no_cast else await load.load_cast(graph, end=until, progress=progress)
            crowd = await load.load_world(
                graph, size, seed=seed, prefix=stem, end=until, readers=dict(readers), progress=progress
            )
        await declared.replan(graph)
        return _together(cast, crowd)

    def fill_files(files: Files) -> list[Loaded]:
        cast = [] if no_cast else offline.take_cast(files, end=until)
        crowd = offline.take_world(files, size, seed=seed, prefix=stem, end=until, readers=dict(readers))
        return _together(cast, crowd)

    began = time.monotonic()
    parts = _offline(screen, fill_files) if bulk else _on_graph(fill)
    _summarise(screen, parts, seconds=time.monotonic() - began)


@click.command("import")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--again", is_flag=True, help="Send also what was imported before, to bring back what was deleted since.")
@click.option("--bulk", is_flag=True, help="Through Neo4j's own importer: for an empty graph, and many times as fast.")
def import_folder(folder: Path, *, again: bool, bulk: bool) -> None:
    """Import users, follows, tweets, retweets and likes from the CSV files in DIR.

    All five files are read and checked before anything is written; a bad row is named with file, line and column.
    An import that was broken off goes on where it stopped, and one that was finished changes nothing.

    With --bulk, Neo4j's own importer makes the same graph, from nothing and with the embedded Neo4j stopped: a stack
    that runs in this home is stopped and started again.

    \b
    Examples:
      tweetgraph import exports/2026-01
      tweetgraph import exports/2026-01 --again
      TWEETGRAPH_HOME=/var/lib/tweetgraph tweetgraph import exports/2026-01 --bulk
    """
    if again and bulk:
        fail("--again is for a graph that has something, --bulk for one that is empty.")
    screen = Screen()
    settings = from_environment()
    limits = csv.Limits(tweet_length=settings.tweet_length, comment_length=settings.comment_length)
    began = time.monotonic()

    def fill_files(files: Files) -> list[Loaded]:
        return offline.take_folder(files, folder, limits)

    try:
        parts = (
            _offline(screen, fill_files)
            if bulk
            else _on_graph(_imported(csv.read(folder, limits), screen, again=again))
        )
    except Refused as refused:
        for problem in refused.problems[1:]:
            click.echo(str(problem), err=True)
        fail(str(refused))
    _summarise(screen, parts, seconds=time.monotonic() - began)


def _imported(read: csv.Folder, screen: Screen, *, again: bool) -> Callable[[Graph], Awaitable[list[Loaded]]]:
    async def fill(graph: Graph) -> list[Loaded]:
        await declared.install(graph)
        with shown(screen.console) as progress:
            loaded = await load.load_folder(graph, read, progress=progress, again=again)
        await declared.replan(graph)
        return loaded

    return fill


def _on_graph(work: Callable[[Graph], Awaitable[T]]) -> T:
    """Do something with the graph of the settings; what goes wrong becomes one sentence."""
    try:
        return on_graph(work)
    except GraphError as error:
        fail(error.detail)
    except Impossible as error:
        fail(str(error))


def _offline(screen: Screen, fill: Fill) -> list[Loaded]:
    """Make the graph of the home anew; what goes wrong becomes one sentence."""
    try:
        return load_offline(from_environment(), screen, fill)
    except Impossible as error:
        fail(str(error))


def _together(cast: Sequence[Loaded], crowd: Sequence[Loaded]) -> list[Loaded]:
    """The parts of both loads, added up."""
    own = {part.name: part for part in cast}
    return [
        Loaded(part.name, part.rows + own[part.name].rows, part.written + own[part.name].written)
        if part.name in own
        else part
        for part in crowd
    ]


def _summarise(screen: Screen, parts: Sequence[Loaded], *, seconds: float) -> None:
    """One line for each part: rows read, written and skipped because they were there already."""
    table = Table("Part", box=None, padding=(0, 2, 0, 0))
    for column in ("Rows", "Written", "Skipped"):
        table.add_column(column, justify="right")
    for part in parts:
        table.add_row(part.name, f"{part.rows:,}", f"{part.written:,}", f"{part.skipped:,}")
    rows, written = sum(part.rows for part in parts), sum(part.written for part in parts)
    table.add_row("total", f"{rows:,}", f"{written:,}", f"{rows - written:,}")
    screen.console.print(table)
    screen.tell(f"{rows:,} rows in {seconds:.1f} s")


COMMANDS = (schema, seed, import_folder)
