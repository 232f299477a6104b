"""What a scene's people keep to themselves, ask for, and report."""

from typing import Any, Protocol

from tests.contract.proofs import Player


class Placed(Player, Protocol):
    """What of a scene is needed here."""

    async def thing(self, name: str) -> Any:  # noqa: ANN401 - a person's name, an id, or a text
        """What a name stands for."""


async def case(scene: Placed) -> int:
    """What waits for staff about the newcomer, whom the reader reported."""
    name, _ = [await scene.thing(each) for each in ("newcomer", "report")]
    rows = (await scene.sent("staff", "GET", "/moderation/reports/?limit=100"))["results"]
    return int(next(row["id"] for row in rows if row["person"]["username"] == name))


async def guarded(scene: Placed) -> str:
    """The newcomer protects what they write."""
    await scene.sent("newcomer", "PATCH", "/me/update/", protected=True)
    return "guarded"


async def request(scene: Placed) -> str:
    """The reader asks to follow the newcomer, who is protected."""
    await scene.thing("guarded")
    return str((await scene.sent("reader", "POST", "/users/{newcomer}/follow/"))["requested"])
