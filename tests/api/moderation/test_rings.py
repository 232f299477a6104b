"""Who acts as one is found with the evidence, and people who merely talk with each other are not."""

from itertools import count

import pytest

from graph import statements
from graph.client import Graph
from graph.ids import first_id_at
from graph.moderation.records import Ring, Rings
from graph.moderation.repository import BURST, LOOKED_AT
from graph.records import Record
from seeds import load
from seeds.network import Follow, Network, Person, Tweet
from tests.contract.scene import STAFF

DAY = 86_400_000
START = 1_740_787_200_000  # 2025-03-01T00:00:00Z: nobody else writes then
DAYS = count()


class Day:
    """A day of its own, on which people say something in the same ten minutes."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.since = first_id_at(START + next(DAYS) * DAY) // BURST * BURST + BURST
        self._ids = count(self.since)
        self.network = Network([], [], [])

    def people(self, number: int) -> list[Person]:
        """People who are new."""
        ids = [self.graph.next_id() for _ in range(number)]
        made = [Person(identity, f"ring{identity}", "Ring") for identity in ids]
        self.network.people += made
        return made

    def says(self, who: Person, text: str, *, burst: int = 0) -> None:
        """One says something, in this burst."""
        self.network.tweets.append(Tweet(next(self._ids) + burst * BURST, who.id, text))

    async def found(self, **given: object) -> list[Ring]:
        """The rings of the day."""
        self.network.tweets.sort(key=lambda tweet: tweet.id)
        await load.load(self.graph, self.network, key=f"rings/{self.since}/{self.graph.next_id()}")
        staff = self.people(1)[0]
        await load.load(self.graph, Network([staff]), key=f"rings/staff/{staff.id}")
        await self.graph.write(STAFF, Record, username=staff.username)
        parameters: dict[str, object] = {
            "viewer_id": staff.id,
            "since": self.since,
            "until": self.since + 100 * BURST,
            "looked_at": LOOKED_AT,
            "burst": BURST,
            "least_people": 3,
            "most_people": 50,
            "least_shared": 3,
            "skip": 0,
            "limit": 10,
        }
        rows = await self.graph.read(statements.moderation.rings, Rings, **(parameters | given))
        return rows[0].rings


@pytest.fixture
def day(graph: Graph) -> Day:
    """A day without anybody."""
    return Day(graph)


async def test_a_ring_is_found_with_what_it_shares(day: Day) -> None:
    ring, [victim, bystander] = day.people(4), day.people(2)
    for burst in range(2):
        for number, person in enumerate(ring):
            day.says(
                person,
                f"WIN a free phone now, @{victim.username}! {number}{burst}77 https://spam.example/x",
                burst=burst,
            )
    day.says(bystander, f"what is this about, @{victim.username}? https://spam.example/x")
    [found] = await day.found()
    assert {person.id for person in found.people} == {person.id for person in ring}
    assert found.size == 4
    shared = {each.kind: each for each in found.shared}
    assert shared["text"].value == "win a free phone now"
    assert shared["mention"].value == victim.username
    assert shared["link"].value == "https://spam.example/x"
    assert {(each.people, each.bursts) for each in found.shared} == {(4, 2)}


async def test_two_rings_are_two(day: Day) -> None:
    rings = [day.people(3), day.people(5)]
    for number, ring in enumerate(rings):
        for burst in range(3):
            for person in ring:
                day.says(person, f"https://spam.example/{number}", burst=burst)
    found = await day.found()
    assert [{person.id for person in ring.people} for ring in found] == [
        {person.id for person in ring} for ring in reversed(rings)
    ]
    assert await day.found(skip=1) == found[1:]


async def test_a_lively_conversation_is_no_ring(day: Day) -> None:
    people = day.people(6)
    words = ("well", "maybe", "never", "always", "often", "seldom")
    # Six people who follow nobody talk, all at once, each to all others, and pass on one link in the same words.
    for burst, word in enumerate(words[:3]):
        for one, person in zip(words, people, strict=True):
            for two, other in zip(words, people, strict=True):
                if other is not person:
                    text = f"@{other.username} {one} you {word} said that {two} matters"
                    day.says(person, text, burst=burst)
    for person in people:
        day.says(person, "have you read this? https://news.example/story")
    assert await day.found() == []


async def test_who_is_followed_back_names_nobody_out_of_the_blue(day: Day) -> None:
    fans, [star] = day.people(4), day.people(1)
    for burst in range(3):
        for fan in fans:
            day.says(fan, f"@{star.username} {fan.id}", burst=burst)
    assert len(await day.found()) == 1
    again = day.network.tweets
    day.network = Network([], [Follow(day.graph.next_id(), star.id, fan.id) for fan in fans], [])
    assert again
    assert await day.found() == []


async def test_news_that_many_pass_on_is_no_ring(day: Day) -> None:
    for person in day.people(6):
        for burst in range(4):
            day.says(person, "https://news.example/story", burst=burst)
    assert len(await day.found()) == 1
    assert await day.found(most_people=5) == []
