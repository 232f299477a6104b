"""Quotes, one level deep, and threads, however deep."""

from graph.client import Graph
from graph.records import Record
from seeds import load
from seeds.network import Network, Tweet
from tests.api.conftest import Person, error
from tests.api.tweets.conftest import PAGE, TWEET, Told, commented, ids, made, published, set_status, shown
from tests.fixtures import stated

DEEP = 1_000
QUOTED = frozenset(["id", "author", "content", "media", "image", "quoted", "edited_at", "created_at"])
TIES = stated("ties", "MATCH (:Tweet {id: $id})-[quote:QUOTES]->() RETURN count(quote) AS count")


class Ties(Record):
    """How many quotes a tweet makes."""

    count: int


async def test_a_quote_shows_one_level(people: list[Person], told: Told) -> None:
    one, two, three = people
    first = await published(one, "first")
    second = await published(two, f"second @{one.username} @{three.username}", quote_of=first["id"])
    assert second.keys() == TWEET
    assert second["quoted"].keys() == QUOTED
    assert (
        second["quoted"].items()
        >= {
            "id": first["id"],
            "author": first["author"],
            "content": "first",
            "quoted": None,
            "edited_at": None,
            "created_at": first["created_at"],
        }.items()
    )
    third = await published(one, "third", quote_of=second["id"])
    assert third["quoted"]["quoted"] == {"id": first["id"]}
    assert first["quoted"] is None
    assert await told(second["id"]) == {(one.username, "quoted"), (three.username, "mentioned")}
    assert await told(third["id"]) == {(two.username, "quoted")}
    assert await told((await published(one, "mine", quote_of=first["id"]))["id"]) == set()
    assert (await shown(one, f"/tweets/{first['id']}/"))["quotes_count"] == 2
    home = (await shown(two, "/tweets/feed/"))["results"]
    assert (home[0]["id"], home[0]["quoted"]) == (second["id"], second["quoted"])
    await made(one, f"/tweets/{first['id']}/", 200, "PATCH", content="edited")
    assert (await shown(two, f"/tweets/{second['id']}/"))["quoted"]["content"] == "edited"


async def test_what_may_not_be_quoted(people: list[Person], graph: Graph) -> None:
    one, two, three = people
    gone, hidden = await published(one), await published(two)
    await one.send("DELETE", f"/tweets/{gone['id']}/")
    await set_status(graph, two, "suspended")
    for tweet in (1, gone["id"], hidden["id"], 0, 2**60, "x"):
        answer = await three.send("POST", "/tweets/", json={"content": "x", "quote_of": tweet})
        error(answer, 400, "validation_error", "quote_of")
    assert (await published(three, quote_of=None))["quoted"] is None
    error(await three.send("POST", "/tweets/", json={"quote_of": hidden["id"]}), 400, "empty_tweet")


async def test_quotes_of_what_is_gone_or_hidden(people: list[Person], graph: Graph) -> None:
    one, two, three = people
    tweet = await published(one)
    quote = await published(two, quote_of=tweet["id"])
    above = await published(three, quote_of=quote["id"])
    unavailable = {"id": tweet["id"], "unavailable": True}
    await set_status(graph, one, "suspended")
    assert (await shown(two, f"/tweets/{quote['id']}/"))["quoted"] == unavailable
    error(await two.get(f"/tweets/{tweet['id']}/quotes/"), 404, "not_found")
    await set_status(graph, one, "active")
    await one.send("DELETE", f"/tweets/{tweet['id']}/")
    assert (await shown(two, f"/tweets/{quote['id']}/"))["quoted"] == unavailable
    assert (await shown(two, f"/tweets/{above['id']}/"))["quoted"]["quoted"] == {"id": tweet["id"]}
    await three.send("DELETE", f"/tweets/{above['id']}/")
    assert (await shown(two, f"/tweets/{quote['id']}/"))["quotes_count"] == 0
    (ties,) = await graph.read(TIES, Ties, id=quote["id"])
    assert ties.count <= 1


async def test_quotes_are_paged(people: list[Person], graph: Graph) -> None:
    one, two, three = people
    tweet = await published(one)
    path = f"/tweets/{tweet['id']}/quotes/"
    assert await shown(one, path) == {"count": 0, "next": None, "previous": None, "results": []}
    quotes = [await published(who, quote_of=tweet["id"]) for who in (two, three, two, three, two)][::-1]
    page = await shown(two, path)
    assert page.keys() == PAGE
    assert (page["count"], page["results"]) == (5, quotes)
    first = await shown(one, f"{path}?limit=2")
    second = await shown(one, first["next"])
    assert ids(first["results"] + second["results"]) == ids(quotes[:4])
    assert (await shown(one, second["previous"]))["results"] == first["results"]
    assert ids((await one.client.get(f"{path}?limit=2&page=3")).json()["results"]) == ids(quotes[4:])
    await set_status(graph, three, "suspended")
    assert ids((await shown(one, path))["results"]) == ids(quotes[::2])


async def test_a_thread_shows_what_is_answered(people: list[Person], graph: Graph) -> None:
    one, two, three = people
    root = await published(one)
    first = await commented(two, root["id"])
    second = await commented(three, first["id"])
    third = await commented(one, second["id"])
    last = await commented(two, third["id"])
    seen = await shown(one, f"/tweets/{third['id']}/thread/")
    assert seen.keys() == {"ancestors", "tweet", "replies"}
    assert ids(seen["ancestors"]) == [root["id"], first["id"], second["id"]]
    assert [each.keys() for each in seen["ancestors"]] == [TWEET] * 3
    assert (seen["tweet"].keys(), seen["tweet"]["id"]) == (TWEET, third["id"])
    assert (seen["replies"].keys(), ids(seen["replies"]["results"])) == (PAGE, [last["id"]])
    assert (await one.client.get(f"/tweets/{third['id']}/thread/")).status_code == 200
    top = await shown(one, f"/tweets/{root['id']}/thread/")
    assert (top["ancestors"], ids(top["replies"]["results"])) == ([], [first["id"]])
    error(await one.get("/tweets/1/thread/"), 404, "not_found")
    await two.send("DELETE", f"/tweets/{first['id']}/")
    await set_status(graph, three, "suspended")
    gaps = (await shown(one, f"/tweets/{third['id']}/thread/"))["ancestors"]
    assert [(gap["type"], gap["id"], gap.get("unavailable", False)) for gap in gaps] == [
        ("tweet", root["id"], False),
        ("tombstone", first["id"], True),
        ("tombstone", second["id"], True),
    ]


async def test_a_thread_of_a_thousand_replies(people: list[Person], graph: Graph) -> None:
    root = await published(people[0])
    author = root["author"]["id"]
    chain = [Tweet(graph.next_id(), author, "deep", root["id"])]
    while len(chain) < DEEP:
        chain.append(Tweet(graph.next_id(), author, "deep", chain[-1].id))
    await load.load(graph, Network(tweets=chain), key=f"deep/{root['id']}")
    path = f"/tweets/{chain[-1].id}/"
    seen = await shown(people[1], f"{path}thread/")
    assert ids(seen["ancestors"]) == [tweet.id for tweet in chain[-101:-1]]
    assert (await shown(people[1], path))["reply_to"]["id"] == chain[-2].id
    top = await shown(people[1], f"/tweets/{root['id']}/thread/")
    assert (top["tweet"]["comments_count"], ids(top["replies"]["results"])) == (1, [chain[0].id])
    assert ids(top["replies"]["results"][0]["replies"]) == [chain[1].id]
    last = await commented(people[1], chain[-1].id)
    for tweet in chain[-30:]:
        assert (await people[0].send("DELETE", f"/tweets/{tweet.id}/")).status_code == 204
    assert ids((await shown(people[1], f"/tweets/{chain[-31].id}/comments/"))["results"]) == [chain[-30].id]
    assert (await people[1].send("DELETE", f"/tweets/{last['id']}/")).status_code == 204
    bare = await shown(people[1], f"/tweets/{chain[-31].id}/")
    assert (bare["comments_count"], bare["comments"]["results"]) == (0, [])
