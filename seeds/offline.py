"""Writes networks as the files of Neo4j's own offline importer, row by row: the graph that `seeds.bulk` would load.

What the statements of `cypher/seeds/` derive from a row is derived here once more, because that importer knows no
Cypher; `tests/graph/seeds/test_offline.py` compares both graphs, node by node. What Python derives for both (mentions,
hashtags, the key of a name, the root of a thread) is shared. The people, the replies and the roots of these are kept in
memory until the end; all else goes to the files at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from graph.ids import EPOCH_MS, TIME_SHIFT, now_ms
from graph.tweets.text import hashtags, mentions
from seeds import csv, load, people, world
from seeds.bulk import Loaded, Progress, root_of
from seeds.network import Follow, Like, Person, Retweet, Rows, Tweet

# The columns of each file, as that importer names them; a file has the name of its label or type.
NODES = {
    "User": "id:ID(User),username,username_key,name,bio,status,staff:boolean,created_at:datetime,last_post_id:long",
    "Credential": "user_id:ID(Credential),username_key",
    "Tweet": (
        "id:ID(Tweet),content,author_id:long,feed_author_id:long,keywords,parent_id:long,root_id:long,"
        "created_at:datetime"
    ),
    "Hashtag": ":ID(Hashtag),name",
    "ImportedFile": ":ID(ImportedFile),key,rows:long",
}
TIES = {
    "HAS_CREDENTIAL": ":START_ID(User),:END_ID(Credential)",
    "FOLLOWS": ":START_ID(User),:END_ID(User),id:long,follower_id:long,followee_id:long,created_at:datetime",
    "POSTED": ":START_ID(User),:END_ID(Tweet)",
    "REPLY_TO": ":START_ID(Tweet),:END_ID(Tweet)",
    "MENTIONS": ":START_ID(Tweet),:END_ID(User),user_id:long,id:long",
    "TAGGED": ":START_ID(Tweet),:END_ID(Hashtag),id:long,hashtag",
    "RETWEETED": ":START_ID(User),:END_ID(Tweet),id:long,actor_id:long,tweet_id:long,quote,created_at:datetime",
    "LIKED": ":START_ID(User),:END_ID(Tweet),id:long,user_id:long,tweet_id:long,created_at:datetime",
}
BUFFER = 2**20  # characters of a file that are written at once
STEP = 50_000  # rows between two reports
DAY = 86_400_000
EPOCH_HOUR = 100_000  # so that the hours in keywords have six digits each
HOUR = 3_600_000 << TIME_SHIFT

_FIRST_DAY = datetime.fromtimestamp(EPOCH_MS / 1000, tz=UTC)
_SECONDS = [f"T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}." for second in range(86_400)]
_THOUSANDTHS = [f"{thousandth:03}Z" for thousandth in range(1000)]


class _Dates(dict[int, str]):
    """The date so many days after the first, made when it is first asked for."""

    def __missing__(self, days: int) -> str:
        self[days] = text = f"{_FIRST_DAY + timedelta(days=days):%Y-%m-%d}"
        return text


_DATES = _Dates()


def moment(identity: int) -> str:
    """The moment that an id carries; three look-ups, as twenty million of them are asked for."""
    days, rest = divmod(identity >> TIME_SHIFT, DAY)
    seconds, thousandths = divmod(rest, 1000)
    return f"{_DATES[days]}{_SECONDS[seconds]}{_THOUSANDTHS[thousandths]}"


def quoted(text: str) -> str:
    """A text as a field; an empty one is a text, too, where an empty field is none."""
    return '"' + text.replace('"', '""') + '"'


class Files:
    """The files of one import, in a new folder of their own; networks are taken while they are `open`."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.folder = folder
        self.multiline: set[str] = set()  # files in which a text goes on in the next line
        self.records = 0  # nodes and relationships
        self._progress = progress
        self._open = ExitStack()
        folder.mkdir(parents=True)
        self._files: dict[str, TextIO] = {}
        self._people: dict[int, Person] = {}
        self._ids: dict[str, int] = {}  # of people, by the key of their name
        self._newest: dict[int, int] = {}  # feed entry of each person
        self._hashtags: dict[str, int] = {}
        self._marks: dict[str, int] = {}

    def take(self, rows: Rows) -> list[Loaded]:
        """Write a network; raises Conflict when an id or a username belongs to someone who was taken before."""
        parts = [self._taken(rows.people), self._written("follows", "FOLLOWS", map(_follow, rows.follows))]
        parts += self._tweets(rows.tweets)
        parts += [
            self._written("retweets", "RETWEETED", map(self._retweet, rows.retweets)),
            self._written("likes", "LIKED", map(_like, rows.likes)),
        ]
        return parts

    def mark(self, key: str, rows: int) -> None:
        """Note a step of loading, as the statement `seeds.mark` does."""
        self._marks[key] = rows

    def loaded(self, key: str, parts: Iterable[Loaded]) -> None:
        """Note that all of a network is there, under the key with which it would have been loaded."""
        for part in parts:
            if part.rows:
                self.mark(f"{key}/{part.name}", part.rows)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Have the files open; at the end of the block, the people are written with their newest entries."""
        with self._open:
            for name, columns in (NODES | TIES).items():
                self._files[name] = self._made(name, columns)
            yield
            self._write("User", (self._person(person) for person in self._people.values()))
            self._write("Credential", (f"{each.id},{each.username_key}\n" for each in self._people.values()))
            self._write("HAS_CREDENTIAL", (f"{identity},{identity}\n" for identity in self._people))
            self._write("Hashtag", (f"{number},{quoted(name)}\n" for name, number in self._hashtags.items()))
            self._write(
                "ImportedFile",
                (f"{number},{quoted(key)},{self._marks[key]}\n" for number, key in enumerate(self._marks)),
            )

    def _made(self, name: str, columns: str) -> TextIO:
        path = self.folder / f"{name}.csv"
        file = self._open.enter_context(path.open("w", BUFFER, encoding="utf-8", newline=""))
        file.write(f"{columns}\n")
        return file

    def _write(self, name: str, lines: Iterable[str]) -> int:
        """Write all lines of a file; returns how many."""
        before = self.records
        self._files[name].writelines(self._counted(lines))
        return self.records - before

    def _counted(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self.records += 1
            yield line

    def _written(self, part: str, name: str, lines: Iterable[str]) -> Loaded:
        rows = self._write(name, self._told(part, lines))
        self._progress(part, rows, rows)
        return Loaded(part, rows, rows)

    def _told(self, part: str, lines: Iterable[str]) -> Iterator[str]:
        for number, line in enumerate(lines, start=1):
            if number % STEP == 0:
                self._progress(part, number, 0)
            yield line

    def _taken(self, people: Iterable[Person]) -> Loaded:
        rows = 0
        for person in people:
            if person.id in self._people or person.username_key in self._ids:
                raise load.taken(person, by_id=person.id in self._people)
            self._people[person.id] = person
            self._ids[person.username_key] = person.id
            rows += 1
        self._progress("people", rows, rows)
        return Loaded("people", rows, rows)

    def _tweets(self, tweets: Iterable[Tweet]) -> list[Loaded]:
        """The tweets, then the replies, whose roots are known in order of time only, and what is found in them."""
        replies: list[Tweet] = []
        roots: dict[int, int] = {}
        found = _Found()
        written = self._write("Tweet", self._told("tweets", self._first(tweets, replies, found)))
        replies.sort(key=lambda tweet: tweet.id)
        written += self._write("Tweet", self._told("replies", self._answers(replies, roots, found)))
        self.records += written + len(replies) + found.mentions + found.hashtags  # of the other files
        self._progress("tweets", written, written)
        self._progress("replies", len(replies), len(replies))
        return [
            Loaded("tweets", written, written),
            Loaded("replies", len(replies), len(replies)),
            Loaded("mentions", found.names, found.mentions),
            Loaded("hashtags", found.hashtags, found.hashtags),
        ]

    def _first(self, tweets: Iterable[Tweet], replies: list[Tweet], found: "_Found") -> Iterator[str]:
        newest = self._newest
        for tweet in tweets:
            if tweet.reply_to is not None:
                replies.append(tweet)
                continue
            if newest.get(tweet.author, 0) < tweet.id:
                newest[tweet.author] = tweet.id
            yield self._tweet(tweet, f"{tweet.author}", ",", found)

    def _answers(self, replies: Iterable[Tweet], roots: dict[int, int], found: "_Found") -> Iterator[str]:
        answers = self._files["REPLY_TO"]
        for tweet in replies:
            parent = tweet.reply_to
            if parent is None:
                continue
            roots[tweet.id] = root = root_of(parent, roots)
            answers.write(f"{tweet.id},{parent}\n")
            yield self._tweet(tweet, "", f"{parent},{root}", found)

    def _tweet(self, tweet: Tweet, feed_author: str, thread: str, found: "_Found") -> str:
        """The row of a tweet; what ties it to others is written on the way."""
        identity, author, content = tweet.id, tweet.author, tweet.content
        self._files["POSTED"].write(f"{author},{identity}\n")
        for name in mentions(content):
            found.names += 1
            user = self._ids.get(name)
            if user is not None:
                found.mentions += 1
                self._files["MENTIONS"].write(f"{identity},{user},{user},{identity}\n")
        for tag in hashtags(content):
            found.hashtags += 1
            number = self._hashtags.setdefault(tag, len(self._hashtags))
            self._files["TAGGED"].write(f"{identity},{number},{identity},{quoted(tag)}\n")
        self._look(content, "Tweet")
        keywords = f"by{author} at{EPOCH_HOUR + identity // HOUR}"
        text = quoted(content)
        return f"{identity},{text},{author},{feed_author},{keywords},{thread},{moment(identity)}\n"

    def _retweet(self, retweet: Retweet) -> str:
        identity, actor, tweet = retweet.id, retweet.actor, retweet.tweet
        if self._newest.get(actor, 0) < identity:
            self._newest[actor] = identity
        quote = ""
        if retweet.quote:
            self._look(retweet.quote, "RETWEETED")
            quote = quoted(retweet.quote)
        return f"{actor},{tweet},{identity},{actor},{tweet},{quote},{moment(identity)}\n"

    def _person(self, person: Person) -> str:
        self._look(person.name, "User")
        name, newest = quoted(person.name), self._newest.get(person.id, "")
        return (
            f'{person.id},{person.username},{person.username_key},{name},"",active,false,{moment(person.id)},{newest}\n'
        )

    def _look(self, text: str, name: str) -> None:
        """Remember that a file has texts of several lines: the importer reads it in a slower way then."""
        if "\n" in text or "\r" in text:
            self.multiline.add(name)


def take_folder(files: Files, folder: Path, limits: csv.Limits) -> list[Loaded]:
    """Write a folder in the importer's format; raises Refused that names each bad row, and then the files are wrong."""
    reader = csv.Reader(folder, limits)
    parts = files.take(reader.rows())
    reader.check()
    files.loaded(load.folder_key(reader.digests), parts)
    return parts


def take_cast(files: Files, *, prefix: str = "", end: int | None = None) -> list[Loaded]:
    """Write the named cast; it ends now if nothing else is said."""
    end = end or now_ms()
    parts = files.take(people.cast(end=end, prefix=prefix).rows())
    files.loaded(load.cast_key(prefix, end), parts)
    return parts


def take_world(
    files: Files,
    size: world.Size,
    *,
    seed: int,
    prefix: str = "",
    end: int | None = None,
    readers: Mapping[str, int] | None = None,
) -> list[Loaded]:
    """Write a generated network while it is made; raises Impossible when a number is out of range."""
    end, key = end or now_ms(), load.world_key(size, seed, prefix, readers or {})
    parts = files.take(world.stream(size, seed=seed, end=end, prefix=prefix, readers=readers))
    files.mark(key, end)
    files.loaded(f"{key}/{end}", parts)
    return parts


class _Found:
    """What was found in the texts of tweets; a name that nobody has is no mention."""

    def __init__(self) -> None:
        self.names = 0
        self.mentions = 0
        self.hashtags = 0


def _follow(follow: Follow) -> str:
    identity, follower, followee = follow.id, follow.follower, follow.followee
    return f"{follower},{followee},{identity},{follower},{followee},{moment(identity)}\n"


def _like(like: Like) -> str:
    identity, actor, tweet = like.id, like.actor, like.tweet
    return f"{actor},{tweet},{identity},{actor},{tweet},{moment(identity)}\n"
