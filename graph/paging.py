"""Which rows of an ordered list are wanted: below a cursor, above one, or after some that are skipped."""

from graph.ids import LARGEST
from graph.records import Record


class Window(Record):
    """A stretch of a list that is ordered by id; cursors are exclusive, at most one is given.

    Rows come newest first, but above a cursor oldest first: those next to it are the ones wanted.
    """

    rows: int  # wanted, the one that tells whether there are more included
    before: int | None = None
    after: int | None = None
    skip: int = 0

    @property
    def below(self) -> dict[str, int]:
        """The parameters of a statement that reads downwards."""
        before = LARGEST if self.before is None else self.before
        return {"before": before, "limit": self.skip + self.rows, "skip": self.skip}

    @property
    def bounds(self) -> dict[str, int]:
        """The parameters of a list's statement: of its two ranges, below and above, the other one is left empty."""
        if self.after is not None:
            return {"before": 0, "after": self.after, "limit": self.rows, "skip": 0}
        before = LARGEST if self.before is None else self.before
        return {"before": before, "after": LARGEST, "limit": self.rows, "skip": self.skip}
