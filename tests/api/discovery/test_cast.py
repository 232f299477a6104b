"""The answers of discovery for the named cast, worked out by hand from what the cast does; with the reasons."""

import pytest

from graph.records import Instant
from tests.api.discovery.conftest import HOUR, Asking


async def test_whom_one_knows_through_others(asking: Asking) -> None:
    assert await asking.because("lou", "/suggestions/") == {"ada": "Followed by Cleo Moreau"}
    assert await asking.named("finn", "/users/{bob}/followers-you-know/") == ["hana", "ada"]
    assert await asking.named("finn", "/users/{hana}/shared-following/") == ["cleo", "ada"]


async def test_mutuals_are_those_of_both(asking: Asking) -> None:
    assert await asking.named("bob", "/users/{cleo}/mutuals/") == ["ada"]
    assert await asking.named("hana", "/users/{ivo}/mutuals/") == ["ada"]
    # Bob's and cleo's only one is ada herself; she does not follow finn.
    for who, whom in (("ada", "bob"), ("ada", "cleo"), ("finn", "bob")):
        assert await asking.named(who, f"/users/{{{whom}}}/mutuals/") == []
    assert await asking.named("ada", "/users/{ada}/mutuals/") == ["ivo", "hana", "eva", "cleo", "bob"]


@pytest.mark.parametrize(
    ("who", "whom", "way"),
    [
        ("lou", "lou", "lou"),
        ("ada", "bob", "ada bob"),
        ("jun", "dan", "jun ada dan"),
        ("lou", "dan", "lou cleo ada dan"),
        ("lou", "jun", "lou cleo ada kim jun"),
        ("lou", "finn", ""),  # nobody follows him
        ("dan", "ada", ""),  # follows nobody
    ],
)
async def test_the_shortest_path(asking: Asking, who: str, whom: str, way: str) -> None:
    found = await asking.ask(who, f"/users/{{{whom}}}/path/")
    names = [asking.name(each) for each in found["path"]]
    assert " ".join(names) == way
    assert found["distance"] == (len(names) - 1 if names else None)


async def test_who_is_like_ada(asking: Asking) -> None:
    # The weights, one over the logarithm of 2 and how many follow them: bob 0.621, cleo 0.402, ivo 0.910, the rest
    # 0.721; or whom they follow: bob and ivo 0.721, cleo 0.910, eva and finn 0.621, hana 0.558, jun 0.514. Hence cleo
    # 3.757, jun 2.466, hana 2.366, eva 1.638, bob 1.474, finn 1.124, gus 1.024, kim 0.916, dan 0.558, ivo 0.402.
    found = await asking.because("lou", "/users/{ada}/similar/", limit=20)
    assert list(found) == ["cleo", "jun", "hana", "eva", "bob", "finn", "gus", "kim", "dan", "ivo"]
    assert found["cleo"] == "Both are followed by Jun 김, Ivo Novák and 4 others"
    assert found["jun"] == "Both follow Kim Okafor, Éva Szűcs and 2 others"
    assert found["hana"] == "Both follow Dan Grant, Cleo Moreau and 1 other, both are followed by Finn Costa"
    rows = (await asking.ask("lou", "/users/{ada}/similar/", limit=2))["results"]
    assert [(row["both_follow_count"], row["followed_by_count"]) for row in rows] == [(0, 6), (4, 0)]
    assert [[asking.name(each) for each in row["followed_by"]] for row in rows] == [["jun", "ivo", "hana"], []]
    # Who asks is called so, and is not like anybody to themselves.
    seen = await asking.because("finn", "/users/{ada}/similar/", limit=20)
    assert "finn" not in seen
    assert seen["hana"].endswith(", both are followed by you")


async def test_what_is_for_kim(asking: Asking) -> None:
    # Kim follows jun, who likes everything, and cleo. She likes `tour` herself, `mail` is hers, `ticket` a comment.
    ranked = await asking.because("kim", "/feeds/for-you/")
    assert list(ranked) == ["loaf", "encore", "path", "accents", "hello", "bread"]
    assert ranked["loaf"] == "Liked by Jun 김"
    assert ranked["path"] == "Liked by Jun 김 and Cleo Moreau, retweeted by Cleo Moreau"
    # Two like `hello`, one `bread`, which is newer.
    timed = await asking.because("kim", "/feeds/for-you/", order="time")
    assert list(timed) == ["loaf", "encore", "path", "accents", "bread", "hello"]
    assert timed == ranked


async def test_what_is_for_finn(asking: Asking) -> None:
    assert await asking.because("finn", "/feeds/for-you/") == {
        "loaf": "Liked by Ada Lund, retweeted by Ada Lund",
        "encore": "Liked by Ada Lund, retweeted by Hana Ito",
        "path": "Liked by Cleo Moreau, retweeted by Cleo Moreau",
        "accents": "Liked by Ada Lund, retweeted by Hana Ito",
        "bread": "Liked by Hana Ito and Ada Lund",
        "hello": "Liked by Cleo Moreau",
    }


async def test_what_those_like_whom_kim_follows(asking: Asking) -> None:
    found = await asking.because("kim", "/feeds/liked-by-following/")
    assert list(found) == ["loaf", "encore", "path", "accents", "ticket", "tour", "bread", "hello"]
    assert found["hello"] == "Liked by Jun 김 and Cleo Moreau"
    assert set(found.values()) == {"Liked by Jun 김", "Liked by Jun 김 and Cleo Moreau"}


async def test_what_finn_missed(asking: Asking) -> None:
    async def missed(hours: int) -> list[str]:
        since = Instant.from_ms(asking.cast.end - hours * HOUR)
        rows = (await asking.ask("finn", "/feeds/catch-up/", since=since))["results"]
        return [asking.cast.keys[row["id"]] for row in rows]

    # What was done with each: tour 14, then encore 5, path 6 and hello 5, which is the same step; lines nothing.
    assert await missed(1500) == ["tour", "encore", "path", "hello", "lines"]
    assert await missed(150) == ["encore", "path"]
    assert (await asking.ask("finn", "/feeds/catch-up/"))["results"] == []  # since a day ago
