"""Makes networks with the skews of real ones: size in, rows out, the same for the same seed and `end`.

Few people have most of the followers, few write most of the tweets, few tweets get most of the likes.
"""

import random
import re
from array import array
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import accumulate

import msgspec

from graph.ids import first_id_at, milliseconds
from seeds.circles import Circles, draw
from seeds.network import Follow, Impossible, Like, Network, Person, Retweet, Rows, Tweet

DAY = 86_400_000  # milliseconds
JOINING = 30 * DAY  # people join in this time before the first tweet

_FIRST_NAMES = (
    "Alma Bela Carlo Dana Elif Femi Goran Hana Ines Jonas Kaya Liam Mara Nils Omar Petra Quinn Rosa Sven Tara Uma "
    "Viktor Wanda Xenia Yusuf Zoe Aiko Bjørn Chloé Diego Émile Fátima Günther Håkon İpek José Łukasz Niamh Søren Zoë"
)
_LAST_NAMES = "Abel Baran Costa Duarte Eriksen Fischer Grant Horvat Ito Jensen Kowalski Lund Moreau Novak Okafor Petrov"
_WORDS = (
    "graph query index node path tree bread coffee garden window river bridge train ship market paper letter story "
    "news music light rain snow sun winter summer morning night street city cat bird stone run walk read write bake "
    "paint build learn again today finally slowly quiet green old new good match café naïve señor straße"
)
FIRST_NAMES, LAST_NAMES, WORDS = _FIRST_NAMES.split(), _LAST_NAMES.split(), _WORDS.split()
_USERNAME = re.compile(r"[A-Za-z0-9_]{3,30}")
TOPICS = 200  # hashtags of a network, of which few are used much


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """How large a network is; all but `people`, `days` and `celebrities` are averages per person."""

    people: int
    follows: float = 50
    tweets: float = 25
    retweets: float = 10
    likes: float = 50
    days: int = 60
    celebrities: int = 1
    circles: Circles | None = None  # None: followees are drawn by fame alone

    @property
    def identity(self) -> tuple[object, ...]:
        """What tells a size from others; what came later counts where it is used, so that older networks are known."""
        plain = msgspec.structs.astuple(self)[:-1]
        return plain if self.circles is None else (*plain, msgspec.structs.astuple(self.circles))


def start_of(end: int, size: Size) -> int:
    """When the first person of a network joined; both moments in milliseconds since 1970."""
    return end - size.days * DAY - JOINING


def generate(size: Size, *, seed: int, end: int, prefix: str = "", readers: Mapping[str, int] | None = None) -> Network:
    """A network whose newest row is older than `end` (milliseconds since 1970); usernames begin with `prefix`.

    `readers` adds people by username with exactly so many followees. Raises Impossible when a number is out of range.
    """
    return stream(size, seed=seed, end=end, prefix=prefix, readers=readers).whole()


def stream(size: Size, *, seed: int, end: int, prefix: str = "", readers: Mapping[str, int] | None = None) -> Rows:
    """The same network, row by row while it is made; what is kept of a row for those that follow is some numbers."""
    _check(size, end, readers or {})
    if not _USERNAME.fullmatch(f"{prefix}viktor{size.people}") or not all(
        _USERNAME.fullmatch(prefix + reader) for reader in readers or {}
    ):
        raise Impossible(f"With {prefix!r} before them, usernames are not 3 to 30 of A-Z, a-z, 0-9 and _.")
    return _World(size, random.Random(seed), end, prefix, readers or {}).rows()  # noqa: S311 - must repeat


def _check(size: Size, end: int, readers: Mapping[str, int]) -> None:
    if size.people < 2:
        raise Impossible("A network needs two people or more.")
    if start_of(end, size) < milliseconds(first_id_at(0)):
        raise Impossible(f"A network of {size.days} days must end later: ids begin at 2025-01-01.")
    if min(size.follows, size.tweets, size.retweets, size.likes, size.celebrities, size.days - 1) < 0:
        raise Impossible("An average below zero, or less than one day, makes no network.")
    if size.circles is not None and not 1 <= size.circles.count <= size.people:
        raise Impossible(f"Among {size.people} people there are 1 to {size.people} circles.")
    if any(not 0 <= followees <= size.people for followees in readers.values()):
        raise Impossible(f"A reader can follow {size.people} people at most.")


class _Ids:
    """Ids of given moments, each once.

    The twelve bits below the time are drawn by lot: two networks in one graph, or a network and what people did there
    themselves, hardly ever share an id.
    """

    def __init__(self, rng: random.Random) -> None:
        self._random = rng.random
        self._taken: set[int] = set()

    def at(self, moment: int) -> int:
        """An id of this millisecond, or of a following one."""
        identity = first_id_at(moment) + int(self._random() * 4096)
        while identity in self._taken:
            identity += 1
        self._taken.add(identity)
        return identity


class _World:
    """One network in the making; each table draws from the same lot as those before it, so their order is fixed."""

    def __init__(self, size: Size, rng: random.Random, end: int, prefix: str, readers: Mapping[str, int]) -> None:
        self.size = size
        self.rng = rng
        self.first_tweet = end - size.days * DAY
        self.end = end - 2000  # room for ids that move on because theirs is taken
        self.ids = _Ids(rng)
        self._readers = list(readers.values())
        self._persons = self._people(prefix, readers)
        self._fame = _skewed(rng, size.people, 0.9, 2)
        for celebrity in range(min(size.celebrities, size.people)):
            self._fame[celebrity] = max(self._fame) * 2
        self._followers: list[array[int]] = [array("q") for _ in self._persons]  # ids, by the index of a person
        self._written = array("q")  # the ids of the tweets
        self._authors = array("l")  # their authors, as indexes
        self._appeal = array("d")  # of the tweets up to each, added up

    def rows(self) -> Rows:
        """The tables, to be taken in their order."""
        return Rows(self._persons, self._follows(), self._tweets(), self._retweets(), self._likes())

    def _retweets(self) -> Iterator[Retweet]:
        # All are drawn before the first quote is: a seed means the same network as ever.
        for identity, actor, tweet in list(self._reactions(round(self.size.retweets * self.size.people))):
            yield Retweet(identity, actor, tweet, self._words(4) if self.rng.random() < 0.1 else "")

    def _likes(self) -> Iterator[Like]:
        for identity, actor, tweet in self._reactions(round(self.size.likes * self.size.people)):
            yield Like(identity, actor, tweet)

    def _people(self, prefix: str, readers: Mapping[str, int]) -> list[Person]:
        """People in the order in which they joined, then the readers."""
        step = (JOINING - DAY) / (self.size.people + len(readers))
        joined = self.first_tweet - JOINING
        names = []
        for index in range(self.size.people):
            first = self.rng.choice(FIRST_NAMES)
            plain = "".join(letter for letter in first.lower() if letter.isascii())
            names.append((f"{prefix}{plain}{index}", f"{first} {self.rng.choice(LAST_NAMES)}"))
        names += [(f"{prefix}{reader}", reader.replace("_", " ").title()) for reader in readers]
        return [
            Person(self.ids.at(joined + int(index * step)), username, name)
            for index, (username, name) in enumerate(names)
        ]

    def _follows(self) -> Iterator[Follow]:
        """The follows, by follower; one in a hundred follows nobody."""
        count, rng, ids = self.size.people, self.rng, [person.id for person in self._persons]
        total = self.size.follows * count
        wanted = [
            0 if rng.random() < 0.01 else min(round(weight * total), count - 1)
            for weight in _skewed(rng, count, 0.9, 10)
        ]
        cumulated = list(accumulate(self._fame))
        tied = None if self.size.circles is None else draw(self.size.circles, wanted, self._fame, rng)
        for index, follower in enumerate(ids):
            exact = index >= count
            degree = self._readers[index - count] if exact else wanted[index]
            if exact or tied is None:
                followees = self._chosen(index, degree, self._fame, cumulated, exact=exact)
            else:
                followees = tied[index]
            for chosen in followees:
                since = max(milliseconds(follower), milliseconds(ids[chosen])) + 1000
                moment = since + int(rng.random() * (self.end - since))
                self._followers[chosen].append(follower)
                yield Follow(self.ids.at(moment), follower, ids[chosen])

    def _chosen(
        self, index: int, degree: int, fame: Sequence[float], cumulated: Sequence[float], *, exact: bool
    ) -> list[int]:
        """Indexes of different people other than this one, the famous more often; exactly `degree` if asked to."""
        rng, count = self.rng, len(fame)
        if exact or degree > count // 20:  # drawing again and again would take long: order all by a weighted lot
            lots = nlargest(degree + 1, ((rng.random() ** (1 / fame[other]), other) for other in range(count)))
            return [other for _, other in lots if other != index][:degree]
        found: dict[int, None] = {}
        for _ in range(4):
            for other in rng.choices(range(count), cum_weights=cumulated, k=degree - len(found)):
                if other != index:
                    found[other] = None
            if len(found) == degree:
                break
        return list(found)

    def _tweets(self) -> Iterator[Tweet]:
        """The tweets in order of time; one in five answers a recent one, one in fifty people is silent."""
        rng, count, people, fame = self.rng, self.size.people, self._persons, self._fame
        silent = [weight if rng.random() > 0.02 else 0.0 for weight in _skewed(rng, count, 0.9, 10)]
        authors = array("l", rng.choices(range(count), weights=silent, k=round(self.size.tweets * count)))
        span = self.end - self.first_tweet - 60_000
        moments = array("q", sorted(self.first_tweet + int(rng.random() * span) for _ in authors))
        tags = list(accumulate(1 / (rank + 1) for rank in range(TOPICS)))
        loud = list(accumulate(fame))
        written, total = self._written, 0.0
        for author, moment in zip(authors, moments, strict=True):
            text = self._words(rng.randint(4, 14))
            if rng.random() < 0.2:
                named = bisect(loud, rng.random() * loud[-1], hi=count - 1)
                text = f"@{people[named].username} {text}"
            if rng.random() < 0.25:
                topic = bisect(tags, rng.random() * tags[-1], hi=TOPICS - 1)
                text = f"{text} #{WORDS[topic % len(WORDS)]}{topic // len(WORDS) or ''}"
            identity, parent = self.ids.at(moment), None
            if written and rng.random() < 0.2:
                answered = written[max(0, len(written) - 1 - int(rng.expovariate(0.005)))]
                parent = answered if answered < identity else None  # not if both are of one millisecond
            total += (fame[author] + 0.2 / count) ** 0.7 * rng.paretovariate(1.5)
            written.append(identity)
            self._authors.append(author)
            self._appeal.append(total)
            yield Tweet(identity, people[author].id, text, parent)

    def _reactions(self, wanted: int) -> Iterator[tuple[int, int, int]]:
        """Id, actor and tweet of likes or of retweets, each pair once, mostly by followers of the author."""
        tweets, appeal, followers, authors = self._written, self._appeal, self._followers, self._authors
        if not tweets:
            return
        rng, people = self.rng, [person.id for person in self._persons[: self.size.people]]
        random_, total, last = rng.random, appeal[-1], len(tweets) - 1
        pairs: set[int] = set()  # actor and tweet in one number
        for _ in range(wanted + wanted // 2):  # the famous and the loved meet more than once
            if len(pairs) >= wanted:
                break
            index = bisect(appeal, random_() * total, hi=last)
            audience = followers[authors[index]]
            crowd: Sequence[int] = audience if audience and random_() < 0.8 else people
            actor = crowd[int(random_() * len(crowd))]
            pair = actor << 32 | index
            if pair in pairs:
                continue
            pairs.add(pair)
            written = milliseconds(tweets[index]) + 1000
            moment = written + int(rng.expovariate(1 / (DAY / 2)))
            if moment >= self.end:
                moment = written + int(random_() * max(1, self.end - written))
            yield self.ids.at(moment), actor, tweets[index]

    def _words(self, count: int) -> str:
        return " ".join(self.rng.choices(WORDS, k=count))


def _skewed(rng: random.Random, count: int, steepness: float, offset: int) -> list[float]:
    """Weights that add up to one and fall by rank as a power law does, in random order."""
    weights = [(rank + offset) ** -steepness for rank in range(count)]
    total = sum(weights)
    weights = [weight / total for weight in weights]
    rng.shuffle(weights)
    return weights
