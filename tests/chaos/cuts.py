"""Requests whose commit is cut off, in every way and at every moment: one effect and one body each.

A request with an `Idempotency-Key` is an explicit transaction, one without it a statement that commits by itself.
Either is answered as if nothing had happened, or 503, and is then sent again as it was.
"""

import asyncio
import secrets
import struct
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from graph.client import Graph, connect
from graph.records import Record
from tests.api.conftest import Person, registered
from tests.between import Between, Moment, between
from tests.chaos.history import History
from tests.chaos.parts import running
from tests.conftest import Stack, free_ports
from tests.contract.conftest import application
from tests.contract.scene import PICTURE, as_sent
from tests.fixtures import stated

AT_ONCE = 8  # requests that are under way together
MOST_TRIES = 6
SILENT_EACH = 20  # cuts between two that leave a connection silent, which take as long as a call may

# Everything that one request may have left, by the words in which it was made; an upload has them as its description.
LEFT = stated(
    "left",
    """
    MATCH (person:User {username: $writer})
    MATCH (reader:User {username: $reader})
    RETURN
      COUNT { MATCH (person)-[:POSTED]->(tweet:Tweet) WHERE tweet.content STARTS WITH $mark }
      + COUNT { MATCH (person)-[retweet:RETWEETED]->() WHERE retweet.quote STARTS WITH $mark }
      + COUNT { MATCH (medium:Media {alt: $mark}) }
      + COUNT { MATCH (person)-[:LIKED]->(tweet:Tweet {id: $tweet}) }
      + COUNT { MATCH (person)-[:BOOKMARKED]->(tweet:Tweet {id: $tweet}) } AS effects,
      COUNT {
        MATCH (n:Notification)-[:TO]->(reader) MATCH (n)-[:FROM]->(person) MATCH (n)-[:ABOUT]->(tweet:Tweet)
        WHERE tweet.id = $tweet OR tweet.content STARTS WITH $mark
      } AS told,
      COUNT { MATCH (record:IdempotencyKey {key: toString(person.id) + ':' + $mark}) } AS keys
    """,
)


class Left(Record):
    """How often something is there: what was asked for, notifications of it, and records of its key."""

    effects: int
    told: int
    keys: int


@dataclass(frozen=True)
class Kind:
    """One way to write; `{mark}` and `{reader}` are filled in, and `{tweet}` by one of the reader's, made for it."""

    name: str
    path: str
    body: dict[str, Any] = field(default_factory=dict)
    keyed: bool = True
    told: int = 1


TEXT = {"content": "{mark} for @{reader}"}
KINDS = (
    Kind("tweet", "/tweets/", TEXT),
    Kind("comment", "/tweets/{tweet}/comments/", TEXT),
    Kind("plain tweet", "/tweets/", TEXT, keyed=False),
    Kind("retweet", "/tweets/{tweet}/retweets/", {"quote": "{mark}"}),
    Kind("like", "/tweets/{tweet}/likes/", keyed=False),
    Kind("upload", "/media/", {"file": PICTURE, "alt": "{mark}"}, told=0),
    Kind("bookmark", "/tweets/{tweet}/bookmark/", keyed=False, told=0),
)
MOMENTS = (Moment.BEFORE, Moment.ANSWERED, Moment.AT_ONCE)


@dataclass
class Outcome:
    """What became of all cuts: how many there were of each kind at each moment, after how many tries, what is wrong."""

    cuts: Counter[tuple[str, Moment]] = field(default_factory=Counter)
    tries: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Cutter:
    """Sends requests over a client whose API is behind the relay; the graph and the people's own clients are not."""

    def __init__(self, relay: Between, client: httpx.AsyncClient, graph: Graph, home: httpx.AsyncClient) -> None:
        self._relay = relay
        self._client = client
        self._graph = graph
        self._home = home
        self.outcome = Outcome()

    async def run(self, count: int, told: Callable[[Outcome], None] = lambda _: None) -> Outcome:
        """So many cuts, some at a time; each of them by a pair of people of its own."""
        await self._planned(await registered(self._home), await registered(self._home))
        numbers = iter(range(count))

        async def some() -> None:
            writer, reader = await registered(self._home), await registered(self._home)
            for number in numbers:
                kind = KINDS[number % len(KINDS)]
                silent = number % SILENT_EACH == SILENT_EACH - 1
                moment = Moment.SILENT if silent else MOMENTS[number // len(KINDS) % len(MOMENTS)]
                await self._one(kind, moment, writer, reader)
                told(self.outcome)

        async with asyncio.TaskGroup() as group:
            for _ in range(min(AT_ONCE, count)):
                group.create_task(some())
        return self.outcome

    async def _planned(self, writer: Person, reader: Person) -> None:
        """Have each way written once without a cut, for Neo4j takes long over a statement that is new to it."""
        for kind in KINDS:
            await _until_told((await self._asked(self._home, kind, writer, reader)).send)

    async def _one(self, kind: Kind, moment: Moment, writer: Person, reader: Person) -> None:
        asked = await self._asked(self._client, kind, writer, reader)
        self._relay.choose(asked.chosen, moment)
        tries, answer = await _until_told(asked.send)
        self.outcome.tries[tries] += 1
        self.outcome.cuts[kind.name, moment] += self._relay.cuts.pop(asked.chosen, None) is moment
        again = await asked.send() if kind.keyed else answer
        found = await self._graph.read(
            LEFT, Left, mark=asked.mark, tweet=asked.tweet, writer=writer.username, reader=reader.username
        )
        allowed = [Left(effects=1, told=kind.told, keys=int(kind.keyed))]
        statuses = {201}
        if tries > 1 and not kind.keyed:
            # It was answered 503, which leaves open whether it was done, and what is sent again is another request.
            statuses.add(200)
            allowed += [Left(effects=2, told=2, keys=0)] if kind.name == "plain tweet" else []
        same = (again.status_code, again.content) == (answer.status_code, answer.content)
        replayed = again.headers.get("idempotent-replayed") == "true" or not kind.keyed
        if answer.status_code not in statuses or not same or not replayed or found[0] not in allowed:
            said = f"{answer.status_code} {answer.text[:200]}, then {again.status_code} {again.text[:200]}"
            self.outcome.wrong.append(f"{kind.name} {asked.mark} cut {moment.name}, {tries} tries: {found}; {said}")

    async def _asked(self, client: httpx.AsyncClient, kind: Kind, writer: Person, reader: Person) -> "Asked":
        mark, tweet = f"m{secrets.token_hex(6)}", 0
        if "{tweet}" in kind.path:
            body = {"content": "to write about"}
            _, made = await _until_told(lambda: reader.send("POST", "/tweets/", json=body))
            tweet = int(made.json()["id"])
        named = {"mark": mark, "reader": reader.username, "tweet": tweet}
        body = {name: text.format(**named) if isinstance(text, str) else text for name, text in kind.body.items()}
        headers = writer.header | ({"Idempotency-Key": mark} if kind.keyed else {})

        async def send() -> httpx.Response:
            return await client.post(kind.path.format(**named), headers=headers, **(as_sent(body) if body else {}))

        # A statement that says no words of ours is known by the tweet's id, as Bolt writes it.
        return Asked(mark, tweet, mark.encode() if body else b"\xcb" + struct.pack(">q", tweet), send)


@dataclass(frozen=True)
class Asked:
    """A request that can be sent again, and the bytes by which its statement is known."""

    mark: str
    tweet: int
    chosen: bytes
    send: Callable[[], Awaitable[httpx.Response]]


async def _until_told(ask: Callable[[], Awaitable[httpx.Response]]) -> tuple[int, httpx.Response]:
    """How many tries it took, and the first answer that says what was done."""
    tries = 1
    while (answer := await ask()).status_code in {409, 503} and tries < MOST_TRIES:
        tries += 1
    return tries, answer


async def alone(count: int, home: Path, told: Callable[[Outcome], None]) -> Outcome:
    """Cut commits of a network of its own."""
    history, [mail_port] = History(home / "history.jsonl"), free_ports(1)
    async with (
        running(history, home, mail_port=int(mail_port), workers=0) as network,
        between(network.settings.neo4j_bolt_port, is_bolt=True) as relay,
        httpx.AsyncClient(base_url=network.settings.public_url, timeout=30, trust_env=False) as client,
        connect(network.settings, network.secrets) as graph,
    ):
        url = network.settings.public_url
        stack = Stack(settings=network.settings, secrets=network.secrets, base_url=url, env=network.env)
        async with application(stack, neo4j_uri=f"bolt://127.0.0.1:{relay.port}") as inside:
            outcome = await Cutter(relay, inside.client, graph, client).run(count, told)
    history.close()
    return outcome


def summary(outcome: Outcome) -> list[str]:
    """What happened, in a few sentences."""
    kinds, moments = Counter[str](), Counter[str]()
    for (kind, moment), count in outcome.cuts.items():
        kinds[kind] += count
        moments[moment.name.lower().replace("_", " ")] += count
    tries = ", ".join(f"{count} after {number}" for number, count in sorted(outcome.tries.items()))
    return [
        f"{outcome.cuts.total()} commits cut off: " + ", ".join(f"{name} {count}" for name, count in kinds.items()),
        "when: " + ", ".join(f"{name} {count}" for name, count in moments.items()),
        f"answered at last: {tries} tries",
    ]
