"""Whom one is suggested and why, in whose company one follows somebody, and whom one shares with somebody."""

from typing import Any

from tests.api.conftest import Person, Register


async def follow(who: Person, *whom: Person) -> None:
    for each in whom:
        answer = await who.send("POST", f"/users/{each.username}/follow/")
        assert answer.status_code == 201, answer.text


async def people(register: Register, count: int) -> list[Person]:
    return [await register() for _ in range(count)]


async def suggested(who: Person, **asked: int) -> list[dict[str, Any]]:
    answer = await who.get("/suggestions/", **asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["person"]["username"] for row in rows]


async def test_ways_count_and_ways_over_people_who_follow_everybody_count_less(register: Register) -> None:
    reader, ada, bo, cy, loved, liked, met = await people(register, 7)
    many = await people(register, 6)
    await follow(reader, ada, bo, cy)
    await follow(ada, loved, liked)
    await follow(bo, loved)
    await follow(cy, met, *many)
    rows = await suggested(reader, limit=100)
    # Two ways; then one over somebody who follows two; then one over somebody who follows seven.
    assert names(rows)[:2] == [loved.username, liked.username]
    assert set(names(rows)[2:]) == {met.username, *(each.username for each in many)}
    first = rows[0]
    assert first["known_count"] == 2
    assert {each["username"] for each in first["known"]} == {ada.username, bo.username}
    assert first["person"]["is_following"] is False
    assert first["because"].startswith("Followed by ")
    assert " and " in first["because"]
    assert reader.username not in names(rows)


async def test_who_is_followed_asked_dismissed_or_muted_is_not_suggested(register: Register) -> None:
    reader, ada, followed, dismissed, muted, guarded, left = await people(register, 7)
    await follow(reader, ada)
    await follow(ada, followed, dismissed, muted, guarded, left)
    assert len(await suggested(reader, limit=100)) == 5
    await follow(reader, followed)
    for _ in range(2):
        answer = await reader.send("DELETE", f"/suggestions/{dismissed.username}/")
        assert answer.status_code == 204
    assert (await reader.send("POST", f"/users/{muted.username}/mute/")).status_code == 201
    assert (await guarded.send("PATCH", "/me/update/", json={"protected": True})).status_code == 200
    assert names(await suggested(reader, limit=100)) == [left.username]


async def test_who_follows_you_is_suggested_with_that_reason(register: Register) -> None:
    newcomer, fan = await people(register, 2)
    assert await suggested(newcomer) == []
    await follow(fan, newcomer)
    [row] = await suggested(newcomer)
    assert (row["person"]["username"], row["person"]["follows_you"]) == (fan.username, True)
    assert (row["because"], row["known_count"], row["known"]) == ("Follows you", 0, [])


async def test_three_are_named_and_the_others_counted(register: Register) -> None:
    reader, wanted, *friends = await people(register, 6)
    await follow(reader, *friends)
    for friend in friends:
        await follow(friend, wanted)
    [row] = await suggested(reader)
    assert (row["known_count"], len(row["known"])) == (4, 3)
    assert row["because"].endswith(" and 2 others you follow")


async def test_pages_go_on_where_the_one_before_ended(register: Register) -> None:
    reader, ada, *others = await people(register, 7)
    await follow(reader, ada)
    await follow(ada, *others)
    whole = names(await suggested(reader, limit=100))
    assert sorted(whole) == sorted(each.username for each in others)
    first = await reader.get("/suggestions/", limit=3)
    second = await reader.send("GET", first.json()["next"])
    assert names(first.json()["results"]) + names(second.json()["results"]) == whole
    assert second.json()["next"] is None


async def test_followers_you_know_and_whom_you_share(register: Register) -> None:
    reader, shown, known, stranger, star = await people(register, 5)
    await follow(reader, known, star)
    await follow(known, shown)
    await follow(stranger, shown)
    await follow(shown, star, stranger)
    for path, found in (("followers-you-know", known), ("shared-following", star)):
        answer = await reader.get(f"/users/{shown.username}/{path}/")
        assert [each["username"] for each in answer.json()["results"]] == [found.username]
        assert (await reader.client.get(answer.request.url.path)).status_code == 401
    assert (await shown.send("PATCH", "/me/update/", json={"protected": True})).status_code == 200
    for path in ("followers-you-know", "shared-following"):
        assert (await reader.get(f"/users/{shown.username}/{path}/")).json()["results"] == []
