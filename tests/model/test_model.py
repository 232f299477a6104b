"""Random networks do random things; after every step the graph shows what the plain network says.

MODEL_TEST=long runs many more and longer examples; the default ends within a minute.
"""

import asyncio
import os
import random
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from graph.client import Graph, connect
from graph.feeds import repository as feeds
from graph.processes.repository import leased
from seeds.network import Network
from tests.conftest import Stack
from tests.model.acting import Acting

EXAMPLES, STEPS = {"long": (400, 60)}.get(os.environ.get("MODEL_TEST", ""), (15, 30))
SIZES = (1, 2, 3, 10)
PROFILE = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.generate, Phase.shrink),
    verbosity=Verbosity.normal,
    suppress_health_check=list(HealthCheck),
)
T = TypeVar("T")
ONE = st.integers(0, 10_000)


class Loop:
    """An event loop of its own with its own connection, for steps that are no coroutines."""

    graph: Graph

    def __init__(self, stack: Stack) -> None:
        self._loop = asyncio.new_event_loop()
        self._opened = AsyncExitStack()
        try:
            self.graph = self.run(self._opened.enter_async_context(connect(stack.settings, stack.secrets)))
            self.run(self._opened.enter_async_context(leased(self.graph)))
        except BaseException:
            self.close()
            raise

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of a coroutine."""
        return self._loop.run_until_complete(work)

    def close(self) -> None:
        """Give the lease back and disconnect."""
        self.run(self._opened.aclose())
        self._loop.close()


class Society(RuleBasedStateMachine):
    """Fresh people of one example, who begin with some follows and posts."""

    loop: ClassVar[Loop]
    reach = feeds.REACH

    def __init__(self) -> None:
        super().__init__()
        self.acting = Acting(self.loop.graph)
        self.random = random.Random(0)

    @initialize(
        people=st.integers(2, 24),
        density=st.floats(0, 1),
        posts=st.integers(0, 40),
        hidden=st.floats(0, 0.9),
        reach=st.sampled_from((1, 2, feeds.REACH)),
        seed=ONE,
    )
    def begin(self, *, people: int, density: float, posts: int, hidden: float, reach: int, seed: int) -> None:
        """Load the people with their first follows, tweets, retweets and likes; some of them are suspended."""
        rng = self.random = random.Random(seed)
        feeds.REACH = reach
        acting = self.acting
        folk = acting.new_people(people)
        ids = [person.id for person in folk]
        follows = [
            tie
            for one in ids
            for tie in acting.new_follows(one, [other for other in ids if other != one and rng.random() < density])
        ]
        written = acting.new_tweets(rng.choices(ids, k=posts))
        shown = [tweet.id for tweet in written]
        pairs = {(rng.choice(ids), rng.choice(shown)) for _ in range(posts // 2)}
        retweets = [retweet for actor, tweet in sorted(pairs) for retweet in acting.new_retweets(actor, [tweet])]
        likes = [like for actor, tweet in sorted(pairs)[::2] for like in acting.new_likes(actor, [tweet])]
        self.loop.run(acting.load(Network(folk, follows, written, retweets, likes)))
        self.loop.run(acting.set_status("suspended", *(one for one in ids if rng.random() < hidden)))

    def person(self, number: int) -> int:
        """Somebody, whatever the status."""
        return self.acting.people[number % len(self.acting.people)]

    def active(self, number: int) -> int | None:
        """Somebody who is active, if anybody is."""
        people = [person for person, status in self.acting.plain.status.items() if status == "active"]
        return people[number % len(people)] if people else None

    def tweet(self, number: int) -> int | None:
        """A tweet, if there is any; late ones are as likely as all the others."""
        tweets = list(self.acting.plain.authors)
        if number % 2:
            tweets = tweets[-5:]
        return tweets[number // 2 % len(tweets)] if tweets else None

    def size(self, reader: int) -> int:
        """A page size that takes few pages to the end of a person's feed."""
        return max(self.random.choice(SIZES), len(self.acting.plain.home(reader)) // 4)

    @rule(one=ONE, other=ONE)
    def follow(self, one: int, other: int) -> None:
        """Somebody follows somebody else."""
        follower, followee = self.active(one), self.person(other)
        if follower is not None and follower != followee:
            self.loop.run(self.acting.follow(follower, followee))

    @rule(one=ONE, other=ONE)
    def unfollow(self, one: int, other: int) -> None:
        """Somebody stops following somebody."""
        follower = self.active(one)
        if follower is not None:
            self.loop.run(self.acting.unfollow(follower, self.person(other)))

    @rule(one=ONE, count=st.integers(1, 3))
    def publish(self, one: int, count: int) -> None:
        """Somebody writes."""
        author = self.active(one)
        for _ in range(count if author is not None else 0):
            self.loop.run(self.acting.publish(author or 0))

    @rule(one=ONE, count=st.integers(5, 60))
    def burst(self, one: int, count: int) -> None:
        """Somebody writes a lot."""
        author = self.active(one)
        if author is not None:
            self.loop.run(self.acting.load(Network(tweets=self.acting.new_tweets([author] * count))))

    @rule(one=ONE, tweet=ONE)
    def reply(self, one: int, tweet: int) -> None:
        """Somebody answers a tweet."""
        author, parent = self.active(one), self.tweet(tweet)
        if author is not None and parent is not None:
            self.loop.run(self.acting.reply(author, parent))

    @rule(one=ONE, tweet=ONE)
    def retweet(self, one: int, tweet: int) -> None:
        """Somebody passes a tweet on."""
        actor, shown = self.active(one), self.tweet(tweet)
        if actor is not None and shown is not None:
            self.loop.run(self.acting.retweet(actor, shown))

    @rule(one=ONE, other=ONE)
    def retweet_everything(self, one: int, other: int) -> None:
        """Somebody passes on all that somebody wrote, up to fifty."""
        actor, author = self.active(one), self.person(other)
        plain = self.acting.plain
        mine = [tweet for tweet, by in plain.authors.items() if by == author and actor not in plain.retweeters[tweet]]
        if actor is not None:
            self.loop.run(self.acting.load(Network(retweets=self.acting.new_retweets(actor, mine[-50:]))))

    @rule(one=ONE, tweet=ONE, newest=st.booleans())
    def unretweet(self, one: int, tweet: int, *, newest: bool) -> None:
        """Somebody takes a retweet back, if there is one the newest."""
        actor, shown = self.active(one), self.tweet(tweet)
        if newest and actor is not None:
            entries = self.acting.plain.posts[actor]
            shown = next((entries[entry] for entry in sorted(entries, reverse=True) if entry != entries[entry]), shown)
        if actor is not None and shown is not None:
            self.loop.run(self.acting.unretweet(actor, shown))

    @rule(one=ONE, tweet=ONE, back=st.booleans())
    def like(self, one: int, tweet: int, *, back: bool) -> None:
        """Somebody likes a tweet, or takes a like back."""
        actor, shown = self.active(one), self.tweet(tweet)
        if actor is not None and shown is not None:
            self.loop.run(self.acting.unlike(actor, shown) if back else self.acting.like(actor, shown))

    @rule(tweet=ONE)
    def remove(self, tweet: int) -> None:
        """The author deletes a tweet."""
        shown = self.tweet(tweet)
        if shown is not None:
            self.loop.run(self.acting.remove(shown))

    @rule(one=ONE)
    def regret(self, one: int) -> None:
        """Somebody writes, and deletes it again: what was the newest before is so again."""
        author = self.active(one)
        if author is not None:
            self.loop.run(self.acting.remove(self.loop.run(self.acting.publish(author))))

    @rule(number=ONE)
    def sweep(self, number: int) -> None:
        """The task that follows a deletion runs, in any order."""
        if self.acting.unswept:
            self.loop.run(self.acting.sweep(self.acting.unswept[number % len(self.acting.unswept)]))

    @rule(one=ONE, status=st.sampled_from(("suspended", "suspended", "active")))
    def set_status(self, one: int, status: str) -> None:
        """Somebody is suspended, or back."""
        self.loop.run(self.acting.set_status(status, self.person(one)))

    @invariant()
    def shows_the_same(self) -> None:
        """Two readers, one author and all bounds."""
        if not self.acting.people:
            return
        rng, acting = self.random, self.acting
        one, other = rng.choice(acting.people), rng.choice(acting.people)
        self.loop.run(acting.check_home(one, self.size(one)))
        self.loop.run(acting.check_glimpse(other, rng.choice(SIZES), rng.randrange(100)))
        self.loop.run(acting.check_author(one, other, 25))
        self.loop.run(acting.check_bounds())

    def teardown(self) -> None:
        """Everybody, at the end."""
        acting = self.acting
        for reader in acting.people:
            self.loop.run(acting.check_home(reader, self.size(reader)))
            self.loop.run(acting.check_glimpse(reader, 1, reader))
            self.loop.run(acting.check_lists(reader, acting.people[0]))
        for tweet in acting.unswept[:]:
            self.loop.run(acting.sweep(tweet))
        self.loop.run(acting.check_bounds())
        self.loop.run(acting.check_home(acting.people[0], self.size(acting.people[0])))


class Wary(Society):
    """The same people, who block, mute and protect themselves, too."""

    @rule(one=ONE, other=ONE, lift=st.sampled_from((False, True, True)))
    def block(self, one: int, other: int, *, lift: bool) -> None:
        """Somebody blocks somebody else, or lifts it."""
        blocker, blocked = self.active(one), self.person(other)
        if blocker is not None and blocker != blocked:
            self.loop.run(self.acting.block(blocker, blocked, lift=lift))

    @rule(one=ONE, other=ONE, lift=st.booleans())
    def mute(self, one: int, other: int, *, lift: bool) -> None:
        """Somebody mutes somebody else, or lifts it."""
        muter, muted = self.active(one), self.person(other)
        if muter is not None and muter != muted:
            self.loop.run(self.acting.mute(muter, muted, lift=lift))

    @rule(one=ONE, lift=st.booleans())
    def protect(self, one: int, *, lift: bool) -> None:
        """Somebody lets only followers read, or everyone."""
        person = self.active(one)
        if person is not None:
            self.loop.run(self.acting.protect(person, lift=lift))


@pytest.fixture(scope="module")
def loop(stack: Stack) -> Iterator[Loop]:
    """A loop for the machine's steps."""
    made = Loop(stack)
    yield made
    made.close()


def test_the_graph_agrees_with_the_plain_network(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "REACH", feeds.REACH)
    Wary.loop = loop
    run_state_machine_as_test(Wary, settings=PROFILE)
