"""A deleted person: gone at once for everyone, and soon nothing is left of them in the graph."""

import asyncio

import httpx
import pytest

from graph.accounts import lifecycle
from graph.client import Graph
from graph.records import Record
from tests.api.conftest import PASSWORD, Person, Register, application, error
from tests.conftest import Stack
from tests.drawing import drawn
from tests.fixtures import stated

DELETED = {"detail": "Your account has been permanently deleted"}


class Count(Record):
    """How many there are."""

    found: int


# Everything that carries the person's id, name or address anywhere: as a property, at either end, or inside a text.
LEFT = stated(
    "left",
    """
    CALL () {
      MATCH (n)
      WHERE NOT n:Outbox AND any(key IN keys(n) WHERE n[key] = $user_id OR n[key] = $username OR n[key] = $email)
      RETURN count(n) AS found
      UNION ALL
      MATCH ()-[r]-()
      WHERE any(key IN keys(r) WHERE r[key] = $user_id)
      RETURN count(r) AS found
      UNION ALL
      MATCH (n:Tweet|Notification|Tombstone) WHERE n.id IN $ids RETURN count(n) AS found
      UNION ALL
      MATCH (n:Outbox) WHERE n.payload CONTAINS toString($user_id) RETURN count(n) AS found
    }
    RETURN sum(found) AS found
    """,
)
NOTIFY = stated(
    "notify",
    """
    MATCH (one:User {id: $one}), (other:User {id: $other})
    CREATE (:Notification {id: $id, key: toString($id), receiver_id: $one, verb: 'followed'})-[:TO]->(one)
    CREATE (:Notification {id: $id + 1, key: toString($id + 1), receiver_id: $other, verb: 'followed'})-[:TO]->(other)
    WITH one, other
    MATCH (to_one:Notification {id: $id}), (to_other:Notification {id: $id + 1})
    CREATE (to_one)-[:FROM]->(other), (to_other)-[:FROM]->(one)
    """,
)
BOOKMARK = stated(
    "bookmark",
    "MATCH (u:User {id: $user_id}), (t:Tweet {id: $tweet_id}) "
    "CREATE (u)-[:BOOKMARKED {id: $id, user_id: $user_id, tweet_id: $tweet_id}]->(t)",
)


async def left(graph: Graph, person: Person, user_id: int, ids: list[int]) -> int:
    rows = await graph.read(LEFT, Count, user_id=user_id, username=person.username, email=person.email, ids=ids)
    return rows[0].found


async def delete(person: Person, password: str = PASSWORD) -> httpx.Response:
    return await person.send("DELETE", "/delete/", json={"password": password})


async def busy(graph: Graph, person: Person, other: Person) -> tuple[int, list[int]]:
    """Have two people do to each other all that people do; the first one's id, and ids of what is theirs."""
    person_id, other_id = [(await each.get("/me/")).json()["id"] for each in (person, other)]
    tweets = {}
    for author, named in ((person, other), (other, person)):
        body = {"content": f"hello @{named.username} #hello"}
        tweets[author.username] = (await author.send("POST", "/tweets/", json=body)).json()["id"]
    for reader, author in ((person, other), (other, person)):
        tweet_id = tweets[author.username]
        assert (await reader.send("POST", f"/users/{author.username}/follow/")).status_code == 201
        for act in ("likes", "retweets"):
            assert (await reader.send("POST", f"/tweets/{tweet_id}/{act}/")).status_code == 201
        reader_id = person_id if reader is person else other_id
        await graph.write(BOOKMARK, Record, user_id=reader_id, tweet_id=tweet_id, id=graph.next_id())
    noted = graph.next_id() * 2  # two ids in a row that nobody else makes
    await graph.write(NOTIFY, Record, one=person_id, other=other_id, id=noted)
    return person_id, [tweets[person.username], noted, noted + 1]


async def test_nothing_is_left_of_a_deleted_person(graph: Graph, register: Register) -> None:
    person, other = await register(), await register()
    user_id, ids = await busy(graph, person, other)
    error(await delete(person, "wrong horse 77"), 400, "invalid_credentials")
    assert await left(graph, person, user_id, ids) > 15
    answer = await delete(person)
    assert (answer.status_code, answer.json()) == (200, DELETED)
    for path in (f"/users/{person.username}/", f"/tweets/{ids[0]}/", f"/tweets/user/{person.username}/"):
        error(await other.get(path), 404, "not_found")
    kept = (await other.get("/tweets/feed/")).json()["results"]
    assert {row["author"]["username"] for row in kept} == {other.username}
    assert kept[0]["mentions"] == []
    async with asyncio.timeout(20):
        while await left(graph, person, user_id, ids):  # noqa: ASYNC110 - what is awaited happens in other processes
            await asyncio.sleep(0.1)
    kept = (await other.get("/tweets/feed/")).json()["results"]
    assert [(row["likes_count"], row["retweets_count"]) for row in kept] == [(0, 0)]
    profile = (await other.get(f"/users/{other.username}/")).json()
    assert (profile["followers_count"], profile["following_count"]) == (0, 0)


async def test_no_file_is_left_of_a_deleted_person(graph: Graph, stack: Stack, register: Register) -> None:
    person, other = await register(), await register()
    user_id = (await person.get("/me/")).json()["id"]
    media = []
    for _ in range(3):
        answer = await person.send("POST", "/media/", files={"file": drawn()})
        media.append(answer.json())
    body = {"content": "mine", "media_ids": [media[0]["id"], media[1]["id"]]}
    tweet = (await person.send("POST", "/tweets/", json=body)).json()
    await other.send("POST", f"/tweets/{tweet['id']}/comments/", json={"content": "answered"})
    pictures = {"profile_image": drawn(), "cover_image": drawn()}
    profile = (await person.send("PATCH", "/me/update/", files=pictures)).json()
    urls = [url for medium in media for url in (medium["url"], medium["thumbnail"])]
    urls += [profile["profile_image"], profile["cover_image"]]
    paths = [stack.settings.media_path / url.rpartition("/")[2] for url in urls]
    assert len(paths) == 8
    assert all(path.is_file() for path in paths)
    assert (await delete(person)).status_code == 200
    async with asyncio.timeout(20):
        while await left(graph, person, user_id, []) or any(path.exists() for path in paths):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.1)


async def test_batches_go_on_until_all_is_gone(
    graph: Graph, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifecycle, "BATCH", 3)
    person, other = await register(), await register()
    user_id, ids = await busy(graph, person, other)
    deleted = stated("deleted", "MATCH (u:User {id: $user_id}) SET u.status = 'deleted'")
    await graph.write(deleted, Record, user_id=user_id)
    rounds = 0
    while tweets := await lifecycle.left_tweets(graph, user_id=user_id):
        await lifecycle.bury(graph, user_id=user_id, tweet_ids=tweets)
        await lifecycle.bury(graph, user_id=user_id, tweet_ids=tweets)
    while await lifecycle.erase(graph, user_id=user_id):
        rounds += 1
    assert rounds > 2
    assert not await lifecycle.erase(graph, user_id=user_id)
    async with asyncio.timeout(20):
        while await left(graph, person, user_id, ids):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.1)


async def test_what_is_made_while_the_last_is_removed_is_not_left(graph: Graph) -> None:
    user_id, noted = graph.next_id(), graph.next_id()
    await graph.write(stated("bare", "CREATE (:User {id: $user_id, status: 'deleted'})"), Record, user_id=user_id)
    async with (
        graph.driver.session(database=graph.database) as session,
        await session.begin_transaction() as notifying,
    ):
        await notifying.run(
            "MATCH (one:User {id: $one}) "
            "CREATE (:Notification {id: $id, key: toString($id), receiver_id: $one, verb: 'welcome'})-[:TO]->(one)",
            {"one": user_id, "id": noted},
        )
        erasing = asyncio.create_task(lifecycle.erase(graph, user_id=user_id))
        await asyncio.sleep(0.5)  # it has begun, and waits
        await notifying.commit()
    while await erasing:
        erasing = asyncio.create_task(lifecycle.erase(graph, user_id=user_id))
    there = stated("there", "MATCH (n:User|Notification) WHERE n.id IN $ids RETURN count(n) AS found")
    assert await graph.read(there, Count, ids=[user_id, noted]) == [Count(found=0)]


async def test_a_standing_person_is_not_erased(graph: Graph, ada: Person) -> None:
    user_id = (await ada.get("/me/")).json()["id"]
    assert not await lifecycle.erase(graph, user_id=user_id)
    assert (await ada.get("/me/")).status_code == 200


async def test_sessions_end_and_name_and_address_are_free(
    client: httpx.AsyncClient, stack: Stack, register: Register
) -> None:
    person = await register()
    claim = {"username": person.username, "password": PASSWORD}
    assert (await delete(person)).status_code == 200
    for _ in range(8):
        async with httpx.AsyncClient(base_url=stack.base_url, trust_env=False) as fresh:
            error(await fresh.get("/me/", headers=person.header), 401, "token_invalid")
    for path in ("/login/", "/activate/"):
        error(await client.post(path, json=claim), 401, "invalid_credentials")
    error(await client.post("/token/refresh/", json={"refresh": person.refresh}), 401, "token_invalid")
    again = await client.post("/register/", json=application(person.username))
    assert again.status_code == 201
    profile = (await client.get(f"/users/{person.username}/")).json()
    assert profile["followers_count"] == 0


async def test_who_was_deleted_by_a_process_that_died_at_once_is_told_so(graph: Graph, register: Register) -> None:
    person = await register()
    me = (await person.get("/me/")).json()
    found = await graph.read(
        stated("hash", "MATCH (c:Credential {user_id: $id}) RETURN c.password_hash AS word"), Word, id=me["id"]
    )
    # Redis still says that the session stands.
    assert await lifecycle.delete_account(graph, user_id=me["id"], verified_hash=found[0].word)
    error(await delete(person), 401, "token_invalid")


async def test_a_repeated_deletion_is_one(graph: Graph, register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    person = await register()
    me = (await person.get("/me/")).json()
    found = await graph.read(
        stated("hash", "MATCH (c:Credential {user_id: $id}) RETURN c.password_hash AS word"), Word, id=me["id"]
    )
    event_id = graph.next_id()
    monkeypatch.setattr(graph, "next_id", lambda: event_id)
    ended = [
        await lifecycle.delete_account(graph, user_id=me["id"], verified_hash=found[0].word),
        await lifecycle.delete_account(graph, user_id=me["id"], verified_hash=found[0].word),
    ]
    assert len(ended[0] or ()) == 1
    assert not ended[1]  # None if the worker was faster


class Word(Record):
    """A text."""

    word: str


async def test_a_deletion_needs_a_password(client: httpx.AsyncClient, register: Register) -> None:
    person = await register()
    error(await person.send("DELETE", "/delete/", json={}), 400, "validation_error", "password")
    error(await client.request("DELETE", "/delete/", json={"password": PASSWORD}), 401, "not_authenticated")
    assert (await person.get("/me/")).status_code == 200
