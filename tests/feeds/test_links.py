"""Over HTTP: numbered pages are those behind the links, the way back is the way there, `since` shows what is new."""

from itertools import pairwise

import httpx
import pytest

from graph.client import Graph
from graph.tweets import repository as tweets
from seeds import load
from seeds.network import Follow, Network, Person, Tweet
from tests.feeds.following_links import answered, followed, ids
from tests.fixtures import SignIn, Social
from tests.model.plain import Plain

HOME = "/tweets/feed/"


@pytest.fixture(scope="module")
def readers(social: Social) -> list[int]:
    """A dozen people, from few followees to many."""
    plain = Plain()
    plain.add(social.network)
    ordered = sorted(plain.status, key=lambda person: (len(plain.follows[person]), person))
    return ordered[5::90]


async def test_numbered_pages_are_those_behind_the_links(
    readers: list[int], http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    for index, reader in enumerate(readers):
        headers = await sign_in(reader)
        limit = (10, 3, 37)[index % 3]
        linked = await followed(http, f"{HOME}?limit={limit}", headers, 8)
        for number, answer in enumerate(linked, start=1):
            numbered = await answered(http, f"{HOME}?limit={limit}&page={number}", headers)
            assert numbered["results"] == answer["results"], (reader, limit, number)
            assert numbered["next"] == answer["next"]
            assert (numbered["previous"] is None) == (number == 1)


async def test_the_deepest_numbered_page(readers: list[int], http: httpx.AsyncClient, sign_in: SignIn) -> None:
    headers = await sign_in(readers[-1])
    linked = await followed(http, f"{HOME}?limit=10", headers, 100)
    numbered = await answered(http, f"{HOME}?limit=10&page=100", headers)
    assert len(linked) == 100
    assert numbered["results"] == linked[-1]["results"]


async def test_the_way_back_is_the_way_there(readers: list[int], http: httpx.AsyncClient, sign_in: SignIn) -> None:
    for index, reader in enumerate(readers):
        headers = await sign_in(reader)
        there = await followed(http, f"{HOME}?limit={(10, 7)[index % 2]}", headers, 6)
        if there[-1]["previous"] is None:
            continue
        back = await followed(http, there[-1]["previous"], headers, 6, link="previous")
        assert ids(back[::-1]) == ids(there[:-1])
        assert len(back) == len(there) - 1
        for older, newer in pairwise(back):
            assert (await answered(http, newer["next"], headers))["results"] == older["results"]


async def test_an_authors_page_goes_there_and_back(
    social: Social, readers: list[int], http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    headers = await sign_in(readers[0])
    for person in social.network.people[::97]:
        there = await followed(http, f"/tweets/user/{person.username}/?limit=9", headers, 4)
        nobody = await followed(http, f"/tweets/user/{person.username}/?limit=9", {}, 4)
        assert ids(there) == ids(nobody)
        if there[-1]["previous"] is not None:
            back = await followed(http, there[-1]["previous"], headers, 4, link="previous")
            assert ids(back[::-1]) == ids(there[:-1])


async def test_since_shows_what_is_new(graph: Graph, http: httpx.AsyncClient, sign_in: SignIn) -> None:
    stem = f"since{graph.next_id() % 10**9}_"
    reader, *authors = [Person(graph.next_id(), f"{stem}{index}", f"Since {index}") for index in range(16)]
    ties = [Follow(graph.next_id(), reader.id, author.id) for author in authors]
    old = [Tweet(graph.next_id(), author.id, "old") for author in authors for _ in range(3)]
    await load.load(graph, Network([reader, *authors], ties, old), key=stem)
    headers = await sign_in(reader.id)
    first = await answered(http, f"{HOME}?limit=5", headers)
    nothing = await answered(http, f"{HOME}?limit=5&since={first['newest']}", headers)
    assert nothing == {"count": None, "next": None, "previous": None, "newest": first["newest"], "results": []}
    new = [await tweets.publish(graph, viewer_id=author.id, content="new") for author in authors[:7] * 2]
    shown = await followed(http, f"{HOME}?limit=5&since={first['newest']}", headers, 9)
    assert ids(shown) == [tweet.id for tweet in reversed(new)]
    assert [len(answer["results"]) for answer in shown] == [5, 5, 4]
