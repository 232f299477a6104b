"""What staff do works at the next request, is undone whole, and stays in the audit trail."""

import asyncio
from typing import Any

import httpx

from graph.accounts import lifecycle
from graph.client import Graph
from graph.ids import now_ms
from graph.records import Instant, Record
from graph.tweets import repository as tweets
from tests.api.accounts.test_deletion import delete, left
from tests.api.conftest import PASSWORD, Person, Register, error
from tests.api.moderation.conftest import acts, rule
from tests.api.safety.conftest import World, follow, world
from tests.api.safety.test_visibility import PLACES
from tests.conftest import Stack
from tests.fixtures import stated

OVER = stated("over", "MATCH (person:User {username: $username}) SET person.suspended_until_ms = 1")
HIDDEN = {"tweet": "again", "comment": "answers", "quote": "quotes", "pictured": "shows"}


async def shown(here: World, *readers: Person) -> dict[tuple[str, str], Any]:
    """Every place, as each of these readers sees it."""
    paths = {place.path.format(**here.names) for place in PLACES}
    found: dict[tuple[str, str], Any] = {}
    for reader in readers:
        for path in paths:
            answer = await reader.send("GET", path)
            assert answer.status_code in {200, 403, 404}, (path, answer.text)
            body = answer.json()
            if path.startswith("/search/"):  # equally good rows come in any order
                body["results"].sort(key=lambda row: row["id"])
            found[reader.username, path] = body
    return found


async def test_a_hidden_tweet_is_nowhere_and_comes_back_whole(graph: Graph, staff: Person, register: Register) -> None:
    here = await world(register)
    await follow(here.reader, here.author)
    await here.act()
    for name in HIDDEN:
        await here.does(here.third, f"{name}_like", f"/tweets/{{{name}}}/likes/")
        await here.does(here.reader, f"{name}_kept", f"/tweets/{{{name}}}/bookmark/")
    readers = (here.reader, here.third, here.fourth)
    before = await shown(here, *readers)
    for name, phrase in HIDDEN.items():
        assert any(f"{here.word} {phrase}" in str(body) for body in before.values()), name
    for name in HIDDEN:
        await rule(staff, f"/tweets/{here.ids[name]}/hide/")
        await rule(staff, f"/tweets/{here.ids[name]}/hide/")
    for place, body in (await shown(here, *readers, here.author)).items():
        for phrase in HIDDEN.values():
            assert f"{here.word} {phrase}" not in str(body), place
    thread = (await here.reader.get(f"/tweets/{here.ids['thirds_answer']}/thread/")).json()
    assert thread["ancestors"][-1]["unavailable"] is True
    quoting = (await here.reader.get(f"/tweets/{here.ids['fourths_quote']}/")).json()
    assert quoting["quoted"] == {"id": here.ids["tweet"], "unavailable": True}
    await tweets.sweep(graph, tweet_id=here.ids["tweet"])  # in vain
    for name in HIDDEN:
        await rule(staff, f"/tweets/{here.ids[name]}/restore/")
        await rule(staff, f"/tweets/{here.ids[name]}/restore/")
        assert await acts(staff, tweet=here.ids[name]) == [("shown", staff.username), ("hidden", staff.username)]
    after = await shown(here, *readers)
    assert {place: body for place, body in after.items() if body != before[place]} == {}


async def test_what_points_at_a_hidden_tweet_may_go(staff: Person, register: Register) -> None:
    here = await world(register)
    await here.act()
    tweet = here.ids["tweet"]
    await here.does(here.third, "brief", "/tweets/{thirds}/comments/", content="brief")
    await rule(staff, f"/tweets/{here.ids['brief']}/hide/")
    assert (await acts(staff, tweet=here.ids["brief"])) == [("hidden", staff.username)]
    await rule(staff, f"/tweets/{here.ids['brief']}/restore/")
    answer = await here.third.send("DELETE", f"/tweets/{here.ids['brief']}/")
    assert answer.status_code == 204
    await rule(staff, f"/tweets/{tweet}/hide/")
    for who, name in ((here.third, "thirds_answer"), (here.fourth, "fourths_quote")):
        assert (await who.send("DELETE", f"/tweets/{here.ids[name]}/")).status_code == 204
    await rule(staff, f"/tweets/{tweet}/restore/")
    found = (await here.reader.get(f"/tweets/{tweet}/")).json()
    assert (found["retweets_count"], found["comments_count"], found["quotes_count"]) == (1, 0, 0)
    assert found["hashtags"] == [here.tag]


async def test_a_suspension_works_at_once_in_every_process(stack: Stack, staff: Person, register: Register) -> None:
    person, other = await register(), await register()
    until = Instant.from_ms(now_ms() + 3_600_000)
    await rule(staff, f"/users/{person.username}/suspend/", until=until)
    for _ in range(8):
        async with httpx.AsyncClient(base_url=stack.base_url, trust_env=False) as fresh:
            error(await fresh.get("/me/", headers=person.header), 401, "token_invalid")
    error(await other.get(f"/users/{person.username}/"), 404, "not_found")
    claim = {"username": person.username, "password": PASSWORD}
    error(await other.client.post("/login/", json=claim), 403, "account_suspended")
    await rule(staff, f"/users/{person.username}/suspend/")
    rows = (await staff.get("/moderation/actions/", username=person.username)).json()["results"]
    assert [(row["action"], row["until"]) for row in rows] == [("suspended", None), ("suspended", until)]
    await rule(staff, f"/users/{person.username}/restore/")
    await rule(staff, f"/users/{person.username}/restore/")
    assert (await other.client.post("/login/", json=claim)).status_code == 200
    assert len(await acts(staff, username=person.username)) == 3


async def test_what_is_done_on_the_command_line_is_in_the_trail(
    stack: Stack, staff: Person, register: Register
) -> None:
    person = await register()
    assert stack.run("user", "suspend", person.username, "--reason", "sells followers").returncode == 0
    for _ in range(2):  # the second time there is nothing to lift
        assert stack.run("user", "restore", person.username, "--reason", "was somebody else").returncode == 0
    rows = (await staff.get("/moderation/actions/", username=person.username)).json()["results"]
    assert [(row["action"], row["reason"], row["by"]) for row in rows] == [
        ("restored", "was somebody else", None),
        ("suspended", "sells followers", None),
    ]


async def test_a_suspension_ends_by_itself(graph: Graph, staff: Person, register: Register) -> None:
    one, other, third = [await register() for _ in range(3)]
    for person in (one, other, third):
        await rule(staff, f"/users/{person.username}/suspend/", until=Instant.from_ms(now_ms() + 3_600_000))
    for person in (one, other):
        await graph.write(OVER, Record, username=person.username)
    claim = {"username": one.username, "password": PASSWORD}
    assert (await one.client.post("/login/", json=claim)).status_code == 200
    assert await acts(staff, username=one.username) == [("lifted", None), ("suspended", staff.username)]
    while await lifecycle.lift_suspensions(graph):
        pass
    assert (await one.client.get(f"/users/{other.username}/")).status_code == 200
    assert await acts(staff, username=other.username) == [("lifted", None), ("suspended", staff.username)]
    assert (await one.client.get(f"/users/{third.username}/")).status_code == 404


async def test_nothing_is_left_but_what_was_done(graph: Graph, staff: Person, register: Register) -> None:
    person, other = await register(), await register()
    ids = [(await person.send("POST", "/tweets/", json={"content": text})).json()["id"] for text in ("one", "two")]
    reports = [
        (other, {"tweet": ids[0]}),
        (other, {"username": person.username}),
        (person, {"username": other.username}),
    ]
    for who, target in reports:
        assert (await who.send("POST", "/reports/", json=target | {"reason": "spam"})).status_code == 201
    await rule(staff, f"/tweets/{ids[0]}/hide/")
    await rule(staff, f"/users/{person.username}/warn/")
    user_id = (await person.get("/me/")).json()["id"]
    assert (await delete(person)).status_code == 200
    async with asyncio.timeout(60):
        while await left(graph, person, user_id, ids) or await reported(graph, user_id, *ids):  # noqa: ASYNC110 - of other processes
            await asyncio.sleep(0.2)
    rows = (await staff.get("/moderation/actions/", tweet=ids[0])).json()["results"]
    assert [(row["action"], row["person"], row["by"]["username"]) for row in rows] == [("hidden", None, staff.username)]


COUNT = stated(
    "count",
    "MATCH (n:Report|ReportCase) WHERE any(id IN $ids WHERE n.key CONTAINS toString(id)) RETURN count(n) AS found",
)


class Found(Record):
    """How many there are."""

    found: int


async def reported(graph: Graph, *ids: int) -> int:
    """How many reports there are by somebody, or of them, or of tweets."""
    return (await graph.read(COUNT, Found, ids=ids))[0].found
