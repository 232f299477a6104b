"""What people say to and of each other, in the graph and in the plain network alike."""

from collections.abc import Sequence

from graph.accounts import lifecycle
from graph.accounts.factors import Proof
from graph.client import Graph
from graph.engagement import repository as engagement
from graph.errors import NotFound, Rejected
from graph.notifications import repository as notifications
from graph.paging import Window
from graph.records import Record
from graph.tweets import repository as tweets
from graph.tweets import threads
from seeds.network import Network
from tests.fixtures import stated
from tests.model.acting import MANY, Acting, refused
from tests.model.plain import ACTIVE, Shown
from tests.model.plain_talk import Talk

PASSWORD = "as it was verified"  # what stands in the place of a hash
PATIENT = 30.0  # seconds for one statement: checks run side by side
MINUTES = 15
LENGTH = 500
MOST_RUNS = 1000  # of the task that removes a person, one tie at a time

PASSWORDS = stated(
    "passwords",
    "UNWIND $people AS id MATCH (credential:Credential {user_id: id}) SET credential.password_hash = $hash",
)


class Talking(Acting):
    """People of one graph who talk, and the plain network that must agree with it."""

    plain: Talk

    def __init__(self, graph: Graph) -> None:
        super().__init__(graph.within(PATIENT))
        self.plain = Talk()
        self.unerased: list[int] = []
        self.texts = 0

    async def load(self, network: Network) -> None:
        """Load rows, whose ids are new; people can be deactivated."""
        await super().load(network)
        await self.graph.write(PASSWORDS, Record, people=[person.id for person in network.people], hash=PASSWORD)
        self.plain.text |= {tweet.id: tweet.content for tweet in network.tweets}

    async def follow(self, follower: int, followee: int) -> None:
        """Follow an active person, who is told the first time."""
        new = self.plain.status[followee] == ACTIVE and followee not in self.plain.follows[follower]
        await super().follow(follower, followee)
        if new:
            self.plain.tell(followee, "followed", follower)

    async def unfollow(self, follower: int, followee: int) -> None:
        """Stop following an active person, who was not told anything then."""
        there = followee in self.plain.follows[follower]
        await super().unfollow(follower, followee)
        if there and followee not in self.plain.follows[follower]:
            self.plain.withdraw(followee, "followed", follower)

    async def like(self, actor: int, tweet: int) -> None:
        """Like a visible tweet, whose author is told the first time."""
        new = actor not in self.plain.likers[tweet]
        await super().like(actor, tweet)
        if new and actor in self.plain.likers[tweet]:
            self.plain.tell(self.plain.authors[tweet], "liked", actor, tweet)

    async def unlike(self, actor: int, tweet: int) -> None:
        """Take the like of a visible tweet back, and what its author was told."""
        there = actor in self.plain.likers[tweet]
        await super().unlike(actor, tweet)
        if there and actor not in self.plain.likers[tweet]:
            self.plain.withdraw(self.plain.authors[tweet], "liked", actor, tweet)

    async def retweet(self, actor: int, tweet: int) -> None:
        """Pass a visible tweet on, whose author is told the first time."""
        new = actor not in self.plain.retweeters[tweet]
        await super().retweet(actor, tweet)
        if new and actor in self.plain.retweeters[tweet]:
            self.plain.tell(self.plain.authors[tweet], "retweeted", actor, tweet)

    async def unretweet(self, actor: int, tweet: int) -> None:
        """Take the retweet of a visible tweet back, and what its author was told."""
        there = actor in self.plain.retweeters[tweet]
        await super().unretweet(actor, tweet)
        if there and actor not in self.plain.retweeters[tweet]:
            self.plain.withdraw(self.plain.authors[tweet], "retweeted", actor, tweet)

    async def publish(self, author: int) -> int:
        """Write a tweet that names nobody."""
        tweet = await super().publish(author)
        self.plain.text[tweet] = "a tweet"
        return tweet

    def text(self, names: Sequence[int], tags: Sequence[str]) -> str:
        """A text that nobody wrote before."""
        self.texts += 1
        return " ".join(
            [f"text {self.texts}", *(f"@{self.names[name]}" for name in names), *(f"#{tag}" for tag in tags)]
        )

    def counted(self, kind: str, owner: int, found: int, wanted: int) -> None:
        """A count is right, or so by what deletions left there for a while."""
        assert wanted <= found <= wanted + self.plain.loose[kind, owner], (kind, owner, found, wanted)

    def agree(self, found: list[Shown], wanted: list[Shown]) -> None:
        """Entries are right, their counts as above."""
        for one, other in zip(found, wanted, strict=False):
            if one.tweet == other.tweet:
                self.counted("likes", one.tweet, one.likes, other.likes)
                self.counted("retweets", one.tweet, one.retweets, other.retweets)
        assert [one._replace(likes=0, retweets=0) for one in found] == [
            other._replace(likes=0, retweets=0) for other in wanted
        ]

    def hear(self, tweet: int, new: set[int]) -> None:
        """Tell those who are named, and not told otherwise."""
        author = self.plain.authors[tweet]
        for name in new - self.plain.told(tweet):
            self.plain.tell(name, "mentioned", author, tweet)

    async def say(
        self, author: int, names: Sequence[int] = (), tags: Sequence[str] = (), quote_of: int | None = None
    ) -> int | None:
        """Write a tweet, maybe quoting another, which must be visible."""
        text = self.text(names, tags)
        asked = tweets.publish(self.graph, viewer_id=author, content=text, quote_of=quote_of)
        if quote_of is not None and not self.plain.visible(quote_of):
            await rejected(asked)
            return None
        tweet = (await asked).id
        self.plain.publish(author, tweet)
        if quote_of is not None:
            self.plain.quoted[tweet] = quote_of
            self.plain.quoters[quote_of].add(tweet)
            self.plain.tell(self.plain.authors[quote_of], "quoted", author, tweet)
        self.hear(tweet, self.plain.written(tweet, text, set(tags), set(names)))
        return tweet

    async def said(
        self, author: int, names: Sequence[int] = (), tags: Sequence[str] = (), quote_of: int | None = None
    ) -> int:
        """Write a tweet that is not refused."""
        tweet = await self.say(author, names, tags, quote_of)
        assert tweet is not None
        return tweet

    async def answered(self, author: int, parent: int, names: Sequence[int] = ()) -> int:
        """Write an answer that is not refused."""
        tweet = await self.comment(author, parent, names)
        assert tweet is not None
        return tweet

    async def comment(
        self, author: int, parent: int, names: Sequence[int] = (), tags: Sequence[str] = ()
    ) -> int | None:
        """Answer a visible tweet, as a comment of its thread if the thread's beginning is visible."""
        text = self.text(names, tags)
        root = self.plain.roots.get(parent, parent)
        through = root if self.plain.visible(root) else parent
        below = parent if through != parent else None
        asked = threads.comment(
            self.graph, viewer_id=author, tweet_id=through, parent_id=below, content=text, media_ids=(), uploads=()
        )
        if not self.plain.visible(parent):
            await rejected(asked)
            return None
        made = await asked
        self.plain.answer(author, made.id, parent)
        assert (made.tweet_id, made.parent) == (root, None if parent == root else parent)
        for receiver in self.plain.told(made.id):
            self.plain.tell(receiver, "commented", author, made.id)
        self.hear(made.id, self.plain.written(made.id, text, set(tags), set(names)))
        return made.id

    async def reply(self, author: int, parent: int) -> None:
        """Answer a tweet without naming anybody."""
        await self.comment(author, parent)

    async def edit(self, tweet: int, names: Sequence[int] = (), tags: Sequence[str] = ()) -> None:
        """Write a tweet anew by its author, if the author is active."""
        text = self.text(names, tags)
        author = self.plain.authors[tweet]
        asked = tweets.edit(
            self.graph,
            viewer_id=author,
            tweet_id=tweet,
            content=text,
            media_ids=None,
            uploads=(),
            edit_minutes=MINUTES,
            comment_length=LENGTH,
        )
        if not self.plain.visible(tweet):
            await refused(asked)
            return
        assert (await asked).content == text
        self.plain.edits[tweet].append(self.plain.text[tweet])
        self.hear(tweet, self.plain.written(tweet, text, set(tags), set(names)))

    async def bookmark(self, keeper: int, tweet: int) -> None:
        """Keep a visible tweet, a second time without effect."""
        asked = engagement.bookmark(self.graph, viewer_id=keeper, tweet_id=tweet)
        if not self.plain.visible(tweet):
            await refused(asked)
            return
        kept = self.plain.kept[keeper]
        assert (await asked).created == (tweet not in kept)
        if tweet not in kept:
            kept.append(tweet)

    async def unbookmark(self, keeper: int, tweet: int) -> None:
        """Keep a visible tweet no longer."""
        asked = engagement.unbookmark(self.graph, viewer_id=keeper, tweet_id=tweet)
        if not self.plain.visible(tweet):
            await refused(asked)
            return
        kept = self.plain.kept[keeper]
        assert (await asked).removed == (tweet in kept)
        if tweet in kept:
            kept.remove(tweet)

    async def deactivate(self, person: int) -> None:
        """An active person rests."""
        assert await lifecycle.deactivate(self.graph, user_id=person, verified_hash=PASSWORD) == []
        self.plain.status[person] = "deactivated"
        self.plain.tell(person, "deactivated", None, self.graph.next_id())

    async def activate(self, person: int) -> None:
        """Somebody is back, unless suspended or deleted."""
        may = self.plain.status[person] in {ACTIVE, "deactivated"}
        assert await lifecycle.activate(self.graph, user_id=person, verified_hash=PASSWORD, proof=Proof()) == may
        if may:
            self.plain.status[person] = ACTIVE
            self.plain.tell(person, "reactivated", None, self.graph.next_id())

    async def delete_account(self, person: int, *, unseen: bool = False) -> None:
        """Somebody is gone, and the first part of the task that follows: their tweets are tombstones.

        What happens `unseen` leaves no event: the stack's own worker does not clear up as well.
        """
        if unseen:
            await self.set_status("deleted", person)
        else:
            assert await lifecycle.delete_account(self.graph, user_id=person, verified_hash=PASSWORD) == []
        self.plain.delete(person)
        while left := await lifecycle.left_tweets(self.graph, user_id=person):
            await lifecycle.bury(self.graph, user_id=person, tweet_ids=left)
        self.unerased.append(person)
        self.unswept += [tweet for tweet in self.plain.buried if tweet not in self.unswept]

    async def erase(self, person: int) -> None:
        """The other part of that task goes a step further; shows nobody anything else but lower counts."""
        if not await lifecycle.erase(self.graph, user_id=person):
            self.unerased.remove(person)

    async def mark_read(self, reader: int, number: int) -> None:
        """Somebody reads one of the notifications that are shown."""
        shown = await notifications.received(self.graph, viewer_id=reader, window=Window(rows=MANY))
        if shown.rows:
            at = number % len(shown.rows)
            await notifications.mark_read(self.graph, viewer_id=reader, notification_id=shown.rows[at].id)
            self.plain.visible_notices(reader)[at].read = True

    async def dismiss(self, reader: int, number: int) -> None:
        """Somebody deletes one of the notifications that are shown; a second time there is none."""
        shown = await notifications.received(self.graph, viewer_id=reader, window=Window(rows=MANY))
        if shown.rows:
            at = number % len(shown.rows)
            gone = self.plain.visible_notices(reader)[at]
            await notifications.remove(self.graph, viewer_id=reader, notification_id=shown.rows[at].id)
            await refused(notifications.remove(self.graph, viewer_id=reader, notification_id=shown.rows[at].id))
            kept = self.plain.notices[reader]
            self.plain.notices[reader] = {key: each for key, each in kept.items() if each is not gone}

    async def mark_all_read(self, reader: int) -> None:
        """Somebody has read everything, also what is hidden now."""
        shown = [notice for notice in self.plain.visible_notices(reader) if not notice.read]
        assert (await notifications.mark_all_read(self.graph, viewer_id=reader)).updated_count == len(shown)
        for notice in self.plain.notices[reader].values():
            notice.read = True

    async def settle(self) -> None:
        """All tasks run to their end: what was loose is gone."""
        for person in self.unerased[:]:
            for _ in range(MOST_RUNS):
                if person in self.unerased:
                    await self.erase(person)
            assert person not in self.unerased, "the task has no end"
        for tweet in self.unswept[:]:
            await self.sweep(tweet)
        self.plain.loose.clear()


async def rejected(asked: object) -> None:
    """The graph answers that there is nothing, or that what is meant is not there."""
    try:
        await asked  # type: ignore[misc]
    except (NotFound, Rejected):
        return
    raise AssertionError("this should have been refused")
