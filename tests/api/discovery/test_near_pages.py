"""Pages of what is sifted or put in order by distance, against plain Python: nothing twice, nothing lost."""

import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest

from api.pages import MAX_PARTS, OLDER, Page, PageRequest, decode_cursor, placed_page_of, sifted_page_of
from graph import statements
from graph.client import Graph
from graph.discovery.repository import Known
from graph.discovery.repository import Sifted as SiftedPeople
from graph.ids import now_ms
from graph.notifications.records import Sifted as SiftedNotices
from graph.paging import PART
from graph.records import Record
from graph.tweets.records import Placed
from graph.tweets.threads import PARTS
from seeds import load, world
from seeds.network import Network, Tweet
from tests.fixtures import stated

SIZE = world.Size(people=40, follows=7, tweets=1, retweets=0, likes=0)
ANSWERS = 90
NOTIFY = stated(
    "notify",
    """
    UNWIND $told AS one
    MATCH (receiver:User {id: one.receiver})
    MATCH (actor:User {id: one.actor})
    CREATE (notification:Notification {id: one.id, key: 'near:' + one.id, receiver_id: receiver.id, verb: 'followed',
                                       read: false, created_at: datetime()})
    CREATE (notification)-[:TO]->(receiver)
    CREATE (notification)-[:FROM]->(actor)
    """,
)


class Scene(NamedTuple):
    """A network, a tweet that many answered, and what each of the readers was told, as ids and who caused it."""

    network: Network
    root: int
    answers: list[Tweet]
    told: dict[int, dict[int, int]]
    readers: list[int]

    def followed(self, reader: int) -> list[int]:
        """Whom a person follows, newest first."""
        mine = sorted((each for each in self.network.follows if each.follower == reader), key=lambda one: -one.id)
        return [each.followee for each in mine]

    def around(self, reader: int, friends: int, reach: int) -> set[int]:
        """Whom those follow whom a person follows, within bounds."""
        return {other for friend in self.followed(reader)[:friends] for other in self.followed(friend)[:reach]}


@pytest.fixture(scope="module")
async def scene(graph: Graph) -> Scene:
    end, rng = now_ms(), random.Random(11)
    network = world.generate(SIZE, seed=3, end=end, prefix=f"n{graph.next_id() % 10**8}_")
    people = [person.id for person in network.people]
    root = graph.next_id()
    loud = [*people, *people[:6] * 5]  # some answer often
    answers = [Tweet(graph.next_id(), rng.choice(loud), "an answer", root) for _ in range(ANSWERS)]
    more = Network(tweets=[Tweet(root, people[0], "what do you think?"), *answers])
    await load.load(graph, network, key=f"near/{root}")
    await load.load(graph, more, key=f"near/{root}/answers")
    degrees: dict[int, int] = defaultdict(int)
    for follow in network.follows:
        degrees[follow.follower] += 1
    ordered = sorted(people, key=lambda one: degrees[one])
    readers = [ordered[0], ordered[len(ordered) // 2], ordered[-1]]
    told = {reader: {graph.next_id(): rng.choice(people) for _ in range(50)} for reader in readers}
    for reader, causes in told.items():
        rows = [{"id": one, "receiver": reader, "actor": actor} for one, actor in causes.items()]
        await graph.write(NOTIFY, Record, told=rows)
    return Scene(network, root, answers, told, readers)


def request(cursor: str | None, limit: int) -> PageRequest:
    direction, place = (OLDER, None) if cursor is None else decode_cursor(cursor, most=MAX_PARTS * PART)
    return PageRequest(limit=limit, page=None, cursor=place, direction=direction, url="http://x/", kept=[])


def cursor_of(link: str | None) -> str | None:
    return None if link is None else parse_qs(urlsplit(link).query)["cursor"][0]


async def walked(read: Callable[[PageRequest], Awaitable[Page[int]]], limit: int) -> tuple[list[int], list[int]]:
    """Everything from the first page down, and everything from the last page up to the first."""
    down: list[int] = []
    page = await read(request(None, limit))
    assert page.previous is None
    down += page.results
    last = page
    while page.next is not None:
        page = last = await read(request(cursor_of(page.next), limit))
        down += page.results
    up = list(last.results)
    while page.previous is not None:
        page = await read(request(cursor_of(page.previous), limit))
        up = page.results + up
    return down, up


@pytest.mark.parametrize("few", [0, 500])
async def test_answers_by_distance(graph: Graph, scene: Scene, few: int) -> None:
    for reader in scene.readers:
        for wide, friends, reach in ((1000, 50, 40), (3, 2, 3)):
            near = {reader, *scene.followed(reader)[:wide]}
            around = scene.around(reader, friends, reach)

            def part(author: int, near: set[int] = near, around: set[int] = around) -> int:
                return 2 if author in near else 1 if author in around else 0

            wanted = [each.id for each in sorted(scene.answers, key=lambda one: (-part(one.author), -one.id))]
            bounds = {"wide": wide, "friends": friends, "reach": reach, "few": few}

            async def read(asked: PageRequest, reader: int = reader, bounds: dict[str, int] = bounds) -> Page[int]:
                values = {**bounds, **asked.placed_window.placed_bounds(PARTS), "tweet_id": scene.root}
                (found,) = await graph.read(statements.tweets.comments_by_distance, Placed, viewer_id=reader, **values)
                top = [row.id for row in found.rows if row.level == 1]
                assert found.count == ANSWERS
                return placed_page_of(found.places, top, asked, count=None)

            assert await walked(read, 13) == (wanted, wanted)
            # By number it is the same list.
            second = PageRequest(limit=13, page=2, cursor=None, direction=OLDER, url="http://x/", kept=[])
            assert (await read(second)).results == wanted[13:26]


@pytest.mark.parametrize(("looked", "limit"), [(7, 3), (500, 4), (2, 10)])
async def test_who_does_not_follow_back(graph: Graph, scene: Scene, looked: int, limit: int) -> None:
    follows = {(each.follower, each.followee): each.id for each in scene.network.follows}
    for reader in scene.readers:
        fans = {one: id_ for (one, other), id_ in follows.items() if other == reader and (reader, one) not in follows}
        idols = {
            other: id_ for (one, other), id_ in follows.items() if one == reader and (other, reader) not in follows
        }
        for statement, people in (
            (statements.discovery.fans, fans),
            (statements.discovery.not_following_back, idols),
        ):

            async def read(asked: PageRequest, reader: int = reader, name: str = statement.name) -> Page[int]:
                (found,) = await graph.read(
                    getattr(statements.discovery, name),
                    SiftedPeople,
                    viewer_id=reader,
                    looked=looked,
                    **asked.window.bounds,
                )
                return sifted_page_of(found.ids, [each.id for each in found.people], asked, beyond=found.beyond)

            wanted = sorted(people, key=lambda one: -people[one])
            assert await walked(read, limit) == (wanted, wanted)


@pytest.mark.parametrize("few", [0, 1000])
async def test_whom_two_have_in_common(graph: Graph, scene: Scene, few: int) -> None:
    """Read through from either side it is the same list; of the one side nothing is few, of the other all."""
    names = {person.id: person.username for person in scene.network.people}
    follows = {(each.follower, each.followee): each.id for each in scene.network.follows}
    for reader, other in zip(scene.readers, [*scene.readers[1:], scene.readers[0]], strict=True):
        followers = {one for one, whom in follows if whom == other}
        followees = {whom for one, whom in follows if one == other}
        both = {
            "followers_you_know": followers,
            "shared_following": followees,
            "mutuals": {one for one in followers & followees if (one, reader) in follows},
        }
        for name, people in both.items():

            async def read(asked: PageRequest, reader: int = reader, other: int = other, name: str = name) -> Page[int]:
                (found,) = await graph.read(
                    getattr(statements.discovery, name),
                    Known,
                    viewer_id=reader,
                    username_key=names[other],
                    few=few,
                    **asked.window.bounds,
                )
                return placed_page_of(found.ids, [each.id for each in found.people], asked, count=None)

            wanted = [one for one in scene.followed(reader) if one in people]
            assert await walked(read, 2) == (wanted, wanted), (name, few)


@pytest.mark.parametrize(("looked", "limit"), [(6, 2), (500, 5)])
async def test_what_near_people_did(graph: Graph, scene: Scene, looked: int, limit: int) -> None:
    for reader in scene.readers:
        causes, followed = scene.told[reader], scene.followed(reader)
        for friends, reach in ((0, 40), (50, 40), (2, 3)):
            near = {*followed, *scene.around(reader, friends, reach)}

            async def read(
                asked: PageRequest, reader: int = reader, friends: int = friends, reach: int = reach
            ) -> Page[int]:
                (found,) = await graph.read(
                    statements.notifications.received_within,
                    SiftedNotices,
                    viewer_id=reader,
                    friends=friends,
                    reach=reach,
                    looked=looked,
                    **asked.window.bounds,
                )
                ids = [each.id for each in found.rows]
                return sifted_page_of(ids, ids, asked, beyond=found.beyond)

            wanted = sorted((one for one, actor in causes.items() if actor in near), reverse=True)
            assert await walked(read, limit) == (wanted, wanted)


def test_a_page_that_is_sifted_goes_on_where_it_stopped() -> None:
    def links(rows: Sequence[int], beyond: int | None) -> tuple[bool, int | None]:
        page = sifted_page_of(rows, rows, request(None, 2), beyond=beyond)
        cursor = cursor_of(page.next)
        return page.previous is None, None if cursor is None else decode_cursor(cursor)[1]

    assert links([9, 8, 7], 5) == (True, 8)  # there is more for this page than it shows
    assert links([9], 5) == (True, 5)
    assert links([], 5) == (True, 5)
    assert links([9], None) == (True, None)
