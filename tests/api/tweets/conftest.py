"""People who talk with each other, and what the graph keeps of it."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph.client import Graph
from graph.records import Record
from tests.api.conftest import Person, Register
from tests.fixtures import stated

TOLD = stated(
    "told",
    """
    MATCH (notification:Notification)-[:ABOUT]->({id: $about})
    MATCH (notification)-[:TO]->(receiver:User)
    MATCH (notification)-[:FROM]->(sender:User)
    WHERE receiver.id = notification.receiver_id AND notification.id IS NOT NULL AND notification.read = false
    RETURN receiver.username AS receiver, sender.username AS sender, notification.verb AS verb
    """,
)
STATUS = stated("status", "MATCH (person:User {username: $username}) SET person.status = $status")
ENGAGED = frozenset({"likes_count", "comments_count", "retweets_count", "quotes_count"}) | {
    "is_liked",
    "is_retweeted",
    "is_bookmarked",
}
WRITTEN = {"id", "type", "author", "content", "media", "image", "hashtags", "mentions", "edited_at", "created_at"}
TWEET = ENGAGED | WRITTEN | {"reply_to", "quoted", "reply_settings"}
COMMENT = TWEET | {"tweet_id", "parent", "replies_count", "replies"}
PAGE = frozenset({"count", "next", "previous", "results"})
Told = Callable[[int], Awaitable[set[tuple[str, str]]]]


class Heard(Record):
    """One notification."""

    receiver: str
    sender: str
    verb: str


@pytest.fixture
async def people(register: Register) -> list[Person]:
    """Three people who are new."""
    return [await register() for _ in range(3)]


@pytest.fixture
def told(graph: Graph) -> Told:
    """Who was told what about a tweet, as (receiver, verb)."""

    async def told(about: int) -> set[tuple[str, str]]:
        rows = await graph.read(TOLD, Heard, about=about)
        pairs = {(row.receiver, row.verb) for row in rows}
        assert len(pairs) == len(rows)
        return pairs

    return told


def ids(shown: list[dict[str, Any]]) -> list[int]:
    """The ids of what is shown."""
    return [each["id"] for each in shown]


async def set_status(graph: Graph, person: Person, status: str) -> None:
    """Suspend a person, or bring one back."""
    await graph.write(STATUS, Record, username=person.username, status=status)


async def made(person: Person, path: str, status: int = 201, method: str = "POST", **body: object) -> Any:  # noqa: ANN401
    """What is answered to a body."""
    answer = await person.send(method, path, json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


async def published(person: Person, content: str = "a tweet", **more: object) -> Any:  # noqa: ANN401 - JSON
    """A new tweet."""
    return await made(person, "/tweets/", 201, "POST", content=content, **more)


async def commented(person: Person, tweet: int, content: str = "a reply", **more: object) -> Any:  # noqa: ANN401
    """A new answer to a tweet."""
    return await made(person, f"/tweets/{tweet}/comments/", 201, "POST", content=content, **more)


async def shown(person: Person, path: str) -> Any:  # noqa: ANN401 - JSON
    """What a path shows."""
    answer = await person.send("GET", path)
    assert answer.status_code == 200, answer.text
    return answer.json()
