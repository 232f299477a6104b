"""tweetgraph up | down | status | api | worker."""

import asyncio
import sys

import msgspec
import rich_click as click
from rich.table import Table

from api import lifetime, serving
from api.console import Screen
from api.late import Late
from graph.settings import from_environment, load_secrets


@click.command()
@click.option("--detach", is_flag=True, help="Return once it is ready, and leave it running.")
@click.option("--no-demo", is_flag=True, help="Leave an empty graph empty.")
def up(*, detach: bool, no_demo: bool) -> None:
    """Start everything: Neo4j, Redis, the API and a worker.

    Fetches Neo4j and Redis at the first start, loads the demo network into an empty graph, and stays until Ctrl-C
    (or `tweetgraph down`), which stops all of it.

    \b
    Examples:
      tweetgraph up
      tweetgraph up --detach --no-demo
      TWEETGRAPH_PORT=9000 TWEETGRAPH_HOME=/var/lib/tweetgraph tweetgraph up
      TWEETGRAPH_NEO4J_URI=bolt://db:7687 TWEETGRAPH_NEO4J_PASSWORD=… tweetgraph up
    """
    start = lifetime.run_detached if detach else lifetime.run_in_foreground
    start(from_environment(), Screen(), demo=not no_demo)


@click.command()
def down() -> None:
    """Stop everything that runs in this home, and return when it has ended.

    \b
    Examples:
      tweetgraph down
      TWEETGRAPH_HOME=/var/lib/tweetgraph tweetgraph down
    """
    lifetime.take_down(from_environment(), Screen())


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
def status(*, as_json: bool) -> None:
    """Tell what runs in this home, where, and how it does; the exit code is 0 only if all of it is healthy.

    Below it stands how much late work (mails, notices, removals) waits, since when, and how much failed.

    \b
    Examples:
      tweetgraph status
      tweetgraph status --json
    """
    seen = asyncio.run(lifetime.inspect(from_environment()))
    if as_json:
        click.echo(msgspec.json.encode(seen).decode())
    else:
        table = Table(
            "Part", "State", "Pid", "Address", "Version", box=None, padding=(0, 2, 0, 0), title_justify="left"
        )
        table.title = f"TweetGraph in {seen.home}: {seen.doing or seen.state}"
        for name, part in seen.parts.items():
            table.add_row(name, part.state, str(part.pid or ""), part.address, part.version or "")
        Screen().console.print(table)
        if seen.late is not None:
            Screen().tell(_late_work(seen.late))
    sys.exit(0 if seen.healthy else 1)


def _late_work(late: Late) -> str:
    """One line about the outbox."""
    since = "" if late.oldest_seconds is None else f", the oldest for {late.oldest_seconds:.0f} s"
    relay = f"relayed by {late.leader}" if late.leader else "relayed by nobody"
    given_up = f"{late.dead} given up" + (" (see tweetgraph tasks dead)" if late.dead else "")
    return f"Late work: {late.depth} waiting{since}, {late.failing} failing, {given_up}; {relay}"


@click.command()
def api() -> None:
    """Serve the API alone, against the Neo4j and Redis of the settings; `tweetgraph up` does this for you.

    \b
    Examples:
      TWEETGRAPH_API_PROCESSES=2 tweetgraph api
    """
    settings = from_environment()
    load_secrets(settings)  # or the processes would race to make them
    serving.serve_api(settings)


@click.command()
def worker() -> None:
    """Work on tasks in one process, from the Redis of the settings; `tweetgraph up` starts TWEETGRAPH_WORKERS of them.

    \b
    Examples:
      TWEETGRAPH_REDIS_URL=redis://queue:6379/0 tweetgraph worker
    """
    settings = from_environment()
    load_secrets(settings)
    serving.run_worker(settings)


COMMANDS = (up, down, status, api, worker)
