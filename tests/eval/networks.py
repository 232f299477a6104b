"""The networks of the evaluation, and which of their follows are hidden; the same for the same seed."""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from graph.ids import EPOCH_MS, first_id_at
from seeds import world
from seeds.circles import Circles
from seeds.network import Follow, Network, Person

SIZE = world.Size(people=2_000, follows=25, tweets=0, retweets=0, likes=0, circles=Circles(count=25))
CROWD = world.Size(people=6_000, follows=25, tweets=0, retweets=0, likes=0, circles=Circles(count=60))
BUSY = 5_000  # followees of the reader whose suggestions cost most
END = 1_780_000_000_000  # milliseconds since 1970
APART = 1_000_003  # milliseconds between the ends of networks: people of one moment could share an id
HIDDEN = 0.1  # of all follows
DAY = 86_400_000
WORD = re.compile(r"[^\s,;]+")


class Unreadable(Exception):  # noqa: N818 - named after the fact, as the graph's errors are
    """A file that is no list of edges; the message says where."""


class Split(NamedTuple):
    """A network without its hidden follows, and these by follower."""

    seed: int
    network: Network
    hidden: dict[int, set[int]]


def generated(seed: int) -> Network:
    """A network of people who live in circles."""
    return world.generate(SIZE, seed=seed, end=END - seed * APART, prefix=f"v{seed}_")


def crowd() -> Network:
    """A larger one, with a person who follows five thousand: for what suggestions cost."""
    return world.generate(CROWD, seed=1, end=END, prefix="crowd_", readers={"busy": BUSY})


def edges(path: Path) -> list[tuple[str, str]]:
    """The edges of a file, each once: two words on a line, `#` or `%` begins a comment. Raises Unreadable."""
    found: dict[tuple[str, str], None] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        words = WORD.findall(line)
        if not words or words[0][0] in "#%":
            continue
        if len(words) < 2:
            raise Unreadable(f"{path}, line {number}: two names are needed, the follower's and the followee's")
        if words[0] != words[1]:
            found[words[0], words[1]] = None
    if not found:
        raise Unreadable(f"{path}: no line has an edge")
    return list(found)


def of_edges(pairs: Iterable[tuple[str, str]], *, seed: int) -> Network:
    """A network of these follows; who joined first and which follow is the newest is drawn by lot."""
    rng = random.Random(f"order {seed}")
    drawn = list(pairs)
    rng.shuffle(drawn)
    names = sorted({name for pair in drawn for name in pair})
    rng.shuffle(names)
    base = first_id_at(EPOCH_MS + seed * DAY)
    ids = {name: base + index for index, name in enumerate(names)}
    people = [Person(identity, f"v{seed}_{index}", name) for index, (name, identity) in enumerate(ids.items())]
    first = base + len(names)
    return Network(people, [Follow(first + at, ids[one], ids[other]) for at, (one, other) in enumerate(drawn)])


def split(network: Network, *, seed: int, together: bool = False) -> Split:
    """Hide a tenth of the follows, drawn by lot; `together` hides both directions of a tie or none."""
    groups: dict[tuple[int, ...], list[Follow]] = defaultdict(list)
    for follow in sorted(network.follows, key=lambda each: each.id):
        pair = (follow.follower, follow.followee)
        groups[tuple(sorted(pair)) if together else pair].append(follow)
    drawn = random.Random(f"split {seed}").sample(sorted(groups), round(HIDDEN * len(groups)))
    gone = {follow.id for key in drawn for follow in groups[key]}
    hidden: dict[int, set[int]] = defaultdict(set)
    for follow in network.follows:
        if follow.id in gone:
            hidden[follow.follower].add(follow.followee)
    kept = [follow for follow in network.follows if follow.id not in gone]
    return Split(seed, Network(network.people, kept), dict(hidden))


def splits(count: int, file: Path | None, *, both_ways: bool) -> Iterator[Split]:
    """So many networks with their hidden follows: generated ones, or one file drawn as often."""
    pairs = None if file is None else edges(file)
    if pairs is not None and both_ways:
        pairs = list(dict.fromkeys([*pairs, *((other, one) for one, other in pairs)]))
    for seed in range(1, count + 1):
        network = generated(seed) if pairs is None else of_edges(pairs, seed=seed)
        yield split(network, seed=seed, together=both_ways)
