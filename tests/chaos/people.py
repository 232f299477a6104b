"""People who use the API while parts of the network are killed.

Stayers are there from the first moment to the last: others mention them and like what they write. Guests come, do some
things, and some of them delete their accounts. A request that may be sent again is sent until it is answered; of any
other whose answer is lost nobody knows whether it was done.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import httpx

from tests.chaos.history import History
from tests.chaos.sending import Person, Sender

STAYERS = 4
GUESTS = 4  # in each round
BURDEN = 230  # tweets of some who leave: more than one batch of the task that removes them


Step = Callable[[Person], Awaitable[bool]]  # whether it is known what became of it


class Crowd(Sender):
    """Everybody; `deleted` are the ids of who has left, `burden` gives somebody tweets to leave behind."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        history: History,
        prefix: str,
        *,
        lead: tuple[float, float],
        burden: Callable[[int, int], Awaitable[None]],
    ) -> None:
        super().__init__(client, history, prefix)
        self.deleted: list[int] = []
        self.stayers: list[Person] = []
        self._lead = lead
        self._burden = burden
        self._random = random.Random(prefix)

    async def settle(self) -> None:
        """Register those who stay."""
        for number in range(STAYERS):
            person = await self._register(f"{self.prefix}s{number}")
            assert person is not None
            self.stayers.append(person)
            await self._tweet(person)

    async def act(self, number: int, chance: random.Random) -> None:
        """What people do in one round."""
        self._round, self._random = number, chance
        guests = [self._guest(f"{self.prefix}r{number}n{each}") for each in range(GUESTS)]
        await asyncio.gather(*guests, self._stayer(), self._scheduler())

    async def _guest(self, name: str) -> None:
        await asyncio.sleep(self._random.uniform(0, 0.8))
        if self._random.random() < 0.1:
            await self._refused_registration(name)
            return
        person = await self._register(name)
        if person is None:
            return
        steps: list[Step] = [self._tweet, self._plain_tweet, self._empty_tweet, self._like, self._like]
        steps += [self._change, self._wrong_change, self._rest]
        for step in self._random.choices(steps, k=self._random.randint(2, 4)):
            if not await step(person):
                return
        if self._random.random() < 0.3:
            await self._leave(person)

    async def _stayer(self) -> None:
        person = self._random.choice(self.stayers)
        for _ in range(2):
            await asyncio.sleep(self._random.uniform(0, 0.8))
            await self._tweet(person)

    async def _scheduler(self) -> None:
        person, mark = self._random.choice(self.stayers), self._mark()
        due_ms = int((time.time() + self._random.uniform(*self._lead)) * 1000)
        moment = datetime.fromtimestamp(due_ms / 1000, UTC).isoformat()
        named = self._random.choice(self.stayers)
        body = {"content": f"{mark} later @{named.name}", "scheduled_at": moment}
        names = [named.name] if named is not person else []
        await self._send(
            person, "schedule", "POST", "/tweets/", body=body, mark=mark, names=names, due_ms=due_ms, keyed=True
        )

    async def _refused_registration(self, name: str) -> None:
        body = {"username": name, "email": f"{name}@chaos.example", "password": "short", "password2": "short"}
        await self._send(Person(name), "register", "POST", "/register/", body=body, repeats=True, ought="refused")

    async def _tweet(self, person: Person) -> bool:
        """With a key, so that it can be sent until it is there."""
        return await self._publish(person, keyed=True)

    async def _plain_tweet(self, person: Person) -> bool:
        return await self._publish(person, keyed=False)

    async def _publish(self, person: Person, *, keyed: bool) -> bool:
        named = [each for each in self.stayers if each is not person][:2]
        await self.publish(person, named[: self._random.randint(0, 2)], keyed=keyed)
        return True

    async def _empty_tweet(self, person: Person) -> bool:
        mark = self._mark()
        body = {"content": f"{mark} {'x' * 2000}"}
        await self._send(person, "tweet", "POST", "/tweets/", body=body, mark=mark, keyed=True, ought="refused")
        return True

    async def _like(self, person: Person) -> bool:
        tweets = [tweet for each in self.stayers for tweet in each.tweets]
        tweet = self._random.choice(tweets[-20:])
        await self._send(person, "like", "POST", f"/tweets/{tweet}/likes/", mark=str(tweet), repeats=True)
        return True

    async def _change(self, person: Person) -> bool:
        new = f"louder rivers {self._random.randrange(10**6)}"
        body = {"old_password": person.password, "password": new, "password2": new}
        answer = await self._send(person, "change", "POST", "/change-password/", body=body)
        if answer is not None and answer.status_code == 200:
            person.password = new
        return answer is not None

    async def _wrong_change(self, person: Person) -> bool:
        body = {"old_password": "not this one 77", "password": "louder rivers", "password2": "louder rivers"}
        await self._send(person, "change", "POST", "/change-password/", body=body, repeats=True, ought="refused")
        return True

    async def _rest(self, person: Person) -> bool:
        """Deactivate the account and come back."""
        given = {"password": person.password}
        if await self._send(person, "deactivate", "POST", "/deactivate/", body=given) is None:
            return False
        body = {"username": person.name, "password": person.password}
        if await self._send(person, "activate", "POST", "/activate/", body=body) is None:
            return False
        return await self._sign_in(person)

    async def _leave(self, person: Person) -> None:
        identity = person.id
        if self._random.random() < 0.1:
            await self._burden(identity, BURDEN)
        body = {"password": person.password}
        answer = await self._send(person, "delete", "DELETE", "/delete/", body=body, repeats=True)
        if answer is not None:
            self.deleted.append(identity)
