"""Runs the notebooks on a network that is made for them, and keeps what they show: `make notebook`."""

import sys
from pathlib import Path

import uvloop

from graph import schema
from graph.client import connect
from graph.ids import now_ms
from graph.settings import Settings, load_secrets
from seeds import load, world
from seeds.circles import Circles
from tests.eval.home import environment, running
from tests.notebooks.execution import FOLDER, NAMES, executed

# Another seed than those of make eval, whose figures are the ones that count.
SIZE = world.Size(people=1_500, follows=20, tweets=4, retweets=2, likes=6, circles=Circles(count=20))
SEED = 301
OUT = Path(".eval")


async def fill(settings: Settings) -> None:
    """Load the network into the empty graph."""
    async with connect(settings, load_secrets(settings)) as graph:
        await load.load_world(graph, SIZE, seed=SEED, end=now_ms())
        await schema.replan(graph)


def main() -> None:
    """Run all; ends with the error of the first that fails."""
    with running(OUT) as settings:
        uvloop.run(fill(settings))
        for name in NAMES:
            path = FOLDER / f"{name}.ipynb"
            done = executed(path, path, environment(settings.home_path))
            if done.returncode:
                raise SystemExit(done.stderr)
            sys.stdout.write(f"{path.relative_to(Path.cwd())}\n")


if __name__ == "__main__":
    main()
