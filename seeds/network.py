"""The rows of a network: one Struct for each file of the importer, columns by the same names."""

from collections.abc import Iterable

import msgspec


class Impossible(ValueError):  # noqa: N818 - named after the fact, as the graph's errors are
    """A network that cannot be made as asked; the message says which number is out of range."""


class Row(msgspec.Struct, frozen=True, gc=False):
    """A row of any file; its id is time-ordered and unique over all files."""

    id: int


class Person(Row, frozen=True, gc=False):
    """A row of users.csv."""

    username: str
    name: str

    @property
    def username_key(self) -> str:
        """What names are unique by, and people are found by."""
        return self.username.lower()


class Follow(Row, frozen=True, gc=False):
    """A row of follows.csv: `follower` follows `followee`."""

    follower: int
    followee: int


class Tweet(Row, frozen=True, gc=False):
    """A row of tweets.csv; `reply_to` is an earlier tweet, or None."""

    author: int
    content: str
    reply_to: int | None = None


class Retweet(Row, frozen=True, gc=False):
    """A row of retweets.csv; one per actor and tweet, `quote` may be empty."""

    actor: int
    tweet: int
    quote: str = ""


class Like(Row, frozen=True, gc=False):
    """A row of likes.csv; one per actor and tweet."""

    actor: int
    tweet: int


class Network(msgspec.Struct):
    """A whole network: people and what they did."""

    people: list[Person] = []
    follows: list[Follow] = []
    tweets: list[Tweet] = []
    retweets: list[Retweet] = []
    likes: list[Like] = []

    def __add__(self, other: "Network") -> "Network":
        """Both networks together; their ids must differ."""
        return Network(
            self.people + other.people,
            self.follows + other.follows,
            self.tweets + other.tweets,
            self.retweets + other.retweets,
            self.likes + other.likes,
        )

    def rows(self) -> "Rows":
        """Its tables, to be taken one after the other."""
        return Rows(self.people, self.follows, self.tweets, self.retweets, self.likes)

    @property
    def size(self) -> int:
        """The number of rows of all files."""
        return len(self.people) + len(self.follows) + len(self.tweets) + len(self.retweets) + len(self.likes)


class Rows(msgspec.Struct, frozen=True):
    """A network as it is made or read: each table can be taken once, and none before those above it were."""

    people: Iterable[Person]
    follows: Iterable[Follow]
    tweets: Iterable[Tweet]
    retweets: Iterable[Retweet]
    likes: Iterable[Like]

    def whole(self) -> Network:
        """All of it in memory: about a kilobyte for each tweet with what belongs to it."""
        return Network(list(self.people), list(self.follows), list(self.tweets), list(self.retweets), list(self.likes))
