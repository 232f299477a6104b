"""A read is one trip to Neo4j, however its list is leafed; a new read of the table is held to it by itself."""

import pytest

from tests.contract.conftest import Inside
from tests.contract.forms import Entry
from tests.contract.scene import Cast, Scene
from tests.contract.table import ENTRIES, FURTHER
from tests.contract.test_table import named

# A stream of events has no list, and no number of trips.
NO_LIST = {"", "realtime.events"}
READS = [entry for entry in (*ENTRIES, *FURTHER) if entry.method == "GET" and entry.operation not in NO_LIST]


@pytest.mark.parametrize("entry", READS, ids=named)
async def test_a_read_makes_one_trip(entry: Entry, people: Cast, inside: Inside) -> None:
    scene = Scene(people)
    for name in entry.given:
        await scene.thing(name)
    path = await scene.filled(entry.path)
    header = await scene.header(entry.who)
    tally = inside.app.running.graph.tally
    urls = [path]
    while urls:
        url = urls.pop()
        # Once so that the session is known: asking for it is the gate's trip, once a minute.
        await inside.client.get(url, headers=header)
        counted, shown = [], {}
        for _ in range(2):  # the least of two: the application renews its lease on ids now and then, over this driver
            before = tally.trips - tally.retries
            answer = await inside.client.get(url, headers=header)
            assert answer.status_code == 200, answer.text
            shown = answer.json()
            counted.append(tally.trips - tally.retries - before)
        assert min(counted) == entry.trips
        if url == path and "results" in shown:  # the other statements of a list: by number, and upwards
            more = f"{path}{'&' if '?' in path else '?'}"
            urls += [f"{more}page=1&limit=1", shown["previous"] or f"{more}limit=2"]
            following = (await inside.client.get(f"{more}limit=1", headers=header)).json()["next"]
            if following:
                back = (await inside.client.get(following, headers=header)).json()["previous"]
                assert back or entry.rows == ("feeds",)  # what somebody has written leads downwards alone
                urls += [following, *([back] if back else [])]
