"""The graph is the truth: nothing is missed and nothing comes twice, whatever happens to hints and connections."""

import asyncio

import aiohttp
import httpx
import pytest
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from api.parts import own_command
from api.realtime import reader
from api.security import Tokens
from graph.accounts import lifecycle
from graph.client import Graph
from graph.records import Record
from graph.statements import Statement
from graph.tweets import repository as tweets
from tests.api.conftest import PASSWORD, Person, Register
from tests.conftest import Stack, free_ports
from tests.fixtures import stated
from tests.realtime.conftest import NEVER, SERVERS, Client, Connect, Serve, tweeted
from tests.realtime.crowd import Crowd

LATE = stated(
    "late",
    """
    MATCH (person:User {username: $username})
    SET person.last_post_id = $tweet_id
    CREATE (person)-[:POSTED]->(:Tweet {
      id: $tweet_id, author_id: person.id, feed_author_id: person.id, content: 'late', created_at: datetime()
    })
    """,
)
FORGET = stated("forget", "MATCH (session:Session {id: $session_id}) DETACH DELETE session")
LAPSE = stated(
    "lapse", "MATCH (session:Session {id: $session_id}) SET session.expires_at = datetime() - duration('PT1S')"
)


async def test_a_hint_reaches_every_process(register: Register, connect: Connect, serve: Serve) -> None:
    author, reader_ = await register(), await register()
    await reader_.send("POST", f"/users/{author.username}/follow/")
    async with serve(live_heartbeat=NEVER) as (one, _), serve(live_heartbeat=NEVER) as (other, _):
        client = await connect(reader_, url=one)
        async with httpx.AsyncClient(base_url=other, trust_env=False) as caller:
            made = await tweeted(author, client=caller)
        assert await client.entries(made) == [made]


async def test_without_redis_everybody_looks(register: Register, connect: Connect, serve: Serve) -> None:
    author = await register()
    (nobody,) = free_ports(1)
    async with serve(redis_url=f"redis://127.0.0.1:{nobody}/0", live_heartbeat=1) as (url, app):
        client = await connect(author, url=url)
        made = await tweeted(author)  # by another process, whose hints do not come here
        assert await client.entries(made) == [made]
        assert not await app.running.shared.ping()


async def test_without_redis_a_process_still_hears_itself(register: Register, connect: Connect, serve: Serve) -> None:
    author = await register()
    (nobody,) = free_ports(1)
    async with serve(redis_url=f"redis://127.0.0.1:{nobody}/0", live_heartbeat=NEVER) as (url, _):
        client = await connect(author, url=url)
        async with httpx.AsyncClient(base_url=url, trust_env=False) as caller:
            made = await tweeted(author, client=caller)
        assert await client.entries(made) == [made]


async def test_after_a_gap_a_cursor_goes_on_where_it_was(
    register: Register, connect: Connect, monkeypatch: pytest.MonkeyPatch, serve: Serve
) -> None:
    monkeypatch.setattr(reader, "PAGE", 3)
    author = await register()
    async with serve(live_heartbeat=NEVER) as (url, _):
        client = await connect(author, url=url)
        first = [await tweeted(author) for _ in range(2)]
        assert await client.entries(*first) == first
        await client.socket.close()
        missed = [await tweeted(author) for _ in range(8)]
        again = await connect(author, url=url, cursor=client.cursor)
        assert await again.entries(*missed) == missed


async def test_a_cursor_from_the_middle_of_a_burst_goes_on_there(
    register: Register, connect: Connect, serve: Serve
) -> None:
    author = await register()
    async with serve(live_heartbeat=NEVER) as (url, _):
        client = await connect(author, url=url)
        made = [await tweeted(author) for _ in range(6)]
        await client.entries(*made)
        middle = client.said[[said.get("entry", {}).get("id") for said in client.said].index(made[2])]["cursor"]
        again = await connect(author, url=url, cursor=middle)
        assert await again.entries(*made[3:]) == made[3:]


async def test_a_tweet_that_commits_late_with_a_smaller_id_arrives_once(
    register: Register, connect: Connect, serve: Serve, graph: Graph
) -> None:
    slow, quick = await register(), await register()
    await quick.send("POST", f"/users/{slow.username}/follow/")
    async with serve(live_heartbeat=1) as (url, _):
        client = await connect(quick, url=url)
        late = graph.next_id()
        async with graph.driver.session(database=graph.database) as session:
            transaction = await session.begin_transaction()
            await transaction.run(LATE.text, username=slow.username, tweet_id=late)
            await asyncio.sleep(0.01)
            newer = await tweeted(quick)
            assert newer > late
            assert await client.entries(newer) == [newer]
            resumed = client.cursor
            await transaction.commit()
        assert await client.entries(late) == [newer, late]
        again = await connect(quick, url=url, cursor=resumed)
        assert await again.entries(late) == [late]
        newest = await tweeted(quick)
        assert await client.entries(newest) == [newer, late, newest]
        assert await again.entries(newest) == [late, newest]


async def test_a_suspended_author_does_not_arrive(
    register: Register, connect: Connect, serve: Serve, graph: Graph
) -> None:
    author, friend, reader_ = await register(), await register(), await register()
    for followee in (author, friend):
        await reader_.send("POST", f"/users/{followee.username}/follow/")
    user_id = (await author.get("/me/")).json()["id"]
    async with serve(live_heartbeat=NEVER) as (url, _):
        client = await connect(reader_, url=url)
        await lifecycle.suspend(graph, username=author.username, reason="")
        await tweets.publish(graph, viewer_id=user_id, content="from the dark")
        made = await tweeted(friend)
        assert await client.entries(made) == [made]


@pytest.mark.parametrize("how", ["log out", "end the session", "change the password", "deactivate"])
async def test_a_session_that_ends_closes_its_connection_at_once(
    register: Register, connect: Connect, serve: Serve, how: str
) -> None:
    person = await register()
    async with serve(live_heartbeat=NEVER) as (url, _):
        client = await connect(person, url=url)
        await end(person, how)
        assert await client.closed() == 4401


async def end(person: Person, how: str) -> None:
    """End a person's session in one of the ways there are."""
    if how == "log out":
        await person.send("POST", "/logout/", json={"refresh": person.refresh})
    elif how == "end the session":
        (session,) = (await person.get("/sessions/")).json()["results"]
        await person.send("DELETE", f"/sessions/{session['id']}/")
    elif how == "deactivate":
        await person.send("POST", "/deactivate/", json={"password": PASSWORD})
    else:
        login = await person.client.post("/login/", json={"username": person.username, "password": PASSWORD})
        new = {"old_password": PASSWORD, "password": "another horse 77", "password2": "another horse 77"}
        header = {"Authorization": f"Bearer {login.json()['token']['access']}"}
        answer = await person.client.post("/change-password/", json=new, headers=header)
        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("how", [FORGET, LAPSE], ids=["gone", "run out"])
async def test_a_session_that_nobody_hinted_at_ends_with_the_next_heartbeat(
    register: Register, connect: Connect, serve: Serve, graph: Graph, how: Statement
) -> None:
    person = await register()
    async with serve(live_heartbeat=1) as (url, _):
        client = await connect(person, url=url)
        (session,) = (await person.get("/sessions/")).json()["results"]
        await graph.write(how, Record, session_id=session["id"])
        assert await client.closed() == 4401


async def test_who_does_not_answer_pings_is_sent_away(register: Register, connect: Connect, serve: Serve) -> None:
    async with serve(live_heartbeat=1) as (url, _):
        person = await register()
        answering = await connect(person, url=url)
        keeping = asyncio.create_task(answering.closed())
        silent = await connect(person, url=url, answers=False)
        assert await silent.closed() == 4408
        await asyncio.sleep(1)
        assert not keeping.done()
        keeping.cancel()


async def test_who_says_nothing_is_sent_away(
    web: aiohttp.ClientSession, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.realtime.sockets.AUTH_SECONDS", 0.1)
    async with serve() as (url, _), web.ws_connect(f"{url}/ws/") as socket:
        assert await Client(socket).closed() == 4408


async def test_a_process_that_ends_says_so(register: Register, connect: Connect, serve: Serve) -> None:
    person = await register()
    async with serve() as (url, app):
        client = await connect(person, url=url)
        app.running.hub.stop()
        assert await client.closed() == 1012


async def test_who_takes_nothing_is_sent_away_and_goes_on_later(
    register: Register, connect: Connect, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.realtime.sockets.SEND_SECONDS", 0.1)
    author = await register()
    async with serve(live_heartbeat=NEVER) as (url, _):
        client = await connect(author, url=url)
        await client.next("unread")
        connections = SERVERS[url].server_state.connections
        (held,) = [each for each in connections if isinstance(each, WebSocketsSansIOProtocol)]
        held.pause_writing()  # as its transport does when the client reads nothing for long
        missed = [await tweeted(author) for _ in range(3)]
        await asyncio.sleep(1)
        held.resume_writing()
        assert await client.closed() == 4410
        assert client.ids == []
        again = await connect(author, url=url, cursor=client.cursor)
        assert await again.entries(*missed) == missed


async def test_a_process_does_not_wait_for_streams_when_it_ends(
    register: Register, web: aiohttp.ClientSession, stack: Stack
) -> None:
    person = await register()
    (port,) = free_ports(1)
    command = own_command("api")
    process = await asyncio.create_subprocess_exec(*command, env=stack.env | {"TWEETGRAPH_PORT": port})
    try:
        url = f"http://127.0.0.1:{port}"
        await answering(web, url)
        async with web.get(f"{url}/events/", headers=person.header) as answer:
            assert (await answer.content.readline()).startswith(b"retry")
            process.terminate()
            assert b"restart" in await answer.read()
    finally:
        async with asyncio.timeout(60):
            await process.wait()


async def answering(web: aiohttp.ClientSession, url: str) -> None:
    """Wait until a process answers."""
    async with asyncio.timeout(60):
        while True:
            try:
                async with web.get(f"{url}/health/live"):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.2)


async def test_connections_cut_at_random_end_with_exactly_their_feeds(
    web: aiohttp.ClientSession, stack: Stack, graph: Graph
) -> None:
    crowd = Crowd(web, stack.base_url, graph, Tokens.of(stack.settings, stack.secrets), number=7)
    outcome = await crowd.run(sockets=24, tweets=60, tell=lambda *_: None)
    assert outcome.faults == []
    assert outcome.cuts > 24
    assert outcome.changes > 0
