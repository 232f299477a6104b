"""Neo4j Browser as an admin uses it: signing in, the guide's clicks, a graph that is drawn, files that are dropped."""

import base64
import json

from api.admin import connect_url
from graph.settings import Secrets, Settings
from tests.realtime.browser import Tab

GUIDE = "document.body.innerText.includes('What is safe to run')"
STYLED = "(localStorage.getItem('neo4j.grass') || '').includes('node.User')"
MODEL = "document.querySelector('img[alt^=Labels]')?.naturalWidth > 0"
DRAWN = "document.querySelectorAll('g.node').length > 2 && document.querySelectorAll('g.relationship').length > 1"
CAPTIONED = "[...document.querySelectorAll('g.node')].some((node) => node.textContent.includes('%s'))"
CONFIGURED = (":config useReadTransactions: true", ":config autoComplete: false")
CAREFUL = """((set) => set.useReadTransactions === true && set.autoComplete === false)(
  JSON.parse(localStorage.getItem('neo4j.settings') || '{}'))"""
FOLDERS = "JSON.parse(localStorage.getItem('neo4j.folders') || '[]').map((folder) => folder.name)"
KEPT = "JSON.parse(localStorage.getItem('neo4j.documents') || '[]').filter((one) => !one.isStatic).length"
DROP = """(() => {
  const held = new DataTransfer();
  held.items.add(new File([Uint8Array.from(atob(%s), (letter) => letter.charCodeAt(0))], %s));
  const at = document.querySelector('[data-testid=main]');
  for (const kind of ['dragenter', 'drop']) {
    at.dispatchEvent(new DragEvent(kind, {dataTransfer: held, bubbles: true, cancelable: true}));
  }
})()"""
RUN = """[...document.querySelectorAll('pre.runnable')]
  .find((one) => one.textContent.trim().startsWith(%s)).querySelector('i').click()"""


def address(settings: Settings) -> str:
    """Neo4j Browser's, with where it shall connect to."""
    return f"{settings.browser_address}?connectURL={connect_url(settings)}"


async def sign_in(tab: Tab, secrets: Secrets) -> None:
    """Sign in by the form; the guide comes by itself."""
    await tab.until("document.querySelector('[data-testid=password]')")
    await tab.run("document.querySelector('[data-testid=password]').focus()")
    await tab.call("Input.insertText", text=secrets.neo4j_password)
    await tab.run("document.querySelector('[data-testid=connect]').click()")
    await tab.until(GUIDE)


async def turn(tab: Tab, until: str) -> None:
    """Turn to the next page of the guide, and wait for what is on it."""
    await tab.run("document.querySelector('[data-testid=nextSlide]').click()")
    await tab.until(until)


async def ask_about(tab: Tab, username: str) -> None:
    """Write a name into the guide's field, and run the line of parameters that then has it."""
    await tab.run("document.querySelector('input[value-for=person]').select()")
    await tab.call("Input.insertText", text=username)
    await tab.run("document.querySelector('input[value-for=person]').dispatchEvent(new KeyboardEvent('keyup'))")
    await click(tab, f":params {{username_key: '{username}'}}")
    quoted = json.dumps(json.dumps(username))  # as the answer shows it, and the guide does not
    await tab.until(f"document.body.innerText.includes({quoted})")


async def ask_why(tab: Tab) -> None:
    """Ask why people are suggested, and wait for the graph."""
    await click(tab, "MATCH (viewer:User {username_key: $username_key})\nCALL (viewer) {\n  MATCH ()-[mine")
    await tab.until(DRAWN)


async def click(tab: Tab, beginning: str) -> None:
    """Run what begins so, by the triangle before it."""
    await tab.run(RUN % json.dumps(beginning))


async def drop(tab: Tab, name: str, content: bytes) -> None:
    """Let a file fall on the page."""
    await tab.run(DROP % (json.dumps(base64.b64encode(content).decode()), json.dumps(name)))
