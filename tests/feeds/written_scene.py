"""A few people, what they wrote and liked, and which of it each of the shipped feeds shows."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.client import Graph
from graph.ids import first_id_at
from graph.records import Record
from seeds import load
from seeds.network import Follow, Like, Network, Person, Retweet, Tweet
from tests.fixtures import stated

HOUR = 3_600_000  # milliseconds
FOLLOWED_TAGS = stated(
    "followed_tags",
    """
    MATCH (person:User {id: $user_id})
    UNWIND $tags AS tag
    MATCH (hashtag:Hashtag {name: tag.name})
    MERGE (person)-[follows:FOLLOWS_TAG]->(hashtag)
    ON CREATE SET follows.id = tag.id, follows.user_id = $user_id, follows.hashtag = tag.name
    """,
)


@dataclass
class Scene:
    """The reader's id, and the ids of tweets by what they are called."""

    reader: int
    tweets: dict[str, int]
    tea: str
    pot: str

    def called(self, identities: list[int]) -> list[str]:
        """What tweets are called; a strange one is its id."""
        names = {identity: name for name, identity in self.tweets.items()}
        return [names.get(identity, str(identity)) for identity in identities]


async def scene(graph: Graph) -> Scene:
    """The reader follows ann and bo, who follow back, and cy; dee writes from afar."""
    now = datetime.now(UTC)
    ms, dice = int(now.timestamp() * 1000), random.Random(graph.next_id())

    def at(hours: float) -> int:
        return first_id_at(int(ms - hours * HOUR)) + dice.randrange(4096)

    word = f"x{dice.randrange(10**9)}"
    reader, ann, bo, cy, dee = people = [graph.next_id() for _ in range(5)]
    last_year = first_id_at(int(now.replace(year=now.year - 1).timestamp() * 1000)) + dice.randrange(4096)
    tweets = {
        "ann 1": Tweet(at(1), ann, f"good morning #tea{word}"),
        "ann 2": Tweet(at(30), ann, "who has a kettle?"),
        "ann, last year": Tweet(last_year, ann, "snow"),
        "bo 1": Tweet(at(2), bo, "any news?"),
        "dee 1": Tweet(at(5), dee, f"from afar #tea{word}"),
        "dee 2": Tweet(at(6), dee, f"farther #pot{word}"),
        "reader, last year": Tweet(last_year - 4096, reader, "and snow again"),
    } | {f"cy {hour}": Tweet(at(hour), cy, f"{hour} o'clock" + TAGS.get(hour, "").format(word)) for hour in range(3, 9)}
    ids = {name: tweet.id for name, tweet in tweets.items()}
    tweets |= {
        "bo to ann": Tweet(at(0.5), bo, "to you as well", ids["ann 1"]),
        "cy to bo": Tweet(at(1.2), cy, "none", ids["bo 1"]),
        "bo to dee": Tweet(at(1.4), bo, "how far?", ids["dee 1"]),
        "reader to bo": Tweet(at(1.6), reader, "tell me, too", ids["bo 1"]),
    }
    follows = [(reader, ann), (reader, bo), (reader, cy), (ann, reader), (bo, reader), (dee, reader)]
    likes = [(ann, "dee 1"), (bo, "dee 1"), (cy, "dee 2"), (cy, "bo 1"), (reader, "ann 1"), (reader, "cy 3")]
    network = Network(
        people=[Person(each, f"w{each}", f"Person {number}") for number, each in enumerate(people)],
        follows=[Follow(graph.next_id(), one, other) for one, other in follows],
        tweets=list(tweets.values()),
        retweets=[Retweet(at(3), ann, ids["dee 2"])],
        likes=[Like(graph.next_id(), who, ids[what]) for who, what in likes],
    )
    await load.load(graph, network, key=f"written/{word}")
    tea, pot = f"tea{word}", f"pot{word}"
    tags = [{"id": graph.next_id(), "name": name} for name in (tea, pot)]
    await graph.write(FOLLOWED_TAGS, Record, user_id=reader, tags=tags)
    return Scene(reader, {name: tweet.id for name, tweet in tweets.items()}, tea, pot)


TAGS = {3: " #tea{}", 4: " #pot{}"}
CY = [f"cy {hour}" for hour in range(3, 9)]
# What is asked, and what is answered, in order.
GOLDEN = {
    "mutuals/": ["ann 1", "bo 1", "ann 2", "ann, last year"],
    "quiet-friends/": ["ann 1", "bo 1", "ann 2"],
    "quiet-friends/?most=1": ["bo 1"],
    "quiet-friends/?most=6&days=1": ["ann 1", "bo 1", *CY],
    "rising/": ["dee 2", "dee 1", "bo 1"],
    "rising/?hours=4": ["bo 1"],
    "conversations/": ["bo to ann", "cy to bo"],
    "hashtag-mix/": ["ann 1", "cy 4", "cy 3", "dee 2", "dee 1"],
    "hashtag-mix/?each=1": ["ann 1", "cy 4"],
    "close-friends/": ["ann 1", "bo 1", *CY, "ann 2", "ann, last year"],
    "close-friends/?people=1": ["bo 1"],
    "unanswered/": ["ann 2"],
    "unanswered/?days=1": [],
    "on-this-day/": ["ann, last year", "reader, last year"],
    "on-this-day/?first=2": [],
}
