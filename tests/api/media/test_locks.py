"""A picture goes into one tweet or is swept, never both: who waits for the lock goes by what is true after it."""

import asyncio

import pytest
from neo4j import Query

from graph.client import Graph
from graph.errors import Rejected
from graph.media import repository
from graph.tweets.repository import publish
from tests.api.conftest import Register
from tests.api.media.conftest import uploaded

TAKEN = Query("MATCH (m:Media {id: $id}) SET m.tweet_id = 7 REMOVE m.unused_id RETURN m.owner_id AS owner")
WITHDRAWN = Query("MATCH (m:Media {id: $id}) SET m.tweet_id = 0 RETURN m.owner_id AS owner")


@pytest.mark.parametrize("meanwhile", [TAKEN, WITHDRAWN], ids=["taken", "withdrawn"])
async def test_it_goes_by_what_it_finds_after_waiting(graph: Graph, register: Register, meanwhile: Query) -> None:
    medium = (await uploaded(await register()))["id"]
    async with graph.driver.session(database=graph.database) as session:
        transaction = await session.begin_transaction()
        found = await (await transaction.run(meanwhile.text, id=medium)).single(strict=True)
        waiting = asyncio.create_task(
            repository.withdraw(graph, below=medium + 1)
            if meanwhile is TAKEN
            else publish(graph, viewer_id=found["owner"], content="x", media_ids=[medium])
        )
        await asyncio.sleep(0.5)
        assert not waiting.done()
        await transaction.commit()
    if meanwhile is TAKEN:
        left = await waiting
        assert isinstance(left, list)
        assert medium not in {each.id for each in left}
    else:
        with pytest.raises(Rejected):
            await waiting
