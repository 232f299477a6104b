"""How accounts rest, end and are kept out: deactivated, suspended, deleted, erased."""

from collections.abc import Sequence

import msgspec

from graph import statements
from graph.accounts.factors import Proof
from graph.accounts.records import EndedSessions, Erased, LeftTweet, Lifted, Owner, Recipient, Restored
from graph.client import Graph, only
from graph.records import Record

BATCH = 200  # tweets or relationships in one statement
NOBODY = "There is no person named {}."


async def deactivate(graph: Graph, *, user_id: int, verified_hash: str) -> list[int] | None:
    """Hide a person and end their sessions, whose ids it gives; None if the password changed meanwhile."""
    rows = await graph.write(
        statements.accounts.deactivate,
        EndedSessions,
        user_id=user_id,
        verified_hash=verified_hash,
        event_id=graph.next_id(),
    )
    return rows[0].ended if rows else None


async def activate(graph: Graph, *, user_id: int, verified_hash: str, proof: Proof) -> bool:
    """Bring a deactivated person back; False if something of the proof changed, or was used up, meanwhile."""
    rows = await graph.write(
        statements.accounts.activate,
        Owner,
        user_id=user_id,
        verified_hash=verified_hash,
        event_id=graph.next_id(),
        **msgspec.structs.asdict(proof),
    )
    return bool(rows)


async def suspend(graph: Graph, *, username: str, reason: str) -> list[int]:
    """Keep a person out and end their sessions, whose ids it gives. Raises NotFound."""
    rows = await graph.write(
        statements.accounts.suspend,
        EndedSessions,
        username_key=username.lower(),
        reason=reason,
        action_id=graph.next_id(),
    )
    return only(rows, NOBODY.format(username)).ended


async def restore(graph: Graph, *, username: str, reason: str) -> Restored:
    """Lift a suspension; no-op for who is not suspended. Raises NotFound."""
    rows = await graph.write(
        statements.accounts.restore,
        Restored,
        username_key=username.lower(),
        reason=reason,
        action_id=graph.next_id(),
    )
    return only(rows, NOBODY.format(username))


async def lift_suspensions(graph: Graph, *, user_id: int | None = None) -> int:
    """Lift some of the suspensions that are over, or a person's own if it is; how many."""
    action_ids = [graph.next_id() for _ in range(BATCH if user_id is None else 1)]
    rows = await graph.write(statements.accounts.lift_suspensions, Lifted, user_id=user_id, action_ids=action_ids)
    return len(rows)


async def delete_account(graph: Graph, *, user_id: int, verified_hash: str) -> list[int] | None:
    """Delete a person for everyone at once; the ids of the sessions, None if the password changed meanwhile."""
    rows = await graph.write(
        statements.accounts.delete_account,
        EndedSessions,
        user_id=user_id,
        verified_hash=verified_hash,
        event_id=graph.next_id(),
    )
    return rows[0].ended if rows else None


async def left_tweets(graph: Graph, *, user_id: int) -> list[int]:
    """Some of the tweets that a deleted person has left; empty when there are no more."""
    rows = await graph.read(statements.accounts.left_tweets, LeftTweet, user_id=user_id, limit=BATCH)
    return [row.tweet_id for row in rows]


async def bury(graph: Graph, *, user_id: int, tweet_ids: Sequence[int]) -> None:
    """Make tombstones of a deleted person's tweets, which the sweeping task then removes; no-op for those that are."""
    tweets = [{"tweet_id": tweet_id, "removal_id": graph.next_id()} for tweet_id in tweet_ids]
    await graph.write(statements.accounts.bury, Record, user_id=user_id, tweets=tweets)


async def erase(graph: Graph, *, user_id: int) -> bool:
    """Remove a batch of what hangs on a deleted person, who goes last; whether there may be more."""
    rows = await graph.write(statements.accounts.erase, Erased, user_id=user_id, batch=BATCH)
    return bool(rows and rows[0].removed)


async def recipient(graph: Graph, *, user_id: int) -> Recipient | None:
    """To whom a mail to a person goes; None if they are gone."""
    rows = await graph.read(statements.accounts.recipient, Recipient, user_id=user_id)
    return rows[0] if rows else None
