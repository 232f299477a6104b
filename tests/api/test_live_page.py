"""The page at `/live/` is whole, and loads and calls nothing but the API."""

import re

import httpx
import pytest

from tests.conftest import Stack


@pytest.fixture
async def page(client: httpx.AsyncClient) -> httpx.Response:
    """The page as it is served."""
    return await client.get("/live/")


async def test_it_is_strict_about_what_it_loads(page: httpx.Response, stack: Stack) -> None:
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert f"ws://{stack.base_url.partition('://')[2]}" in policy
    assert not re.search(r"<script(?! src=)|<style| on\w+=| style=", page.text)


async def test_what_it_loads_is_there(page: httpx.Response, client: httpx.AsyncClient) -> None:
    sources = [source for source in re.findall(r'(?:src|href)="([^"]+)"', page.text) if source.startswith("/")]
    assert sources
    for source in sources:
        assert (await client.get(source)).status_code == 200, source


async def test_the_script_finds_what_it_looks_for(page: httpx.Response, client: httpx.AsyncClient) -> None:
    script = (await client.get("/api/assets/live/live.js")).text
    wanted = set(re.findall(r'\bat\("([\w-]+)"\)', script))
    assert wanted
    assert wanted <= set(re.findall(r'\bid="([\w-]+)"', page.text))


async def test_every_field_has_a_label(page: httpx.Response) -> None:
    fields = set(re.findall(r'<(?:input|textarea) id="(\w+)"', page.text))
    assert fields <= set(re.findall(r'<label for="(\w+)"', page.text))
    assert {'role="status"', 'role="alert"', 'aria-live="polite"'} <= set(re.findall(r'[\w-]+="[^"]*"', page.text))


async def test_tokens_are_kept_in_memory_alone(client: httpx.AsyncClient) -> None:
    script = (await client.get("/api/assets/live/live.js")).text
    assert not re.search(r"(local|session)Storage|document\.cookie|innerHTML|insertAdjacentHTML|eval\(", script)
