"""The page at `/live/` in Chromium: two people, what one does the other sees without reloading."""

import json
from pathlib import Path

from tests.api.conftest import PASSWORD, Person, Register
from tests.conftest import Stack
from tests.realtime.browser import Tab, tabs


async def signed_in(tab: Tab, person: Person) -> None:
    """Sign in by the form, as a person does."""
    await tab.until("document.readyState === 'complete' && document.getElementById('username')")
    await tab.run(f"document.getElementById('username').value = {json.dumps(person.username)}")
    await tab.run(f"document.getElementById('password').value = {json.dumps(PASSWORD)}")
    await tab.run("document.getElementById('entry').requestSubmit()")
    await tab.until("document.getElementById('state').textContent === 'Live'")


async def test_what_one_does_the_other_sees(register: Register, stack: Stack, tmp_path: Path) -> None:
    author, reader = await register(), await register()
    await reader.send("POST", f"/users/{author.username}/follow/")
    url = f"{stack.base_url}/live/"
    async with tabs(tmp_path / "profile", url, url) as (writing, reading):
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
        await writing.picture(tmp_path / "live.png")
        await reading.run("document.getElementById('leave').click()")
        await reading.until("!document.getElementById('entry').hidden && !document.querySelector('#feed li')")
