"""tweetgraph graph copy | serve | model: the graph for who works on it by hand."""

from pathlib import Path

import rich_click as click

from api import copying
from api.commands.connected import on_graph
from api.console import Screen
from api.model_picture import draw
from graph import schema
from graph.settings import from_environment

PORT = click.IntRange(1, 65535)


@click.group()
def graph() -> None:
    """The graph itself: a read-only copy for analysts, and its model as a picture."""


@graph.command()
@click.argument("target", metavar="TARGET", type=click.Path(path_type=Path))
@click.option("--dump", metavar="FILE", type=click.Path(path_type=Path), help="Also as one file, for another Neo4j.")
def copy(*, target: Path, dump: Path | None) -> None:
    """Copy what everybody may read into TARGET, a new folder, for analysts.

    Nothing is stopped: the graph is read page by page while it is used, so that the newest rows of the copy may be
    some minutes apart. It holds active people, what those of them wrote who are not protected, and follows, likes and
    retweets as the API shows them to everybody. Addresses, passwords, sessions, tokens, bookmarks, blocks, mutes,
    notifications, reports and drafts are not in it: they are not read.

    --dump also writes it as a file that `neo4j-admin database load` takes, of Neo4j 5.26 or later.

    \b
    Examples:
      tweetgraph graph copy /srv/analysts/2026-11
      tweetgraph graph copy /srv/analysts/2026-11 --dump /srv/analysts/2026-11.dump
      TWEETGRAPH_NEO4J_URI=neo4j://graph TWEETGRAPH_NEO4J_PASSWORD=… tweetgraph graph copy copies/today
    """
    made = copying.copy(from_environment(), target, Screen(), dump=dump)
    click.echo(f"{target} has {made.nodes:,} nodes and {made.relationships:,} relationships, as of {made.made_at}.")
    click.echo(f"tweetgraph graph serve {target} serves it.")


@graph.command()
@click.argument("target", metavar="COPY", type=click.Path(path_type=Path))
@click.option("--bolt-port", default=7688, show_default=True, type=PORT, help="Where drivers connect.")
@click.option("--http-port", default=7475, show_default=True, type=PORT, help="Where Neo4j Browser is.")
def serve(*, target: Path, bolt_port: int, http_port: int) -> None:
    """Serve a copy by a second Neo4j that writes nothing, until Ctrl-C.

    It has a password of its own, in secrets.json of the copy, and listens on this machine alone.

    \b
    Examples:
      tweetgraph graph serve /srv/analysts/2026-11
      tweetgraph graph serve copies/today --bolt-port 17687 --http-port 17474
    """
    copying.serve(from_environment(), target, Screen(), bolt=bolt_port, http=http_port)


@graph.command()
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Where it is written.  [default: stdout]")
def model(*, out: Path | None) -> None:
    """Draw the model as the database has it: labels, relationship types, properties, constraints; as an SVG.

    \b
    Examples:
      tweetgraph graph model > model.svg
      tweetgraph graph model --out api/assets/browser/model.svg
    """
    picture = draw(on_graph(schema.live), schema.ties(), schema.properties())
    if out is None:
        click.echo(picture, nl=False)
    else:
        out.write_text(picture, encoding="utf-8")
        click.echo(str(out))


COMMANDS = (graph,)
