"""Hints: what happened to whom, ids only, told to every process over Redis; lost ones cost time and nothing else."""

from typing import Any, cast

import msgspec
import redis.asyncio as aioredis

from api.shared import TIMEOUT, Shared

CHANNEL = "hints"
PING = 5.0  # seconds without a word from Redis after which it is asked for one
DEAF = 15.0  # seconds without a word after which the connection is given up


class Hint(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody did, so that who listens looks into the graph; it says nothing that must be true."""

    actor: int = 0
    posted: bool = False  # whether feeds of the actor's followers may have an entry more
    tweets: tuple[int, ...] = ()  # whose counts changed, or whose authors may be told
    usernames: tuple[str, ...] = ()  # in lower case; who else may be told
    ended: tuple[int, ...] = ()  # sessions


async def tell(shared: Shared, hint: Hint) -> bool:
    """Tell every process; False while Redis is away."""
    return await shared.publish(CHANNEL, msgspec.json.encode(hint))


def understood(message: object) -> Hint | None:
    """What a message says; None for what is no hint of ours, as of a newer version."""
    try:
        return msgspec.json.decode(cast("Any", message), type=Hint)
    except (msgspec.DecodeError, TypeError):
        return None


def ear(url: str) -> aioredis.Redis:
    """A connection to listen on: it waits for messages, not for answers."""
    return aioredis.Redis.from_url(url, socket_connect_timeout=TIMEOUT * 4, socket_timeout=None)
