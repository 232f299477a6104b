"""Each fault of the reference, provoked: what its clients met there must not happen here. Faults 1 to 9."""

import asyncio
from typing import Any

import httpx

from tests.api.conftest import PASSWORD, error
from tests.contract.conftest import Inside
from tests.contract.scene import PICTURE, Cast, Scene


async def told(scene: Scene, role: str) -> list[dict[str, Any]]:
    """The notifications that somebody else caused."""
    rows = (await scene.sent(role, "GET", "/notifications/?limit=100"))["results"]
    return [row for row in rows if row["sender"] != "System"]


async def feed(scene: Scene, role: str, client: httpx.AsyncClient, query: str = "") -> list[dict[str, Any]]:
    """A home feed as one process shows it."""
    answer = await client.get(f"/tweets/feed/{query}", headers=await scene.header(role))
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


async def test_b01_a_plain_retweet_in_the_feed_does_not_break_a_search(people: Cast, http: httpx.AsyncClient) -> None:
    scene = Scene(people)
    await scene.thing("newcomer_follows")
    await scene.sent("newcomer", "POST", "/tweets/{tweet}/retweets/")
    shown = await feed(scene, "newcomer", http, "?search=graph")
    assert [row["quote"] for row in shown if row["type"] == "retweet"] == [None]


async def test_b02_a_tweet_or_comment_of_nothing_is_refused(people: Cast, http: httpx.AsyncClient) -> None:
    scene = Scene(people)
    header = await scene.header("reader")
    for path in ("/tweets/", await scene.filled("/tweets/{tweet}/comments/")):
        for body in ({}, {"content": ""}, {"content": " \u200b "}):
            error(await http.post(path, headers=header, json=body), 400, "empty_tweet")


async def test_b02_an_image_alone_is_a_tweet_and_a_comment(people: Cast, http: httpx.AsyncClient) -> None:
    scene = Scene(people)
    header = await scene.header("reader")
    for path in ("/tweets/", await scene.filled("/tweets/{tweet}/comments/")):
        answer = await http.post(path, headers=header, files={"image": ("a.png", PICTURE, "image/png")})
        assert answer.status_code == 201, answer.text
        assert answer.json()["image"]


async def test_b03_a_session_outlives_its_access_token(people: Cast, http: httpx.AsyncClient) -> None:
    scene = Scene(people)
    person = await scene.person("newcomer")
    old = {"Authorization": f"Bearer {await scene.thing('expired_access')}"}
    error(await http.get("/me/", headers=old), 401, "token_expired")
    token = (await http.post("/token/refresh/", json={"refresh": person.refresh})).json()["token"]
    new = {"Authorization": f"Bearer {token['access']}"}
    assert (await http.get("/me/", headers=new)).json()["username"] == person.username


async def test_b04_a_suspended_person_cannot_log_in_or_lift_it(people: Cast, http: httpx.AsyncClient) -> None:
    scene = Scene(people)
    proof = {"username": await scene.thing("newcomer"), "password": PASSWORD}
    await scene.thing("suspended")
    for path in ("/login/", "/activate/", "/login/"):
        error(await http.post(path, json=proof), 403, "account_suspended")


async def test_b05_a_deactivated_person_is_seen_and_reached_by_nobody(
    people: Cast, http: httpx.AsyncClient, inside: Inside
) -> None:
    scene = Scene(people)
    for name in ("newcomers_tweet", "newcomers_like", "reader_follows_newcomer", "newcomer_follows"):
        await scene.thing(name)
    comment = (await scene.sent("newcomer", "POST", "/tweets/{tweet}/comments/", content="@{author}, look"))["id"]
    await scene.thing("deactivated")
    gone, name = await scene.thing("newcomers_tweet"), await scene.thing("newcomer")
    for client in (http, inside.client):
        for role in ("reader", "nobody"):
            header = await scene.header(role)
            for path in (f"/users/{name}/", f"/tweets/user/{name}/", f"/tweets/{gone}/", f"/tweets/{comment}/"):
                error(await client.get(path, headers=header), 404, "not_found")
        assert gone not in [row["id"] for row in await feed(scene, "reader", client)]
    lists = {
        "/users/{author}/followers/": ("nobody", "username"),
        "/users/{reader}/following/": ("nobody", "username"),
        "/tweets/{tweet}/comments/": ("nobody", "author"),
        "/tweets/{tweet}/likes/": ("author", "user"),
        "/notifications/": ("author", "sender"),
        "/mentions/": ("author", "actor"),
    }
    for path, (role, _) in lists.items():
        assert name not in str((await scene.sent(role, "GET", path))["results"]), path
    header = await scene.header("reader")
    for path in (f"/users/{name}/follow/", f"/tweets/{gone}/likes/", f"/tweets/{gone}/comments/"):
        error(
            await http.post(path, headers=header, json={"content": "x"} if "comments" in path else None),
            404,
            "not_found",
        )


async def test_b06_nothing_that_is_read_is_older_than_the_last_write(
    people: Cast, http: httpx.AsyncClient, inside: Inside
) -> None:
    scene = Scene(people)
    for name in ("tweet", "reader_follows_newcomer"):
        await scene.thing(name)
    both = (http, inside.client)

    async def of_feed(key: str) -> list[object]:
        tweet = await scene.thing("tweet")
        return [next(row for row in await feed(scene, "reader", each) if row["id"] == tweet)[key] for each in both]

    async def of(role: str, path: str, *keys: str) -> list[Any]:
        found = []
        for each in both:
            body = (await each.get(await scene.filled(path), headers=await scene.header(role))).json()
            for key in keys:
                body = body[key]
            found.append(body)
        return found

    assert await of_feed("likes_count") == [0, 0]
    for what, flag, count in (("like", "is_liked", "likes_count"), ("retweet", "is_retweeted", "retweets_count")):
        await scene.thing(what)
        assert (await of_feed(flag), await of_feed(count)) == ([True, True], [1, 1])
        assert await of("reader", "/tweets/{tweet}/", flag) == [True, True]
    await scene.thing("bookmark")
    assert await of_feed("is_bookmarked") == [True, True]
    await scene.thing("comment")
    assert await of_feed("comments_count") == [1, 1]
    assert await of("nobody", "/users/{newcomer}/", "followers_count") == [1, 1]
    await scene.sent("newcomer", "PATCH", "/me/update/", name="A new name")
    assert await of("nobody", "/users/{newcomer}/", "profile", "name") == ["A new name", "A new name"]
    posted = await scene.thing("newcomers_tweet")
    for each in both:
        assert posted in [row["id"] for row in await feed(scene, "reader", each)]
    await scene.sent("newcomer", "DELETE", "/delete/", password=PASSWORD)
    for each in both:
        assert posted not in [row["id"] for row in await feed(scene, "reader", each)]
        error(await each.get(f"/tweets/{posted}/"), 404, "not_found")


async def test_b07_a_feed_that_moves_is_leafed_without_gaps_or_repeats(people: Cast, inside: Inside) -> None:
    scene = Scene(people)
    written = [(await scene.sent("newcomer", "POST", "/tweets/", content=f"number {n}"))["id"] for n in range(6)]
    header, tally = await scene.header("newcomer"), inside.app.running.graph.tally
    url: str | None = "/tweets/feed/?limit=2"
    seen: list[int] = []
    while url:
        before = tally.trips
        page = (await inside.client.get(url, headers=header)).json()
        assert tally.trips - before <= 2  # one, and once the session's
        seen += [row["id"] for row in page["results"]]
        url = page["next"]
        await scene.sent("newcomer", "POST", "/tweets/", content="meanwhile")
    assert seen == written[::-1]


async def test_b08_an_act_done_again_is_one_notification_and_undone_none(people: Cast) -> None:
    scene = Scene(people)
    tweet = await scene.thing("newcomers_tweet")
    acts = {
        "followed": ("/users/{newcomer}/follow/", "/users/{newcomer}/unfollow/"),
        "liked": ("/tweets/{newcomers_tweet}/likes/", "/tweets/{newcomers_tweet}/likes/"),
        "retweeted": ("/tweets/{newcomers_tweet}/retweets/", "/tweets/{newcomers_tweet}/retweets/"),
    }
    for verb, (do, undo) in acts.items():
        for _ in range(3):
            await scene.sent("stranger", "POST", do)
            await scene.sent("stranger", "POST", do)
            assert [row["verb"] for row in await told(scene, "newcomer")] == [verb]
            await scene.sent("stranger", "DELETE", undo)
            assert await told(scene, "newcomer") == []
    comment = await scene.sent("stranger", "POST", f"/tweets/{tweet}/comments/", content="@{newcomer} yes")
    assert [(row["verb"], row["tweet"]) for row in await told(scene, "newcomer")] == [("commented", comment["id"])]
    await scene.sent("stranger", "DELETE", f"/tweets/{tweet}/comments/{comment['id']}/")
    assert await told(scene, "newcomer") == []


async def test_b09_a_notification_names_the_right_thing_and_reaches_the_parents_author(people: Cast) -> None:
    scene = Scene(people)
    for name in ("newcomers_tweet",):
        await scene.thing(name)
    by = (await scene.sent("stranger", "GET", "/me/"))["name"]
    path = "/tweets/{newcomers_tweet}/comments/"
    await asyncio.gather(
        scene.sent("stranger", "POST", path, content="well"),
        scene.sent("stranger", "POST", "/tweets/{newcomers_tweet}/retweets/"),
    )
    parent = (await scene.sent("other_newcomer", "POST", path, content="mine"))["id"]
    await scene.sent("stranger", "POST", path, content="an answer", parent=parent)
    sentences = {row["content"] for row in await told(scene, "newcomer")}
    assert {f"{by} commented on your tweet", f"{by} retweeted your tweet"} <= sentences
    assert [row["content"] for row in await told(scene, "other_newcomer")] == [f"{by} replied to your comment"]
