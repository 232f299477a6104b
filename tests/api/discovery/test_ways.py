"""How far one may look: ways over people whom one may not read are none, and nothing is said of who is hidden."""

from itertools import pairwise
from typing import Any

from tests.api.conftest import Person, Register, error
from tests.api.discovery.test_discovery import follow, people


async def way(who: Person, whom: Person) -> list[str]:
    answer = await who.get(f"/users/{whom.username}/path/")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    names = [each["username"] for each in found["path"]]
    assert found["distance"] == (len(names) - 1 if names else None)
    return names


def names_of(*way_of: Person) -> list[str]:
    return [person.username for person in way_of]


async def test_a_way_is_short_and_leads_over_whom_one_may_read(register: Register) -> None:
    reader, ada, bo, cy, di, eve, by = await people(register, 7)
    chain = [reader, ada, bo, cy, di, eve]
    for one, other in pairwise(chain):
        await follow(one, other)
    assert await way(reader, di) == names_of(reader, ada, bo, cy, di)
    assert await way(reader, eve) == []  # it would take five
    assert await way(eve, reader) == []  # follows lead one way
    # Bo's follows are not the reader's to know, until the reader follows him; another way leads around.
    assert (await bo.send("PATCH", "/me/update/", json={"protected": True})).status_code == 200
    assert await way(reader, cy) == []
    assert await way(reader, bo) == []
    assert await way(ada, cy) == names_of(ada, bo, cy)
    await follow(ada, by)
    await follow(by, cy)
    assert await way(reader, cy) == names_of(reader, ada, by, cy)
    assert await way(reader, di) == names_of(reader, ada, by, cy, di)
    # Who has blocked the reader is there neither as an end nor in between.
    assert (await cy.send("POST", f"/users/{reader.username}/block/")).status_code == 201
    error(await reader.get(f"/users/{cy.username}/path/"), 404, "not_found")
    assert await way(reader, di) == []


async def test_of_a_protected_person_nothing_is_told(register: Register) -> None:
    reader, shown, friend, alike = await people(register, 4)
    await follow(reader, friend)
    await follow(friend, reader, shown, alike)
    await follow(shown, friend)
    places = [f"/users/{shown.username}/{place}/" for place in ("mutuals", "similar")]
    found = [(await reader.get(place)).json()["results"] for place in places]
    assert [each["username"] for each in found[0]] == [friend.username]
    assert [each["person"]["username"] for each in found[1]] == [alike.username]
    assert found[1][0]["person"]["follows_you"] is False
    assert (await shown.send("PATCH", "/me/update/", json={"protected": True})).status_code == 200
    for place in places:
        assert (await reader.get(place)).json()["results"] == []
        assert (await friend.get(place)).status_code == 200
    assert await way(reader, shown) == []


async def test_mutuals_are_left_both_ways(register: Register) -> None:
    reader, shown, first, second, half = await people(register, 5)
    for each in (first, second):
        await follow(reader, each)
        await follow(shown, each)
        await follow(each, reader, shown)
    await follow(reader, half)
    await follow(shown, half)
    await follow(half, reader)  # and not the other
    url, pages = f"/users/{shown.username}/mutuals/?limit=1", []
    for link in ("next", "previous"):
        answer = (await reader.send("GET", url)).json()
        pages.append([each["username"] for each in answer["results"]])
        url = answer[link]
    back = (await reader.send("GET", url)).json()
    assert [*pages, [each["username"] for each in back["results"]]] == [
        [second.username],
        [first.username],
        [second.username],
    ]
