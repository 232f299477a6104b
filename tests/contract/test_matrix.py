"""Every operation as every role: one owner and one caller for each role, and the answers that the matrix says."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from graph.client import Graph
from graph.ids import now_ms
from graph.records import Instant, Record
from tests.api.conftest import PASSWORD, Person, new_name, registered
from tests.contract.matrix import MATRIX, ROLES, SIGNS
from tests.contract.operations import described
from tests.contract.scene import PICTURE, STAFF, as_sent

Things = dict[str, Any]
Become = Callable[[Person, Person, Graph], Awaitable[None]]


async def done(who: Person, method: str, path: str, **body: object) -> Any:  # noqa: ANN401 - JSON
    """What is answered to a request that must succeed."""
    answer = await who.send(method, path, **(as_sent(body) if body else {}))
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


async def nothing(_: Person, __: Person, ___: Graph) -> None:
    """They stand to each other as anybody does."""


async def following(caller: Person, owner: Person, _: Graph) -> None:
    """The caller follows the owner."""
    await done(caller, "POST", f"/users/{owner.username}/follow/")


async def blocked(caller: Person, owner: Person, graph: Graph) -> None:
    """The owner has blocked the caller, who followed them."""
    await following(caller, owner, graph)
    await done(owner, "POST", f"/users/{caller.username}/block/")


async def muted(caller: Person, owner: Person, _: Graph) -> None:
    """The owner has muted the caller."""
    await done(owner, "POST", f"/users/{caller.username}/mute/")


async def admitted(caller: Person, owner: Person, graph: Graph) -> None:
    """The owner is protected, and has let the caller follow."""
    await following(caller, owner, graph)
    await done(owner, "POST", f"/follow-requests/{caller.username}/accept/")


async def ended(caller: Person, _: Person, __: Graph) -> None:
    """Another session of the caller's has ended this one."""
    body = {"username": caller.username, "password": PASSWORD}
    access = (await caller.client.post("/login/", json=body)).json()["token"]["access"]
    header = {"Authorization": f"Bearer {access}"}
    rows = (await caller.client.get("/sessions/", headers=header)).json()["results"]
    this = rows[-1]["id"]  # the oldest
    assert (await caller.client.delete(f"/sessions/{this}/", headers=header)).status_code == 204


async def deactivated(caller: Person, _: Person, __: Graph) -> None:
    """The caller has deactivated their account."""
    await done(caller, "POST", "/deactivate/", password=PASSWORD)


async def promoted(caller: Person, _: Person, graph: Graph) -> None:
    """The caller is one of the staff."""
    await graph.write(STAFF, Record, username=caller.username)


def made_by_staff(path: str) -> Become:
    """Staff have done something to the caller."""

    async def become(caller: Person, _: Person, graph: Graph) -> None:
        await done(await staff_of(caller.client, graph), "POST", path.format(caller.username), reason="spam")

    return become


async def staff_of(client: httpx.AsyncClient, graph: Graph) -> Person:
    """One of the staff."""
    person = await registered(client)
    await graph.write(STAFF, Record, username=person.username)
    return person


BECOME: dict[str, Become] = {
    "anonymous": nothing,
    "stranger": nothing,
    "follower": following,
    "blocked": blocked,
    "muted": muted,
    "admitted": admitted,
    "owner": nothing,
    "ended": ended,
    "deactivated": deactivated,
    "suspended": made_by_staff("/moderation/users/{}/suspend/"),
    "staff": promoted,
}


async def owned(owner: Person, askers: list[Person], staff: Person, *, is_protected: bool) -> Things:
    """What the owner has."""
    tag = new_name()
    tweet = (await done(owner, "POST", "/tweets/", content=f"mine #{tag}"))["id"]
    made = {
        "tag": tag,
        "tweet": tweet,
        "comment": (await done(owner, "POST", f"/tweets/{tweet}/comments/", content="mine, too"))["id"],
        "medium": (await done(owner, "POST", "/media/", file=PICTURE))["id"],
        "word": (await done(owner, "POST", "/muted-words/", word="mine"))["id"],
    }
    later = Instant.from_ms(now_ms() + 86_400_000)
    made["scheduled"] = (await done(owner, "POST", "/tweets/", content="later", scheduled_at=later))["id"]
    await done(askers[0], "POST", f"/tweets/{tweet}/likes/")
    made["notification"] = (await done(owner, "GET", "/notifications/"))["results"][0]["id"]
    await done(askers[0], "POST", "/reports/", username=owner.username, reason="spam")
    rows = (await done(staff, "GET", "/moderation/reports/?limit=100"))["results"]
    made["case"] = next(row["id"] for row in rows if row["person"]["username"] == owner.username)
    if is_protected:
        await done(owner, "PATCH", "/me/update/", protected=True)
    for asker in askers:
        await done(asker, "POST", f"/users/{owner.username}/follow/")
    await owner.client.post("/login/", json={"username": owner.username, "password": PASSWORD})
    rows = (await done(owner, "GET", "/sessions/"))["results"]
    made["session"] = next(row["id"] for row in rows if not row["current"])
    return made


def filled(value: Any, things: Things) -> Any:  # noqa: ANN401 - a part of a row
    """A text with each `{name}` replaced; one that is a name alone becomes the thing."""
    if not isinstance(value, str):
        return PICTURE if value == b"" else value
    whole = things.get(value[1:-1]) if value.startswith("{") and value.count("{") == 1 else None
    return whole if whole is not None and value.endswith("}") else value.format(**things)


@pytest.fixture(scope="module")
async def staff(http: httpx.AsyncClient, graph: Graph) -> Person:
    """Who looks up what waits."""
    return await staff_of(http, graph)


@pytest.mark.parametrize("role", ROLES)
async def test_each_role_is_answered_as_the_matrix_says(
    role: str, http: httpx.AsyncClient, graph: Graph, staff: Person
) -> None:
    owner, other, *askers = [await registered(http) for _ in range(4)]
    caller = owner if role == "owner" else other
    things = await owned(owner, askers, staff, is_protected=role in {"admitted", "owner"})
    login = await http.post("/login/", json={"username": caller.username, "password": PASSWORD})
    things["other_refresh"] = login.json()["token"]["refresh"]
    await BECOME[role](caller, owner, graph)
    things |= {
        "owner": owner.username,
        "caller": caller.username,
        "refresh": caller.refresh,
        "unused": new_name(),
        "asker": askers[0].username,
        "other_asker": askers[1].username,
    }
    header = {} if role == "anonymous" else caller.header
    wrong = []
    for row in MATRIX:
        method, path = row.asked.split(" ", 1)
        body = {name: filled(value, things) for name, value in row.body.items()}
        answer = await http.request(method, filled(path, things), headers=header, **(as_sent(body) if body else {}))
        sign = "." if answer.is_success else SIGNS.get(answer.status_code, str(answer.status_code))
        if sign != row.answer(role):
            wrong.append(f"{row.operation}: {sign} instead of {row.answer(role)}, {answer.text[:100]}")
    assert not wrong, "\n".join(wrong)


async def test_every_operation_has_a_row(description: dict[str, Any]) -> None:
    operations = described(description)
    assert {row.operation for row in MATRIX} == set(operations)
    assert len({row.operation for row in MATRIX}) == len(MATRIX)
    for row in MATRIX:
        method, path = row.asked.split(" ", 1)
        assert operations[row.operation].method == method
        assert operations[row.operation].leads_to(path), row
        assert len(row.answers.replace(" ", "")) == len(ROLES), row
