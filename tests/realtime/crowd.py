"""A crowd that listens while its connections are cut at random: `make live`, `python -m tests.realtime`.

Each listener goes on by its cursor, over whichever process answers. At the end it has its feed, exactly: nothing twice,
nothing it may not see, and as much as the graph's own feed and the model have. Every fifth listens to events.
"""

import asyncio
import random
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from api.security import Tokens
from graph.client import Graph
from graph.ids import now_ms
from graph.records import Record
from tests.fixtures import stated
from tests.realtime.listening import Member, Person, told
from tests.realtime.model import Model

FOLLOWED = 16  # people whom each follows at first
EVENTS = 5  # every so many listens to events
WRITERS = 8  # at once
OPENING = 40  # connections at once, at first
TRIES = 20  # of a request
SETTLED = 120.0  # seconds in which all must have come, at the end
QUIET = 2.0  # seconds more, in which nothing may come
CHANGES = 10  # every so many tweets somebody follows or unfollows

PEOPLE = stated(
    "people",
    """
    UNWIND $people AS each
    CREATE (person:User {id: each.id, username: each.name, username_key: each.name, name: each.name, bio: '',
                         status: 'active', staff: false, created_at: datetime()})
    CREATE (session:Session {id: each.session_id, user_id: each.id, refresh_hash: each.name, user_agent: 'crowd',
                             rotated_at_ms: timestamp(), created_at: datetime(), last_used_at: datetime(),
                             expires_at: datetime() + duration('P1D')})
    CREATE (person)-[:HAS_SESSION]->(session)
    """,
)
FOLLOWS = stated(
    "follows",
    """
    UNWIND $follows AS each
    MATCH (follower:User {id: each.follower_id})
    MATCH (followee:User {id: each.followee_id})
    CREATE (follower)-[:FOLLOWS {id: each.id, follower_id: each.follower_id, followee_id: each.followee_id,
                                 created_at: datetime()}]->(followee)
    """,
)


async def people(graph: Graph, tokens: Tokens, count: int) -> list[Person]:
    """So many new people who are signed in; nobody knows a password of theirs."""
    made = []
    rows = []
    for _ in range(count):
        identity, session_id = graph.next_id(), graph.next_id()
        name = f"crowd_{identity:x}"
        pair = tokens.pair(user_id=identity, session_id=session_id, token_id=name, issued_ms=now_ms())
        made.append(Person(identity, name, {"Authorization": f"Bearer {pair.access}"}))
        rows.append({"id": identity, "session_id": session_id, "name": name})
    await graph.write(PEOPLE, Record, people=rows)
    return made


async def acquainted(graph: Graph, model: Model, follows: Sequence[tuple[Person, Person]]) -> None:
    """Have people follow others from the beginning."""
    rows = [{"id": graph.next_id(), "follower_id": one.id, "followee_id": other.id} for one, other in follows]
    await graph.write(FOLLOWS, Record, follows=rows)
    for one, other in follows:
        model.followed(one.id, other.id, time.monotonic())


@dataclass
class Outcome:
    """What a run did, and what was wrong."""

    sockets: int
    people: int
    tweets: int
    changes: int
    repeats: int
    seconds: float
    cuts: int
    entries: int
    ends: Counter[str]
    settling: float  # seconds from the last answer to the last arrival
    faults: list[str] = field(default_factory=list)


class Crowd:
    """Some people, their model, and all who listen for them."""

    def __init__(self, web: aiohttp.ClientSession, url: str, graph: Graph, tokens: Tokens, number: int) -> None:
        self.model = Model()
        self._web = web
        self._url = url
        self._graph = graph
        self._tokens = tokens
        self._dice = random.Random(number)
        self._number = number
        self._people: list[Person] = []
        self._members: list[Member] = []
        self._read: dict[int, set[int]] = defaultdict(set)  # by person, what was read after following somebody
        self._changing: set[tuple[int, int]] = set()
        self._changes = 0
        self._repeats = 0

    async def run(self, *, sockets: int, tweets: int, tell: Callable[[str, int], None]) -> Outcome:
        """Let so many sockets listen to so many tweets; `tell` hears how far it is."""
        self._people = await people(self._graph, self._tokens, max(2, sockets // 2))
        pairs = [
            (person, other)
            for person in self._people
            for other in self._dice.sample(self._people, min(FOLLOWED, len(self._people) - 1))
            if other is not person
        ]
        await acquainted(self._graph, self.model, pairs)
        self._members = [
            Member(
                self._people[at % len(self._people)],
                self._url,
                dice=random.Random(f"{self._number}/{at}"),
                events=at % EVENTS == 0,
            )
            for at in range(sockets)
        ]
        calm = asyncio.Event()
        tasks: list[asyncio.Task[None]] = []
        try:
            for first in range(0, sockets, OPENING):
                some = self._members[first : first + OPENING]
                tasks += [asyncio.create_task(member.listen(self._web, calm)) for member in some]
                async with asyncio.timeout(SETTLED):
                    await asyncio.gather(*(member.ready.wait() for member in some))
                tell("sockets", first + len(some))
            began = time.monotonic()
            await self._write(tweets, tell)
            wrote = time.monotonic()
            calm.set()
            settled = await self._settled(tell)
            await asyncio.sleep(QUIET)
        finally:
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
        failed = [each for each in ended if not isinstance(each, asyncio.CancelledError)]
        if failed:
            raise RuntimeError("Somebody stopped listening.") from failed[0]
        outcome = Outcome(
            sockets=sockets,
            people=len(self._people),
            tweets=len(self.model.posts),
            changes=self._changes,
            repeats=self._repeats,
            seconds=time.monotonic() - began,
            cuts=sum(member.cuts for member in self._members),
            entries=sum(len(member.arrivals) for member in self._members),
            ends=sum((member.ends for member in self._members), Counter()),
            settling=settled - wrote,
        )
        outcome.faults = await self._faults()
        return outcome

    async def _write(self, tweets: int, tell: Callable[[str, int], None]) -> None:
        numbers = iter(range(tweets))

        async def writer(dice: random.Random) -> None:
            for at in numbers:
                await self._tweet(dice.choice(self._people), at)
                if at % CHANGES == 0:
                    await self._change(*dice.sample(self._people, 2))
                tell("tweets", len(self.model.posts))

        await asyncio.gather(*(writer(random.Random(f"{self._number}/writer/{at}")) for at in range(WRITERS)))

    async def _tweet(self, author: Person, at: int) -> None:
        called = time.monotonic()
        said = await self._ask("POST", "/tweets/", author, {"content": f"number {at}"})
        self.model.note(said["id"], author.id, called)

    async def _change(self, one: Person, other: Person) -> None:
        """Follow or unfollow; who follows reads the feed once, as clients do, for what was there before."""
        if (one.id, other.id) in self._changing:
            return
        self._changing.add((one.id, other.id))
        if self.model.follows(one.id, other.id):
            self.model.unfollowing(one.id, other.id)
            await self._ask("DELETE", f"/users/{other.name}/unfollow/", one)
            self.model.unfollowed(one.id, other.id)
        else:
            asked = time.monotonic()
            await self._ask("POST", f"/users/{other.name}/follow/", one)
            self.model.followed(one.id, other.id, asked)
            self._read[one.id] |= await self._feed(one)
        self._changes += 1
        self._changing.discard((one.id, other.id))

    async def _ask(self, method: str, path: str, person: Person, body: object = None) -> Any:  # noqa: ANN401 - JSON
        """What is answered; who is told 503 asks again, as clients do, under the same key."""
        headers = person.header | ({"Idempotency-Key": uuid.uuid4().hex} if body else {})
        for _ in range(TRIES):
            async with self._web.request(method, self._url + path, headers=headers, json=body) as answer:
                if answer.status < 400:
                    return None if answer.status == 204 else await answer.json()
                if answer.status not in {409, 503}:
                    raise RuntimeError(f"{method} {path} is answered {answer.status}: {await answer.text()}")
            self._repeats += 1
            await asyncio.sleep(1.0)
        raise RuntimeError(f"{method} {path} was refused {TRIES} times")

    async def _feed(self, person: Person) -> set[int]:
        """A person's whole feed, read over HTTP page by page."""
        found: set[int] = set()
        path: str | None = "/tweets/feed/?limit=100"
        while path:
            page = await self._ask("GET", path, person)
            found |= {entry["id"] for entry in page["results"]}
            path = page["next"] and page["next"].removeprefix(self._url)
        return found

    async def _settled(self, tell: Callable[[str, int], None]) -> float:
        """Wait until all that must come has come, or for SETTLED; when that was."""
        end = time.monotonic() + SETTLED
        must = {person.id: self.model.must(person.id) for person in self._people}
        while time.monotonic() < end:
            done = sum(must[member.person.id] <= member.ids for member in self._members)
            tell("complete", done)
            if done == len(self._members):
                break
            await asyncio.sleep(0.1)
        return time.monotonic()

    async def _faults(self) -> list[str]:
        feeds = {person.id: await self._feed(person) for person in self._people}
        faults = [
            f"The feed of {person.name} is not as the model has it: {sorted(feeds[person.id] ^ wanted)}"
            for person in self._people
            if feeds[person.id] != (wanted := self.model.feed(person.id))
        ]
        for at, member in enumerate(self._members):
            faults += [f"socket {at} of {member.person.name}: {fault}" for fault in await self._wrong(member, feeds)]
        return faults

    async def _wrong(self, member: Member, feeds: dict[int, set[int]]) -> list[str]:
        model, reader = self.model, member.person.id
        twice = [each for each, count in Counter(arrival.id for arrival in member.arrivals).items() if count > 1]
        held = {
            each
            for each in member.ids | self._read[reader]
            if each in model.posts and model.shows(reader, model.posts[each].author)
        }
        async with self._web.get(
            f"{self._url}/events/?wait=0", headers=member.person.header | {"Last-Event-ID": member.cursor}
        ) as answer:
            left = {said["entry"]["id"] async for said in told(answer) if said["type"] == "entry"}
        found = {
            "twice": twice,
            "missed": sorted(model.must(reader) - member.ids),
            "not theirs to see": model.wrong(reader, member.arrivals),
            "differs from the feed": sorted(held ^ feeds[reader]),
            "sent after the end": sorted(left - self._read[reader]),  # nobody hints at what is older than a follow
        }
        return [f"{what}: {ids}" for what, ids in found.items() if ids]
