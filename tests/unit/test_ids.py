"""Ids: strictly increasing whatever the clock does, and none after the lease."""

from itertools import pairwise

import pytest

from graph.errors import Unavailable
from graph.ids import EPOCH_MS, LARGEST, IdSource, first_id_at, milliseconds

START = EPOCH_MS + 60_000_000


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: int = START) -> None:
        self.now = now

    def __call__(self) -> int:
        """What it shows."""
        return self.now


def source(clock: Clock, *, above: int = 0, steady: Clock | None = None, process: int = 5) -> IdSource:
    return IdSource(process, above=above, valid_until=START + 100_000, clock=clock, steady=steady or Clock(0))


def test_an_id_carries_its_time_and_process() -> None:
    taken = source(Clock()).take()
    assert milliseconds(taken) == START
    assert (taken >> 7) & 31 == 5
    assert first_id_at(START) <= taken < first_id_at(START + 1)


def test_ids_increase_in_a_burst_and_over_it() -> None:
    clock = Clock()
    ids = source(clock)
    taken = [ids.take() for _ in range(1000)]
    clock.now += 1
    taken += [ids.take() for _ in range(1000)]
    clock.now += 5000
    taken.append(ids.take())
    assert all(one < other for one, other in pairwise(taken))
    assert milliseconds(taken[-1]) == START + 5001


def test_a_burst_of_128_stays_in_its_millisecond() -> None:
    ids = source(Clock())
    assert [milliseconds(ids.take()) - START for _ in range(129)] == [0] * 128 + [1]


def test_ids_increase_when_the_clock_steps_back() -> None:
    clock = Clock()
    ids = source(clock)
    before = [ids.take() for _ in range(3)]
    clock.now -= 30_000
    after = [ids.take() for _ in range(300)]
    assert before[-1] < after[0]
    assert sorted(set(after)) == after


def test_the_first_id_is_above_the_newest_in_the_graph_also_from_the_future() -> None:
    for newest in (first_id_at(START) + 4095, first_id_at(START + 50_000) + 4095, first_id_at(START - 1)):
        assert source(Clock(), above=newest).take() > newest


def test_processes_never_share_an_id() -> None:
    one, other = source(Clock(), process=0), source(Clock(), process=31)
    assert not {one.take() for _ in range(500)} & {other.take() for _ in range(500)}


def test_no_id_after_the_lease_by_either_clock() -> None:
    clock, steady = Clock(), Clock(0)
    ids = source(clock, steady=steady)
    clock.now = START + 99_999
    ids.take()
    clock.now = START + 100_000
    with pytest.raises(Unavailable):
        ids.take()
    clock.now = START - 1_000_000  # set back: the steady clock knows better
    steady.now = 100_000
    with pytest.raises(Unavailable):
        ids.take()


def test_a_renewed_lease_goes_on_where_it_was() -> None:
    clock = Clock()
    ids = source(clock)
    before = ids.take()
    clock.now = START + 100_000
    ids.extend(clock.now + 1000)
    assert ids.valid
    assert ids.take() > before


def test_ids_fit_every_json_client_until_2094() -> None:
    last = EPOCH_MS + 2**41 - 1
    ids = IdSource(31, above=0, valid_until=last + 1, clock=Clock(last), steady=Clock(0))
    assert ids.take() <= LARGEST
