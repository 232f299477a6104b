"""Draws who follows whom where people live in circles: follows stay inside, are returned, and close ways.

Without circles the followees of a person are drawn by fame alone: no two of them are likelier to know each other than
any two others, and nothing can be learned from whom one's friends follow.
"""

import random
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate

import msgspec


class Circles(msgspec.Struct, frozen=True, kw_only=True):
    """How people hang together; all but `count` are shares."""

    count: int
    inside: float = 0.7  # of the follows that are drawn by fame, those that stay in the circle
    closing: float = 0.35  # of the follows of a person, those that lead where a followee's follow leads
    returned: float = 0.4  # of the follows of people of common fame, those that are returned


def draw(circles: Circles, wanted: Sequence[int], fame: Sequence[float], rng: random.Random) -> list[list[int]]:
    """The followees of each person, as indexes in the order in which they were drawn; about as many as wanted.

    Famous people are followed from everywhere and return few follows. Who wants nobody follows nobody.
    """
    drawn = _Drawn(circles, wanted, fame, rng)
    for index, number in enumerate(wanted):
        drawn.by_fame(index, round(number * (1 - circles.closing) / (1 + circles.returned)))
    drawn.be_returned()
    drawn.close()
    return [list(chosen) for chosen in drawn.followees]


class _Drawn:
    """The follows so far."""

    def __init__(self, circles: Circles, wanted: Sequence[int], fame: Sequence[float], rng: random.Random) -> None:
        self.followees: list[dict[int, None]] = [{} for _ in wanted]
        self._circles = circles
        self._wanted = wanted
        self._fame = fame
        self._random = rng.random
        sizes = list(accumulate(1 / (rank + 3) for rank in range(circles.count)))  # some are much larger than others
        self._home = [bisect(sizes, rng.random() * sizes[-1], hi=circles.count - 1) for _ in wanted]
        members: list[list[int]] = [[] for _ in range(circles.count)]
        for index, home in enumerate(self._home):
            members[home].append(index)
        self._everybody = (range(len(wanted)), list(accumulate(fame)))
        self._members = [(inside, list(accumulate(fame[index] for index in inside))) for inside in members]

    def by_fame(self, index: int, number: int) -> None:
        """Let a person follow so many, the famous more often; fewer if these meet again and again."""
        chosen = self.followees[index]
        for _ in range(3 * number):
            if len(chosen) >= number:
                break
            inside = self._random() < self._circles.inside
            people, cumulated = self._members[self._home[index]] if inside else self._everybody
            other = people[bisect(cumulated, self._random() * cumulated[-1], hi=len(people) - 1)]
            if other != index:
                chosen[other] = None

    def be_returned(self) -> None:
        """Let people follow back; those of twice the common fame half as often."""
        common = 1 / len(self._fame)
        for index, chosen in enumerate([list(each) for each in self.followees]):
            for other in chosen:
                chance = self._circles.returned * min(1.0, common / self._fame[other])
                if self._wanted[other] and self._random() < chance:
                    self.followees[other][index] = None

    def close(self) -> None:
        """Let people follow whom followees follow, as many as they still want; fewer if they follow most of them."""
        before = [list(chosen) for chosen in self.followees]
        for index, friends in enumerate(before):
            chosen = self.followees[index]
            for _ in range(4 * max(0, self._wanted[index] - len(chosen)) if friends else 0):
                if len(chosen) >= self._wanted[index]:
                    break
                theirs = before[friends[int(self._random() * len(friends))]]
                other = theirs[int(self._random() * len(theirs))] if theirs else index
                if other != index:
                    chosen[other] = None
