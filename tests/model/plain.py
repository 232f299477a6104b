"""The network as plain Python: what feeds, counts and flags must be, by the rules and nothing else."""

from collections import defaultdict
from typing import NamedTuple

from graph.records import Retweet, Tweet
from seeds.network import Network

ACTIVE = "active"


class Shown(NamedTuple):
    """What one entry of a feed says: `actor` made the entry, `author` wrote the tweet."""

    id: int
    kind: str
    actor: int
    tweet: int
    author: int
    likes: int
    retweets: int
    is_liked: bool
    is_retweeted: bool


def shown(entry: Tweet | Retweet) -> Shown:
    """An entry as the graph gave it."""
    tweet = entry.original_tweet if isinstance(entry, Retweet) else entry
    return Shown(
        entry.id,
        "retweet" if isinstance(entry, Retweet) else "tweet",
        entry.author.id,
        tweet.id,
        tweet.author.id,
        tweet.likes_count,
        tweet.retweets_count,
        tweet.is_liked,
        tweet.is_retweeted,
    )


class Plain:
    """Who is there, who follows whom, and who did what; every question is answered by looking at everything."""

    def __init__(self) -> None:
        self.status: dict[int, str] = {}
        self.follows: dict[int, dict[int, int]] = defaultdict(dict)  # follower: {followee: id}
        self.followers: dict[int, dict[int, int]] = defaultdict(dict)  # followee: {follower: id}
        self.authors: dict[int, int] = {}  # tweet: author
        self.posts: dict[int, dict[int, int]] = defaultdict(dict)  # actor: {entry: tweet}
        self.likers: dict[int, set[int]] = defaultdict(set)  # tweet: people
        self.retweeters: dict[int, dict[int, int]] = defaultdict(dict)  # tweet: {actor: entry}
        self.blocks: set[tuple[int, int]] = set()  # blocker, blocked
        self.mutes: set[tuple[int, int]] = set()  # muter, muted
        self.guarded: set[int] = set()  # people whom only followers read

    def add(self, network: Network) -> None:
        """Add the rows of a network."""
        for person in network.people:
            self.status[person.id] = ACTIVE
        for tie in network.follows:
            self.follow(tie.follower, tie.followee, tie.id)
        for tweet in network.tweets:
            self.publish(tweet.author, tweet.id, is_reply=tweet.reply_to is not None)
        for retweet in network.retweets:
            self.retweet(retweet.actor, retweet.tweet, retweet.id)
        for like in network.likes:
            self.likers[like.tweet].add(like.actor)

    def follow(self, follower: int, followee: int, tie: int) -> None:
        """Follow a person."""
        self.follows[follower][followee] = self.followers[followee][follower] = tie

    def unfollow(self, follower: int, followee: int) -> None:
        """Stop following a person, if that is so."""
        self.follows[follower].pop(followee, None)
        self.followers[followee].pop(follower, None)

    def publish(self, author: int, tweet: int, *, is_reply: bool = False) -> None:
        """Write a tweet or a reply; replies are in no feed."""
        self.authors[tweet] = author
        if not is_reply:
            self.posts[author][tweet] = tweet

    def retweet(self, actor: int, tweet: int, entry: int) -> None:
        """Pass a tweet on."""
        self.posts[actor][entry] = tweet
        self.retweeters[tweet][actor] = entry

    def unretweet(self, actor: int, tweet: int) -> bool:
        """Take a retweet back; whether there was one."""
        entry = self.retweeters[tweet].pop(actor, None)
        if entry is not None:
            del self.posts[actor][entry]
        return entry is not None

    def remove(self, tweet: int) -> None:
        """Delete a tweet, with every retweet of it."""
        author = self.authors.pop(tweet)
        self.posts[author].pop(tweet, None)
        for actor, entry in self.retweeters.pop(tweet, {}).items():
            del self.posts[actor][entry]
        self.likers.pop(tweet, None)

    def block(self, one: int, other: int) -> None:
        """One blocks the other; neither follows the other any more."""
        self.blocks.add((one, other))
        self.unfollow(one, other)
        self.unfollow(other, one)

    def meets(self, reader: int | None, person: int) -> bool:
        """Whether a reader meets a person: who is active, and neither has blocked the other."""
        is_blocked = (reader, person) in self.blocks or (person, reader) in self.blocks
        return self.status[person] == ACTIVE and not is_blocked

    def reads(self, reader: int | None, person: int) -> bool:
        """Whether a reader may read what a person does."""
        is_open = person not in self.guarded or person == reader or reader in self.followers[person]
        return self.meets(reader, person) and is_open

    def visible(self, tweet: int, reader: int | None = None) -> bool:
        """Whether a tweet is there for a reader."""
        return tweet in self.authors and self.reads(reader, self.authors[tweet])

    def bound(self, person: int) -> int | None:
        """The newest entry that a person made, shown or not."""
        return max(self.posts[person], default=None)

    def home(self, reader: int) -> list[Shown]:
        """The whole home feed of a person, newest first."""
        muted = {other for one, other in self.mutes if one == reader}
        return self._entries({reader, *self.follows[reader]} - muted, reader, muted)

    def author(self, person: int, reader: int) -> list[Shown]:
        """All that one person tweeted and retweeted, newest first."""
        return self._entries({person}, reader, set())

    def followers_of(self, person: int, reader: int) -> list[int]:
        """The followers of a person whom a reader meets, newest first."""
        return self._listed(self.followers[person], person, reader)

    def followed_by(self, person: int, reader: int) -> list[int]:
        """The people whom a person follows and a reader meets, newest first."""
        return self._listed(self.follows[person], person, reader)

    def _listed(self, ties: dict[int, int], owner: int, reader: int) -> list[int]:
        people = [person for person in ties if self.meets(reader, person) and self.reads(reader, owner)]
        return sorted(people, key=ties.__getitem__, reverse=True)

    def _entries(self, actors: set[int], reader: int, muted: set[int]) -> list[Shown]:
        entries = [
            self._shown(entry, actor, tweet, reader)
            for actor in actors
            if self.reads(reader, actor)
            for entry, tweet in self.posts[actor].items()
            if self.visible(tweet, reader) and self.authors[tweet] not in muted
        ]
        return sorted(entries, reverse=True)

    def _shown(self, entry: int, actor: int, tweet: int, reader: int) -> Shown:
        likers, retweeters = self.likers.get(tweet, set()), self.retweeters.get(tweet, {})
        return Shown(
            entry,
            "tweet" if entry == tweet else "retweet",
            actor,
            tweet,
            self.authors[tweet],
            len(likers),
            len(retweeters),
            reader in likers,
            reader in retweeters,
        )
