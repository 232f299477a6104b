"""Every statement that a request or a task runs seeks; none scans, and feeds take their order from the index."""

import pytest

from graph import statements
from graph.client import Graph
from graph.records import Record
from graph.statements import Statement
from seeds import load
from seeds.network import Network, Person
from tests.fixtures import Social
from tests.plans.operators import explained, parameters, scans, unordered

ONCE = {
    "schema": "runs when the schema is installed",
    "science": "runs over everybody when an analyst says so, with a plug-in that this Neo4j has not",
    "upkeep": "runs at start, on a graph of a few constraints and indexes",
}
SCANNING = {
    "seeds.anybody": "takes the first person of a label and stops",
    "seeds.anything": "takes the first node that is more than housekeeping, of which there are few, and stops",
}
OPERATIONS = [statement for name, domain in statements.DOMAINS.items() if name not in ONCE for statement in domain]
FEEDS = [statement for statement in OPERATIONS if statement.domain == "feeds"]
SHORT = "MATCH (tweet:Tweet) WHERE tweet.feed_author_id = $id AND tweet.id < $before WITH tweet "


def named(statement: Statement) -> str:
    """How a report calls a statement."""
    return f"{statement.domain}.{statement.name}"


@pytest.fixture(scope="module")
async def seeded(graph: Graph, social: Social) -> Graph:
    """The imported network, and some people with an e-mail address."""
    assert social.network.people
    ids = [graph.next_id() for _ in range(50)]
    people = [Person(identity, f"plan{identity}", "Plan") for identity in ids]
    await load.load(graph, Network(people), key=f"plans/{ids[0]}")
    for identity in ids:
        email = f"plan{identity}@example.com"
        await graph.write(statements.seeds.set_credential, Record, user_id=identity, email=email, password_hash=None)
    return graph


@pytest.mark.parametrize("statement", OPERATIONS, ids=named)
async def test_it_seeks(seeded: Graph, statement: Statement) -> None:
    found = scans(await explained(seeded, statement.text, parameters(statement)))
    if named(statement) in SCANNING:
        assert found, "the exception is not needed any more"
    else:
        assert not found


@pytest.mark.parametrize("statement", FEEDS, ids=named)
async def test_feeds_take_their_order_from_the_index(seeded: Graph, statement: Statement) -> None:
    root = await explained(seeded, statement.text, parameters(statement))
    assert not unordered(root)


def test_every_exception_is_a_statement() -> None:
    assert SCANNING.keys() <= set(map(named, OPERATIONS))
    assert ONCE.keys() <= statements.DOMAINS.keys()


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (node) RETURN node.id",
        "MATCH (user:User) WHERE user.bio = $name RETURN user.id",
        "MATCH (user:User) WHERE user.username_key CONTAINS $name RETURN user.id",
        "MATCH ()-[liked:LIKED]->() RETURN count(liked.id + $id)",
        "MATCH ()-[tie:FOLLOWS]->() WHERE tie.created_at > datetime() RETURN tie.id",
        "MATCH (one:User), (other:User) WHERE one.id < $id AND other.id < $id RETURN one.id, other.id",
    ],
)
async def test_a_scan_is_rejected(seeded: Graph, text: str) -> None:
    assert scans(await explained(seeded, text, {"id": 1, "name": "a"}))


@pytest.mark.parametrize(
    ("text", "ordered"),
    [
        (f"{SHORT}ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT $limit RETURN tweet.id", True),
        (f"{SHORT}ORDER BY tweet.id DESC LIMIT $limit RETURN tweet.id", False),
        (f"{SHORT}ORDER BY tweet.created_at DESC LIMIT $limit RETURN tweet.id", False),
        (f"{SHORT}RETURN collect(tweet.id)[..$limit]", False),
    ],
)
async def test_an_order_that_the_index_does_not_have_is_rejected(seeded: Graph, text: str, *, ordered: bool) -> None:
    root = await explained(seeded, text, {"id": 1, "before": 2**53 - 1, "limit": 11})
    assert (not unordered(root)) == ordered
