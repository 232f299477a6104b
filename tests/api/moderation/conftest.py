"""Those who keep order."""

import pytest

from graph.client import Graph
from graph.records import Record
from tests.api.conftest import Person, Register
from tests.contract.scene import STAFF


@pytest.fixture
async def staff(graph: Graph, register: Register) -> Person:
    """One of the staff."""
    person = await register()
    await graph.write(STAFF, Record, username=person.username)
    return person


async def rule(staff: Person, path: str, **body: object) -> None:
    """Do something that only staff may."""
    answer = await staff.send("POST", f"/moderation{path}", json={"reason": "it is spam"} | body)
    assert answer.status_code == 200, answer.text


async def acts(staff: Person, **given: object) -> list[tuple[str, str | None]]:
    """What was done, the newest first, and by whom."""
    rows = (await staff.get("/moderation/actions/", **given)).json()["results"]
    return [(row["action"], row["by"] and row["by"]["username"]) for row in rows]
