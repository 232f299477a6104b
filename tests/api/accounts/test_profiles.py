"""Profiles: one's own, and what others see."""

import httpx
import pytest

from tests.api.accounts.test_registration import set_status
from tests.api.conftest import Person, Register, Running, error
from tests.conftest import Stack

SIX = {"name", "bio", "profile_image", "cover_image", "location", "website"}
OWN = SIX | {"protected", "likes_open"}
USUAL = {"protected": False, "likes_open": True}
FLAGS = {"is_following", "follows_you", "is_muted", "is_blocked", "is_requested", "social_distance"}


async def test_a_patch_changes_what_it_names(register: Register) -> None:
    person = await register()
    given = {"name": " Ada\u0301 ", "bio": "é" * 350, "website": "https://example.com/ada?x=1", "location": "London"}
    answer = await person.send("PATCH", "/me/update/", json=given)
    assert answer.status_code == 200
    assert answer.json() == given | USUAL | {
        "name": "Ad\u00e1",
        "profile_image": None,
        "cover_image": None,
    }
    answer = await person.send("PATCH", "/me/update/", json={"website": None})
    assert answer.json() | given == answer.json() | given
    assert (answer.json()["website"], answer.json()["location"], answer.json()["name"]) == (None, "London", "Ad\u00e1")
    assert (await person.send("PATCH", "/me/update/", json={})).json() == answer.json()
    me = (await person.get("/me/")).json()
    assert me.keys() == OWN | {"id", "username", "email", "email_verified", "two_factor"}
    assert {name: me[name] for name in OWN} == answer.json()


async def test_a_put_replaces_all_and_needs_a_name(register: Register) -> None:
    person = await register()
    await person.send("PATCH", "/me/update/", json={"bio": "x", "location": "London", "website": "http://a.org"})
    answer = await person.send("PUT", "/me/update/", json={"name": "Ada"})
    assert answer.json() == USUAL | {
        "name": "Ada",
        "bio": "",
        "location": None,
        "website": None,
        "profile_image": None,
        "cover_image": None,
    }
    error(await person.send("PUT", "/me/update/", json={"bio": "x"}), 400, "validation_error", "name")


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "\u200b\u2060"),
        ("name", "x" * 101),
        ("name", None),
        ("name", 5),
        ("bio", "x" * 351),
        ("bio", None),
        ("website", "javascript:alert(1)"),
        ("website", "example.com"),
        ("website", "ftp://example.com"),
        ("website", "https://"),
        ("website", "https://[::1"),
        ("website", "https://a b.org"),
        ("website", "https://example.com/" + "x" * 200),
        ("location", "x" * 101),
        ("location", ["London"]),
        ("username", "other"),
        ("id", 1),
        ("staff", True),
        ("status", "active"),
    ],
)
async def test_a_bad_field_is_refused_by_name(ada: Person, method: str, field: str, value: object) -> None:
    answer = await ada.send(method, "/me/update/", json={"name": "Ada"} | {field: value})
    error(answer, 400, "validation_error", field)
    assert (await ada.get("/me/")).json()["name"] == ada.username


@pytest.mark.parametrize("path", ["/me/", "/me"])
async def test_ones_own_profile_needs_a_token(client: httpx.AsyncClient, path: str) -> None:
    error(await client.get(path), 401, "not_authenticated")
    error(await client.patch("/me/update/", json={}), 401, "not_authenticated")


async def test_a_profile_is_public_and_its_links_are_ours(client: httpx.AsyncClient, stack: Stack, ada: Person) -> None:
    answer = await client.get(f"/users/{ada.username.upper()}/")
    base = stack.base_url
    body = answer.json()
    assert answer.status_code == 200
    assert body | {"profile": {}} == {
        "username": ada.username,
        "profile": {},
        "followers_count": 0,
        "followers": f"{base}/users/{ada.username}/followers/",
        "following_count": 0,
        "following": f"{base}/users/{ada.username}/following/",
        "posts": f"{base}/tweets/user/{ada.username}/",
        "pinned_tweet": None,
        "is_protected": False,
    }
    assert body["profile"].keys() == SIX | {"id"}
    assert body["profile"]["id"] == (await ada.get("/me/")).json()["id"]


async def test_a_reader_sees_what_stands_between(client: httpx.AsyncClient, register: Register, ada: Person) -> None:
    reader = await register()
    followed = await reader.send("POST", f"/users/{ada.username}/follow/")
    assert followed.status_code == 201
    body = (await reader.get(f"/users/{ada.username}/")).json()
    assert {flag: body[flag] for flag in FLAGS} == {
        "is_following": True,
        "follows_you": False,
        "is_muted": False,
        "is_blocked": False,
        "is_requested": False,
        "social_distance": 1,
    }
    assert (await ada.get(f"/users/{reader.username}/")).json()["follows_you"] is True
    assert FLAGS.isdisjoint((await client.get(f"/users/{ada.username}/")).json())
    await reader.send("DELETE", f"/users/{ada.username}/unfollow/")
    assert (await reader.get(f"/users/{ada.username}/")).json()["is_following"] is False


@pytest.mark.parametrize(
    "name", ["nobody_is_called_so", "ab", "x" * 31, "two%20words", "%00abc", "%ED%A0%80abc", "a%2Fb"]
)
async def test_nobody_by_that_name(client: httpx.AsyncClient, name: str) -> None:
    error(await client.get(f"/users/{name}/"), 404, "not_found")


@pytest.mark.parametrize("status", ["deactivated", "suspended"])
async def test_who_is_not_active_has_no_profile(running: Running, register: Register, ada: Person, status: str) -> None:
    person = await register()
    async with running() as (_, app):
        await set_status(app.running, person, status)
    for client in (ada.client, person.client):
        error(await client.get(f"/users/{person.username}/"), 404, "not_found")
    error(await ada.get(f"/users/{person.username}/"), 404, "not_found")


async def test_a_bad_token_is_refused_on_a_public_page(client: httpx.AsyncClient, ada: Person) -> None:
    answer = await client.get(f"/users/{ada.username}/", headers={"Authorization": "Bearer nonsense"})
    error(answer, 401, "token_invalid")
