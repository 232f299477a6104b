"""What goes by distance has bounds: the busy reader's costs little more, though nothing is found for them."""

from typing import Any

import pytest

from graph import statements
from graph.client import Graph
from graph.ids import LARGEST
from graph.paging import PART, Window
from graph.records import Record
from graph.statements import Statement
from graph.tweets.threads import PARTS
from seeds import load
from seeds.network import Follow, Network, Person, Tweet
from tests.fixtures import stated
from tests.plans.operators import chains, explained, parameters, profiled_for, total_hits

CALM, BUSY = 25, 300  # people who follow a reader, and whom they follow back
FEW = {"wide": 20, "friends": 10, "reach": 10, "few": 5, "looked": 20}  # below what the calm one has
# The most hits of the database, with these bounds.
HITS = {
    "accounts.profile": 900,
    "discovery.fans": 900,
    "discovery.not_following_back": 900,
    "notifications.received_within": 2500,
    "tweets.comments_by_distance": 5000,
}
TELL = stated(
    "tell",
    """
    MATCH (receiver:User {id: $receiver})
    MATCH (actor:User {id: $actor})
    UNWIND $ids AS id
    CREATE (notification:Notification {id: id, key: 'plan:' + id, receiver_id: receiver.id, verb: 'followed',
                                       read: false, created_at: datetime()})
    CREATE (notification)-[:TO]->(receiver)
    CREATE (notification)-[:FROM]->(actor)
    """,
)


@pytest.fixture(scope="module")
async def asked(graph: Graph) -> list[dict[str, Any]]:
    """Two readers as statements are asked: about somebody whom as many strangers follow, who answered and did more."""
    ids, prefix = graph.next_id, f"d{graph.next_id() % 10**8}_"
    network = Network()

    def people(name: str, count: int) -> list[int]:
        made = [Person(ids(), f"{prefix}{name}{at}", "Plan") for at in range(count)]
        network.people.extend(made)
        return [person.id for person in made]

    friends, strangers = people("friend", BUSY), people("stranger", BUSY)
    readers = dict(zip((CALM, BUSY), people("reader", 2), strict=True))
    (star,) = people("star", 1)
    for followees, reader in readers.items():
        for friend in friends[:followees]:
            network.follows += [Follow(ids(), reader, friend), Follow(ids(), friend, reader)]
    network.follows += [Follow(ids(), friend, other) for friend in friends for other in friends[:20] if friend != other]
    network.follows += [Follow(ids(), stranger, star) for stranger in strangers]
    root = Tweet(ids(), star, "plan")
    network.tweets += [root, *(Tweet(ids(), stranger, "answer", root.id) for stranger in strangers)]
    await load.load(graph, network, key=f"near-plans/{prefix}")
    for followees, reader in readers.items():
        told = [ids() for _ in range(followees + FEW["looked"])]
        await graph.write(TELL, Record, receiver=reader, actor=star, ids=told)
    shared = {**FEW, **Window(rows=11).bounds, "username_key": f"{prefix}star0", "tweet_id": root.id}
    return [shared | {"viewer_id": reader} for reader in readers.values()]


def statement_of(name: str) -> Statement:
    """A statement by its name."""
    domain, _, operation = name.partition(".")
    found: Statement = getattr(statements.DOMAINS[domain], operation)
    return found


@pytest.mark.parametrize("name", HITS)
async def test_the_busy_cost_little_more(graph: Graph, asked: list[dict[str, Any]], name: str) -> None:
    statement = statement_of(name)
    if name == "tweets.comments_by_distance":
        asked = [each | Window(rows=11).placed_bounds(PARTS) for each in asked]
    values = [{key: each[key] for key in statement.inputs} for each in asked]
    plans = await profiled_for(graph, statement.text, values)
    calm, busy = map(total_hits, plans)
    assert calm > 50
    assert busy <= min(HITS[name], 1.3 * calm), (calm, busy)


@pytest.mark.parametrize(
    ("name", "index", "count"),
    [
        ("discovery.fans", "FOLLOWS(followee_id, id)", 4),
        ("discovery.not_following_back", "FOLLOWS(follower_id, id)", 4),
        ("notifications.received_within", "Notification(receiver_id, id)", 4),
        ("tweets.comments_by_distance", "Tweet(parent_id, author_id, id)", 2),
    ],
)
async def test_each_range_is_cut_in_the_order_of_its_index(graph: Graph, name: str, index: str, count: int) -> None:
    statement = statement_of(name)
    root = await explained(graph, statement.text, parameters(statement))
    seen = [above for each, above in chains(root) if "IndexSeek" in each.name and index in each.details]
    assert len(seen) == count
    for above in seen:
        first = next(each.name for each in above if each.name in {"Limit", "Sort", "Top", "EagerAggregation", "Union"})
        assert first == "Limit", [each.name for each in above]


def test_places_of_a_list_of_parts_are_apart() -> None:
    assert PART == LARGEST + 1
    below, above = Window(rows=1, before=PART + 5), Window(rows=1, after=PART + 5)
    assert below.placed_bounds(PARTS) == {"before": PART + 5, "after": PARTS * PART, "limit": 1, "skip": 0}
    assert above.placed_bounds(PARTS) == {"before": 0, "after": PART + 5, "limit": 1, "skip": 0}
