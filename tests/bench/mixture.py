"""A mixture of requests as a network gets them: fifty reads to one write, by people who are signed in."""

import random
from collections import deque
from collections.abc import Callable, Iterator, Sequence

import msgspec

from seeds.world import WORDS
from tests.bench.wire import request
from tests.realtime.listening import Person

READS = 50  # to one write
# Of those; pages after the first are asked for as an earlier answer names them.
SHARES = {"feed": 24, "next": 6, "author": 6, "tweet": 8, "unread": 3, "search": 3}
WRITES = ("publish", "like", "follow", "comment", "unlike", "unfollow")  # in turn
KNOWN = 2_000  # tweets and pages that are asked for again


class _Page(msgspec.Struct):
    next: str | None


class _Made(msgspec.Struct):
    id: int


class Mixture:
    """Makes the next request, and learns from answers what there is to ask for."""

    def __init__(self, people: Sequence[Person], names: Sequence[str], tweets: Sequence[int], number: int) -> None:
        self._people = people
        self._names = names
        self._tweets = deque(tweets, maxlen=KNOWN)
        self._pages: deque[tuple[Person, str]] = deque(maxlen=KNOWN)
        self._dice = random.Random(number)
        self._count = 0
        self._done: dict[str, tuple[Person, str]] = {}  # what the last like and the last follow were, to take back
        self._writes = self._in_turn()
        self._reads: dict[str, Callable[[Person], bytes]] = {
            "feed": lambda person: self._get("/tweets/feed/", person),
            "next": lambda person: self._page() or self._get("/tweets/feed/", person),
            "author": lambda person: self._get(f"/tweets/user/{self._dice.choice(self._names)}/", person),
            "tweet": lambda person: self._get(f"/tweets/{self._dice.choice(self._tweets)}/", person),
            "unread": lambda person: self._get("/notifications/count/", person),
            "search": lambda person: self._get(f"/search/?q={self._dice.choice(WORDS[:20])}", person),
        }

    def next(self) -> tuple[str, Person, bytes]:
        """What is asked, by whom, and the bytes that ask."""
        self._count += 1
        person = self._dice.choice(self._people)
        if self._count % (READS + 1) == 0:
            name = next(self._writes)
            asker, written = self._write(name, person)
            return name, asker, written
        name = self._dice.choices(list(SHARES), list(SHARES.values()))[0]
        return name, person, self._reads[name](person)

    def learn(self, name: str, person: Person, body: bytes) -> None:
        """Keep what an answer names."""
        if name == "feed" and (path := msgspec.json.decode(body, type=_Page).next):
            self._pages.append((person, "/" + path.split("/", 3)[3]))
        elif name == "publish":
            self._tweets.append(msgspec.json.decode(body, type=_Made).id)

    def _in_turn(self) -> Iterator[str]:
        while True:
            yield from WRITES

    def _get(self, path: str, person: Person) -> bytes:
        return request(path, f"Authorization: {person.header['Authorization']}")

    def _page(self) -> bytes | None:
        if not self._pages:
            return None
        person, path = self._pages.popleft()
        return self._get(path, person)

    def _write(self, name: str, person: Person) -> tuple[Person, bytes]:
        line = f"Authorization: {person.header['Authorization']}"
        tweet, other = self._dice.choice(self._tweets), self._dice.choice(self._names)
        if name in {"publish", "comment"}:
            words = " ".join(self._dice.choices(WORDS, k=8))
            path = "/tweets/" if name == "publish" else f"/tweets/{tweet}/comments/"
            body = msgspec.json.encode({"content": f"{words} {self._count}"})
            return person, request(path, line, method="POST", body=body)
        if name in {"like", "follow"}:
            path = f"/tweets/{tweet}/likes/" if name == "like" else f"/users/{other}/follow/"
            self._done[name] = (person, path)
            return person, request(path, line, method="POST")
        person, path = self._done[name.removeprefix("un")]
        line = f"Authorization: {person.header['Authorization']}"
        return person, request(path.replace("/follow/", "/unfollow/"), line, method="DELETE")
