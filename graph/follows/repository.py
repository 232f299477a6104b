"""Follows: who follows whom."""

import msgspec
from msgspec import UNSET, UnsetType

from graph import statements
from graph.client import Graph, only
from graph.errors import Rejected
from graph.paging import Window
from graph.records import Author, Record
from graph.statements import Statement

NOBODY = "There is no such person."
REFUSALS = {
    "self_follow": "You cannot follow yourself.",
    "follow_limit": "You follow as many people as one person may.",
}


class Followed(Record):
    """Who follows whom now, by display name; `created` when this request made it so."""

    refusal: str | None
    created: bool
    follower: str
    following: str


class Unfollowed(Record):
    """Whether there was something to remove."""

    removed: bool


class Person(Author):
    """A person in a list, with how a signed-in reader stands to them."""

    is_following: bool | UnsetType = UNSET
    follows_you: bool | UnsetType = UNSET


class People(Record):
    """A stretch of a list of people, with the ids of the relationships that order it."""

    count: int
    ids: list[int]
    people: list[Person]


async def follow(graph: Graph, *, viewer_id: int, username: str, follow_limit: int) -> Followed:
    """Follow a visible person; no-op if that is so already. Raises NotFound, Rejected."""
    rows = await graph.write(
        statements.follows.follow,
        Followed,
        viewer_id=viewer_id,
        username_key=username.lower(),
        follow_id=graph.next_id(),
        follow_limit=follow_limit,
    )
    followed = only(rows, NOBODY)
    if followed.refusal is not None:
        raise Rejected(REFUSALS[followed.refusal], code=followed.refusal)
    return followed


async def unfollow(graph: Graph, *, viewer_id: int, username: str) -> Unfollowed:
    """Stop following a visible person; no-op if that is so already. Raises NotFound."""
    rows = await graph.write(
        statements.follows.unfollow, Unfollowed, viewer_id=viewer_id, username_key=username.lower()
    )
    return only(rows, NOBODY)


async def followers(graph: Graph, *, viewer_id: int | None, username: str, search: str, window: Window) -> People:
    """Who follows a person, in the order of the window; `search` keeps whose name or username contains it. Raises NotFound."""
    listing = (statements.follows.followers, statements.follows.followers_newer)
    return await _people(graph, listing, viewer_id=viewer_id, username=username, search=search, window=window)


async def following(graph: Graph, *, viewer_id: int | None, username: str, search: str, window: Window) -> People:
    """Whom a person follows, in the order of the window; `search` keeps whose name or username contains it. Raises NotFound."""
    listing = (statements.follows.following, statements.follows.following_newer)
    return await _people(graph, listing, viewer_id=viewer_id, username=username, search=search, window=window)


async def _people(
    graph: Graph, listing: tuple[Statement, Statement], *, viewer_id: int | None, username: str, search: str, window: Window
) -> People:
    """Read downwards or upwards, as the window says, in that order."""
    older, newer = listing
    wanted = {"viewer_id": viewer_id, "username_key": username.lower(), "search": search.lower()}
    if window.after is None:
        rows = await graph.read(older, People, **wanted, **window.below)
    else:
        rows = await graph.read(newer, People, **wanted, after=window.after, limit=window.rows)
    found = only(rows, NOBODY)
    if viewer_id is not None:
        return found
    strangers = [msgspec.structs.replace(person, is_following=UNSET, follows_you=UNSET) for person in found.people]
    return msgspec.structs.replace(found, people=strangers)
