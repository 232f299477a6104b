"""The page at `/live/` in Chromium: two people, what one does the other sees without reloading. Pictures are kept."""

import json
import shutil
from pathlib import Path

import pytest

from tests.api.conftest import PASSWORD, Person, Register
from tests.conftest import Stack
from tests.realtime import browser
from tests.realtime.browser import PICTURES, Tab, tabs

FITS = "document.documentElement.scrollWidth <= innerWidth"
# What has the focus by the keyboard: its id or its class, and whether one sees that.
FOCUSED = """(() => {
  const at = document.activeElement;
  return [at.id || at.className, at.matches(':focus-visible') && getComputedStyle(at).outlineStyle !== 'none'];
})()"""


async def named(person: Person, name: str) -> Person:
    """Give a person a name."""
    answer = await person.send("PATCH", "/me/update/", json={"name": name})
    assert answer.status_code == 200, answer.text
    return person


async def signed_in(tab: Tab, person: Person) -> None:
    """Sign in by the form, as a person does."""
    await tab.until("document.readyState === 'complete' && document.getElementById('username')")
    await tab.run(f"document.getElementById('username').value = {json.dumps(person.username)}")
    await tab.run(f"document.getElementById('password').value = {json.dumps(PASSWORD)}")
    await tab.run("document.getElementById('entry').requestSubmit()")
    await tab.until("document.getElementById('state').textContent === 'Live'")


async def test_what_one_does_the_other_sees(register: Register, stack: Stack, tmp_path: Path) -> None:
    author, reader = await named(await register(), "Ada Lund"), await named(await register(), "Bob Horvat")
    await reader.send("POST", f"/users/{author.username}/follow/")
    url = f"{stack.base_url}/live/"
    async with tabs(tmp_path / "profile", url, url) as (writing, reading):
        await writing.looks(width=1100, height=800, scheme="light")
        await reading.looks(width=400, height=800, scheme="dark")
        await signed_in(writing, author)
        await signed_in(reading, reader)
        await writing.run("document.getElementById('content').value = '<b>hello</b> from here'")
        await writing.run("document.getElementById('compose').requestSubmit()")
        await reading.until("document.querySelector('#feed .text')?.textContent === '<b>hello</b> from here'")
        await reading.run("document.querySelector('#feed .like').click()")
        await reading.until("document.querySelector('#feed .like').getAttribute('aria-pressed') === 'true'")
        await writing.until("document.getElementById('notices').textContent.includes('liked your tweet')")
        await writing.until("document.querySelector('#feed .like').textContent === 'Like (1)'")
        await reading.run("document.querySelector('#feed .answer').click()")
        await reading.run("document.querySelector('#feed .reply').elements.content.value = 'heard'")
        await reading.run("document.querySelector('#feed .reply').requestSubmit()")
        await writing.until("document.getElementById('notices').textContent.includes('commented on your tweet')")
        await writing.until("document.querySelector('#feed .answer').textContent === 'Reply (1)'")
        # What one reads does not move: from further down, news wait for a click.
        await reading.run("document.body.style.paddingBottom = '5000px'; scrollTo(0, 3000)")
        await reading.until("scrollY > 200")
        await writing.run("document.getElementById('content').value = 'more'")
        await writing.run("document.getElementById('compose').requestSubmit()")
        await reading.until("document.getElementById('show-new').textContent === '1 new'")
        await reading.run("document.getElementById('show-new').click()")
        await reading.until("document.querySelector('#feed .text').textContent === 'more'")
        assert await writing.run(FITS)
        assert await reading.run(FITS)
        await writing.picture("wide_light.png")
        await reading.picture("narrow_dark.png")
        await reading.run("document.getElementById('leave').click()")
        await reading.until("!document.getElementById('entry').hidden && !document.querySelector('#feed li')")


async def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    register: Register, stack: Stack, tmp_path: Path
) -> None:
    person = await register()
    await person.send("POST", "/tweets/", json={"content": "hello"})
    async with tabs(tmp_path / "profile", f"{stack.base_url}/live/") as (tab,):
        await tab.until("document.readyState === 'complete' && document.getElementById('username')")
        await tab.picture("sign_in.png")
        assert await reached(tab, 4) == ["skip", "username", "password", ""]
        await signed_in(tab, person)
        await tab.until("document.querySelector('#feed .like')")
        await tab.run("document.activeElement.blur(); document.querySelector('.skip').focus()")
        assert await reached(tab, 6) == ["leave", "content", "", "like plain", "answer plain", "read"]
        await tab.run("document.querySelector('#feed .like').focus()")
        await tab.press("Enter")
        await tab.until("document.querySelector('#feed .like').getAttribute('aria-pressed') === 'true'")


async def reached(tab: Tab, count: int) -> list[str]:
    """What has the focus after each press of the tabulator key; fails where one does not see it."""
    found = []
    for _ in range(count):
        await tab.press("Tab")
        name, seen = await tab.run(FOCUSED)
        assert seen, name
        found.append(name)
    return found


@pytest.mark.parametrize("ci", ["", "true"])
def test_the_absence_of_a_browser_is_named_and_fails_under_ci(monkeypatch: pytest.MonkeyPatch, ci: str) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    kind = pytest.fail.Exception if ci else pytest.skip.Exception
    with pytest.raises(kind, match="no Chromium on this machine"):
        browser.chromium()


def test_pictures_are_kept_where_git_does_not_look() -> None:
    ignored = (PICTURES.parents[1] / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert f"{PICTURES.parent.name}/" in ignored
