"""Feeds and lists of the imported network against an oracle that looks at every row of the files."""

import asyncio
from collections import Counter

import pytest

from graph.client import Graph
from graph.follows import repository as follows
from graph.paging import Window
from tests.fixtures import Social
from tests.model.plain import Plain
from tests.model.reading import author_of, downwards, home_of, upwards

SIZES = (1, 3, 10, 37, 100)
MOST_TRIPS = 40  # a longer feed is read in larger pages
AT_ONCE = 4  # readers


@pytest.fixture(scope="module")
def plain(social: Social) -> Plain:
    """The imported network in plain Python."""
    network = Plain()
    network.add(social.network)
    return network


def by_followees(plain: Plain) -> list[int]:
    """Everybody, from the fewest followees to the most."""
    return sorted(plain.status, key=lambda person: (len(plain.follows[person]), person))


def chosen(people: list[int], count: int) -> list[int]:
    """The first twenty and the last five, and others at even distances among the first two thirds."""
    step = (len(people) * 2 // 3 - 20) / (count - 25)
    return people[:20] + [people[20 + int(index * step)] for index in range(count - 25)] + people[-5:]


async def test_two_hundred_feeds_to_their_end(social: Social, plain: Plain, graph: Graph) -> None:
    assert social.network.people
    readers = chosen(by_followees(plain), 200)
    assert len(set(readers)) == 200
    assert not plain.follows[readers[0]], "somebody who follows nobody is among them"
    gate = asyncio.Semaphore(AT_ONCE)
    sizes = Counter[int]()

    async def check(index: int, reader: int) -> None:
        async with gate:
            wanted = plain.home(reader)
            fitting = [size for size in SIZES if len(wanted) <= MOST_TRIPS * size] or SIZES[-1:]
            size = fitting[index % len(fitting)]
            sizes[size] += 1
            assert await downwards(home_of(graph, reader), size) == wanted, (reader, size)

    async with asyncio.TaskGroup() as group:
        for index, reader in enumerate(readers):
            group.create_task(check(index, reader))
    assert sizes.keys() == set(SIZES), sizes


@pytest.mark.parametrize("size", SIZES)
async def test_every_page_size_reads_the_same_feed(plain: Plain, graph: Graph, size: int) -> None:
    ordered = by_followees(plain)
    short = next(person for person in ordered[100:] if len(plain.home(person)) <= 400)
    wanted = plain.home(short)
    assert await downwards(home_of(graph, short), size) == wanted
    assert await upwards(home_of(graph, short), size) == wanted


async def test_feeds_read_upwards_are_the_same(plain: Plain, graph: Graph) -> None:
    for index, reader in enumerate(chosen(by_followees(plain), 60)[::5]):
        size = (37, 100)[index % 2]
        assert await upwards(home_of(graph, reader), size) == plain.home(reader)


async def test_nothing_older_than_asked_for(plain: Plain, graph: Graph) -> None:
    for index, reader in enumerate(chosen(by_followees(plain), 200)[::8]):
        wanted = plain.home(reader)
        for position in (0, 1, 9, 10, 11, 12, 60, 250):
            if position < len(wanted):
                above = wanted[position].id + index % 2
                newer = [entry for entry in wanted if entry.id >= above]
                assert await downwards(home_of(graph, reader, above=above), 10) == newer, (reader, position)


async def test_the_pages_of_fifty_authors_to_their_end(plain: Plain, graph: Graph, social: Social) -> None:
    names = {person.id: person.username for person in social.network.people}
    authors = chosen(sorted(plain.status, key=lambda person: (len(plain.posts[person]), person)), 50)
    for index, author in enumerate(authors):
        reader = authors[index - 1]
        wanted = plain.author(author, reader)
        assert await downwards(author_of(graph, names[author], reader), SIZES[1 + index % 4]) == wanted
        if index % 5 == 0:
            assert await upwards(author_of(graph, names[author], reader), SIZES[2 + index % 3]) == wanted


@pytest.mark.parametrize("listing", ["followers", "following"])
async def test_the_follows_of_fifty_people_to_their_end(
    plain: Plain, graph: Graph, social: Social, listing: str
) -> None:
    names = {person.id: person.username for person in social.network.people}
    read, wanted_of, ties = (
        (follows.followers, plain.followers_of, plain.followers)
        if listing == "followers"
        else (follows.following, plain.followed_by, plain.follows)
    )
    for index, person in enumerate(chosen(sorted(plain.status, key=lambda each: (len(ties[each]), each)), 50)):
        wanted, found, before = wanted_of(person, person), [], None
        size = SIZES[2 + index % 3]
        for _ in range(len(wanted) // size + 2):
            window = Window(rows=size + 1, before=before)
            page = await read(graph, viewer_id=person, username=names[person], search="", window=window)
            assert page.count == len(ties[person])
            found += page.people[:size]
            if len(page.people) <= size:
                break
            before = page.ids[size - 1]
        assert [each.id for each in found] == wanted
        for each in found:
            assert each.is_following == (each.id in plain.follows[person])
            assert each.follows_you == (person in plain.follows[each.id])
