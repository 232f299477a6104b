"""Makes someone staff, which no operation of the API does."""

import asyncio
from collections.abc import Callable

from graph.client import connect
from graph.records import Record
from graph.settings import Secrets, Settings
from tests.fixtures import stated

STAFF = stated("staff", "MATCH (person:User {username: $username}) SET person.staff = true")


def promoted(settings: Settings, secrets: Secrets) -> Callable[[str], None]:
    """What makes a person of this network staff."""

    async def promote(username: str) -> None:
        async with connect(settings, secrets) as graph:
            await graph.write(STAFF, Record, username=username)

    def run(username: str) -> None:
        asyncio.run(promote(username))

    return run
