"""How far people are, and what is put in that order: for the named cast with the reasons, and who is not told of."""

import httpx

from tests.api.conftest import PASSWORD, Person, Register, error
from tests.api.discovery.conftest import Asking
from tests.api.discovery.test_discovery import follow, people
from tests.fixtures import SignIn


async def distance(who: Person, whom: Person) -> int | None:
    found: int | None = (await who.get(f"/users/{whom.username}/")).json()["social_distance"]
    return found


async def named(who: Person, path: str) -> list[str]:
    rows = (await who.get(path)).json()["results"]
    return [(row.get("sender") or row)["username"] for row in rows]


async def test_how_far_the_cast_is(asking: Asking) -> None:
    for who, whom, far in (
        ("lou", "lou", 0),
        ("ada", "bob", 1),
        ("bob", "eva", 2),  # over ada, who has more followees than eva has followers
        ("jun", "dan", 2),  # over ada
        ("lou", "dan", 3),  # over cleo and ada
        ("lou", "jun", None),  # it takes four: cleo, ada, kim, jun
        ("lou", "finn", None),  # nobody follows him
        ("dan", "ada", None),  # follows nobody, whoever follows him
    ):
        assert (await asking.ask(who, f"/users/{{{whom}}}/"))["social_distance"] == far, (who, whom)


async def test_who_of_the_cast_does_not_follow_back(asking: Asking) -> None:
    assert await asking.named("ada", "/me/fans/") == ["jun", "finn"]
    assert await asking.named("cleo", "/me/fans/") == ["lou", "kim", "jun", "ivo", "hana", "gus", "finn", "eva", "bob"]
    assert await asking.named("finn", "/me/fans/") == []
    assert await asking.named("ada", "/me/not-following-back/") == ["kim", "gus", "dan"]
    assert await asking.named("cleo", "/me/not-following-back/") == []
    assert await asking.named("finn", "/me/not-following-back/") == ["hana", "cleo", "ada"]


async def test_whose_answers_come_first_to_the_cast(asking: Asking) -> None:
    # Ivo asks for Brno an hour before finn asks for Faro.
    (tour,) = [tweet for tweet, key in asking.cast.keys.items() if key == "tour"]
    for who, keys in (
        ("ada", ["ticket", "me_too"]),  # she follows ivo; finn is far
        ("hana", ["ticket", "me_too"]),  # she follows ada, who follows ivo
        ("finn", ["me_too", "ticket"]),  # his own, before whom ada follows
        ("lou", ["me_too", "ticket"]),  # cleo follows ada alone: both are far
    ):
        found = await asking.ask(who, f"/tweets/{tour}/comments/", order="social")
        assert [asking.cast.keys[row["id"]] for row in found["results"]] == keys, who
        assert found["count"] == 2


async def test_what_near_people_did_to_the_cast(asking: Asking, http: httpx.AsyncClient, sign_in: SignIn) -> None:
    (mine,) = [tweet for tweet, key in asking.cast.keys.items() if key == "self"]
    for who in ("finn", "ada", "ivo", "jun", "eva"):
        header = await sign_in(asking.cast.ids[who])
        assert (await http.post(f"/tweets/{mine}/likes/", headers=header)).status_code == 201

    async def told(**asked: object) -> list[str]:
        rows = (await asking.ask("kim", "/notifications/", **asked))["results"]
        return [asking.name(row["sender"]) for row in rows]

    # Kim follows cleo and jun; cleo follows ada, and jun eva. Ivo is followed by ada, and finn by nobody.
    assert await told() == ["eva", "jun", "ivo", "ada", "finn"]
    assert await told(within=1) == ["jun"]
    assert await told(within=2) == ["eva", "jun", "ada"]
    assert (await asking.ask("kim", "/notifications/", within=2, limit=1))["count"] is None
    (group,) = (await asking.ask("kim", "/notifications/", within=2, group=True))["results"]
    assert group["content"] == "Éva Szűcs, Jun 김 and 1 other liked your tweet"
    assert (await asking.ask("kim", "/notifications/count/"))["unread_count"] == 5


async def test_ways_lead_over_nobody_who_is_hidden(register: Register) -> None:
    reader, ada, bo, cy, di = await people(register, 5)
    for one, other in ((reader, ada), (ada, bo), (bo, cy), (cy, di)):
        await follow(one, other)
    assert [await distance(reader, each) for each in (reader, ada, bo, cy, di)] == [0, 1, 2, 3, None]
    assert [await distance(each, reader) for each in (ada, di)] == [None, None]  # follows lead one way
    assert "social_distance" not in (await ada.client.get(f"/users/{ada.username}/")).json()
    # Bo's follows are for who may read him, and so are those who follow him.
    assert (await bo.send("PATCH", "/me/update/", json={"protected": True})).status_code == 200
    assert [await distance(reader, each) for each in (bo, cy)] == [None, None]
    assert [await distance(ada, each) for each in (bo, cy)] == [1, 2]
    assert (await bo.send("PATCH", "/me/update/", json={"protected": False})).status_code == 200
    assert await distance(reader, cy) == 3
    # Who has blocked the reader is on no way, nor is whom the reader has blocked; their page stays, without a distance.
    assert (await bo.send("POST", f"/users/{reader.username}/block/")).status_code == 201
    assert await distance(reader, cy) is None
    assert (await bo.send("DELETE", f"/users/{reader.username}/block/")).status_code == 204
    assert (await reader.send("POST", f"/users/{bo.username}/block/")).status_code == 201
    assert [await distance(reader, each) for each in (bo, cy)] == [None, None]
    assert (await reader.send("DELETE", f"/users/{bo.username}/block/")).status_code == 204
    assert (await ada.send("POST", "/deactivate/", json={"password": PASSWORD})).status_code == 200
    assert [await distance(reader, each) for each in (bo, cy)] == [None, None]


async def test_following_back_takes_one_from_the_list(register: Register) -> None:
    me, fan, idol, friend = await people(register, 4)
    await follow(me, idol, friend)
    await follow(friend, me)
    await follow(fan, me)
    assert await named(me, "/me/fans/") == [fan.username]
    assert await named(me, "/me/not-following-back/") == [idol.username]
    await follow(me, fan)
    assert (await me.send("DELETE", f"/users/{idol.username}/unfollow/")).status_code == 204
    assert await named(me, "/me/fans/") == []
    assert await named(me, "/me/not-following-back/") == []
    assert (await friend.send("DELETE", f"/users/{me.username}/unfollow/")).status_code == 204
    assert await named(me, "/me/not-following-back/") == [friend.username]
    # Who is hidden is on neither list.
    stranger = await register()
    await follow(stranger, me)
    assert await named(me, "/me/fans/") == [stranger.username]
    for who in (stranger, friend):
        assert (await who.send("POST", "/deactivate/", json={"password": PASSWORD})).status_code == 200
    for path in ("/me/fans/", "/me/not-following-back/"):
        assert await named(me, path) == []


async def test_an_answer_that_was_deleted_is_among_the_others(register: Register) -> None:
    reader, friend, stranger = await people(register, 3)
    await follow(reader, friend)
    root = (await stranger.send("POST", "/tweets/", json={"content": "what now?"})).json()["id"]
    path = f"/tweets/{root}/comments/"

    async def said(who: Person, **parent: int) -> int:
        answer = await who.send("POST", path, json={"content": "this", **parent})
        identity: int = answer.json()["id"]
        return identity

    early, gone, late = [await said(who) for who in (friend, friend, stranger)]
    below = await said(stranger, parent=gone)
    assert (await friend.send("DELETE", f"{path}{gone}/")).status_code == 204
    rows = (await reader.get(path, order="social")).json()["results"]
    assert [(row["id"], row["type"]) for row in rows] == [(early, "tweet"), (late, "tweet"), (gone, "tombstone")]
    assert [each["id"] for each in rows[2]["replies"]] == [below]
    # For nobody both orders are the same; cursors of the one are not for the other.
    for asked in ("social", "time"):
        rows = (await reader.client.get(path, params={"order": asked})).json()["results"]
        assert [row["id"] for row in rows] == [late, gone, early]
    link = (await reader.get(path, order="social", limit=1)).json()["next"]
    assert [row["id"] for row in (await reader.send("GET", link)).json()["results"]] == [late]
    error(await reader.send("GET", link.replace("order=social", "order=time")), 400, "invalid_cursor")
    error(await reader.client.get(link), 400, "invalid_cursor")
