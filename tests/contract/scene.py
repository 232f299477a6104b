"""What an entry of the table speaks of, made when it is first named: people, tweets, and what was done with them."""

import contextlib
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, Literal, cast

import httpx
import jwt

from api.security import ALGORITHM
from graph import statements
from graph.accounts import repository as accounts
from graph.accounts import resets
from graph.client import Graph
from graph.ids import now_ms
from graph.records import Instant, Record
from graph.trends import repository as trends
from tests.api.conftest import PASSWORD, Person, new_name, registered
from tests.conftest import Stack
from tests.contract import proofs
from tests.contract.forms import Effect, Entry
from tests.contract.guards import case, guarded, request
from tests.drawing import drawn
from tests.fixtures import stated
from tests.tasks.test_outbox import eventually

NAME = re.compile(r"\{(\w+)\}")
STATUS = stated("status", "MATCH (person:User {username: $username}) SET person.status = $status")
STAFF = stated("staff", "MATCH (person:User {username: $username}) SET person.staff = true")
PICTURE = drawn("PNG")
NEW_PASSWORD = "another horse 77"

Header = dict[str, str]


class Cast:
    """The people of all scenes: registered once, and changed by none."""

    def __init__(self, client: httpx.AsyncClient, graph: Graph, stack: Stack) -> None:
        self.client = client
        self.graph = graph
        self.stack = stack
        self._people: dict[str, Person] = {}

    async def person(self, role: str) -> Person:
        """Who plays a role: the author whom the reader follows, a stranger, or one of the staff."""
        if role not in self._people:
            self._people[role] = await registered(self.client)
            if role == "staff":
                await self.graph.write(STAFF, Record, username=self._people[role].username)
            if role == "author":
                await welcomed(self._people[role])
            if role == "reader":
                author = await self.person("author")
                answer = await self._people[role].send("POST", f"/users/{author.username}/follow/")
                assert answer.is_success, answer.text
        return self._people[role]


class Scene:
    """What one entry speaks of; each thing is made once, through the API, when a text first names it."""

    def __init__(self, people: Cast) -> None:
        self.cast = people
        self._made: dict[str, Any] = {}
        self._people: dict[str, Person] = {}

    async def person(self, role: str) -> Person:
        """Who plays a role; newcomers, and those who will be changed, are new in each scene."""
        if role in {"author", "reader", "stranger", "staff"}:
            return await self.cast.person(role)
        if role not in self._people:
            self._people[role] = await registered(self.cast.client)
        return self._people[role]

    async def header(self, role: str) -> Header:
        """What signs a role's requests; nothing for nobody."""
        if role == "nobody":
            return {}
        if role in {"phone", "successor"}:
            return {"Authorization": f"Bearer {(await self.thing(role))['access']}"}
        return (await self.person(role)).header

    def knows(self, text: object) -> bool:
        """Whether everything that a text names can be had before the entry's own request is answered."""
        return "{made" not in str(text) and "successor" not in str(text)

    def note(self, name: str, thing: object) -> None:
        """Remember what was made by an answer."""
        self._made[name] = thing

    async def thing(self, name: str) -> Any:  # noqa: ANN401 - a person's name, an id, or a text
        """What a name stands for."""
        if name not in self._made:
            self._made[name] = await MAKERS[name](self) if name in MAKERS else (await self.person(name)).username
        return self._made[name]

    async def filled(self, value: Any) -> Any:  # noqa: ANN401 - any part of an entry
        """The value with each `{name}` replaced; a text that is one name becomes the thing itself."""
        match value:
            case str():
                whole = NAME.fullmatch(value)
                if whole:
                    return await self.thing(whole[1])
                for name in NAME.findall(value):
                    value = value.replace(f"{{{name}}}", str(await self.thing(name)))
                return value
            case dict():
                return {key: await self.filled(each) for key, each in value.items()}
            case list():
                return [await self.filled(each) for each in value]
            case _:
                return value

    async def asked(self, entry: Entry | Effect, who: str, client: httpx.AsyncClient | None = None) -> httpx.Response:
        """The answer to the request of an entry or of an effect's reader."""
        body = {} if entry.body is None else as_sent(await self.filled(dict(entry.body)))
        headers = await self.header(who) | await self.filled(dict(entry.headers))
        return await (client or self.cast.client).request(
            entry.method, await self.filled(entry.path), headers=headers, **body
        )

    @contextlib.asynccontextmanager
    async def holding(self, role: str, headers: Mapping[str, str]) -> AsyncIterator[None]:
        """Hold a key as a request that is under way does, where the headers name `{held_key}`."""
        if "{held_key}" not in headers.values():
            yield
            return
        key = {"key": await self.thing("held_key"), "request_hash": "x", "now_ms": now_ms()}
        key |= {"user_id": (await self.sent(role, "GET", "/me/"))["id"]}
        graph = self.cast.graph
        async with graph.driver.session(database=graph.database) as session, await session.begin_transaction() as held:
            await (await held.run(cast("Any", statements.idempotency.claim.text), key)).consume()
            yield
            await held.rollback()

    async def sent(self, role: str, method: str, path: str, **body: object) -> Any:  # noqa: ANN401 - JSON
        """What is answered to a request that must succeed."""
        answer = await self.cast.client.request(
            method, await self.filled(path), headers=await self.header(role), **(as_sent(body) if body else {})
        )
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None


def as_sent(body: dict[str, Any]) -> dict[str, Any]:
    """A body as httpx takes it: a multipart form if there are files in it, else JSON."""
    files = {name: ("picture.png", value, "image/png") for name, value in body.items() if isinstance(value, bytes)}
    if files:
        return {"files": files, "data": {name: value for name, value in body.items() if name not in files}}
    return {"json": body}


async def welcomed(person: Person) -> None:
    """Wait for the welcome, so that it does not come in the midst of a count."""

    async def is_told() -> bool:
        return bool((await person.get("/notifications/count/")).json()["unread_count"])

    await eventually(is_told)


def expired(kind: Literal["access", "refresh"]) -> Callable[[Scene], Awaitable[str]]:
    """A token of the stranger's that has run out."""

    async def made(scene: Scene) -> str:
        person = await scene.person("stranger")
        claims = jwt.decode(getattr(person, kind), options={"verify_signature": False})
        return jwt.encode(claims | {"iat": 1, "exp": 2}, scene.cast.stack.secrets.secret, algorithm=ALGORITHM)

    return made


def posted(role: str, path: str, at: str = "id", **body: object) -> Callable[[Scene], Awaitable[Any]]:
    """Makes something by a POST, and is what the answer has at a place."""

    async def made(scene: Scene) -> Any:  # noqa: ANN401 - JSON
        return (await scene.sent(role, "POST", path, **await scene.filled(body)))[at]

    return made


async def notification(scene: Scene) -> int:
    """A notification of the author: the reader likes the tweet."""
    await scene.thing("like")
    tweet = await scene.thing("tweet")
    rows = (await scene.sent("author", "GET", "/notifications/?limit=100"))["results"]
    return int(next(row["id"] for row in rows if row["tweet"] == tweet))


async def phone(scene: Scene) -> dict[str, str]:
    """A second session of the newcomer."""
    name = await scene.thing("newcomer")
    token: dict[str, str] = (await scene.sent("nobody", "POST", "/login/", username=name, password=PASSWORD))["token"]
    return token


async def phone_session(scene: Scene) -> int:
    """The id of that session."""
    await scene.thing("phone")
    rows = (await scene.sent("newcomer", "GET", "/sessions/"))["results"]
    return int(next(row["id"] for row in rows if not row["current"]))


async def link(scene: Scene) -> str:
    """The path of a reset link of the newcomer's, made as the mail's is."""
    person = await scene.person("newcomer")
    identity = (await scene.sent("newcomer", "GET", "/me/"))["id"]
    event = scene.cast.graph.next_id()
    token = resets.reset_token(scene.cast.stack.secrets.secret, event_id=event)
    digest = resets.reset_digest(token, email=person.email)
    await accounts.send_reset_password_email(
        scene.cast.graph, email=person.email, event_id=event, reset_hash=digest, until_ms=now_ms() + 60_000
    )
    return resets.reset_path(user_id=identity, token=token).removeprefix("/reset-password/").rstrip("/")


def status(role: str, word: str) -> Callable[[Scene], Awaitable[Any]]:
    """Sets what an account is, as `tweetgraph user suspend` does."""

    async def made(scene: Scene) -> str:
        person = await scene.person(role)
        await scene.cast.graph.write(STATUS, Record, username=person.username, status=word)
        return word

    return made


async def unused(_: Scene) -> str:
    """A name that nobody has."""
    return new_name()


async def edited(scene: Scene) -> int:
    """The tweet after an edit."""
    await scene.sent("author", "PATCH", "/tweets/{tweet}/", content=f"edited {secrets.token_hex(4)}")
    return int(await scene.thing("tweet"))


async def newest(scene: Scene) -> str:
    """Where the reader's feed began, when a tweet was its newest."""
    await scene.thing("readers_tweet")
    return str((await scene.sent("reader", "GET", "/tweets/feed/"))["newest"])


async def portrait(scene: Scene) -> str:
    """The newcomer has a picture of themselves."""
    return str((await scene.sent("newcomer", "PATCH", "/me/update/", profile_image=PICTURE))["profile_image"])


async def deactivated(scene: Scene) -> str:
    """The newcomer rests."""
    await scene.sent("newcomer", "POST", "/deactivate/", password=PASSWORD)
    return "deactivated"


def part_of(role: str, what: str) -> Callable[[Scene], Awaitable[Any]]:
    """A token or the address of a person."""

    async def made(scene: Scene) -> str:
        return str(getattr(await scene.person(role), what))

    return made


def used_key(role: str) -> Callable[[Scene], Awaitable[Any]]:
    """A key under which this person published something."""

    async def made(scene: Scene) -> str:
        key = {"Idempotency-Key": new_name()}
        answer = await scene.cast.client.post(
            "/tweets/", json={"content": "under a key"}, headers=await scene.header(role) | key
        )
        assert answer.status_code == 201, answer.text
        return key["Idempotency-Key"]

    return made


async def removed(scene: Scene) -> int:
    """A tweet that is there no more."""
    tweet = await scene.thing("other_tweet")
    await scene.sent("author", "DELETE", f"/tweets/{tweet}/")
    return int(tweet)


async def shouted(scene: Scene) -> str:
    """The author's name, in another case than they wrote it."""
    return (await scene.person("author")).username.upper()


async def told(scene: Scene) -> int:
    """The reader is mentioned, and so notified."""
    return int(await scene.thing("tweet"))


async def tag(_: Scene) -> str:
    """A hashtag that nobody used."""
    return f"tag{secrets.token_hex(6)}"


async def trend(scene: Scene) -> str:
    """A hashtag that three people begin to use, found to be a trend."""
    name = str(await scene.thing("tag"))
    for role in ("author", "reader", "stranger"):
        await scene.sent(role, "POST", "/tweets/", content=f"this is #{name}")
    await trends.compute(scene.cast.graph, window="hour", now_ms=now_ms() + 1)
    return name


async def later(_: Scene) -> str:
    """A moment tomorrow."""
    return Instant.from_ms(now_ms() + 86_400_000)


MAKERS: dict[str, Callable[[Scene], Awaitable[Any]]] = {
    "tweet": posted("author", "/tweets/", content="Hello @{reader}, this is my first #graph. #{word}"),
    "staffs_tweet": posted("staff", "/tweets/", content="said by staff"),
    "readers_tweet": posted("reader", "/tweets/", content="said by the reader"),
    "other_tweet": posted("author", "/tweets/", content="another one"),
    "quoting": posted("reader", "/tweets/", content="look at this", quote_of="{tweet}"),
    "comment": posted("reader", "/tweets/{tweet}/comments/", content="a comment"),
    "newcomers_comment": posted("newcomer", "/tweets/{tweet}/comments/", content="said by somebody far away"),
    "reply": posted("author", "/tweets/{tweet}/comments/", content="a reply", parent="{comment}"),
    "other_comment": posted("reader", "/tweets/{other_tweet}/comments/", content="elsewhere"),
    "like": posted("reader", "/tweets/{tweet}/likes/"),
    "retweet": posted("reader", "/tweets/{tweet}/retweets/", quote="worth reading, @{stranger}"),
    "bookmark": posted("reader", "/tweets/{tweet}/bookmark/", "detail"),
    "newcomer_follows": posted("newcomer", "/users/{author}/follow/", "following"),
    "newcomer_follows_reader": posted("newcomer", "/users/{reader}/follow/", "following"),
    "authors_like": posted("author", "/tweets/{staffs_tweet}/likes/"),
    "reader_follows_newcomer": posted("reader", "/users/{newcomer}/follow/", "following"),
    "newcomer_blocks": posted("newcomer", "/users/{author}/block/", "detail"),
    "newcomer_mutes": posted("newcomer", "/users/{author}/mute/", "detail"),
    "reader_blocks_newcomer": posted("reader", "/users/{newcomer}/block/", "detail"),
    "muted_thread": posted("author", "/tweets/{tweet}/mute/", "detail"),
    "muted_word": posted("newcomer", "/muted-words/", word="graph"),
    "report": posted("reader", "/reports/", "detail", username="{newcomer}", reason="spam", comment="buy this"),
    "case": case,
    "warning": posted("staff", "/moderation/users/{newcomer}/warn/", "detail", reason="it is spam"),
    "suspension": posted("staff", "/moderation/users/{newcomer}/suspend/", "detail", reason="it is spam"),
    "hiding": posted("staff", "/moderation/tweets/{newcomers_tweet}/hide/", "detail", reason="it is spam"),
    "guarded": guarded,
    "request": request,
    "newcomers_tweet": posted("newcomer", "/tweets/", content="my first one"),
    "newcomers_like": posted("newcomer", "/tweets/{tweet}/likes/"),
    "medium": posted("author", "/media/", file=PICTURE, alt="a drawing"),
    "medium_url": posted("author", "/media/", "url", file=PICTURE),
    "readers_medium": posted("reader", "/media/", file=PICTURE),
    "pictured": posted("author", "/tweets/", content="see for yourself", media_ids=["{medium}"]),
    "picture_alone": posted("author", "/tweets/", image=PICTURE),
    "portrait": portrait,
    "other_medium": posted("author", "/media/", file=PICTURE),
    "strangers_medium": posted("stranger", "/media/", file=PICTURE),
    "newest": newest,
    "pinned": posted("author", "/tweets/{tweet}/pin/", "detail"),
    "tag": tag,
    "tagged": posted("author", "/tweets/", content="this is #{tag}"),
    "trend": trend,
    "tag_follow": posted("reader", "/hashtags/{tag}/follow/", "name"),
    "newcomers_tag": posted("newcomer", "/hashtags/graph/follow/", "name"),
    "later": later,
    "scheduled": posted("author", "/tweets/", content="not yet", scheduled_at="{later}"),
    "edited": edited,
    "notification": notification,
    "told": told,
    "phone": phone,
    "phone_session": phone_session,
    "link": link,
    **proofs.MAKERS,
    "removed": removed,
    "authors_name_in_capitals": shouted,
    "unused": unused,
    "word": unused,
    "held_key": unused,
    "authors_key": used_key("author"),
    "readers_key": used_key("reader"),
    "deactivated": deactivated,
    "suspended": status("newcomer", "suspended"),
    "expired_access": expired("access"),
    "expired_refresh": expired("refresh"),
    "newcomer_refresh": part_of("newcomer", "refresh"),
    "newcomer_email": part_of("newcomer", "email"),
    "stranger_refresh": part_of("stranger", "refresh"),
    "reader_email": part_of("reader", "email"),
}
