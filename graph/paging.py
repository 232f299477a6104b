"""Which rows of an ordered list are wanted: below a cursor, above one, or after some that are skipped."""

from graph.ids import LARGEST
from graph.records import Record

PART = LARGEST + 1  # a place in a list of parts: the id, and this for each part that comes after its own


class Window(Record):
    """A stretch of a list that is ordered by id, newest first; cursors are exclusive, at most one is given.

    Above a cursor, the rows next to it are the ones wanted.
    """

    rows: int  # wanted, the one that tells whether there are more included
    before: int | None = None
    after: int | None = None
    skip: int = 0

    @property
    def bounds(self) -> dict[str, int]:
        """The parameters of a list's statement: of its two ranges, below and above, the other one is left empty."""
        return self._bounds(LARGEST)

    def placed_bounds(self, parts: int) -> dict[str, int]:
        """The same for a list of so many parts: a cursor is a place, which tells the part and the id in it."""
        return self._bounds(parts * PART)

    def _bounds(self, beyond: int) -> dict[str, int]:
        if self.after is not None:
            return {"before": 0, "after": self.after, "limit": self.rows, "skip": 0}
        before = beyond if self.before is None else self.before
        return {"before": before, "after": beyond, "limit": self.rows, "skip": self.skip}
