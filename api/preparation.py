"""What the stack does between a Neo4j that answers and an API that may start: the schema, and a first network."""

from collections.abc import Callable

from api.passwords import Passwords
from graph import schema, statements
from graph.client import Graph, connect
from graph.errors import GraphError
from graph.local.errors import StackError
from graph.settings import Secrets, Settings
from seeds import load
from seeds.bulk import Done

DEMO_USERNAME = "ada"


async def prepare(settings: Settings, secrets: Secrets, *, demo: bool, tell: Callable[[str], None]) -> str | None:
    """Bring the schema up to date and, if asked, fill an empty graph with the demo network.

    Returns the name of the demo account, also of a demo that was loaded before; None if the graph has none.
    """
    try:
        async with connect(settings, secrets) as graph:
            await schema.install(graph)
            if demo and await load.is_empty(graph):
                tell("Loading the demo network")
                await load.load_demo(graph, demo_password_hash=await _hashed(secrets.demo_password))
            return DEMO_USERNAME if await _has_demo(graph) else None
    except GraphError as error:
        raise StackError(f"The graph could not be prepared: {error.detail}") from error


async def _has_demo(graph: Graph) -> bool:
    return bool(await graph.read(statements.seeds.progress, Done, keys=[load.FINISHED]))


async def _hashed(password: str) -> str:
    passwords = Passwords()
    try:
        return await passwords.hashed(password)
    finally:
        passwords.close()
