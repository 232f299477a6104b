"""The named cast in the graph, and what its people are answered."""

import secrets
from typing import Any, NamedTuple

import httpx
import pytest

from graph.client import Graph
from graph.ids import now_ms
from seeds import load, people
from tests.fixtures import SignIn

HOUR = 3_600_000  # milliseconds


class Cast(NamedTuple):
    """The cast that this run loaded: ids by name, the keys of tweets by id, and when its ninety days ended."""

    prefix: str
    ids: dict[str, int]
    keys: dict[int, str]
    end: int


@pytest.fixture(scope="module")
async def cast(graph: Graph) -> Cast:
    prefix, end = f"g{secrets.token_hex(3)}_", now_ms()
    await load.load_cast(graph, prefix=prefix, end=end)
    network = people.cast(end=end, prefix=prefix)
    ids = {person.username.removeprefix(prefix): person.id for person in network.people}
    keys = {tweet.id: key for tweet, (key, *_) in zip(network.tweets, people.TWEETS, strict=True)}
    return Cast(prefix, ids, keys, end)


class Asking:
    """Asks as people of the cast."""

    def __init__(self, cast: Cast, http: httpx.AsyncClient, sign_in: SignIn) -> None:
        self.cast, self._http, self._sign_in = cast, http, sign_in

    async def ask(self, who: str, path: str, **asked: object) -> Any:  # noqa: ANN401 - JSON
        """What one of the cast is answered; a name in the path stands for its username."""
        header = await self._sign_in(self.cast.ids[who])
        filled = path.format(**{name: self.cast.prefix + name for name in self.cast.ids})
        answer = await self._http.get(filled, headers=header, params=asked)  # type: ignore[arg-type]
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def named(self, who: str, path: str, at: str = "results") -> list[str]:
        """The people of an answer."""
        return [self.name(row.get("person", row)) for row in (await self.ask(who, path))[at]]

    async def because(self, who: str, path: str, **asked: object) -> dict[str, str]:
        """The tweets or the people of an answer in their order, with the reason for each."""
        rows = (await self.ask(who, path, **asked))["results"]
        return {
            self.name(row["person"]) if "person" in row else self.cast.keys[row["id"]]: row["because"] for row in rows
        }

    def name(self, person: dict[str, Any]) -> str:
        """What one of the cast is called here."""
        username: str = person["username"]
        return username.removeprefix(self.cast.prefix)


@pytest.fixture
def asking(cast: Cast, http: httpx.AsyncClient, sign_in: SignIn) -> Asking:
    return Asking(cast, http, sign_in)
