"""Each fault of the reference, provoked: faults 10 to 18."""

import asyncio
from collections import Counter
from typing import Any

import httpx
import pytest

from tests.api.conftest import application as applying
from tests.api.conftest import error, new_name
from tests.conftest import Stack
from tests.contract.conftest import Inside, application
from tests.contract.scene import NEW_PASSWORD, PICTURE, Cast, Scene
from tests.contract.shapes import AUTHOR, differences
from tests.contract.test_faults_of_the_reference import told
from tests.tasks.test_outbox import eventually

DEPTH = 60
DEAD = "redis://127.0.0.1:1/0"


async def test_b10_what_crashed_is_answered(people: Cast, http: httpx.AsyncClient) -> None:
    scene = Scene(people)
    await scene.sent("author", "PUT", "/notifications/{notification}/read/")
    header, name = await scene.header("newcomer"), await scene.thing("stranger")
    answers = await asyncio.gather(*(http.post(f"/users/{name}/follow/", headers=header) for _ in range(20)))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 19}
    taken = (await scene.thing("newcomer_email")).upper()
    error(await http.post("/register/", json=applying(new_name()) | {"email": taken}), 400, "validation_error", "email")


async def test_b11_limits_are_not_passed_by_a_header_or_by_haste(people: Cast, stack: Stack) -> None:
    scene = Scene(people)
    header = await scene.header("newcomer")
    async with application(stack, throttle="on", rate_auth="5/minute", rate_account_sensitive="5/hour") as limited:
        client = limited.client
        proof = {"username": new_name(), "password": "a wrong password"}
        answers = await asyncio.gather(
            *(
                client.post("/login/", json=proof | {"username": new_name()}, headers={"X-Forwarded-For": f"9.9.9.{n}"})
                for n in range(12)
            )
        )
        assert Counter(answer.status_code for answer in answers) == {401: 5, 429: 7}
        wrong = {"password": "a wrong password"}
        for _ in range(5):
            error(await client.request("DELETE", "/delete/", json=wrong, headers=header), 400, "invalid_credentials")
        for method, path in (("DELETE", "/delete/"), ("POST", "/deactivate/")):
            error(await client.request(method, path, json=wrong, headers=header), 429, "throttled")


@pytest.mark.parametrize("name", ["a b", "a/b/c", "a@b.c", "ümlaut", "smile🙂", "ab", "x" * 31])
async def test_b12_a_name_is_a_word_that_a_url_and_a_mention_can_hold(http: httpx.AsyncClient, name: str) -> None:
    body = applying(new_name()) | {"username": name}
    error(await http.post("/register/", json=body), 400, "validation_error", "username")


async def test_b12_names_do_not_differ_by_case_and_addresses_mention_nobody(
    people: Cast, http: httpx.AsyncClient
) -> None:
    scene = Scene(people)
    name = await scene.thing("newcomer")
    body = applying(new_name()) | {"username": name.upper()}
    error(await http.post("/register/", json=body), 400, "validation_error", "username")
    assert (await http.get(f"/users/{name.upper()}/")).json()["username"] == name
    tweet = await scene.sent("author", "POST", "/tweets/", content=f"write to me@{name} or (@{name.upper()})!")
    assert [each["username"] for each in tweet["mentions"]] == [name]
    tweet = await scene.sent("author", "POST", "/tweets/", content=f"write to me@{name} or x@{name}.example")
    assert tweet["mentions"] == []


async def test_b13_a_detail_is_whole_bounded_and_as_deep_as_it_likes(people: Cast, inside: Inside) -> None:
    scene = Scene(people)
    root = await scene.thing("tweet")
    path = f"/tweets/{root}/comments/"
    last: dict[str, Any] = {"id": None}
    chain = []
    for number in range(DEPTH):
        parent = {"parent": last["id"]} if number else {}
        last = await scene.sent("reader", "POST", path, content="deeper", **parent)
        chain.append(last["id"])
    for number in range(12):
        await scene.sent("reader", "POST", path, content=f"beside {number}")
    header, tally = await scene.header("reader"), inside.app.running.graph.tally
    await inside.client.get("/me/", headers=header)
    for url in (f"/tweets/{root}/", f"/tweets/{chain[0]}/", f"{path}{chain[30]}/", f"/tweets/{last['id']}/thread/"):
        before = tally.trips
        answer = await inside.client.get(url, headers=header)
        assert (answer.status_code, tally.trips - before) == (200, 1), answer.text[:200]
    detail = (await inside.client.get(f"/tweets/{root}/", headers=header)).json()
    assert detail["id"] == root
    assert differences(AUTHOR, detail["author"]) == []
    assert (len(detail["comments"]["results"]), detail["comments"]["count"]) == (10, 13)
    assert detail["comments"]["next"]
    middle = (await inside.client.get(f"{path}{chain[30]}/", headers=header)).json()
    assert middle["replies_count"] == len(middle["replies"]) == 1
    assert middle["replies"][0]["replies_count"] == 1


async def test_b14_who_likes_is_the_authors_to_know_and_notifications_are_not_given_away(
    people: Cast, http: httpx.AsyncClient
) -> None:
    scene = Scene(people)
    mine = await scene.thing("notification")
    stranger, tweet = await scene.header("stranger"), await scene.thing("tweet")
    error(await http.get(f"/tweets/{tweet}/likes/", headers=stranger), 403, "forbidden")
    bodies = set()
    for identity in (mine, 1):
        for method, path in (("PATCH", "read/"), ("PUT", "read/"), ("DELETE", "")):
            answer = await http.request(method, f"/notifications/{identity}/{path}", headers=stranger)
            error(answer, 404, "not_found")
            bodies.add(answer.text)
    assert len(bodies) == 1


async def test_b15_tokens_end_with_their_session_and_only_their_owner_ends_it(
    people: Cast, http: httpx.AsyncClient
) -> None:
    scene = Scene(people)
    stolen = {"refresh": (await scene.person("newcomer")).refresh}
    error(await http.post("/logout/", json=stolen, headers=await scene.header("stranger")), 400, "token_invalid")
    phone = await scene.thing("phone")
    change = {
        "old_password": applying("x")["password"],
        "password": "another horse 77",
        "password2": "another horse 77",
    }
    await scene.sent("newcomer", "POST", "/change-password/", **change)
    error(await http.get("/me/", headers=await scene.header("phone")), 401, "token_invalid")
    error(await http.post("/token/refresh/", json={"refresh": phone["refresh"]}), 401, "token_invalid")
    await scene.sent("newcomer", "POST", "/deactivate/", password=NEW_PASSWORD)
    error(await http.get("/me/", headers=await scene.header("newcomer")), 401, "token_invalid")
    error(await http.post("/token/refresh/", json=stolen), 401, "token_invalid")


async def test_b16_a_reset_link_opens_a_page_and_tells_nothing(
    people: Cast, http: httpx.AsyncClient, stack: Stack
) -> None:
    scene = Scene(people)
    page = await http.get(f"/reset-password/{await scene.thing('link')}/")
    assert (page.status_code, page.headers["content-type"].partition(";")[0]) == (200, "text/html")
    async with application(stack, redis_url=DEAD) as without_queue:
        for client in (http, without_queue.client):
            answers = [
                await client.post("/send-reset-password-email/", json={"email": email})
                for email in (await scene.thing("newcomer_email"), f"{new_name()}@example.com")
            ]
            assert {(answer.status_code, answer.text) for answer in answers} == {(200, answers[0].text)}


async def test_b17_nothing_of_the_inside_is_shown_and_a_host_header_moves_no_url(
    people: Cast, http: httpx.AsyncClient, stack: Stack
) -> None:
    scene = Scene(people)
    forged = await scene.header("reader") | {"Host": "evil.example"}
    profile = await http.get(await scene.filled("/users/{author}/"), headers=forged)
    await scene.thing("newcomers_tweet")
    feed = await http.get(await scene.filled("/tweets/user/{author}/?limit=1"), headers=forged)
    assert "evil.example" not in profile.text + feed.text
    assert profile.json()["followers"].startswith(stack.base_url)
    for path in ("/nothing/", "/tweets/x/", "/%00"):
        answer = await http.get(path)
        error(answer, 404, "not_found")
        assert not any(word in answer.text for word in ("Traceback", "DEBUG", "litestar", 'File "'))
    assert (await http.get("/health/ready")).status_code == 200
    large = b'{"content": "' + b"x" * 1_000_001 + b'"}'
    answer = await http.post(
        "/tweets/", headers=await scene.header("reader") | {"Content-Type": "application/json"}, content=large
    )
    error(answer, 413, "payload_too_large")


async def test_b17_a_web_page_may_call_us_where_its_origin_is_named(http: httpx.AsyncClient, stack: Stack) -> None:
    ours, other = {"Origin": "https://tweets.example"}, {"Origin": "https://evil.example"}
    asks = {"Access-Control-Request-Method": "DELETE", "Access-Control-Request-Headers": "authorization"}
    allowed = "access-control-allow-origin"
    assert allowed not in (await http.get("/me/", headers=ours)).headers
    async with application(stack, cors_origins="https://tweets.example, https://b.example") as open_to:
        for path in ("/health/live", "/me/"):  # errors are read by pages, too
            assert (await open_to.client.get(path, headers=ours)).headers[allowed] == ours["Origin"]
            assert allowed not in (await open_to.client.get(path, headers=other)).headers
        flight = await open_to.client.options("/tweets/1/likes/", headers=ours | asks)
        assert (flight.status_code, flight.headers[allowed]) == (204, ours["Origin"])
        assert "DELETE" in flight.headers["access-control-allow-methods"]
        refused = await open_to.client.options("/tweets/1/likes/", headers=other | asks)
        assert allowed not in refused.headers


async def test_b17_uploads_are_bounded_and_go_with_their_tweet(people: Cast, http: httpx.AsyncClient) -> None:
    scene = Scene(people)
    header = await scene.header("reader")
    large = await http.post(
        "/media/", headers=header, files={"file": ("a.png", PICTURE + b"x" * 10_500_000, "image/png")}
    )
    error(large, 413, "payload_too_large")
    tweet = (await http.post("/tweets/", headers=header, files={"image": ("a.png", PICTURE, "image/png")})).json()
    assert (await http.get(tweet["image"])).status_code == 200
    await scene.sent("reader", "DELETE", f"/tweets/{tweet['id']}/")

    async def gone() -> bool:
        return (await http.get(tweet["image"])).status_code == 404

    await eventually(gone)


async def test_b18_nothing_speaks_of_what_was_deleted(people: Cast) -> None:
    scene = Scene(people)
    person = await scene.thing("newcomer")
    tweet = (await scene.sent("author", "POST", "/tweets/", content=f"@{person}, look"))["id"]
    path = "/tweets/{tweet}/comments/"
    comment = (await scene.sent("stranger", "POST", path, content=f"@{person}, here too"))["id"]
    rows = (await scene.sent("newcomer", "GET", "/mentions/"))["results"]
    assert {row["content_id"] for row in rows} == {tweet, comment}
    assert all(row["content_preview"] for row in rows)
    await scene.sent("author", "DELETE", f"/tweets/{tweet}/")
    await scene.sent("stranger", "DELETE", f"{path}{comment}/")
    assert (await scene.sent("newcomer", "GET", "/mentions/"))["results"] == []
    assert await told(scene, "newcomer") == []
