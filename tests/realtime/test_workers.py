"""What workers do reaches who listens at once, as what requests do: heartbeats lie further apart than tests wait."""

from graph.client import Graph
from graph.ids import now_ms
from graph.records import Record
from graph.tweets import scheduling
from tests.api.conftest import PASSWORD, Person, Register
from tests.fixtures import stated
from tests.realtime.conftest import NEVER, Connect, Serve, tweeted

LEAVE = stated(
    "leave",
    "CREATE (:Outbox {id: $id, topic: 'notifications.welcome', created_at: datetime(), "
    "payload: '{\"user_id\": ' + toString($user_id) + '}'})",
)


async def identity(person: Person) -> int:
    """A person's id."""
    found: int = (await person.get("/me/")).json()["id"]
    return found


async def test_a_scheduled_tweet_arrives_when_it_is_published(
    register: Register, connect: Connect, serve: Serve, graph: Graph
) -> None:
    author, reader = await register(), await register()
    await reader.send("POST", f"/users/{author.username}/follow/")
    quoted = await tweeted(reader, "quote me")
    async with serve(live_heartbeat=NEVER) as (url, _):
        client = await connect(reader, url=url)
        await client.say(type="watch", tweet=quoted)
        await client.next("counts")
        await scheduling.schedule(
            graph,
            viewer_id=await identity(author),
            content=f"on time, @{reader.username}",
            quote_of=quoted,
            reply_settings="everyone",
            media_ids=[],
            uploads=[],
            due_ms=now_ms(),
            limit=10,
        )
        await client.until(
            lambda: {"entry", "notification"} <= client.kinds and client.last("counts", "quotes_count"), 90
        )
        (entry,) = (said["entry"] for said in client.said if said["type"] == "entry")
        assert entry["content"] == f"on time, @{reader.username}"
        assert "quoted" in {said["notification"]["verb"] for said in client.said if said["type"] == "notification"}


async def test_a_welcome_arrives_when_it_is_made(
    register: Register, connect: Connect, serve: Serve, graph: Graph
) -> None:
    person = await register()
    async with serve(live_heartbeat=NEVER) as (url, _):
        client = await connect(person, url=url)
        await client.until(lambda: client.last("unread", "count") == 1)
        (welcome,) = (await person.get("/notifications/")).json()["results"]
        await person.send("DELETE", f"/notifications/{welcome['id']}/")
        await client.until(lambda: client.last("unread", "count") == 0)
        await graph.write(LEAVE, Record, id=graph.next_id(), user_id=await identity(person))
        await client.until(lambda: client.last("unread", "count") == 1)
        newest = [said["notification"] for said in client.said if said["type"] == "notification"][-1]
        assert newest["verb"] == "welcome"
        assert newest["id"] > welcome["id"]


async def test_who_is_deleted_is_gone_at_once_and_their_likes_when_they_are_erased(
    register: Register, connect: Connect, serve: Serve
) -> None:
    leaving, reader = await register(), await register()
    left, liked = await tweeted(leaving), await tweeted(reader)
    await leaving.send("POST", f"/tweets/{liked}/likes/")
    async with serve(live_heartbeat=NEVER) as (url, _):
        client = await connect(reader, url=url)
        for tweet in (left, liked):
            await client.say(type="watch", tweet=tweet)
        await client.until(lambda: len([each for each in client.said if each["type"] == "counts"]) == 2)
        answer = await leaving.send("DELETE", "/delete/", json={"password": PASSWORD})
        assert answer.status_code == 200, answer.text
        await client.until(lambda: client.last("gone", "tweet") == left)
        await client.until(lambda: (client.last("counts", "tweet"), client.last("counts", "likes_count")) == (liked, 0))
