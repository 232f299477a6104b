"""Tweets, replies and profiles with pictures."""

import asyncio
from pathlib import Path

import httpx

from tests.api.conftest import Person, Register, error
from tests.api.media.conftest import name_of, sent, uploaded
from tests.api.tweets.conftest import COMMENT, TWEET, commented, made, published, shown
from tests.drawing import drawn, moving


async def media_of(person: Person, tweet: int) -> list[int]:
    return [medium["id"] for medium in (await shown(person, f"/tweets/{tweet}/"))["media"]]


async def test_a_tweet_shows_pictures_in_order(register: Register) -> None:
    person, other = await register(), await register()
    media = [await uploaded(person, alt=f"{at}") for at in range(4)]
    ids = [medium["id"] for medium in media]
    tweet = await published(person, "", media_ids=ids[::-1])
    assert tweet.keys() == TWEET
    assert (tweet["content"], tweet["media"], tweet["image"]) == ("", media[::-1], media[3]["url"])
    for path in (f"/tweets/{tweet['id']}/", f"/tweets/{tweet['id']}/thread/"):
        found = await shown(other, path)
        found = found.get("tweet", found)
        assert (found["media"], found["image"]) == (media[::-1], media[3]["url"])
    await other.send("POST", f"/users/{person.username}/follow/")
    (entry,) = (await shown(other, "/tweets/feed/"))["results"]
    assert entry["media"] == media[::-1]
    quote = await published(other, "see", quote_of=tweet["id"])
    assert (quote["media"], quote["image"]) == ([], None)
    assert (quote["quoted"]["media"], quote["quoted"]["image"]) == (media[::-1], media[3]["url"])


async def test_which_pictures_can_be_shown(register: Register) -> None:
    person, other = await register(), await register()
    mine, used, theirs = [(await uploaded(each))["id"] for each in (person, person, other)]
    tweet = await published(person, "x", media_ids=[used])
    tweets = "/tweets/"
    comments = f"/tweets/{tweet['id']}/comments/"
    for path in (tweets, comments):
        for media_ids in ([theirs], [used], [mine, used], [mine, mine], [7], [mine] * 5, [0], ["x"], "x", None):
            body: dict[str, object] = {"content": "x", "media_ids": media_ids}
            error(await person.send("POST", path, json=body), 400, "validation_error", "media_ids")
        error(await person.send("POST", path, json={"media_ids": []}), 400, "empty_tweet")
        error(await person.send("POST", path, json={"image": ""}), 400, "validation_error", "image")
        error(await person.send("POST", path, json={"content": " ", "image": None}), 400, "empty_tweet")
    body = {"content": "x", "quote_of": 7, "media_ids": [mine]}
    error(await person.send("POST", tweets, json=body), 400, "validation_error", "media_ids")
    assert (await shown(person, f"/tweets/user/{person.username}/"))["results"][0]["id"] == tweet["id"]
    assert (await published(person, "", media_ids=[mine]))["media"][0]["id"] == mine


async def test_one_of_two_tweets_at_once_gets_the_picture(register: Register) -> None:
    person = await register()
    for _ in range(5):
        one, other = [(await uploaded(person))["id"] for _ in range(2)]
        bodies = [{"content": "x", "media_ids": ids} for ids in ([one, other], [other, one], [one], [other])]
        answers = await asyncio.gather(*(person.send("POST", "/tweets/", json=body) for body in bodies * 2))
        shown_ids = [
            medium["id"] for answer in answers if answer.status_code == 201 for medium in answer.json()["media"]
        ]
        assert sorted(shown_ids) == sorted([one, other])
        assert {answer.status_code for answer in answers} == {201, 400}


async def test_a_form_may_bring_the_picture_itself(register: Register) -> None:
    person = await register()
    answer = await sent(person, "/tweets/", field="image", content="hello #form")
    assert answer.status_code == 201, answer.text
    tweet = answer.json()
    assert (tweet["hashtags"], len(tweet["media"]), tweet["image"]) == (["form"], 1, tweet["media"][0]["url"])
    alone = (await sent(person, "/tweets/", field="image", data=moving())).json()
    assert (alone["content"], alone["media"][0]["type"]) == ("", "animation")
    uploaded_before = (await uploaded(person))["id"]
    both = (await sent(person, "/tweets/", field="image", media_ids=[uploaded_before], quote_of=tweet["id"])).json()
    assert [medium["id"] for medium in both["media"]][1:] == [uploaded_before]
    assert both["quoted"]["id"] == tweet["id"]
    comments = f"/tweets/{tweet['id']}/comments/"
    comment = (await sent(person, comments, field="image")).json()
    assert comment.keys() == COMMENT
    assert (comment["content"], comment["image"]) == ("", comment["media"][0]["url"])
    assert (await shown(person, comments))["results"][0]["image"] == comment["image"]
    for path in ("/tweets/", comments):
        error(await sent(person, path, field="image", data=b"x", content="x"), 400, "validation_error", "image")
        empty = await person.send("POST", path, data={"content": "no picture", "image": ""})
        assert (empty.status_code, empty.json()["media"]) == (201, [])
    many = [(await uploaded(person))["id"] for _ in range(4)]
    error(await sent(person, "/tweets/", field="image", media_ids=many), 400, "validation_error", "media_ids")


async def test_a_reply_shows_pictures(register: Register) -> None:
    person = await register()
    tweet = await published(person)
    medium = await uploaded(person)
    reply = await commented(person, tweet["id"], "", media_ids=[medium["id"]])
    assert reply["media"] == [medium]
    assert (await shown(person, f"/tweets/{tweet['id']}/comments/{reply['id']}/"))["media"] == [medium]


async def test_an_edit_changes_pictures(register: Register) -> None:
    person, other = await register(), await register()
    one, two, three = [(await uploaded(person))["id"] for _ in range(3)]
    tweet = await published(person, "hello #tag", media_ids=[one, two])
    path = f"/tweets/{tweet['id']}/"

    async def edited(method: str = "PATCH", **body: object) -> list[int]:
        answer = await made(person, path, 200, method, **body)
        assert await media_of(other, tweet["id"]) == [medium["id"] for medium in answer["media"]]
        return [medium["id"] for medium in answer["media"]]

    assert await edited(content="bye #tag") == [one, two]
    assert await edited("PUT", content="bye #tag again") == [one, two]
    assert await edited(media_ids=[two, three]) == [two, three]
    assert (await shown(person, path))["hashtags"] == ["tag"]
    assert await edited(media_ids=[three, two]) == [three, two]
    count = (await shown(person, f"{path}history/"))["count"]
    assert await edited(media_ids=[three, two]) == [three, two]
    assert (await shown(person, f"{path}history/"))["count"] == count == 4
    assert await edited(content="") == [three, two]
    refused: list[dict[str, object]] = [{}, {"media_ids": []}, {"image": None}, {"content": "", "media_ids": []}]
    for body in refused:
        error(await person.send("PATCH", path, json=body), 400, "empty_tweet")
    theirs = (await uploaded(other))["id"]
    error(await person.send("PATCH", path, json={"media_ids": [theirs]}), 400, "validation_error", "media_ids")
    error(await other.send("PATCH", path, json={"media_ids": [theirs]}), 403, "not_author")
    assert await media_of(other, tweet["id"]) == [three, two]
    answer = await sent(person, path, method="PUT", field="image", content="new")
    assert (answer.status_code, len(answer.json()["media"])) == (200, 1)
    assert await edited(content="x", image=None) == []
    error(await person.send("PATCH", path, json={"content": " "}), 400, "empty_tweet")
    again = await published(person, "", media_ids=[one])
    assert again["media"][0]["id"] == one


async def test_a_strangers_edit_gives_away_nothing(register: Register) -> None:
    person, other = await register(), await register()
    tweet = await published(person)
    answer = await sent(other, f"/tweets/{tweet['id']}/", method="PATCH", field="image")
    error(answer, 403, "not_author")
    assert (await shown(person, f"/tweets/{tweet['id']}/"))["media"] == []


async def test_a_profile_has_pictures(register: Register, client: httpx.AsyncClient, folder: Path) -> None:
    person, other = await register(), await register()
    answer = await sent(person, "/me/update/", method="PATCH", field="profile_image", data=drawn("JPEG", (1000, 600)))
    assert answer.status_code == 200, answer.text
    first = answer.json()["profile_image"]
    assert answer.json()["name"] == person.username
    assert (await client.get(first)).status_code == 200
    answer = await person.send(
        "PUT",
        "/me/update/",
        data={"name": "Ada", "website": ""},
        files={"cover_image": drawn("PNG"), "profile_image": moving()},
    )
    body = answer.json()
    assert (answer.status_code, body["name"], body["website"]) == (200, "Ada", None)
    image, cover = body["profile_image"], body["cover_image"]
    assert image != first
    assert (await shown(person, "/me/"))["cover_image"] == cover
    assert (await shown(other, f"/users/{person.username}/"))["profile"]["profile_image"] == image
    tweet = await published(person, f"@{person.username}")
    assert tweet["author"]["profile_image"] == tweet["mentions"][0]["profile_image"] == image
    await person.send("POST", f"/users/{other.username}/follow/")
    assert (await shown(other, f"/users/{other.username}/followers/"))["results"][0]["profile_image"] == image
    assert (await shown(other, "/notifications/"))["results"][0]["sender"]["profile_image"] == image
    async with asyncio.timeout(20):
        while (folder / name_of(first)).exists():  # noqa: ASYNC110 - what is awaited happens in another process
            await asyncio.sleep(0.1)
    assert (await client.get(image)).status_code == (await client.get(cover)).status_code == 200
    assert (await made(person, "/me/update/", 200, "PATCH", bio="x"))["profile_image"] == image
    assert (await made(person, "/me/update/", 200, "PATCH", profile_image=None))["profile_image"] is None
    emptied = await person.send("PATCH", "/me/update/", data={"cover_image": ""})
    assert (emptied.status_code, emptied.json()["cover_image"]) == (200, None)
    async with asyncio.timeout(20):
        while (folder / name_of(image)).exists() or (folder / name_of(cover)).exists():  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.1)
    error(
        await sent(person, "/me/update/", method="PATCH", field="cover_image", data=b"x"),
        400,
        "validation_error",
        "cover_image",
    )
    error(
        await person.send("PATCH", "/me/update/", json={"profile_image": "x.jpg"}),
        400,
        "validation_error",
        "profile_image",
    )
