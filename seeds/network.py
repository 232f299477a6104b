"""The rows of a network, in memory: one Struct for each file of the importer, columns by the same names."""

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

    @property
    def size(self) -> int:
        """The number of rows of all files."""
        return len(self.people) + len(self.follows) + len(self.tweets) + len(self.retweets) + len(self.likes)
