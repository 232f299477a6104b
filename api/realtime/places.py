"""Where a reader is: which entries and notifications it has, so that it can go on there, here or in another process.

Ids are taken before the commit, so "everything above the newest id I have" would miss what commits late. A place is a
floor, below which nothing can appear any more, and the ids above it that were sent.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterator

from graph.client import DEADLINE, STATEMENT_TIMEOUT
from graph.ids import LARGEST, first_id_at, now_ms

# An id is committed within this time or never: the tries of a call, the last one's statement, and clocks that differ.
OVERLAP = DEADLINE + STATEMENT_TIMEOUT + 15.0  # seconds
MOST = 200  # ids in a cursor; after a burst beyond them some are sent again to who resumes
_VERSION = 1
_SUM = 3  # bytes


class CursorError(ValueError):
    """A cursor that we did not make."""


def horizon() -> int:
    """The id below which nothing that is not there now will ever appear."""
    return first_id_at(now_ms() - int(OVERLAP * 1000))


class Track:
    """What was sent of one list."""

    __slots__ = ("floor", "sent")

    def __init__(self, floor: int, sent: set[int] | None = None) -> None:
        self.floor = floor  # nothing at or below it is missing
        self.sent = sent or set()  # above the floor

    def knows(self, identity: int) -> bool:
        """Whether it was sent."""
        return identity <= self.floor or identity in self.sent

    def note(self, identity: int, below: int) -> None:
        """It was sent, and so was all before it that is below the horizon of this read."""
        self.sent.add(identity)
        self.settle(min(identity, below))

    def settle(self, below: int) -> None:
        """Nothing up to here is missing."""
        if below > self.floor:
            self.floor = below
            self.sent = {identity for identity in self.sent if identity > below}


class Place:
    """Where a reader is in its feed and in its notifications."""

    __slots__ = ("entries", "notices")

    def __init__(self, entries: Track, notices: Track) -> None:
        self.entries = entries
        self.notices = notices

    @classmethod
    def now(cls) -> "Place":
        """The place of who begins; what is already there has still to be noted."""
        floor = horizon()
        return cls(Track(floor), Track(floor))

    def cursor(self) -> str:
        """The text of this place."""
        packed = bytearray([_VERSION])
        for track in (self.entries, self.notices):
            sent = sorted(track.sent)[-MOST:]
            last = 0
            _pack(packed, track.floor)
            _pack(packed, len(sent))
            last = track.floor
            for identity in sent:
                _pack(packed, identity - last)
                last = identity
        return base64.urlsafe_b64encode(bytes(packed) + _sum(bytes(packed))).decode().rstrip("=")

    @classmethod
    def of(cls, cursor: str) -> "Place":
        """The place of a cursor. Raises CursorError."""
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            packed, checksum = raw[:-_SUM], raw[-_SUM:]
            if not packed or packed[0] != _VERSION or checksum != _sum(packed):
                raise CursorError(cursor)
            numbers = _numbers(packed[1:])
            return cls(_track(numbers), _track(numbers))
        except (binascii.Error, ValueError, StopIteration) as error:
            raise CursorError("This cursor cannot be read.") from error


def _track(numbers: Iterator[int]) -> Track:
    floor = at = next(numbers)
    sent = set()
    for _ in range(min(next(numbers), MOST)):
        at += next(numbers)
        sent.add(at)
    if at > LARGEST:
        raise CursorError("It lies beyond all ids.")
    return Track(floor, sent)


def _pack(packed: bytearray, number: int) -> None:
    """Seven bits to a byte, the lowest first: ids of one moment lie close together."""
    while number > 0x7F:
        packed.append(number & 0x7F | 0x80)
        number >>= 7
    packed.append(number)


def _numbers(packed: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in packed:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0


def _sum(packed: bytes) -> bytes:
    return hashlib.blake2b(packed, digest_size=_SUM, person=b"tg.place").digest()
