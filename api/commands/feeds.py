"""tweetgraph feed check | run: feeds written in Cypher, before they are served."""

import sys
from pathlib import Path
from typing import TypeVar

import click as plain
import msgspec
import rich_click as click
from rich.table import Table

from api.commands.connected import fail, on_graph
from api.console import Screen
from api.validation import readable
from graph.accounts import repository as accounts
from graph.client import Graph
from graph.feeds import custom, shelf
from graph.feeds.text import Refused
from graph.feeds.written import Feed, Value
from graph.paging import Window
from graph.records import Tweet

T = TypeVar("T")
FILE = click.Path(path_type=Path)


@click.group()
def feed() -> None:
    """Try feeds written in Cypher; docs/custom-feeds.md says how one is written."""


@feed.command()
@click.argument("files", metavar="FILE...", type=FILE, nargs=-1, required=True)
def check(files: tuple[Path, ...]) -> None:
    """Say whether files can be served as feeds, and for each that cannot: the line, a word and a sentence.

    Ends with 1 if any cannot. Needs the running Neo4j: its own plans decide.

    \b
    Examples:
      tweetgraph feed check weekend.cypher
      tweetgraph feed check feeds/*.cypher
    """
    outcomes = on_graph(lambda graph: _checked(graph, files))
    for file, outcome in zip(files, outcomes, strict=True):
        click.echo(f"{file}{_told(outcome)}", err=isinstance(outcome, Refused))
    sys.exit(1 if any(isinstance(outcome, Refused) for outcome in outcomes) else 0)


@feed.command()
@click.argument("file", type=FILE)
@click.option("--as", "username", required=True, metavar="USERNAME", help="Who reads it.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Tweets to show.")
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help="A parameter of the feed; again for another.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array of tweets, as the API shows them.")
def run(*, file: Path, username: str, limit: int, given: tuple[str, ...], as_json: bool) -> None:
    """Check one file and show the first page of it, as somebody would read it.

    \b
    Examples:
      tweetgraph feed run weekend.cypher --as ada
      tweetgraph feed run weekend.cypher --as ada --set days=3 --limit 50
      tweetgraph feed run weekend.cypher --as ada --json | jq '.[].content'
    """
    tweets = on_graph(lambda graph: _page(graph, file, username, limit, given))
    if isinstance(tweets, Refused):
        fail(f"{file}{_told(tweets)}")
    if as_json:
        click.echo(msgspec.json.encode(tweets, enc_hook=str).decode())
        return
    if not tweets:
        click.echo("There is nothing in it.")
        return
    table = Table("Id", "By", "At", "Likes", "Says", box=None, padding=(0, 2, 0, 0))
    for tweet in tweets:
        table.add_row(
            str(tweet.id), tweet.author.username, tweet.created_at, str(tweet.likes_count), _line(tweet.content)
        )
    Screen().console.print(table)


async def _checked(graph: Graph, files: tuple[Path, ...]) -> list[custom.Served | Refused]:
    return [await _served(graph, file) for file in files]


async def _served(graph: Graph, file: Path) -> custom.Served | Refused:
    try:
        return await custom.check(graph.within(shelf.PATIENCE), shelf.read(str(file), file))
    except Refused as refusal:
        return refusal


async def _page(graph: Graph, file: Path, username: str, limit: int, given: tuple[str, ...]) -> list[Tweet] | Refused:
    served = await _served(graph, file)
    if isinstance(served, Refused):
        return served
    values = _values(served.feed, given)
    reader = await accounts.profile(graph, username=username, viewer_id=None)
    stretch = await custom.entries(graph, served, viewer_id=reader.profile.id, values=values, window=Window(rows=limit))
    return stretch.entries


def _values(asked: Feed, given: tuple[str, ...]) -> dict[str, Value]:
    """The feed's parameters as they were set, or their defaults."""
    pairs = dict(each.partition("=")[::2] for each in given)
    unknown = pairs.keys() - {parameter.name for parameter in asked.parameters}
    if unknown:
        raise plain.UsageError(f"{asked.name} has no parameter {', '.join(sorted(unknown))}.")
    values: dict[str, Value] = {}
    for parameter in asked.parameters:
        if parameter.name not in pairs and parameter.default is not None:
            values[parameter.name] = parameter.default
            continue
        try:
            values[parameter.name] = parameter.taken(pairs[parameter.name])
        except KeyError as error:
            raise plain.UsageError(f"Give --set {parameter.name}=…: it has no default.") from error
        except msgspec.ValidationError as error:
            raise plain.UsageError(f"{parameter.name}: {readable(str(error))}") from error
    return values


def _told(outcome: custom.Served | Refused) -> str:
    if isinstance(outcome, Refused):
        return f":{outcome.line}: {outcome.reason}: {outcome.detail}."
    known = ", ".join(parameter.name for parameter in outcome.feed.parameters) or "no parameters"
    order = "newest first" if outcome.feed.order == "newest" else "best first"
    return f": {outcome.feed.name}, {order}, {known}; a page reads at most {outcome.most_read:,} rows."


def _line(content: str) -> str:
    return " ".join(content.split())[:80]


COMMANDS = (feed,)
