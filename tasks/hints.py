"""Hints: what happened to whom, ids only, told to every API process over Redis; lost ones cost nothing but time."""

import asyncio
import contextlib
from typing import Any, cast

import msgspec
import redis.asyncio as redis
from redis.exceptions import RedisError

CHANNEL = "hints"
TIMEOUT = 1.0  # seconds for a worker, whose effect is in the graph already

encode = msgspec.json.encode


class Hint(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody did, so that who listens looks into the graph; it says nothing that must be true."""

    actor: int = 0
    posted: bool = False  # whether feeds of the actor's followers may have an entry more
    hidden: bool = False  # whether what the actor wrote or did may be gone
    tweets: tuple[int, ...] = ()  # whose counts changed, or whose authors may be told
    usernames: tuple[str, ...] = ()  # in lower case; who else may be told
    ended: tuple[int, ...] = ()  # sessions


def understood(message: object) -> Hint | None:
    """What a message says; None for what is no hint of ours, as of a newer version."""
    try:
        return msgspec.json.decode(cast("Any", message), type=Hint)
    except (msgspec.DecodeError, TypeError):
        return None


async def tell(client: redis.Redis, hint: Hint) -> None:
    """Tell every API process; no-op while Redis is away."""
    with contextlib.suppress(RedisError, OSError, TimeoutError):
        async with asyncio.timeout(TIMEOUT):
            await client.publish(CHANNEL, encode(hint))
