"""What commands share: work on the graph of the settings, and an end with one sentence."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import NoReturn, TypeVar

import rich_click as click

from graph.client import Graph, connect
from graph.settings import from_environment, load_secrets

T = TypeVar("T")


def on_graph(work: Callable[[Graph], Awaitable[T]]) -> T:
    """Do something with the graph of the settings. Raises what connecting and the work raise."""
    settings = from_environment()
    secrets = load_secrets(settings)

    async def connected() -> T:
        async with connect(settings, secrets) as graph:
            return await work(graph)

    return asyncio.run(connected())


def fail(sentence: str) -> NoReturn:
    """End the command with one sentence on stderr, on one line: a frame would break it apart."""
    click.echo(f"Error: {sentence}", err=True)
    sys.exit(1)
