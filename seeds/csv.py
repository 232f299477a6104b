"""Reads and writes a folder in the importer's format; every bad row is refused with its file, line and column.

Five files, UTF-8 with or without a byte order mark, LF or CRLF, a header line, commas, quotes where needed.
"""

import csv
import re
from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from graph.accounts.names import RESERVED
from graph.ids import LARGEST, first_id_at, now_ms
from graph.tweets.text import UnusableText, clean, is_blank
from seeds.network import Follow, Like, Network, Person, Retweet, Row, Rows, Tweet
from seeds.tables import FILES, Bad, Problem, Refused, Table, Unreadable

USERNAME = re.compile(r"[A-Za-z0-9_]{3,30}")
NAME_LENGTH = 100
QUOTE_LENGTH = 100
R = TypeVar("R")
SHOWN = 20  # problems that are collected before reading stops


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What a row may hold: lengths in code points, and the moment (ms since 1970) after which no id may lie."""

    tweet_length: int = 1000
    comment_length: int = 500
    now: int = msgspec.field(default_factory=now_ms)


class Folder(msgspec.Struct, frozen=True):
    """A folder that was read and found right; `digests` of the files say whether another one is the same."""

    network: Network
    digests: dict[str, str]


def read(folder: Path, limits: Limits | None = None) -> Folder:
    """Read and check all five files before anything is written; raises Refused that names each bad row."""
    reader = Reader(folder, limits or Limits())
    network = reader.rows().whole()
    reader.check()
    return Folder(network, reader.digests)


def write(network: Network, folder: Path) -> None:
    """Write a network in the importer's format; makes the folder if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds: tuple[Sequence[Row], ...] = (
        network.people,
        network.follows,
        network.tweets,
        network.retweets,
        network.likes,
    )
    for (name, columns), rows in zip(FILES.items(), kinds, strict=True):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([getattr(row, column) for column in columns] for row in rows)


def _refused(problems: list[Problem]) -> Refused:
    more = len(problems) - 1
    rest = ""
    if more:
        rest = f" (and {more}{' or more' if more + 1 >= SHOWN else ''} other bad row{'s' * (more > 1)})"
    return Refused(f"{problems[0]}{rest}", tuple(problems))


class Reader:
    """Reads the files of one folder row by row; `problems` and `digests` grow with it.

    Rows refer to those of the files before theirs. The good ones are handed out also when others are bad: `check` says,
    when all were taken, whether the folder is right. A file that cannot be read on raises Refused at once.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder = folder
        self.limits = limits
        self.problems: list[Problem] = []
        self.digests: dict[str, str] = {}
        self._first_future_id = first_id_at(limits.now + 1)
        self._people: set[int] = set()
        self._entries: set[int] = set()  # tweets and retweets: feeds order them by id, so they share no id
        self._tweets: set[int] = set()

    def rows(self) -> Rows:
        """The tables, to be taken in their order."""
        return Rows(self._users(), self._follows(), self._tweets_answered(), self._retweets(), self._likes())

    def check(self) -> None:
        """Raise Refused if a row that was read is bad."""
        if self.problems:
            raise _refused(self.problems)

    def _users(self) -> Iterator[Person]:
        keys: dict[str, str] = {}

        def person(row: list[str]) -> Person:
            identity = self._id(row[0], self._people)
            username = row[1]
            if not USERNAME.fullmatch(username):
                raise Bad("username", "a username is 3 to 30 of A-Z, a-z, 0-9 and _")
            if username.lower() in RESERVED:
                raise Bad("username", f"the name {username} is reserved")
            other = keys.get(username.lower())
            if other is not None:
                how = "appears twice" if other == username else f"differs only by case from {other}"
                raise Bad("username", f"{username} {how}")
            keys[username.lower()] = username
            return Person(identity, username, self._text("name", row[2], NAME_LENGTH))

        return (row for _, row in self._rows("users.csv", person))

    def _follows(self) -> Iterator[Follow]:
        ids: set[int] = set()
        pairs: set[tuple[int, int]] = set()

        def follow(row: list[str]) -> Follow:
            identity = self._id(row[0], ids)
            follower = self._known("follower", row[1], self._people, "users.csv")
            followee = self._known("followee", row[2], self._people, "users.csv")
            if follower == followee:
                raise Bad("followee", "nobody follows themselves")
            _once(pairs, (follower, followee), "followee", "this pair of follower and followee appears twice")
            return Follow(identity, follower, followee)

        return (row for _, row in self._rows("follows.csv", follow))

    def _tweets_answered(self) -> Iterator[Tweet]:
        """The tweets; when all are known, each reply is held against what it answers."""

        def tweet(row: list[str]) -> Tweet:
            identity = self._id(row[0], self._entries)
            self._tweets.add(identity)
            author = self._known("author", row[1], self._people, "users.csv")
            parent = self._number("reply_to", row[3]) if row[3] else None
            limit = self.limits.tweet_length if parent is None else self.limits.comment_length
            content = self._text("content", row[2], limit)
            return Tweet(identity, author, content, parent)

        replies: list[tuple[int, int, int]] = []
        for line, row in self._rows("tweets.csv", tweet):
            if row.reply_to is not None:
                replies.append((line, row.id, row.reply_to))
            yield row
        # A reply may stand above its tweet in the file; what counts is that it was written later.
        for line, identity, parent in replies:
            if len(self.problems) >= SHOWN:
                break
            if parent not in self._tweets:
                self._note("tweets.csv", line, "reply_to", f"there is no tweet {parent} in tweets.csv")
            elif parent >= identity:
                self._note("tweets.csv", line, "reply_to", f"the tweet {parent} is not earlier than its reply")

    def _retweets(self) -> Iterator[Retweet]:
        pairs: set[tuple[int, int]] = set()

        def retweet(row: list[str]) -> Retweet:
            identity = self._id(row[0], self._entries)
            actor = self._known("actor", row[1], self._people, "users.csv")
            tweet = self._known("tweet", row[2], self._tweets, "tweets.csv")
            _once(pairs, (actor, tweet), "tweet", "this pair of actor and tweet appears twice")
            quote = self._text("quote", row[3], QUOTE_LENGTH, may_be_empty=True)
            return Retweet(identity, actor, tweet, quote)

        return (row for _, row in self._rows("retweets.csv", retweet))

    def _likes(self) -> Iterator[Like]:
        ids: set[int] = set()
        pairs: set[tuple[int, int]] = set()

        def like(row: list[str]) -> Like:
            identity = self._id(row[0], ids)
            actor = self._known("actor", row[1], self._people, "users.csv")
            tweet = self._known("tweet", row[2], self._tweets, "tweets.csv")
            _once(pairs, (actor, tweet), "tweet", "this pair of actor and tweet appears twice")
            return Like(identity, actor, tweet)

        return (row for _, row in self._rows("likes.csv", like))

    def _rows(self, name: str, shape: Callable[[list[str]], R]) -> Iterator[tuple[int, R]]:
        """The good rows of a file in their shape; notes the bad ones, and stops reading when there are too many."""
        columns, table = FILES[name], Table(self.folder, name)
        try:
            for line, row in table.rows():
                if len(self.problems) >= SHOWN:
                    break
                try:
                    if len(row) != len(columns):
                        where = columns[len(row)] if len(row) < len(columns) else f"{len(columns) + 1}"
                        raise Bad(where, f"expected {len(columns)} columns, found {len(row)}")
                    found = shape(row)
                except Bad as bad:
                    self._note(name, line, bad.column, bad.reason)
                else:
                    yield line, found
        except Unreadable as error:
            # Without this file nothing can be said about the others.
            raise _refused([*self.problems, Problem(name, *error.where)]) from error
        self.digests[name] = table.digest

    def _note(self, file: str, line: int, column: str, reason: str) -> None:
        self.problems.append(Problem(file, line, column, reason))

    def _number(self, column: str, text: str) -> int:
        if not (text.isascii() and text.isdigit()) or len(text) > 16 or not 1 <= int(text) <= LARGEST:
            raise Bad(column, f"{_shown(text)} is not a whole number from 1 to 2^53 - 1")
        return int(text)

    def _id(self, text: str, taken: set[int]) -> int:
        number = self._number("id", text)
        if number >= self._first_future_id:
            raise Bad("id", f"{number} lies in the future")
        _once(taken, number, "id", f"{number} appears twice")
        return number

    def _known(self, column: str, text: str, known: Container[int], file: str) -> int:
        number = self._number(column, text)
        if number not in known:
            raise Bad(column, f"there is no id {number} in {file}")
        return number

    def _text(self, column: str, text: str, limit: int, *, may_be_empty: bool = False) -> str:
        """The text as it is kept, with LF at the end of its lines whatever the file has."""
        try:
            kept = clean(text.replace("\r\n", "\n"))
        except UnusableText as error:
            raise Bad(column, "the text holds a NUL or half of a surrogate pair") from error
        if len(kept) > limit:
            raise Bad(column, f"the text has {len(kept)} characters, {limit} are allowed")
        if is_blank(kept):
            if may_be_empty:
                return ""
            raise Bad(column, "the text is empty")
        return kept


T = TypeVar("T")


def _once(taken: set[T], key: T, column: str, reason: str) -> None:
    if key in taken:
        raise Bad(column, reason)
    taken.add(key)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 30 else f"{text[:30]}…")
