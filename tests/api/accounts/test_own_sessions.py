"""A person's list of sessions, and ending one of them."""

import httpx

from tests.api.accounts.test_sessions import everywhere
from tests.api.conftest import PASSWORD, Person, Register, error
from tests.conftest import Stack


async def another(client: httpx.AsyncClient, person: Person, agent: str) -> Person:
    """The same person on another device."""
    answer = await client.post(
        "/login/", json={"username": person.username, "password": PASSWORD}, headers={"User-Agent": agent}
    )
    assert answer.status_code == 200, answer.text
    token = answer.json()["token"]
    return Person(person.username, token["access"], token["refresh"], client)


async def test_sessions_are_listed_newest_first(client: httpx.AsyncClient, register: Register) -> None:
    person = await register()
    phone = await another(client, person, "a phone")
    await another(client, person, "a tablet")
    page = (await phone.get("/sessions/")).json()
    assert page.keys() == {"count", "next", "previous", "results"}
    assert (page["count"], page["next"], page["previous"]) == (3, None, None)
    for row in page["results"]:
        assert row.keys() == {"id", "user_agent", "created_at", "last_used_at", "current"}
        assert row["created_at"].endswith("Z")
    assert [row["user_agent"] for row in page["results"]][:2] == ["a tablet", "a phone"]
    assert [row["current"] for row in page["results"]] == [False, True, False]


async def test_the_list_is_leafed_both_ways(client: httpx.AsyncClient, register: Register) -> None:
    person = await register()
    for number in range(2):
        await another(client, person, f"device {number}")
    first = (await person.get("/sessions/", limit=2)).json()
    second = (await client.get(first["next"], headers=person.header)).json()
    assert len(second["results"]) == 1
    assert second["next"] is None
    back = (await client.get(second["previous"], headers=person.header)).json()
    assert back["results"] == first["results"]


async def test_a_session_is_ended_in_every_process_at_once(
    client: httpx.AsyncClient, stack: Stack, register: Register
) -> None:
    person = await register()
    phone = await another(client, person, "a phone")
    assert await everywhere(stack, phone) == {200}
    rows = (await person.get("/sessions/")).json()["results"]
    phone_id = next(row["id"] for row in rows if not row["current"])
    answer = await person.send("DELETE", f"/sessions/{phone_id}/")
    assert (answer.status_code, answer.content) == (204, b"")
    assert await everywhere(stack, phone) == {401}
    assert await everywhere(stack, person) == {200}
    error(await phone.get("/me/"), 401, "token_invalid")
    error(await person.send("DELETE", f"/sessions/{phone_id}/"), 404, "not_found")
    assert [row["current"] for row in (await person.get("/sessions/")).json()["results"]] == [True]


async def test_one_may_end_the_session_that_asks(register: Register) -> None:
    person = await register()
    own = (await person.get("/sessions/")).json()["results"][0]["id"]
    assert (await person.send("DELETE", f"/sessions/{own}/")).status_code == 204
    error(await person.get("/sessions/"), 401, "token_invalid")


async def test_somebody_elses_session_is_not_there(client: httpx.AsyncClient, register: Register, ada: Person) -> None:
    other = await register()
    theirs = (await other.get("/sessions/")).json()["results"][0]["id"]
    error(await ada.send("DELETE", f"/sessions/{theirs}/"), 404, "not_found")
    assert (await other.get("/me/")).status_code == 200
    error(await client.get("/sessions/"), 401, "not_authenticated")
    error(await client.delete(f"/sessions/{theirs}/"), 401, "not_authenticated")
