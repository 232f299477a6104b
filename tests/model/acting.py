"""What people do, in the graph and in the plain network alike, and whether both then show the same."""

import asyncio
from collections.abc import Sequence

from graph.accounts import repository as accounts
from graph.client import Graph
from graph.engagement import repository as engagement
from graph.errors import NotFound
from graph.follows import repository as follows
from graph.paging import Window
from graph.records import Record
from graph.safety import repository as safety
from graph.tweets import repository as tweets
from seeds import load
from seeds.network import Follow, Like, Network, Person, Retweet, Tweet
from tests.fixtures import stated
from tests.model.plain import ACTIVE, Plain, Shown
from tests.model.reading import author_of, downwards, home_of, upwards

MANY = 10_000  # people that one person may follow here
PATIENCE = 20  # looks at bounds

STATUS = stated("status", "UNWIND $people AS id MATCH (person:User {id: id}) SET person.status = $status")
BOUNDS = stated(
    "bounds",
    """
    UNWIND $people AS id
    MATCH (person:User {id: id})
    RETURN person.id AS id, person.last_post_id AS last_post_id
    """,
)


class Bound(Record):
    """The property that prunes feeds."""

    id: int
    last_post_id: int | None


class Acting:
    """Some fresh people of one graph, and the plain network that must agree with it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.plain = Plain()
        self.people: list[int] = []
        self.names: dict[int, str] = {}
        self.unswept: list[int] = []

    async def load(self, network: Network) -> None:
        """Load rows, whose ids are new."""
        await load.load(self.graph, network, key=f"test/{self.graph.next_id()}")
        self.plain.add(network)
        self.people += [person.id for person in network.people]
        self.names |= {person.id: person.username for person in network.people}

    def counted(self, kind: str, owner: int, found: int, wanted: int) -> None:
        """A count of one person or tweet is right."""
        assert found == wanted, (kind, owner)

    def agree(self, found: list[Shown], wanted: list[Shown]) -> None:
        """Entries are right, one by one."""
        assert found == wanted

    def new_people(self, count: int) -> list[Person]:
        """People to load, with names that nobody has."""
        ids = [self.graph.next_id() for _ in range(count)]
        return [Person(identity, f"m{identity}", f"Person {index}") for index, identity in enumerate(ids)]

    def new_tweets(self, authors: Sequence[int], parent: int | None = None) -> list[Tweet]:
        """Tweets to load, in this order of time."""
        return [Tweet(self.graph.next_id(), author, "a tweet", parent) for author in authors]

    def new_follows(self, follower: int, followees: Sequence[int]) -> list[Follow]:
        """Follows to load."""
        return [Follow(self.graph.next_id(), follower, followee) for followee in followees]

    def new_retweets(self, actor: int, shown: Sequence[int]) -> list[Retweet]:
        """Retweets to load, in this order of time."""
        return [Retweet(self.graph.next_id(), actor, tweet) for tweet in shown]

    def new_likes(self, actor: int, shown: Sequence[int]) -> list[Like]:
        """Likes to load."""
        return [Like(self.graph.next_id(), actor, tweet) for tweet in shown]

    async def follow(self, follower: int, followee: int) -> None:
        """Follow a person or ask a protected one, or be told that nobody is there."""
        asked = follows.follow(self.graph, viewer_id=follower, username=self.names[followee], follow_limit=MANY)
        if not self.plain.meets(follower, followee):
            await refused(asked)
            return
        tie = self.graph.next_id()
        made = await asked
        is_new = followee not in self.plain.follows[follower]
        assert made.requested == (is_new and followee in self.plain.guarded)
        assert made.requested or made.created == is_new
        if made.created and not made.requested:
            self.plain.follow(follower, followee, tie)

    async def unfollow(self, follower: int, followee: int) -> None:
        """Stop following a person, or asking to."""
        asked = follows.unfollow(self.graph, viewer_id=follower, username=self.names[followee])
        if not self.plain.meets(follower, followee):
            await refused(asked)
            return
        assert (await asked).removed >= (followee in self.plain.follows[follower])
        self.plain.unfollow(follower, followee)

    async def publish(self, author: int) -> int:
        """Write a tweet."""
        tweet = await tweets.publish(self.graph, viewer_id=author, content="a tweet")
        self.plain.publish(author, tweet.id)
        return tweet.id

    async def reply(self, author: int, parent: int) -> None:
        """Answer a tweet."""
        await self.load(Network(tweets=self.new_tweets([author], parent)))

    async def retweet(self, actor: int, tweet: int) -> None:
        """Pass a visible tweet on, a second time without effect."""
        asked = engagement.retweet(self.graph, viewer_id=actor, tweet_id=tweet, quote=None)
        if not self.plain.visible(tweet, actor):
            await refused(asked)
            return
        made = await asked
        assert made.created == (actor not in self.plain.retweeters[tweet])
        if made.created:
            self.plain.retweet(actor, tweet, made.entry.id)
        assert made.entry.id == self.plain.retweeters[tweet][actor]

    async def unretweet(self, actor: int, tweet: int) -> None:
        """Take the retweet of a visible tweet back."""
        asked = engagement.unretweet(self.graph, viewer_id=actor, tweet_id=tweet)
        if not self.plain.visible(tweet, actor):
            await refused(asked)
            return
        assert (await asked).removed == self.plain.unretweet(actor, tweet)

    async def like(self, actor: int, tweet: int) -> None:
        """Like a visible tweet."""
        asked = engagement.like(self.graph, viewer_id=actor, tweet_id=tweet)
        if not self.plain.visible(tweet, actor):
            await refused(asked)
            return
        assert (await asked).created == (actor not in self.plain.likers[tweet])
        self.plain.likers[tweet].add(actor)

    async def unlike(self, actor: int, tweet: int) -> None:
        """Take the like of a visible tweet back."""
        asked = engagement.unlike(self.graph, viewer_id=actor, tweet_id=tweet)
        if not self.plain.visible(tweet, actor):
            await refused(asked)
            return
        assert (await asked).removed == (actor in self.plain.likers[tweet])
        self.plain.likers[tweet].discard(actor)

    async def remove(self, tweet: int) -> None:
        """Delete a tweet by its author, if the author is active."""
        author = self.plain.authors[tweet]
        asked = tweets.remove(self.graph, viewer_id=author, tweet_id=tweet)
        if not self.plain.visible(tweet, author):
            await refused(asked)
            return
        await asked
        self.plain.remove(tweet)
        self.unswept.append(tweet)

    async def sweep(self, tweet: int) -> None:
        """Remove what hangs on a deleted tweet; shows nobody anything else."""
        await tweets.sweep(self.graph, tweet_id=tweet)
        self.unswept.remove(tweet)

    async def set_status(self, status: str, *people: int) -> None:
        """Suspend people, or make them active again."""
        await self.graph.write(STATUS, Record, people=people, status=status)
        self.plain.status |= dict.fromkeys(people, status)

    async def block(self, one: int, other: int, *, lift: bool) -> None:
        """Block a person or lift the block, or be told that nobody is there."""
        act = safety.unblock if lift else safety.block
        asked = act(self.graph, viewer_id=one, username=self.names[other])
        if self.plain.status[other] != ACTIVE or (other, one) in self.plain.blocks:
            await refused(asked)
            return
        await asked
        if lift:
            self.plain.blocks.discard((one, other))
        else:
            self.plain.block(one, other)

    async def mute(self, one: int, other: int, *, lift: bool) -> None:
        """Mute a person or lift the mute, or be told that nobody is there."""
        name = self.names[other]
        if not self.plain.meets(one, other):
            await refused(safety.unmute(self.graph, viewer_id=one, username=name))
            return
        if lift:
            await safety.unmute(self.graph, viewer_id=one, username=name)
            self.plain.mutes.discard((one, other))
        else:
            await safety.mute(self.graph, viewer_id=one, username=name, until_ms=None, notifications=True)
            self.plain.mutes.add((one, other))

    async def protect(self, person: int, *, lift: bool) -> None:
        """Let only followers read what a person writes, or everyone again."""
        await accounts.update_me(self.graph, user_id=person, changes={"protected": None if lift else True})
        (self.plain.guarded.discard if lift else self.plain.guarded.add)(person)

    async def check_home(self, reader: int, size: int) -> None:
        """The whole home feed of one person, from both ends."""
        read, wanted = home_of(self.graph, reader), self.plain.home(reader)
        self.agree(await downwards(read, size), wanted)
        self.agree(await upwards(read, size), wanted)

    async def check_glimpse(self, reader: int, size: int, position: int) -> None:
        """One page of a home feed by number, one on both sides of an entry, and what is new since that entry."""
        read, wanted = home_of(self.graph, reader), self.plain.home(reader)
        skip = size * (position % 3)
        self.agree(await read(Window(rows=size, skip=skip)), wanted[skip : skip + size])
        if wanted:
            at = position % len(wanted)
            cursor = wanted[at].id
            self.agree(await read(Window(rows=size, before=cursor)), wanted[at + 1 : at + 1 + size])
            self.agree(await read(Window(rows=size, after=cursor)), wanted[max(0, at - size) : at])
            since = home_of(self.graph, reader, above=cursor)
            self.agree(await downwards(since, size), wanted[: at + 1])

    async def check_author(self, person: int, reader: int, size: int) -> None:
        """What one person tweeted and retweeted, from both ends."""
        read = author_of(self.graph, self.names[person], reader)
        if not self.plain.meets(reader, person):
            await refused(read(Window(rows=size)))
            return
        wanted = self.plain.author(person, reader)
        self.agree(await downwards(read, size), wanted)
        self.agree(await upwards(read, size), wanted)

    async def check_lists(self, person: int, reader: int) -> None:
        """Who follows a person, and whom the person follows, with the counts."""
        if not self.plain.meets(reader, person):
            return
        window = Window(rows=MANY)
        name = self.names[person]
        above = await follows.followers(self.graph, viewer_id=reader, username=name, search="", window=window)
        below = await follows.following(self.graph, viewer_id=reader, username=name, search="", window=window)
        assert [each.id for each in above.people] == self.plain.followers_of(person, reader)
        assert [each.id for each in below.people] == self.plain.followed_by(person, reader)
        self.counted("followers", person, above.count, len(self.plain.followers[person]))
        self.counted("following", person, below.count, len(self.plain.follows[person]))

    async def check_bounds(self) -> None:
        """The bound of everybody is at or above their newest entry, and exact when all deletions are swept.

        The stack's own worker sweeps them too: while it is at work, the exact bound may take a moment.
        """
        inexact: list[int] = []
        for _ in range(PATIENCE):
            people = [person for person in self.people if self.plain.status[person] != "deleted"]
            rows = await self.graph.read(BOUNDS, Bound, people=people)
            newest = {row.id: self.plain.bound(row.id) for row in rows}
            assert all((row.last_post_id or 0) >= (newest[row.id] or 0) for row in rows)
            inexact = [row.id for row in rows if row.last_post_id != newest[row.id]]
            if self.unswept or not inexact:
                return
            await asyncio.sleep(0.02)
        raise AssertionError(inexact)


async def refused(asked: object) -> None:
    """The graph answers that there is nothing."""
    try:
        await asked  # type: ignore[misc]
    except NotFound:
        return
    raise AssertionError("this should have been refused")
