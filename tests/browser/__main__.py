"""make screenshots: Neo4j Browser over the demo network, as `docs/neo4j-browser.md` shows it, into `docs/images/`."""

import asyncio
import shutil
import signal
import sys
from pathlib import Path

import httpx

from graph.settings import PREFIX, Secrets, Settings, from_environment, load_secrets
from tests.browser import admin
from tests.conftest import environment, tweetgraph
from tests.realtime.browser import Tab, tabs

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
HOME = ROOT / "build" / "screenshots"
PORTS = {"PORT": "8940", "NEO4J_BOLT_PORT": "8941", "NEO4J_HTTP_PORT": "8942", "REDIS_PORT": "8943"}  # they are seen
HEALTH = "document.querySelector('[data-testid=expandFolder-health]')"
SETTLED = 4.0  # seconds until the nodes of a graph have found their places


async def take(settings: Settings, secrets: Secrets) -> None:
    """Do what an admin does, and keep what is seen."""
    async with tabs(HOME / "profile", admin.address(settings)) as (tab,):
        await tab.looks(width=1200, height=800, scheme="light")
        await admin.sign_in(tab, secrets)
        await shown(tab, "neo4j-browser-guide.png")
        await admin.click(tab, ":style")
        await tab.until(admin.STYLED)
        for line in admin.CONFIGURED:
            await admin.click(tab, line)
        await tab.until(admin.CAREFUL)
        await alone(tab)
        await admin.turn(tab, admin.MODEL)
        await shown(tab, "neo4j-browser-model.png")
        await admin.turn(tab, "document.querySelector('input[value-for=person]')")
        await admin.ask_about(tab, "ada")
        await admin.ask_why(tab)
        await asyncio.sleep(SETTLED)
        await shown(tab, "neo4j-browser-suggestion.png")
        archive = httpx.get(f"{settings.public_url}/browser/favorites.zip").content  # noqa: ASYNC210 - nobody waits
        await admin.drop(tab, "tweetgraph-favorites.zip", archive)
        await tab.until(admin.KEPT)
        await tab.run("document.querySelector('[data-testid=navigationFavorites] button').click()")
        await tab.until(HEALTH)
        await tab.run(f"{HEALTH}.click()")
        await asyncio.sleep(1)
        await shown(tab, "neo4j-browser-favorites.png")


async def alone(tab: Tab) -> None:
    """Close every answer but the guide."""
    await tab.run("""[...document.querySelectorAll('[data-testid=frame]')]
      .filter((one) => !one.querySelector('[data-testid=nextSlide]'))
      .forEach((one) => one.querySelector('[title=Close]').click())""")


async def shown(tab: Tab, name: str) -> None:
    """Keep what is seen from the top of the page."""
    await asyncio.sleep(0.5)
    await tab.run("document.querySelector('[data-testid=stream]').scrollTo(0, 0)")
    await tab.picture(name, IMAGES)
    sys.stdout.write(f"{IMAGES / name}\n")


def main() -> None:
    """Bring a stack up for it, and take it down again."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the stack goes down then, too
    shutil.rmtree(HOME, ignore_errors=True)
    env = environment(HOME, **{PREFIX + name: port for name, port in PORTS.items()})
    settings = from_environment(env)
    started = tweetgraph("up", "--detach", env=env)
    try:
        if started.returncode:
            raise SystemExit(started.stderr)
        asyncio.run(take(settings, load_secrets(settings)))
    finally:
        tweetgraph("down", env=env)
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main()
