"""`Idempotency-Key`: what is sent again has its effect once, and is answered as the first time."""

import asyncio
import secrets
from collections import Counter
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
from litestar.datastructures import UploadFile
from neo4j import AsyncTransaction
from neo4j.exceptions import IncompleteCommit, TransientError

from api.replay import fingerprint
from graph import statements
from graph.client import Graph
from graph.idempotency import repository
from graph.ids import now_ms
from graph.records import Record
from tasks import idempotency
from tests.api.conftest import PASSWORD, Person, Register, Running, error
from tests.api.tweets.conftest import published
from tests.fixtures import stated
from tests.tasks.test_outbox import eventually

KEYS = stated(
    "keys", "MATCH (record:IdempotencyKey) WHERE record.user_id = $user_id RETURN record.expires_at_ms AS expires_at_ms"
)
EXPIRE = stated("expire", "MATCH (r:IdempotencyKey) WHERE r.user_id = $user_id SET r.expires_at_ms = $moment")


class Expiry(Record):
    """Until when an answer is kept."""

    expires_at_ms: int


async def user_id_of(person: Person) -> int:
    return int((await person.get("/me/")).json()["id"])


async def keys(graph: Graph, user_id: int) -> list[int]:
    return [row.expires_at_ms for row in await graph.read(KEYS, Expiry, user_id=user_id)]


async def post(person: Person, path: str, key: str, **rest: Any) -> httpx.Response:  # noqa: ANN401 - of a request
    headers = person.header | {"Idempotency-Key": key}
    return await person.client.post(path, headers=headers, **rest)


async def tweets_of(person: Person) -> list[str]:
    return [
        each.get("content", "a retweet")
        for each in (await person.get(f"/tweets/user/{person.username}/")).json()["results"]
    ]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/tweets/", {"json": {"content": "hello #there"}}),
        ("/tweets/", {"data": {"content": "a form"}}),
        ("/tweets/", {"files": {"content": (None, "in parts")}}),
        ("/tweets/{}/comments/", {"json": {"content": "a reply"}}),
        ("/tweets/{}/retweets/", {"json": {"quote": "look"}}),
        ("/tweets/{}/retweets/", {}),
    ],
)
async def test_a_repeat_is_answered_as_the_first_time(
    register: Register, graph: Graph, path: str, body: dict[str, Any]
) -> None:
    author, person = await register(), await register()
    tweet = (await published(author))["id"]
    key = secrets.token_hex(8)
    first = await post(person, path.format(tweet), key, **body)
    assert first.status_code == 201
    assert "idempotent-replayed" not in first.headers
    again = await post(person, path.format(tweet).rstrip("/"), key, **body)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["content-type"] == first.headers["content-type"]
    for name in ("limit", "remaining", "reset"):
        assert f"ratelimit-{name}" in again.headers
    shown = await author.get(f"/tweets/{tweet}/")
    assert shown.json()["comments_count"] == ("comments" in path)
    assert len(await tweets_of(person)) == ("comments" not in path)
    (expiry,) = await keys(graph, await user_id_of(person))
    assert 0 < expiry - now_ms() <= repository.KEPT_MS


async def test_another_request_under_a_key_is_refused(register: Register) -> None:
    person, other = await register(), await register()
    tweet = (await published(person))["id"]
    assert (await post(person, "/tweets/", "one", json={"content": "first"})).status_code == 201
    error(await post(person, "/tweets/", "one", json={"content": "second"}), 422, "idempotency_mismatch")
    path = f"/tweets/{tweet}/comments/"
    error(await post(person, path, "one", json={"content": "first"}), 422, "idempotency_mismatch")
    assert (await post(other, "/tweets/", "one", json={"content": "second"})).status_code == 201
    assert await tweets_of(person) == ["first", "a tweet"]


async def test_the_order_and_the_form_of_fields_do_not_matter(register: Register) -> None:
    person = await register()
    quoted = (await published(person))["id"]
    texts = [f'{{"content": "x", "quote_of": {quoted}}}', f'{{ "quote_of":{quoted},"content":"x" }}']
    answers = [
        await person.client.post(
            "/tweets/",
            headers=person.header | {"Idempotency-Key": "k", "Content-Type": "application/json"},
            content=text,
        )
        for text in texts
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]


async def test_files_are_told_apart_by_their_content() -> None:
    async def of(content: bytes, alt: str = "a", path: str = "/media/") -> str:
        file = UploadFile(content_type="image/png", filename="x.png", file_data=content)
        await file.read()  # as a handler may have done
        found = await fingerprint("POST", path, {"file": file, "alt": [alt]})
        await file.close()
        return found

    assert await of(b"one") == await of(b"one", path="/media")
    assert len({await of(b"one"), await of(b"two"), await of(b"one", "b"), await of(b"one", path="/other/")}) == 4


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb"])
async def test_a_malformed_key_is_refused(ada: Person, key: str) -> None:
    error(await post(ada, "/tweets/", key, json={"content": "x"}), 400, "validation_error", "Idempotency-Key")


async def test_two_keys_are_refused_and_a_long_one_is_taken(register: Register) -> None:
    person = await register()
    headers = [*person.header.items(), ("Idempotency-Key", "a"), ("Idempotency-Key", "b")]
    answer = await person.client.post("/tweets/", headers=headers, json={"content": "x"})
    error(answer, 400, "validation_error", "Idempotency-Key")
    assert (await post(person, "/tweets/", "x" * 255, json={"content": "x"})).status_code == 201


async def test_errors_are_not_kept(register: Register, graph: Graph) -> None:
    person = await register()
    tweet = (await published(person))["id"]
    path = f"/tweets/{tweet}/comments/"
    error(await post(person, "/tweets/", "k", json={"content": " "}), 400, "empty_tweet")
    error(await post(person, path, "k", json={"content": "x", "parent": 1}), 400, "invalid_parent")
    error(await post(person, "/tweets/1/comments/", "k", json={"content": "x"}), 404, "not_found")
    assert await keys(graph, await user_id_of(person)) == []
    assert (await post(person, path, "k", json={"content": "x"})).status_code == 201


async def test_a_request_that_is_under_way_is_told_so(register: Register, graph: Graph) -> None:
    person = await register()
    holder = {"user_id": await user_id_of(person), "key": "held", "request_hash": "x", "now_ms": now_ms()}
    async with graph.driver.session(database=graph.database) as session, await session.begin_transaction() as holding:
        await (await holding.run(cast("Any", statements.idempotency.claim.text), holder)).consume()
        error(await post(person, "/tweets/", "held", json={"content": "x"}), 409, "idempotency_in_progress")
        assert (await post(person, "/tweets/", "other", json={"content": "y"})).status_code == 201
        await holding.rollback()
    assert (await post(person, "/tweets/", "held", json={"content": "x"})).status_code == 201
    assert await tweets_of(person) == ["x", "y"]


async def test_many_at_once_under_one_key_are_one_tweet(register: Register) -> None:
    person = await register()
    answers = await asyncio.gather(*(post(person, "/tweets/", "k", json={"content": "once"}) for _ in range(20)))
    counts = Counter(answer.status_code for answer in answers)
    assert counts.keys() <= {201, 409}, counts
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    assert await tweets_of(person) == ["once"]


@pytest.mark.parametrize("committed", [True, False])
async def test_a_commit_that_was_cut_off_is_resolved(
    register: Register, running: Running, monkeypatch: pytest.MonkeyPatch, *, committed: bool
) -> None:
    person, cuts = await register(), []
    commit = AsyncTransaction.commit

    async def cut(self: AsyncTransaction) -> None:
        cuts.append(self)
        if len(cuts) > 1:
            await commit(self)
        elif committed:
            await commit(self)
            raise IncompleteCommit
        else:
            raise TransientError

    async with running() as (client, _):
        monkeypatch.setattr(AsyncTransaction, "commit", cut)
        answer = await client.post(
            "/tweets/", headers=person.header | {"Idempotency-Key": "k"}, json={"content": "once"}
        )
    assert len(cuts) == 2
    assert answer.status_code == 201
    assert ("idempotent-replayed" in answer.headers) is committed
    assert await tweets_of(person) == ["once"]


async def test_an_expired_key_is_free_and_is_swept(register: Register, graph: Graph) -> None:
    person = await register()
    user_id = await user_id_of(person)
    assert (await post(person, "/tweets/", "k", json={"content": "one"})).status_code == 201
    await graph.write(EXPIRE, Record, user_id=user_id, moment=now_ms() - 1)
    assert (await post(person, "/tweets/", "k", json={"content": "two"})).status_code == 201
    assert (await post(person, "/tweets/", "k", json={"content": "two"})).headers["idempotent-replayed"] == "true"
    context: Any = SimpleNamespace(state=SimpleNamespace(graph=graph))
    await idempotency.sweep.original_func(context)
    assert len(await keys(graph, user_id)) == 1
    await graph.write(EXPIRE, Record, user_id=user_id, moment=now_ms() - 1)
    await idempotency.sweep.original_func(context)
    assert await keys(graph, user_id) == []
    assert await tweets_of(person) == ["two", "one"]


async def test_a_key_that_is_claimed_again_is_not_swept(register: Register, graph: Graph) -> None:
    person = await register()
    user_id = await user_id_of(person)
    assert (await post(person, "/tweets/", "k", json={"content": "one"})).status_code == 201
    await graph.write(EXPIRE, Record, user_id=user_id, moment=now_ms() - 1)
    claimed = asyncio.Event()

    async def effect(_: Graph) -> repository.Answer:
        claimed.set()
        await asyncio.sleep(0.3)
        assert not sweeping.done()
        return repository.Answer(status=201, body="{}")

    async def sweep() -> None:
        await claimed.wait()
        await repository.sweep(graph)

    sweeping = asyncio.create_task(sweep())
    await repository.once(graph, user_id=user_id, key="k", request_hash="x", effect=effect)
    await sweeping
    assert len(await keys(graph, user_id)) == 1


async def test_nothing_of_keys_is_left_of_a_deleted_person(register: Register, graph: Graph) -> None:
    person = await register()
    user_id = await user_id_of(person)
    for key in "ab":
        assert (await post(person, "/tweets/", key, json={"content": key})).status_code == 201
    assert len(await keys(graph, user_id)) == 2
    assert (await person.send("DELETE", "/delete/", json={"password": PASSWORD})).status_code == 200

    async def gone() -> bool:
        return await keys(graph, user_id) == []

    await eventually(gone)
