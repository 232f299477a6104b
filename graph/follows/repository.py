"""Follows: who follows whom."""

from typing import Literal

from msgspec.structs import replace

from graph import statements
from graph.client import Graph, only
from graph.errors import NotFound, Rejected
from graph.paging import Window
from graph.records import Person, Record

NOBODY = "There is no such person."
REFUSALS = {
    "self_follow": "You cannot follow yourself.",
    "follow_limit": "You follow as many people as one person may.",
}


class Followed(Record):
    """Who follows whom now, or asks to, by display name; `created` when this request made it so."""

    refusal: str | None
    created: bool
    requested: bool
    follower: str
    following: str


class Unfollowed(Record):
    """Whether there was something to remove."""

    removed: bool


class Accepted(Record):
    """What became of a wish to let somebody follow."""

    outcome: Literal["accepted", "already", "no_request", "follow_limit"]


class People(Record):
    """A stretch of a list of people, with the ids of the relationships that order it."""

    count: int
    ids: list[int]
    people: list[Person]


async def follow(graph: Graph, *, viewer_id: int, username: str, follow_limit: int) -> Followed:
    """Follow a visible person, or ask a protected one; no-op if that is so already. Raises NotFound, Rejected."""
    rows = await graph.write(
        statements.follows.follow,
        Followed,
        viewer_id=viewer_id,
        username_key=username.lower(),
        follow_id=graph.next_id(),
        follow_limit=follow_limit,
        notification_id=graph.next_id(),
    )
    followed = only(rows, NOBODY)
    if followed.refusal is not None:
        raise Rejected(REFUSALS[followed.refusal], code=followed.refusal)
    return followed


async def unfollow(graph: Graph, *, viewer_id: int, username: str) -> Unfollowed:
    """Stop following a visible person, or asking to; no-op if that is so already. Raises NotFound."""
    rows = await graph.write(
        statements.follows.unfollow, Unfollowed, viewer_id=viewer_id, username_key=username.lower()
    )
    return only(rows, NOBODY)


async def requests(graph: Graph, *, viewer_id: int, window: Window) -> People:
    """Who asks to follow a protected person, newest first. Raises NotFound for oneself."""
    rows = await graph.read(statements.follows.requests, People, viewer_id=viewer_id, **window.bounds)
    return only(rows, NOBODY)


async def accept(graph: Graph, *, viewer_id: int, username: str, follow_limit: int) -> None:
    """Let somebody follow who asked to; no-op if they follow already. Raises NotFound, Rejected at their limit."""
    rows = await graph.write(
        statements.follows.accept,
        Accepted,
        viewer_id=viewer_id,
        username_key=username.lower(),
        follow_id=graph.next_id(),
        follow_limit=follow_limit,
        notification_id=graph.next_id(),
    )
    outcome = only(rows, NOBODY).outcome
    if outcome == "no_request":
        raise NotFound("They have not asked to follow you.")
    if outcome == "follow_limit":
        raise Rejected("They follow as many people as one person may.", code="follow_limit")


async def reject(graph: Graph, *, viewer_id: int, username: str) -> None:
    """Refuse somebody who asked to follow; no-op if they did not. Raises NotFound."""
    rows = await graph.write(statements.follows.reject, Unfollowed, viewer_id=viewer_id, username_key=username.lower())
    only(rows, NOBODY)


async def remove_follower(graph: Graph, *, viewer_id: int, username: str) -> None:
    """Take somebody from one's followers; no-op if they are none. Raises NotFound."""
    rows = await graph.write(
        statements.follows.remove_follower, Unfollowed, viewer_id=viewer_id, username_key=username.lower()
    )
    only(rows, NOBODY)


async def followers(graph: Graph, *, viewer_id: int | None, username: str, search: str, window: Window) -> People:
    """Who follows a person, newest first; `search` keeps whose name contains it. Raises NotFound."""
    rows = await graph.read(
        statements.follows.followers,
        People,
        viewer_id=viewer_id,
        username_key=username.lower(),
        search=search.lower(),
        **window.bounds,
    )
    return _for_reader(rows, viewer_id)


async def following(graph: Graph, *, viewer_id: int | None, username: str, search: str, window: Window) -> People:
    """Whom a person follows, newest first; `search` keeps whose name contains it. Raises NotFound."""
    rows = await graph.read(
        statements.follows.following,
        People,
        viewer_id=viewer_id,
        username_key=username.lower(),
        search=search.lower(),
        **window.bounds,
    )
    return _for_reader(rows, viewer_id)


def _for_reader(rows: list[People], viewer_id: int | None) -> People:
    """The list as its reader gets it: how people stand to nobody is left out. Raises NotFound."""
    found = only(rows, NOBODY)
    if viewer_id is not None:
        return found
    return replace(found, people=[person.for_nobody for person in found.people])
