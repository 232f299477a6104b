"""The files of the importer's format as tables: bytes to rows with their lines, and the words of a refusal."""

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import msgspec
from typing_extensions import Buffer

BUFFER = 2**20  # bytes that are read at once

FILES = {
    "users.csv": ("id", "username", "name"),
    "follows.csv": ("id", "follower", "followee"),
    "tweets.csv": ("id", "author", "content", "reply_to"),
    "retweets.csv": ("id", "actor", "tweet", "quote"),
    "likes.csv": ("id", "actor", "tweet"),
}


class Problem(msgspec.Struct, frozen=True):
    """One reason to refuse a row."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, column '{self.column}': {self.reason}"


class Refused(Exception):  # noqa: N818 - named after the fact, as the graph's errors are
    """A folder that cannot be imported; `problems` names the first twenty bad rows, in the order of the files."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class Bad(Exception):  # noqa: N818 - as Refused
    """What is wrong with the row that is read just now."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(column, reason)
        self.column = column
        self.reason = reason


class Unreadable(Exception):  # noqa: N818 - as Refused
    """A file that cannot be read on from some place."""

    def __init__(self, line: int, column: str, reason: str) -> None:
        super().__init__(line, column, reason)
        self.where = (line, column, reason)


class Table:
    """One file that is read row by row; `digest` says whether another one is the same, once all rows were read."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / name
        self._columns = FILES[name]
        self._sum = hashlib.sha256()

    @property
    def digest(self) -> str:
        """What two files have in common only if they are the same."""
        return self._sum.hexdigest()[:32]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows below the header with the line on which each begins; empty lines are passed over.

        Raises Unreadable at the first place that is no CSV in UTF-8, and Refused when the file cannot be read.
        """
        try:
            with io.TextIOWrapper(
                io.BufferedReader(_Summed(self._path, self._sum), BUFFER), encoding="utf-8-sig", newline=""
            ) as file:
                yield from _rows(file, self._columns)
        except UnicodeDecodeError:
            raise _undecodable(self._path.read_bytes(), self._columns) from None
        except OSError as error:
            reason = (error.strerror or "it is not there").lower()
            raise Refused(f"{self._path} cannot be read: {reason}.") from error


class _Summed(io.FileIO):
    """A file whose bytes are added to a sum as they are read."""

    def __init__(self, path: Path, digest: "hashlib._Hash") -> None:
        super().__init__(path)
        self._digest = digest

    def readinto(self, buffer: Buffer, /) -> int:
        count = super().readinto(buffer) or 0
        self._digest.update(memoryview(buffer)[:count])
        return count


def _rows(file: TextIO, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(file, strict=True)
    begin = 1
    try:
        header = next(reader, [])
        if tuple(word.strip() for word in header) != columns:
            given = header + [""] * len(columns)
            wrong = next((column for column, word in zip(columns, given, strict=False) if column != word), columns[-1])
            raise Unreadable(1, wrong, f"the header must be {','.join(columns)}")
        begin = reader.line_num + 1
        for row in reader:
            if row:
                yield begin, row
            begin = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(begin, columns[0], f"the row cannot be read as CSV ({error})") from error


def _undecodable(content: bytes, columns: tuple[str, ...]) -> Unreadable:
    """Where the first byte stands that is not UTF-8."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The decoder counts from behind a byte order mark.
        before = error.object[: error.start].decode("utf-8", "replace")
        rows = list(csv.reader(io.StringIO(before, newline="")))
        cells = len(rows[-1]) if rows and not before.endswith("\n") else 1
        column = columns[min(cells, len(columns)) - 1]
        return Unreadable(before.count("\n") + 1, column, "the file is not UTF-8")
    return Unreadable(1, columns[0], "the file was changed while it was read")
