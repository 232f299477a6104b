"""Discovery costs no more for hubs: whatever it looks at is cut by a Limit in the order of an index."""

import re
from typing import Any

import pytest

from graph import statements
from graph.client import Graph
from graph.ids import LARGEST, first_id_at, now_ms
from graph.paging import Window
from seeds import load, world
from tests.plans.operators import ASKING, ON_THE_WAY, Step, chains, explained, parameters, profiled_for, total_hits

SIZE = world.Size(people=300, follows=15, tweets=3, retweets=2, likes=15)
READERS = {"calm": 25, "busy": 290}
FEW = {"friends": 20, "wide": 20, "reach": 10, "people": 20, "most": 50}  # below what the calm one has
RANGES = re.compile(
    r"liked:LIKED\(user_id, tweet_id\)|FOLLOWS\(follower_id, id\)|FOLLOWS\(followee_id, id\)|"
    r"RETWEETED\(actor_id, id\)|Tweet\(feed_author_id, id\)"
)
# How many such ranges each statement reads.
BOUNDED = {
    "catch_up": 1,
    "for_you": 3,
    "liked_by_following": 3,
    "shortest_path": 8,
    "similar": 4,
    "suggestions": 3,
}


@pytest.fixture(scope="module")
async def hubs(graph: Graph) -> list[dict[str, Any]]:
    """Two readers of a generated network as statements are asked: each about the other, whom nobody follows."""
    prefix = f"u{graph.next_id() % 10**8}_"
    network = world.generate(SIZE, seed=7, end=now_ms(), prefix=prefix, readers=READERS)
    await load.load(graph, network, key=f"hubs/{prefix}")
    people = {person.username: person.id for person in network.people}
    others = dict(zip(READERS, reversed(READERS), strict=True))
    window = {**Window(rows=11).bounds, "before": LARGEST, "moment": first_id_at(now_ms()), "since": 0}
    return [
        {**window, **FEW, "viewer_id": people[prefix + name], "username_key": prefix + other}
        for name, other in others.items()
    ]


def loose(root: Step) -> tuple[int, list[str]]:
    """How many ranges of the large indexes are read, and those whose rows nothing cuts before they are used."""
    seen, found = 0, []
    for each, above in chains(root):
        if "IndexSeek" in each.name and RANGES.search(each.details):
            seen += 1
            nearest = next((parent.name for parent in above if parent.name not in ON_THE_WAY | ASKING), "nothing")
            if nearest != "Limit":
                found.append(f"{nearest} over {each.name} {each.details}")
    return seen, found


@pytest.mark.parametrize("name", BOUNDED)
async def test_a_hub_costs_as_much_as_anybody(graph: Graph, hubs: list[dict[str, Any]], name: str) -> None:
    statement = getattr(statements.discovery, name)
    asked = [{key: (parameters(statement) | hub)[key] for key in statement.inputs} for hub in hubs]
    plans = await profiled_for(graph, statement.text, asked)
    assert loose(plans[0]) == (BOUNDED[name], [])
    calm, busy = map(total_hits, plans)
    assert calm > 100
    # Catching up reads of each followee when they posted last, and no more.
    further = 3 * (READERS["busy"] - READERS["calm"]) if name == "catch_up" else 0
    assert busy <= 2 * calm + further, (calm, busy)


async def test_a_list_without_an_end_is_noticed(graph: Graph) -> None:
    good = statements.discovery.similar
    bad = good.text.replace("ORDER BY alike.followee_id DESC, alike.id DESC LIMIT $reach", "")
    assert bad != good.text
    _, found = loose(await explained(graph, bad, parameters(good)))
    assert found
