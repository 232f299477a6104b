"""The cast and what it lacks for analysts: a triangle, a burst, a ring, a protected person and one who left."""

import re
import secrets
from typing import Any, NamedTuple

import msgspec

from graph.client import Graph
from graph.ids import first_id_at, now_ms
from graph.records import Record
from graph.statements import Statement
from seeds import load, people
from seeds.network import Follow, Network, Person, Retweet, Tweet
from tests.fixtures import stated

ACTIVE = re.compile(r"(\w+)\.status = 'active'")  # every statement holds everybody to it, a test of their form says
HOUR = 3_600_000
GONE = "zed"
PROTECTED = "eva"
BURST = ("kim", "kim", "kim", "kim", "lou")  # who writes of kites within an hour
STANDING = stated(
    "standing",
    """
    MATCH (gone:User {id: $gone}), (protected:User {id: $protected})
    SET gone.status = 'deactivated', protected.protected = true
    """,
)


class Scene(NamedTuple):
    """The people of the scene and what they did; `ask` is about them alone."""

    graph: Graph
    prefix: str
    end: int
    network: Network
    names: dict[int, str]  # by id, without the prefix

    async def ask(self, statement: Statement) -> list[dict[str, Any]]:
        """The rows of a statement that looks at the people of the scene alone; names without the prefix."""
        text = ACTIVE.sub(rf"\g<0> AND \1.username_key STARTS WITH '{self.prefix}'", statement.text)
        rows = await self.graph.within(60).read(msgspec.structs.replace(statement, text=text), dict[str, Any])
        return [{column: self._plain(value) for column, value in row.items()} for row in rows]

    def _plain(self, value: object) -> object:
        if isinstance(value, list):
            return [self._plain(each) for each in value]
        return value.removeprefix(self.prefix) if isinstance(value, str) else value

    @property
    def follows(self) -> set[tuple[str, str]]:
        """Who follows whom, without who is gone."""
        return {pair for pair in self.all_follows if GONE not in pair}

    @property
    def all_follows(self) -> set[tuple[str, str]]:
        """Who follows whom, as degrees count it."""
        return {(self.names[follow.follower], self.names[follow.followee]) for follow in self.network.follows}

    @property
    def active(self) -> list[str]:
        """Who is there, in the order in which they joined."""
        return [name for _, name in sorted(self.names.items()) if name != GONE]

    @property
    def tweets(self) -> list[Tweet]:
        """What those have written who are there."""
        return [tweet for tweet in self.network.tweets if self.names[tweet.author] != GONE]

    def tweet(self, beginning: str) -> Tweet:
        """The tweet that begins so."""
        (found,) = (tweet for tweet in self.network.tweets if tweet.content.startswith(beginning))
        return found


async def staged(graph: Graph) -> Scene:
    """Load the scene under names that nobody else has."""
    end, prefix = now_ms(), f"a{graph.next_id() % 10**9}_"
    cast = people.cast(end=end, prefix=prefix)
    ids = {person.username.removeprefix(prefix): person.id for person in cast.people}
    ids[GONE] = max(ids.values()) + 4096
    last = max(follow.id for follow in cast.follows)
    ties = (("bob", "hana"), ("kim", "ada"), (GONE, "cleo"), ("cleo", GONE))
    # Within the hour, and elsewhere than those of another scene, whose ids would be the same.
    hour = (end - 50 * HOUR) // HOUR * HOUR + secrets.randbelow(50_000)
    written = {tweet.content: tweet.id for tweet in cast.tweets}
    burst = [
        Tweet(first_id_at(hour + 60_000 * (at + 1)) + 4000, ids[who], f"Kites {at} #spring #bread")
        for at, who in enumerate(BURST)
    ]
    more = Network(
        people=[Person(ids[GONE], f"{prefix}{GONE}", "Zed")],
        follows=[Follow(last + 4096 * (at + 1), ids[one], ids[other]) for at, (one, other) in enumerate(ties)],
        tweets=[*burst, Tweet(burst[-1].id + 4096, ids[GONE], "I am off. #graphs #paths")],
        retweets=[Retweet(burst[-1].id + 8192, ids["bob"], written["Last night: wow. Thank you. #tour"])],
    )
    network = cast + more
    await load.load(graph, network, key=f"analytics/{prefix}")
    await graph.write(STANDING, Record, gone=ids[GONE], protected=ids[PROTECTED])
    return Scene(graph, prefix, end, network, {identity: name for name, identity in ids.items()})
