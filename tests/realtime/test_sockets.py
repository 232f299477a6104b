"""A WebSocket: what arrives, who may connect, and how it is closed."""

import aiohttp
import pytest

from api.hub import WATCHED
from tests.api.conftest import Register
from tests.conftest import Stack
from tests.realtime.conftest import Client, Connect, Serve, tweeted
from tests.tasks.test_outbox import eventually


async def test_a_tweet_arrives_with_whoever_follows_and_with_its_author(register: Register, connect: Connect) -> None:
    author, reader, stranger = await register(), await register(), await register()
    await reader.send("POST", f"/users/{author.username}/follow/")
    listening = [await connect(reader), await connect(author)]
    aside = await connect(stranger)
    made = await tweeted(author, "hello")
    for client in listening:
        entry = (await client.next("entry"))["entry"]
        assert (entry["id"], entry["content"]) == (made, "hello")
        assert entry.keys() == (await reader.get("/tweets/feed/")).json()["results"][0].keys()
    own = await tweeted(stranger)
    assert await aside.entries(own) == [own]


async def test_a_retweet_arrives_as_the_feed_shows_it(register: Register, connect: Connect) -> None:
    author, friend, reader = await register(), await register(), await register()
    await reader.send("POST", f"/users/{friend.username}/follow/")
    client = await connect(reader)
    made = await tweeted(author)
    await friend.send("POST", f"/tweets/{made}/retweets/")
    entry = (await client.next("entry"))["entry"]
    assert (entry["type"], entry["original_tweet"]["id"], entry["author"]["username"]) == (
        "retweet",
        made,
        friend.username,
    )


async def test_what_was_there_before_does_not_arrive(register: Register, connect: Connect) -> None:
    author = await register()
    await tweeted(author, "before")
    client = await connect(author)
    made = await tweeted(author, "after")
    assert await client.entries(made) == [made]


async def test_a_token_beside_the_subprotocol_signs_in(
    register: Register, web: aiohttp.ClientSession, stack: Stack
) -> None:
    person = await register()
    async with web.ws_connect(f"{stack.base_url}/ws/", protocols=("bearer", person.access)) as socket:
        assert socket.protocol == "bearer"
        assert await Client(socket).next("ready")


async def test_who_cannot_be_told_apart_is_refused(
    register: Register, web: aiohttp.ClientSession, stack: Stack
) -> None:
    person = await register()
    for message, code, reason in (
        ({"type": "auth", "token": "no.real.token"}, 4401, "token_invalid"),
        ({"type": "auth", "token": person.refresh}, 4401, "token_invalid"),
        ({"type": "pong"}, 4401, "not_authenticated"),
        ({"type": "auth", "token": person.access, "cursor": "x"}, 4422, "invalid_cursor"),
    ):
        async with web.ws_connect(f"{stack.base_url}/ws/") as socket:
            await socket.send_json(message)
            last = await socket.receive()
            assert (last.type, last.data, last.extra) == (aiohttp.WSMsgType.CLOSE, code, reason)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", 4400),
        ("[1]", 4400),
        ('{"type": "unheard of"}', 4400),
        ('{"type": "watch", "tweet": "x"}', 4400),
        ('{"type": "pong", "more": 1}', 4400),
        ('{"type": "auth", "token": "again"}', 4400),
        ('{"type": "pong"' + " " * 9000 + "}", 4413),
        ("[" * 5000, 4400),
        (b"\x00", 4400),
        (" " * 70_000, 1009),
    ],
)
async def test_what_cannot_be_understood_closes(
    register: Register, connect: Connect, text: str | bytes, code: int
) -> None:
    client = await connect(await register())
    if isinstance(text, bytes):
        await client.socket.send_bytes(text)
    else:
        await client.socket.send_str(text)
    assert await client.closed() == code


async def test_a_page_of_a_foreign_origin_is_refused(
    register: Register, connect: Connect, web: aiohttp.ClientSession, stack: Stack
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await web.ws_connect(f"{stack.base_url}/ws/", origin="https://elsewhere.example")
    assert refused.value.status == 403
    await connect(await register(), origin=stack.base_url)


async def test_notifications_and_their_count_arrive(register: Register, connect: Connect) -> None:
    author, reader = await register(), await register()
    made = await tweeted(author)

    async def welcomed() -> bool:
        return bool((await author.get("/notifications/count/")).json()["unread_count"] == 1)

    await eventually(welcomed)
    client = await connect(author)
    await client.next("unread")
    await reader.send("POST", f"/tweets/{made}/likes/")
    told = (await client.next("notification"))["notification"]
    assert (told["verb"], told["tweet"], told["sender"]["username"]) == ("liked", made, reader.username)
    assert told == (await author.get("/notifications/")).json()["results"][0]
    assert (await client.next("unread"))["count"] == 2
    await author.send("POST", "/notifications/mark-all-read/")
    assert (await client.next("unread"))["count"] == 0


@pytest.mark.parametrize("how", ["follow", "comment", "mention", "quote", "retweet", "named in a retweet"])
async def test_whoever_is_told_hears_of_it(register: Register, connect: Connect, how: str) -> None:
    author, reader, other = await register(), await register(), await register()
    made = await tweeted(author)
    others = await tweeted(other)
    client = await connect(author)
    await client.next("unread")
    acts = {
        "follow": ("followed", f"/users/{author.username}/follow/", None),
        "comment": ("commented", f"/tweets/{made}/comments/", {"content": "hm"}),
        "mention": ("mentioned", "/tweets/", {"content": f"@{author.username}!"}),
        "quote": ("quoted", "/tweets/", {"content": "see", "quote_of": made}),
        "retweet": ("retweeted", f"/tweets/{made}/retweets/", None),
        "named in a retweet": ("mentioned", f"/tweets/{others}/retweets/", {"quote": f"see @{author.username}"}),
    }
    verb, path, body = acts[how]
    answer = await reader.send("POST", path, json=body)
    assert answer.status_code == 201, answer.text
    told = await client.next("notification")
    while told["notification"]["verb"] == "welcome":
        told = await client.next("notification")
    assert told["notification"]["verb"] == verb


async def test_counts_of_a_watched_tweet_arrive(register: Register, connect: Connect) -> None:
    author, reader, watcher = await register(), await register(), await register()
    made = await tweeted(author)
    client = await connect(watcher)
    await client.say(type="watch", tweet=made)
    assert (await client.next("counts"))["likes_count"] == 0
    await reader.send("POST", f"/tweets/{made}/likes/")
    assert (await client.next("counts"))["likes_count"] == 1
    await reader.send("POST", f"/tweets/{made}/comments/", json={"content": "hm"})
    assert (await client.next("counts"))["comments_count"] == 1
    await author.send("PATCH", f"/tweets/{made}/", json={"content": "other words"})
    assert (await client.next("counts"))["edited_at"]
    await author.send("DELETE", f"/tweets/{made}/")
    assert (await client.next("gone"))["tweet"] == made


async def test_nobody_watches_more_than_a_few_or_what_they_unwatched(register: Register, connect: Connect) -> None:
    author = await register()
    made, other = await tweeted(author), await tweeted(author)
    client = await connect(author)
    for tweet in (made, other):
        await client.say(type="watch", tweet=tweet)
        assert (await client.next("counts"))["tweet"] == tweet
    await client.say(type="unwatch", tweet=made)
    await author.send("POST", f"/tweets/{made}/likes/")
    await author.send("POST", f"/tweets/{other}/likes/")
    assert (await client.next("counts"))["tweet"] == other
    await author.send("DELETE", f"/tweets/{other}/")
    await client.next("gone")
    for tweet in [await tweeted(author) for _ in range(WATCHED + 1)]:  # one that is gone would make room again
        await client.say(type="watch", tweet=tweet)
    assert await client.closed() in {4429, 1006}


async def test_there_is_room_for_some(register: Register, connect: Connect, serve: Serve) -> None:
    author, other = await register(), await register()
    async with serve(live_per_person=2, live_connections=3) as (url, _):
        for person in (author, author, other):
            await connect(person, url=url)
        for person, code in ((author, 1013), (other, 1013)):
            with pytest.raises(AssertionError, match=str(code)):
                await connect(person, url=url)
    async with serve(live_per_person=1) as (url, _):
        await connect(author, url=url)
        with pytest.raises(AssertionError, match="4429"):
            await connect(author, url=url)


async def test_too_many_messages_close(register: Register, connect: Connect, serve: Serve) -> None:
    author = await register()
    async with serve(throttle="on", rate_live="3/minute", rate_anon_read="100000/minute") as (url, _):
        client = await connect(author, url=url)
        for _ in range(4):
            await client.say(type="pong")
        assert await client.closed() == 4429
