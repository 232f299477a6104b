"""The scores of textbooks, exact and without bounds: who else fits, by what is around both.

Popularity; common neighbours; Adamic and Adar (2003), where who has few neighbours weighs more; resource allocation
(Zhou, Lü and Zhang, 2009), where this is steeper. The three take ties in both directions, as they were published, and
once more along follows alone: over those whom one follows, to those whom these follow.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from heapq import nsmallest
from math import log

from seeds.network import Network

SHOWN = 10
ADAMIC_ADAR = "Adamic-Adar"
UNBOUNDED = "ours, without bounds"  # no textbook score: it tells what the bounds cost
Suggest = Callable[[int], list[int]]
Weight = Callable[[int], float]


class Ties:
    """Who follows whom."""

    def __init__(self, network: Network) -> None:
        self.people = [person.id for person in network.people]
        self.following: dict[int, set[int]] = {identity: set() for identity in self.people}
        self.followers: dict[int, set[int]] = {identity: set() for identity in self.people}
        for follow in network.follows:
            self.following[follow.follower].add(follow.followee)
            self.followers[follow.followee].add(follow.follower)
        self.around = {one: self.following[one] | self.followers[one] for one in self.people}
        self.by_popularity = sorted(self.people, key=lambda one: (-len(self.followers[one]), -one))

    def best(self, reader: int, scores: Mapping[int, float]) -> list[int]:
        """The best ten whom the reader does not follow; of equals who joined last, as our statement has it."""
        known = self.following[reader]
        fit = ((-score, -one) for one, score in scores.items() if one != reader and one not in known)
        return [-one for _, one in nsmallest(SHOWN, fit)]

    def popularity(self, reader: int) -> list[int]:
        """Those with most followers."""
        known, found = self.following[reader], []
        for one in self.by_popularity:
            if one != reader and one not in known:
                found.append(one)
            if len(found) == SHOWN:
                break
        return found


def over(near: Mapping[int, Iterable[int]], weight: Weight, reader: int) -> dict[int, float]:
    """The scores of all who are near to somebody near the reader: the sum of the weights of those in between."""
    scores: dict[int, float] = defaultdict(float)
    for between in near[reader]:
        share = weight(between)
        for one in near[between]:
            scores[one] += share
    return scores


def adamic_adar(ties: Ties) -> Weight:
    """One over the logarithm of how many neighbours somebody has; of one alone, as of two: that one is the reader."""
    return lambda between: 1 / log(max(2, len(ties.around[between])))


def methods(ties: Ties) -> dict[str, Suggest]:
    """Every score by name, as a function from a reader to the ten people it suggests."""
    weights: dict[str, Weight] = {
        "common neighbours": lambda _: 1.0,
        ADAMIC_ADAR: adamic_adar(ties),
        "resource allocation": lambda between: 1 / len(ties.around[between]),
    }
    found: dict[str, Suggest] = {"popularity": ties.popularity}
    for name, weight in weights.items():
        for near, where in ((ties.around, ""), (ties.following, ", along follows")):
            found[name + where] = _method(ties, near, weight)
    found[UNBOUNDED] = lambda reader: ties.best(reader, ours(ties, reader))
    return found


def ours(ties: Ties, reader: int) -> dict[int, float]:
    """What `cypher/discovery/suggestions.cypher` adds up, without its bounds."""
    scores = over(ties.following, lambda between: 1 / log(2 + len(ties.following[between])), reader)
    for follower in ties.followers[reader]:
        scores[follower] += 1 / log(3)
    return scores


def _method(ties: Ties, near: Mapping[int, Iterable[int]], weight: Weight) -> Suggest:
    return lambda reader: ties.best(reader, over(near, weight, reader))
