"""Reports: of what one may see, once for each reason, and what staff then find in the queue."""

import asyncio
from typing import Any

import pytest

from tests.api.conftest import Person, Register, error
from tests.api.safety.conftest import put, world


async def waiting(staff: Person, **target: object) -> dict[str, Any] | None:
    """What waits for staff about a person, or about a tweet."""
    rows = (await staff.get("/moderation/reports/", limit=100)).json()["results"]
    for row in rows:
        tweet = row["tweet"] and row["tweet"]["id"]
        if (row["person"]["username"] if tweet is None else tweet) in target.values():
            found: dict[str, Any] = row
            return found
    return None


async def report(who: Person, **body: object) -> int:
    """The status of a report."""
    return (await who.send("POST", "/reports/", json=body)).status_code


async def test_a_report_is_one_for_each_person_and_reason(staff: Person, register: Register) -> None:
    here = await world(register)
    await here.act()
    tweet = here.ids["tweet"]
    at_once = await asyncio.gather(*(report(here.reader, tweet=tweet, reason="spam") for _ in range(4)))
    assert sorted(at_once) == [200, 200, 200, 201]
    assert await report(here.reader, tweet=tweet, reason="abuse", comment="see there") == 201
    assert await report(here.fourth, tweet=tweet, reason="abuse") == 201
    row = await waiting(staff, tweet=tweet)
    assert row is not None
    assert (row["people"], row["comments"], row["tweet"]["status"]) == (2, ["see there"], "shown")
    assert row["reasons"] == [{"reason": "abuse", "people": 2}, {"reason": "spam", "people": 1}]
    assert row["person"]["username"] == here.author.username


async def test_what_is_settled_waits_again_after_a_new_report(staff: Person, register: Register) -> None:
    target, one, other = [await register() for _ in range(3)]
    assert await report(one, username=target.username, reason="spam") == 201
    row = await waiting(staff, username=target.username)
    assert row is not None
    await staff.send("POST", f"/moderation/reports/{row['id']}/resolve/", json={"reason": "no harm"})
    assert await waiting(staff, username=target.username) is None
    assert await report(one, username=target.username, reason="spam") == 200
    assert await waiting(staff, username=target.username) is None
    assert await report(other, username=target.username, reason="spam") == 201
    row = await waiting(staff, username=target.username)
    assert row is not None
    assert row["people"] == 1


async def test_only_what_one_may_see_is_reported(register: Register) -> None:
    here = await world(register, is_protected=True)
    await here.act()
    assert await report(here.reader, tweet=here.ids["tweet"], reason="spam") == 404
    assert await report(here.third, tweet=here.ids["tweet"], reason="spam") == 201
    await put(here.author, here.third, "block")
    assert await report(here.third, tweet=here.ids["tweet"], reason="abuse") == 404
    assert await report(here.third, username=here.author.username, reason="abuse") == 404
    # Whom one has blocked oneself one may still report.
    assert await report(here.author, username=here.third.username, reason="abuse") == 201


@pytest.mark.alone  # reads the queue of everybody
async def test_the_queue_is_read_page_by_page(staff: Person, register: Register) -> None:
    one, *targets = [await register() for _ in range(4)]
    for target in targets:
        assert await report(one, username=target.username, reason="spam") == 201
    named: list[str] = []
    url, page = "/moderation/reports/?limit=1", {}
    for _ in range(3):
        page = (await staff.send("GET", url)).json()
        named += [row["person"]["username"] for row in page["results"]]
        url = page["next"]
    assert named == [target.username for target in reversed(targets)]
    back = (await staff.send("GET", page["previous"])).json()
    assert [row["person"]["username"] for row in back["results"]] == [named[1]]


async def test_staff_are_told_apart_before_anything_is_looked_for(staff: Person, register: Register) -> None:
    other = await register()
    for path in ("/users/nobody_here/warn/", "/users/nobody_here/suspend/", "/tweets/1/hide/", "/reports/1/resolve/"):
        error(await other.send("POST", f"/moderation{path}", json={"reason": "x"}), 403, "forbidden")
        error(await staff.send("POST", f"/moderation{path}", json={"reason": "x"}), 404, "not_found")
    for path in ("/users/{}/warn/", "/users/{}/suspend/", "/users/{}/restore/"):
        answer = await staff.send("POST", f"/moderation{path.format(staff.username)}", json={"reason": "x"})
        error(answer, 403, "forbidden")
