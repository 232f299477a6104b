"""The relay of the tests hands on what it was given, whatever becomes of it meanwhile."""

import asyncio
import os

from tests.between import between


async def test_what_was_slowed_arrives_whole_when_it_is_slow_no_longer() -> None:
    given = os.urandom(50_000)

    async def speak(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(given)
        writer.close()

    async with (
        await asyncio.start_server(speak, "127.0.0.1", 0) as server,
        between(server.sockets[0].getsockname()[1]) as relay,
    ):
        relay.pace = 1_000
        reader, writer = await asyncio.open_connection("127.0.0.1", relay.port)
        first = await reader.readexactly(3_000)
        relay.restore()
        assert first + await reader.read() == given
        writer.close()
