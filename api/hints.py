"""How an API process tells hints, and listens for those of all processes; `tasks.hints` says what they are."""

import redis.asyncio as aioredis

from api.shared import TIMEOUT, Shared
from tasks.hints import CHANNEL, Hint, encode

PING = 5.0  # seconds without a word from Redis after which it is asked for one
DEAF = 15.0  # seconds without a word after which the connection is given up


async def tell(shared: Shared, hint: Hint) -> bool:
    """Tell every process; False while Redis is away."""
    return await shared.publish(CHANNEL, encode(hint))


def ear(url: str) -> aioredis.Redis:
    """A connection to listen on: it waits for messages, not for answers."""
    return aioredis.Redis.from_url(url, socket_connect_timeout=TIMEOUT * 4, socket_timeout=None)
