"""What people say to and of each other, as plain Python: threads, quotes, mentions, bookmarks and notifications."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from tests.model.plain import ACTIVE, Plain

DELETED = "deleted"
SYSTEM = ("deactivated", "reactivated")
NEWEST = 3  # answers shown below a comment
Key = tuple[str, int, int]


@dataclass
class Notice:
    """One notification; without an actor it comes from the system."""

    verb: str
    actor: int | None
    tweet: int | None
    read: bool = False


class Talk(Plain):
    """The network with all that is said in it.

    Bare counts are degrees. Those of `loose` may stand for a while after a deletion, until a task is done.
    """

    def __init__(self) -> None:
        super().__init__()
        self.text: dict[int, str] = {}
        self.tags: dict[int, set[str]] = defaultdict(set)
        self.named: dict[int, set[int]] = defaultdict(set)  # tweet: people
        self.edits: dict[int, list[str]] = defaultdict(list)  # tweet: earlier texts
        self.parents: dict[int, int] = {}
        self.roots: dict[int, int] = {}
        self.kids: dict[int, set[int]] = defaultdict(set)
        self.quoted: dict[int, int] = {}
        self.quoters: dict[int, set[int]] = defaultdict(set)
        self.tombs: set[int] = set()  # of deleted tweets
        self.buried: set[int] = set()  # of deleted people's tweets, which are listed nowhere
        self.kept: dict[int, list[int]] = defaultdict(list)  # person: tweets
        self.notices: dict[int, dict[Key, Notice]] = defaultdict(dict)  # receiver: by what makes one the same
        self.loose: Counter[tuple[str, int]] = Counter()

    def written(self, tweet: int, text: str, tags: set[str], names: set[int]) -> set[int]:
        """Take tags and mentions from a text, anew if there was one; who is named now and was not before."""
        before = self.named[tweet]
        self.text[tweet], self.tags[tweet] = text, tags
        new = {name for name in names if self.status[name] == ACTIVE} - before
        gone = {name for name in before if self.status[name] == DELETED}
        self.named[tweet] = (before & names) | new | gone
        for name in before - names - gone:
            self.withdraw(name, "mentioned", self.authors[tweet], tweet)
        return new

    def answer(self, author: int, tweet: int, parent: int) -> None:
        """Write a reply."""
        self.publish(author, tweet, is_reply=True)
        self.parents[tweet] = parent
        self.roots[tweet] = self.roots.get(parent, parent)
        self.kids[parent].add(tweet)

    def told(self, tweet: int) -> set[int]:
        """Who hears of a tweet otherwise than by being named: who is answered, who began the thread, who is quoted."""
        above = {where[tweet] for where in (self.parents, self.roots, self.quoted) if tweet in where}
        return {self.authors[each] for each in above if each in self.authors}

    def tell(self, receiver: int, verb: str, actor: int | None, about: int = 0) -> None:
        """Notify somebody of somebody else's act, once."""
        if receiver != actor:
            self.notices[receiver].setdefault(
                (verb, actor or 0, about), Notice(verb, actor, about if actor and about else None)
            )

    def withdraw(self, receiver: int, verb: str, actor: int, about: int = 0) -> None:
        """Take a notification back, if it is still there."""
        self.notices[receiver].pop((verb, actor, about), None)

    def remove(self, tweet: int) -> None:
        """Delete a tweet: answers stay under a tombstone, while there is any."""
        super().remove(tweet)
        self._unsay(tweet)
        self.tombs.add(tweet)
        while tweet not in self.authors and tweet in self.parents and not self.kids[tweet]:
            above = self.parents[tweet]
            self.kids[above].discard(tweet)
            self.loose["comments", above] += self.loose["comments", tweet] > 0
            tweet = above

    def delete(self, person: int) -> None:
        """Delete a person, with all that is theirs."""
        self.status[person] = DELETED
        for other in self.follows.pop(person, {}):
            self.followers[other].pop(person)
            self.loose["followers", other] += 1
        for other in self.followers.pop(person, {}):
            self.follows[other].pop(person)
            self.loose["following", other] += 1
        for kind, people_of in (("likes", self.likers), ("retweets", self.retweeters)):
            self.loose.update((kind, tweet) for tweet, people in people_of.items() if person in people)
        for likers in self.likers.values():
            likers.discard(person)
        for retweeters in self.retweeters.values():
            retweeters.pop(person, None)
        self._forget(lambda notice: notice.actor == person)
        for tweet in [tweet for tweet, author in self.authors.items() if author == person]:
            super().remove(tweet)
            self._unsay(tweet)
            self.buried.add(tweet)
        self._leave()

    def visible_notices(self, receiver: int) -> list[Notice]:
        """What a person is shown, newest first."""
        notices = self.notices[receiver].values()
        return [each for each in notices if each.actor is None or self.status[each.actor] == ACTIVE][::-1]

    def on_comment(self, receiver: int, notice: Notice) -> bool:
        """Whether the notification is about a comment rather than a tweet."""
        tweet = notice.tweet
        if tweet is None:
            return False
        if notice.verb != "commented" or self.authors[tweet] == receiver:
            return tweet in self.parents
        parent = self.parents[tweet]
        return self.authors.get(parent) == receiver and parent in self.parents

    def mentioning(self, person: int) -> list[int]:
        """Every tweet that names a person, whoever wrote it."""
        return [tweet for tweet, names in self.named.items() if person in names and tweet in self.authors]

    def quotes_of(self, tweet: int) -> list[int]:
        """The visible tweets that quote one, newest first."""
        return sorted(filter(self.visible, self.quoters[tweet]), reverse=True)

    def comments_of(self, tweet: int) -> list[int]:
        """The visible answers to a tweet and tombstones with a visible answer, newest first."""
        return sorted(filter(self._listed_below, self.kids[tweet]), reverse=True)

    def ancestors_of(self, tweet: int) -> list[int]:
        """What a tweet answers, where the thread began first."""
        found: list[int] = []
        while tweet in self.parents:
            tweet = self.parents[tweet]
            found.append(tweet)
        return found[::-1]

    def _listed_below(self, tweet: int) -> bool:
        return self.visible(tweet) or (tweet in self.tombs and self._alive_below(tweet))

    def _alive_below(self, tomb: int) -> bool:
        return any(self.visible(kid) or (kid not in self.authors and self._alive_below(kid)) for kid in self.kids[tomb])

    def _unsay(self, tweet: int) -> None:
        """Nobody sees what hangs on a tweet any more; tasks remove it."""
        self.quoters[self.quoted.pop(tweet, 0)].discard(tweet)
        for name in self.named.pop(tweet, set()):
            self.loose["mentions", name] += 1
        for keeper, tweets in self.kept.items():
            if tweet in tweets:
                tweets.remove(tweet)
                self.loose["bookmarks", keeper] += 1
        self._forget(lambda notice: notice.tweet == tweet)
        for kept in (self.text, self.tags, self.edits):
            kept.pop(tweet, None)

    def _forget(self, goes: Callable[[Notice], bool]) -> None:
        for receiver, notices in self.notices.items():
            for key in [key for key, notice in notices.items() if goes(notice)]:
                del notices[key]
                self.loose["notices", receiver] += 1

    def _leave(self) -> None:
        """What no answer holds in a thread leaves it, in the end."""
        gone = self.tombs | self.buried
        while empty := [each for each in gone if each in self.parents and not self.kids[each]]:
            for each in empty:
                gone.remove(each)
                if each in self.kids[self.parents[each]]:
                    self.kids[self.parents[each]].remove(each)
                    self.loose["comments", self.parents[each]] += 1
