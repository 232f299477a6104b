"""Discovery: whom one may want to know, and how one stands to others through others."""

from graph import statements
from graph.client import Graph, only
from graph.paging import Window
from graph.records import Author, Person, Record

NOBODY = "There is no such person."
FRIENDS = 100  # people whose follows are looked at, the newest
REACH = 50  # follows of each that are looked at, the newest


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
        **window.bounds,
    )
    return only(rows, NOBODY)
