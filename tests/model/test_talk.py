"""Random people talk; after every step threads, mentions, notifications and counts are as the plain network says.

MODEL_TEST=long runs many more and longer examples; the default ends within half a minute.
"""

import os

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from graph.accounts import lifecycle
from graph.tweets import repository as tweets
from seeds.network import Network
from tests.model.looking import Looking
from tests.model.plain import ACTIVE
from tests.model.plain_talk import DELETED
from tests.model.test_model import ONE, PROFILE, SIZES, Loop, Society, loop

EXAMPLES, STEPS = {"long": (300, 60)}.get(os.environ.get("MODEL_TEST", ""), (10, 30))
TAGS = st.lists(st.sampled_from(("graph", "cypher", "neo4j")), max_size=2, unique=True)
SOME = st.lists(ONE, max_size=3)

__all__ = ["loop"]


class Conversation(Society):
    """A few people who do all that a society does, and answer, quote, name, edit, rest and leave."""

    acting: Looking

    def __init__(self) -> None:
        super().__init__()
        self.acting = Looking(self.loop.graph)

    @initialize(people=st.integers(2, 7), posts=st.integers(0, 8), batch=st.integers(1, 9), seed=ONE)
    def begin(self, *, people: int, posts: int, batch: int, seed: int) -> None:
        """Load the people with their first tweets; tasks remove a few things at a time."""
        self.random.seed(seed)
        lifecycle.BATCH = tweets.SWEEP_BATCH = batch
        folk = self.acting.new_people(people)
        written = self.acting.new_tweets([self.random.choice(folk).id for _ in range(posts)])
        self.loop.run(self.acting.load(Network(folk, tweets=written)))

    def names(self, numbers: list[int]) -> list[int]:
        """People to name, deleted ones among them."""
        return list(dict.fromkeys(map(self.person, numbers)))

    @rule(one=ONE, count=st.integers(2, 5))
    def burst(self, one: int, count: int) -> None:
        """Somebody writes several tweets."""
        super().burst(one, count)

    @rule(one=ONE, names=SOME, tags=TAGS)
    def say(self, one: int, names: list[int], tags: list[str]) -> None:
        """Somebody writes and names others."""
        author = self.active(one)
        if author is not None:
            self.loop.run(self.acting.say(author, self.names(names), tags))

    @rule(one=ONE, tweet=ONE, names=SOME)
    def quote(self, one: int, tweet: int, names: list[int]) -> None:
        """Somebody quotes a tweet."""
        author, quoted = self.active(one), self.tweet(tweet)
        if author is not None and quoted is not None:
            self.loop.run(self.acting.say(author, self.names(names), quote_of=quoted))

    @rule(one=ONE, tweet=ONE, names=SOME, tags=TAGS)
    def comment(self, one: int, tweet: int, names: list[int], tags: list[str]) -> None:
        """Somebody answers a tweet and names others."""
        author, parent = self.active(one), self.tweet(tweet)
        if author is not None and parent is not None:
            self.loop.run(self.acting.comment(author, parent, self.names(names), tags))

    @rule(one=ONE, length=st.integers(3, 6))
    def talk(self, one: int, length: int) -> None:
        """People answer each other, one below the other."""
        parent = self.tweet(one)
        for number in range(length):
            author = self.active(one + number)
            if author is not None and parent is not None:
                parent = self.loop.run(self.acting.comment(author, parent))

    @rule(tweet=ONE, names=SOME, tags=TAGS)
    def edit(self, tweet: int, names: list[int], tags: list[str]) -> None:
        """The author writes a tweet anew."""
        shown = self.tweet(tweet)
        if shown is not None:
            self.loop.run(self.acting.edit(shown, self.names(names), tags))

    @rule(one=ONE, tweet=ONE, back=st.booleans())
    def bookmark(self, one: int, tweet: int, *, back: bool) -> None:
        """Somebody keeps a tweet, or does so no longer."""
        keeper, shown = self.active(one), self.tweet(tweet)
        if keeper is not None and shown is not None:
            self.loop.run(self.acting.unbookmark(keeper, shown) if back else self.acting.bookmark(keeper, shown))

    @rule(one=ONE, number=ONE, act=st.sampled_from(("mark_read", "dismiss", "mark_all_read")))
    def attend(self, one: int, number: int, act: str) -> None:
        """Somebody looks after their notifications."""
        reader = self.active(one)
        if reader is not None:
            rest = () if act == "mark_all_read" else (number,)
            self.loop.run(getattr(self.acting, act)(reader, *rest))

    @rule(one=ONE)
    def deactivate(self, one: int) -> None:
        """Somebody rests."""
        person = self.active(one)
        if person is not None:
            self.loop.run(self.acting.deactivate(person))

    @rule(one=ONE, other=ONE)
    def activate(self, one: int, other: int) -> None:
        """Two come back, if they may."""
        for number in (one, other):
            if self.acting.plain.status[self.person(number)] != DELETED:
                self.loop.run(self.acting.activate(self.person(number)))

    @rule(one=ONE)
    def leave(self, one: int) -> None:
        """Somebody deletes the account, as long as a few are left; the worker begins to clear up, too."""
        person = self.active(one)
        if person is not None and len([who for who in self.acting.people if self.active_now(who)]) > 2:
            self.loop.run(self.acting.delete_account(person))

    @rule(number=ONE)
    def erase(self, number: int) -> None:
        """The task that follows goes on a little."""
        if self.acting.unerased:
            self.loop.run(self.acting.erase(self.acting.unerased[number % len(self.acting.unerased)]))

    @rule(one=ONE, status=st.sampled_from(("suspended", "active", "active")))
    def set_status(self, one: int, status: str) -> None:
        """Somebody is suspended, or back."""
        if self.acting.plain.status[self.person(one)] in {ACTIVE, "suspended"}:
            super().set_status(one, status)

    def active_now(self, person: int) -> bool:
        """Whether somebody is active."""
        return self.acting.plain.status[person] == ACTIVE

    @invariant()
    def shows_the_same(self) -> None:
        """One feed, two tweets with their threads, and what two people see of their own."""
        acting, rng = self.acting, self.random
        there = [person for person in acting.people if acting.plain.status[person] != DELETED]
        if not there:
            return
        one, other = rng.choice(there), rng.choice(there)
        self.loop.run(acting.check_glimpse(one, rng.choice(SIZES), rng.randrange(100)))
        self.loop.run(acting.check_own(other))
        self.loop.run(acting.check_own(rng.choice(acting.people)))
        for reader in (one, None):
            shown = self.tweet(rng.randrange(100))
            if shown is not None:
                self.loop.run(acting.check_thread(shown, reader, rng.choice((1, 3, 100))))
                self.loop.run(acting.check_about(shown, one))

    def teardown(self) -> None:
        """Everybody and every tweet, when all tasks are done."""
        acting = self.acting
        self.loop.run(acting.settle())
        self.loop.run(acting.check_nothing_left())
        self.loop.run(acting.check_bounds())
        for reader in acting.people:
            self.loop.run(acting.check_own(reader))
            self.loop.run(acting.check_lists(reader, acting.people[0]))
        for tweet in list(acting.plain.authors)[-20:]:
            self.loop.run(acting.check_thread(tweet, acting.people[0], 100))
            self.loop.run(acting.check_about(tweet, acting.people[0]))


def test_what_is_said_agrees_with_the_plain_network(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((lifecycle, "BATCH"), (tweets, "SWEEP_BATCH")):
        monkeypatch.setattr(module, name, getattr(module, name))
    Society.loop = loop
    profile = settings(PROFILE, max_examples=EXAMPLES, stateful_step_count=STEPS)
    run_state_machine_as_test(Conversation, settings=profile)
