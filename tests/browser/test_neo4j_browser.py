"""Neo4j Browser in Chromium: guide, style and favourites are accepted, and why somebody is suggested is a graph."""

import tempfile
from pathlib import Path

import httpx

from graph import statements
from tests.analytics.scene import Scene
from tests.browser import admin
from tests.conftest import Stack
from tests.realtime.browser import tabs

PERSON = "finn"  # whom the cast knows whom to suggest to


async def test_an_admin_reads_the_guide_and_sees_why_somebody_is_suggested(
    stack: Stack, scene: Scene, http: httpx.AsyncClient
) -> None:
    # Apart from what the run leaves: a profile keeps the password, and ends a moment after its browser.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with tabs(Path(folder) / "profile", admin.address(stack.settings)) as (tab,):
            await tab.looks(width=1280, height=900, scheme="light")
            await admin.sign_in(tab, stack.secrets)
            assert not await tab.run(admin.STYLED)
            await admin.click(tab, ":style")
            await tab.until(admin.STYLED)
            for line in admin.CONFIGURED:
                await admin.click(tab, line)
            await tab.until(admin.CAREFUL)
            await admin.turn(tab, admin.MODEL)
            await admin.turn(tab, "document.querySelector('input[value-for=person]')")
            await admin.ask_about(tab, f"{scene.prefix}{PERSON}")
            await admin.ask_why(tab)
            # In the style sheet's colour, and with the beginning of a name in the first line of a node.
            assert await tab.run("document.querySelectorAll('g.node circle[fill=\"#2F6FDE\"]').length") > 2
            await tab.until(admin.CAPTIONED % scene.prefix[:4])

            saved = await http.get("/browser/favorites.zip")
            await admin.drop(tab, "tweetgraph-favorites.zip", saved.content)
            sources = statements.sources("browser")
            await tab.until(f"{admin.KEPT} === {len(sources)}")
            assert {place.split("/")[0].replace("_", " ") for place in sources} <= set(await tab.run(admin.FOLDERS))
