"""Requests as they are sent while things break: again until they are answered, where that is allowed, and all noted."""

import asyncio
import json
import time
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.chaos.checker import BUDGET
from tests.chaos.history import Act, History, Odd, Outcome, now

PATIENCE = 90.0  # seconds for which a request is repeated
PASSWORD = "quiet river 42 stones"
AGAIN = frozenset({409, 503})  # an answer that says: later


@dataclass
class Person:
    """Somebody with an account."""

    name: str
    token: str = ""
    password: str = PASSWORD
    tweets: list[int] = field(default_factory=list)

    @property
    def id(self) -> int:
        """As the token says it."""
        body = self.token.split(".")[1]
        return int(json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))["sub"])


class Sender:
    """Sends what people do, and notes it."""

    def __init__(self, client: httpx.AsyncClient, history: History, prefix: str) -> None:
        self.client = client
        self.history = history
        self.prefix = prefix
        self.last = now()  # when the last request was answered
        self._marks = 0
        self._round = 0

    async def _register(self, name: str) -> Person | None:
        """Register; None if it came to nothing."""
        mail = f"{name}@chaos.example"
        body = {"username": name, "email": mail, "password": PASSWORD, "password2": PASSWORD}
        person = Person(name)
        answer = await self._send(person, "register", "POST", "/register/", body=body, repeats=True)
        if answer is None:
            return None
        if answer.status_code == 201:
            person.token = answer.json()["token"]["access"]
            return person
        return person if await self._sign_in(person) else None

    async def _sign_in(self, person: Person) -> bool:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            given = {"username": person.name, "password": person.password}
            answer = await self._asked("POST", "/login/", person, {}, given)
            if answer is not None and answer.status_code not in AGAIN:
                if answer.status_code == 200:
                    person.token = answer.json()["token"]["access"]
                return answer.status_code == 200
            await asyncio.sleep(0.2)
        return False

    async def publish(
        self, person: Person, named: Sequence[Person], *, keyed: bool, what: str = "tweet", path: str = "/tweets/"
    ) -> None:
        """Write something that names people; with a key it can be sent until it is there."""
        mark, names = self._mark(), [each.name for each in named]
        content = " ".join([mark, "hello", *(f"@{name}" for name in names)])
        body = {"content": content}
        answer = await self._send(person, what, "POST", path, body=body, mark=mark, names=names, keyed=keyed)
        if answer is not None and answer.status_code == 201 and what == "tweet":
            person.tweets.append(answer.json()["id"])

    def _mark(self) -> str:
        self._marks += 1
        return f"{self.prefix}m{self._marks}"

    async def _send(
        self,
        person: Person,
        what: str,
        method: str,
        path: str,
        *,
        body: dict[str, Any] | None = None,
        mark: str = "",
        names: list[str] | None = None,
        due_ms: int = 0,
        keyed: bool = False,
        repeats: bool = False,
        ought: Outcome = "done",
    ) -> httpx.Response | None:
        """Send a request and note it; None when nobody knows what became of it."""
        sent, tries, until = now(), 0, time.monotonic() + PATIENCE
        number, headers = self._round, {"Idempotency-Key": mark} if keyed else {}
        while True:
            tries += 1
            answer = await self._asked(method, path, person, headers, body)
            told = answer is not None and answer.status_code not in AGAIN
            if told or not (repeats or keyed) or time.monotonic() > until:
                break
            await asyncio.sleep(0.2)
        outcome: Outcome = "unknown"
        if answer is not None and told:
            by_earlier = tries > 1 and ought == "done" and _was_done(what, answer)
            outcome = "done" if answer.is_success or by_earlier else "refused"
        self.last = now()
        line = Act(
            round=number, who=person.name, what=what, mark=mark, names=names or [], due_ms=due_ms, sent=sent,
            told=self.last, tries=tries, status=None if answer is None else answer.status_code, outcome=outcome,
            ought=ought,
        )  # fmt: skip
        self.history.add(line)
        return answer if told else None

    async def _asked(
        self, method: str, path: str, person: Person, headers: dict[str, str], body: dict[str, Any] | None
    ) -> httpx.Response | None:
        """One answer; waits for an API that nobody can reach, and is None when the answer was lost."""
        signed = headers | ({"Authorization": f"Bearer {person.token}"} if person.token else {})
        until = time.monotonic() + PATIENCE
        while (began := time.monotonic()) < until:
            try:
                answer = await self.client.request(method, path, headers=signed, json=body)
            except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
                await asyncio.sleep(0.1)
                continue
            except httpx.TransportError:
                answer = None
            self._judge(f"{method} {path}", person, answer, time.monotonic() - began)
            return answer
        return None

    def _judge(self, asked: str, person: Person, answer: httpx.Response | None, took: float) -> None:
        """Note an answer that ought not to be, whatever it was about."""
        status, text = (None, "") if answer is None else (answer.status_code, answer.text[:200])
        typed = _is_typed(answer)
        if took > BUDGET or not typed or status == 500:
            line = Odd(at=now(), who=person.name, asked=asked, took=took, status=status, text=text, typed=typed)
            self.history.add(line)


def _was_done(what: str, answer: httpx.Response) -> bool:
    """Whether a refusal of a repetition says that an earlier try was done: the name is taken, the account is gone."""
    return (what, answer.status_code) in {("register", 400), ("delete", 401)}


def _is_typed(answer: httpx.Response | None) -> bool:
    """Whether an error says what it is; what was lost says nothing wrong."""
    if answer is None or answer.is_success:
        return True
    try:
        body = answer.json()
    except ValueError:
        return False
    return isinstance(body, dict) and all(isinstance(body.get(name), str) for name in ("error", "detail"))
