"""How good suggestions are: what of the hidden was found, how early, among how many, and how famous."""

import statistics
from collections.abc import Mapping, Sequence

import msgspec


class Quality(msgspec.Struct, frozen=True, kw_only=True):
    """What one way to suggest reaches on one network."""

    recall: float  # of whom a reader follows and it was hidden, the share among the ten; the mean over readers
    mrr: float  # one over the place of the first hidden one, 0 if there is none; the mean over readers
    coverage: float  # of all people, the share that is suggested to somebody
    bias: float  # how many followers the suggested have, over how many the hidden have; 1 is as people follow


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """A measure over several networks."""

    mean: float
    deviation: float  # the standard deviation; 0 for one network
    values: list[float]

    def __str__(self) -> str:
        """As a table has it."""
        return f"{self.mean:.3f} ± {self.deviation:.3f}"


def quality(
    suggested: Mapping[int, Sequence[int]],
    hidden: Mapping[int, set[int]],
    followers: Mapping[int, int],
    people: int,
) -> Quality:
    """Compare the lists of some readers with what was hidden; every reader has something hidden."""
    recalls, places, fame, usual = [], [], [], []
    for reader, shown in suggested.items():
        wanted = hidden[reader]
        hits = [place for place, one in enumerate(shown, start=1) if one in wanted]
        recalls.append(len(hits) / len(wanted))
        places.append(1 / hits[0] if hits else 0.0)
        fame += [followers[one] for one in shown]
        usual += [followers[one] for one in wanted]
    return Quality(
        recall=statistics.fmean(recalls),
        mrr=statistics.fmean(places),
        coverage=len({one for shown in suggested.values() for one in shown}) / people,
        bias=statistics.fmean(fame) / statistics.fmean(usual) if fame and sum(usual) else 0.0,
    )


def spread(values: Sequence[float]) -> Spread:
    """Mean and standard deviation."""
    deviation = statistics.stdev(values) if len(values) > 1 else 0.0
    return Spread(mean=statistics.fmean(values), deviation=deviation, values=list(values))


def ahead(one: Sequence[float], other: Sequence[float]) -> tuple[bool, Spread]:
    """Whether one is better than the other on every network, and by how much; network by network."""
    apart = [mine - theirs for mine, theirs in zip(one, other, strict=True)]
    return min(apart) > 0, spread(apart)
