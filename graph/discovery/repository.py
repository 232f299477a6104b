"""Discovery: whom one may want to know, and how one stands to others through others."""

from graph import statements
from graph.client import Graph, only
from graph.paging import Window
from graph.records import Author, Person, Record

NOBODY = "There is no such person."
FRIENDS = 100  # people whose follows are looked at, the newest
REACH = 50  # follows of each that are looked at, the newest
FEW = 1000  # follows of another person that are read through, if the reader has more of their own
LOOKED = 500  # follows that are looked at for a page
WIDE = 1000  # people who are looked at for a way of two follows, the newest at either end


class Suggestion(Record):
    """A person, and through how many of those one follows they are known, the first of them by name."""

    person: Person
    known_count: int
    known: list[Author]


class Dismissed(Record):
    """Whether this request made it so."""

    created: bool


class Known(Record):
    """A stretch of a list of people, with the ids of the relationships that order it."""

    ids: list[int]
    people: list[Person]


class Sifted(Known):
    """A stretch of such a list, and where to go on if there are more than were looked at."""

    beyond: int | None


class ShortestPath(Record):
    """The people on a way from the reader to a person; none if there is no way."""

    path: list[Person]


class Similar(Record):
    """A person, and through whom they are like another: how many both follow or are followed by, and up to three."""

    person: Person
    both_follow_count: int
    both_follow: list[Author]
    followed_by_count: int
    followed_by: list[Author]


class SimilarPeople(Record):
    """A stretch of those who are like a person."""

    people: list[Similar]


async def suggestions(graph: Graph, *, viewer_id: int, window: Window) -> list[Suggestion]:
    """Whom a person may want to follow, best first; nobody for who neither follows nor is followed."""
    return await graph.read(
        statements.discovery.suggestions,
        Suggestion,
        viewer_id=viewer_id,
        friends=FRIENDS,
        reach=REACH,
        skip=window.skip,
        limit=window.rows,
    )


async def dismiss(graph: Graph, *, viewer_id: int, username: str) -> None:
    """Have a person suggested no more; no-op if that is so already. Raises NotFound, for oneself too."""
    rows = await graph.write(
        statements.discovery.dismiss,
        Dismissed,
        viewer_id=viewer_id,
        username_key=username.lower(),
        dismissal_id=graph.next_id(),
    )
    only(rows, NOBODY)


async def followers_you_know(graph: Graph, *, viewer_id: int, username: str, window: Window) -> Known:
    """Who follows a person among those one follows, newest first. Raises NotFound."""
    rows = await graph.read(
        statements.discovery.followers_you_know,
        Known,
        viewer_id=viewer_id,
        username_key=username.lower(),
        few=FEW,
        **window.bounds,
    )
    return only(rows, NOBODY)


async def shared_following(graph: Graph, *, viewer_id: int, username: str, window: Window) -> Known:
    """Whom one follows as a person does, newest first. Raises NotFound."""
    rows = await graph.read(
        statements.discovery.shared_following,
        Known,
        viewer_id=viewer_id,
        username_key=username.lower(),
        few=FEW,
        **window.bounds,
    )
    return only(rows, NOBODY)


async def mutuals(graph: Graph, *, viewer_id: int, username: str, window: Window) -> Known:
    """Who follow and are followed by both oneself and a person, newest first. Raises NotFound."""
    rows = await graph.read(
        statements.discovery.mutuals,
        Known,
        viewer_id=viewer_id,
        username_key=username.lower(),
        few=FEW,
        **window.bounds,
    )
    return only(rows, NOBODY)


async def fans(graph: Graph, *, viewer_id: int, window: Window) -> Sifted:
    """Who follows one and is not followed back, newest first. Raises NotFound for oneself."""
    rows = await graph.read(statements.discovery.fans, Sifted, viewer_id=viewer_id, looked=LOOKED, **window.bounds)
    return only(rows, NOBODY)


async def not_following_back(graph: Graph, *, viewer_id: int, window: Window) -> Sifted:
    """Whom one follows and who does not follow back, newest first. Raises NotFound for oneself."""
    rows = await graph.read(
        statements.discovery.not_following_back, Sifted, viewer_id=viewer_id, looked=LOOKED, **window.bounds
    )
    return only(rows, NOBODY)


async def shortest_path(graph: Graph, *, viewer_id: int, username: str) -> list[Person]:
    """From oneself to a person over four follows at most; oneself alone to oneself. Raises NotFound."""
    rows = await graph.read(
        statements.discovery.shortest_path,
        ShortestPath,
        viewer_id=viewer_id,
        username_key=username.lower(),
        wide=WIDE,
        friends=FRIENDS,
        reach=REACH,
    )
    return only(rows, NOBODY).path


async def similar(graph: Graph, *, viewer_id: int, username: str, window: Window) -> list[Similar]:
    """Who is like a person by whom they follow and who follows them, most alike first. Raises NotFound."""
    rows = await graph.read(
        statements.discovery.similar,
        SimilarPeople,
        viewer_id=viewer_id,
        username_key=username.lower(),
        friends=FRIENDS,
        reach=REACH,
        skip=window.skip,
        limit=window.rows,
    )
    return only(rows, NOBODY).people
