"""Pictures on their way in and out: uploaded, described, fetched."""

import io
import re
from pathlib import Path

import httpx
import pytest
from PIL import Image

from tests.api.conftest import Register, Running, error
from tests.api.media.conftest import files, name_of, sent, uploaded
from tests.api.tweets.conftest import published
from tests.conftest import Stack
from tests.drawing import SECRET, drawn, moving, png, told

MEDIUM = {"id", "type", "url", "thumbnail", "alt", "width", "height"}


async def test_a_picture_is_drawn_anew_and_can_be_fetched(
    register: Register, client: httpx.AsyncClient, stack: Stack
) -> None:
    person = await register()
    medium = await uploaded(person, told("JPEG"), alt="  a half  ")
    assert medium.keys() == MEDIUM
    assert (medium["type"], medium["alt"], medium["width"], medium["height"]) == ("image", "a half", 30, 40)
    for url, kind in ((medium["url"], "JPEG"), (medium["thumbnail"], "WEBP")):
        assert url.startswith(f"{stack.base_url}/media/")
        answer = await client.get(url)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == f"image/{kind.lower()}"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
        assert not any(name.startswith("ratelimit") for name in answer.headers)
        assert SECRET not in answer.content
        assert Image.open(io.BytesIO(answer.content)).format == kind
        head = await client.head(url)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == str(len(answer.content))
        for etag in (answer.headers["etag"], f'"x", W/{answer.headers["etag"]}', "*"):
            again = await client.get(url, headers={"If-None-Match": etag})
            assert (again.status_code, again.content) == (304, b"")
        assert (await client.get(url, headers={"If-None-Match": '"x"'})).status_code == 200


async def test_an_animation_is_told_from_a_picture(register: Register) -> None:
    person = await register()
    moved = await uploaded(person, moving())
    assert (moved["type"], moved["url"][-5:]) == ("animation", ".webp")
    still = await uploaded(person, drawn("GIF"))
    assert (still["type"], still["url"][-4:]) == ("image", ".png")


async def test_names_cannot_be_guessed_and_lead_nowhere_else(client: httpx.AsyncClient, register: Register) -> None:
    one, other = [name_of((await uploaded(await register()))["url"]) for _ in range(2)]
    assert re.fullmatch(r"\d{8}[0-9a-f]{32}\.jpg", one)
    assert one != other
    paths = [
        "/media/",
        one.replace(".jpg", ".png"),
        one.replace(".jpg", "_small.jpg"),
        "..%2F..%2Fsecrets.json",
        "../secrets.json",
        "%2e%2e/secrets.json",
        "..%5csecrets.json",
        f"{one}%00",
        "secrets.json",
        "0" * 40 + ".jpg",
        f"x/{one}",
    ]
    for path in paths:
        answer = await client.get(f"/media/{path}")
        assert answer.status_code in {404, 405}, path
        assert answer.json()["error"] in {"not_found", "method_not_allowed"}


@pytest.mark.alone  # others send files, too
async def test_what_is_refused(register: Register, folder: Path) -> None:
    person = await register()
    before = files(folder)
    error(await person.send("POST", "/media/", json={"alt": "x"}), 400, "validation_error", "file")
    error(await person.send("POST", "/media/", json={"file": "x"}), 400, "validation_error", "file")
    for data in (b"hello", b"<svg/>", png(65_000, 65_000), drawn()[:-200]):
        error(await sent(person, "/media/", data=data), 400, "validation_error", "file")
    error(await sent(person, "/media/", alt="x" * 1501), 400, "validation_error", "alt")
    error(await sent(person, "/media/", field="picture"), 400, "validation_error", "file", "picture")
    error(await sent(person, "/media/", data=drawn() + b"\x00" * 10_000_000), 413, "payload_too_large")
    error(await sent(person, "/media/", data=b"\x00" * 50_000_000), 413, "payload_too_large")
    big = b'{"alt": "' + b"x" * 1_000_001 + b'"}'
    json_header = person.header | {"Content-Type": "application/json"}
    answer = await person.client.post("/media/", content=big, headers=json_header)
    error(answer, 413, "payload_too_large")
    assert files(folder) == before
    assert (await uploaded(person, alt="x" * 1500))["alt"] == "x" * 1500


async def test_who_may_describe(register: Register, client: httpx.AsyncClient) -> None:
    person, other = await register(), await register()
    medium = await uploaded(person)
    path = f"/media/{medium['id']}/"
    answer = await person.send("PATCH", path, json={"alt": "A cat."})
    assert (answer.status_code, answer.json()) == (200, medium | {"alt": "A cat."})
    for refused in ({}, {"alt": None}, {"alt": "x" * 1501}, {"alt": 1}):
        error(await person.send("PATCH", path, json=refused), 400, "validation_error", "alt")
    theirs = await other.send("PATCH", path, json={"alt": "x"})
    nobodys = await other.send("PATCH", "/media/1/", json={"alt": "x"})
    error(theirs, 404, "not_found")
    assert theirs.json() == nobodys.json()
    error(await client.patch(path, json={"alt": "x"}), 401, "not_authenticated")
    error(await client.post("/media/", files={"file": drawn()}), 401, "not_authenticated")
    tweet = await published(person, media_ids=[medium["id"]])
    assert tweet["media"][0]["alt"] == "A cat."
    await person.send("PATCH", path, json={"alt": ""})
    assert (await other.get(f"/tweets/{tweet['id']}/")).json()["media"][0]["alt"] == ""


async def test_uploads_are_throttled_as_tweets_are(running: Running, register: Register) -> None:
    person = await register()
    async with running(throttle="on", rate_content_creation="2/minute") as (client, _):
        answers = [await client.post("/media/", files={"file": drawn()}, headers=person.header) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]


async def test_a_folder_that_is_away_is_503(running: Running, register: Register, tmp_path: Path) -> None:
    person = await register()
    async with running(home=str(tmp_path)) as (client, _):
        (tmp_path / "media").rmdir()
        (tmp_path / "media").write_text("no folder")
        answer = await client.post("/media/", files={"file": drawn()}, headers=person.header)
        error(answer, 503, "unavailable")
        error(await client.get(f"/media/{'0' * 40}.jpg"), 503, "unavailable")
