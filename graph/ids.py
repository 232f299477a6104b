"""Ids: one time-ordered sequence of 53 bits for everything.

41 bits of milliseconds since 2025-01-01T00:00Z, 5 bits of process, 7 bits of counter. The process number is leased in
the graph (see `graph.processes`), so that two processes never make the same id.
"""

import time
from collections.abc import Callable

from graph.errors import Unavailable

EPOCH_MS = 1_735_689_600_000  # 2025-01-01T00:00:00Z in milliseconds since 1970
TIME_SHIFT = 12
COUNTER_BITS = 7
PROCESSES = 32
LARGEST = 2**53 - 1
_BURST = 1 << COUNTER_BITS  # ids of one process in one millisecond


def milliseconds(identity: int) -> int:
    """The creation time that an id carries, in milliseconds since 1970."""
    return (identity >> TIME_SHIFT) + EPOCH_MS


def first_id_at(unix_ms: int) -> int:
    """The smallest id of a moment given in milliseconds since 1970; 0 before the epoch."""
    return max(0, unix_ms - EPOCH_MS) << TIME_SHIFT


def now_ms() -> int:
    """Wall clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def _steady_ms() -> int:
    """A clock that no one sets, in milliseconds from any start; it stands still while the machine sleeps."""
    return time.monotonic_ns() // 1_000_000


class IdSource:
    """Makes ids of one process; strictly increasing, also when the wall clock steps back.

    `above` is the newest id in the graph: the first id made is larger. After `valid_until` (milliseconds since 1970)
    the process number may belong to someone else, and no id is made: raises Unavailable. The end is kept by two clocks,
    whichever is there first: the wall clock may be set back, the steady one stops while a laptop sleeps.
    """

    def __init__(
        self,
        process: int,
        *,
        above: int,
        valid_until: int,
        clock: Callable[[], int] = now_ms,
        steady: Callable[[], int] = _steady_ms,
    ) -> None:
        self.process = process
        self._clock = clock
        self._steady = steady
        self._last_tick = (above >> TIME_SHIFT) if above else 0
        self._counter = _BURST  # used up: the first id takes a tick above the newest one
        self.extend(valid_until)

    def extend(self, valid_until: int) -> None:
        """The lease was renewed, until a moment in milliseconds since 1970."""
        self.valid_until = valid_until
        self._steady_until = self._steady() + valid_until - self._clock()

    @property
    def valid(self) -> bool:
        """Whether ids can be taken now."""
        return self._clock() < self.valid_until and self._steady() < self._steady_until

    def take(self) -> int:
        """The next id; a burst of more than 128 in a millisecond runs into the following ones."""
        now = self._clock()
        if now >= self.valid_until or self._steady() >= self._steady_until:
            raise Unavailable("This process lost its lease on ids and is taking a new one.")
        tick = now - EPOCH_MS
        if tick > self._last_tick:
            self._last_tick, self._counter = tick, 0
        elif self._counter == _BURST:
            self._last_tick, self._counter = self._last_tick + 1, 0
        identity = (self._last_tick << TIME_SHIFT) | (self.process << COUNTER_BITS) | self._counter
        self._counter += 1
        return identity
