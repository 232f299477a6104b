"""Pictures: one function for each statement, under its name; the files are the caller's."""

from collections.abc import Sequence

import msgspec

from graph import statements
from graph.client import Graph, only
from graph.media.records import Known, Left
from graph.records import Medium, NewMedium, Record

BATCH = 100  # pictures in one go


async def upload(graph: Graph, *, viewer_id: int, medium: NewMedium) -> Medium:
    """Keep a picture whose files are stored. Raises NotFound if its owner is gone."""
    rows = await graph.write(
        statements.media.upload, Medium, viewer_id=viewer_id, upload=msgspec.structs.asdict(medium)
    )
    return only(rows, "There is no such person.")


async def describe(graph: Graph, *, viewer_id: int, medium_id: int, alt: str) -> Medium:
    """Say in words what one's own picture shows. Raises NotFound, also for somebody else's."""
    rows = await graph.write(statements.media.describe, Medium, viewer_id=viewer_id, medium_id=medium_id, alt=alt)
    return only(rows, "You have no such picture.")


async def left_by_tweet(graph: Graph, *, tweet_id: int) -> list[Left]:
    """The files of a deleted tweet; empty if it had none, or was swept."""
    return await graph.read(statements.media.left_by_tweet, Left, tweet_id=tweet_id)


async def left_by_person(graph: Graph, *, user_id: int) -> list[Left]:
    """Some of the files of a deleted person, always with those of the profile."""
    return await graph.read(statements.media.left_by_person, Left, user_id=user_id, limit=BATCH)


async def withdraw(graph: Graph, *, below: int) -> list[Left]:
    """Take pictures with an id below this one that no tweet shows from their owners; empty when there are no more."""
    return await graph.write(statements.media.withdraw, Left, below=below, limit=BATCH)


async def forget(graph: Graph, *, ids: Sequence[int]) -> None:
    """Remove pictures whose files are gone; no-op for those that are forgotten already."""
    await graph.write(statements.media.forget, Record, ids=list(ids))


async def known(graph: Graph, *, names: Sequence[str]) -> set[str]:
    """Which of these files somebody uses."""
    return {row.name for row in await graph.read(statements.media.known, Known, names=list(names))}
