"""People who have their data packed, and what is in the archive."""

import asyncio
import io
import json
import zipfile
from typing import Any

import httpx

from tests.api.conftest import Person


async def ready(person: Person) -> dict[str, Any]:
    """How the archive does once it is made; it is asked for if it was not."""
    answer = await person.send("POST", "/export/")
    assert answer.status_code == 202, answer.text
    async with asyncio.timeout(40):
        while (state := (await person.get("/export/")).json())["status"] != "ready":  # noqa: ASYNC110 - what is awaited happens in another process
            await asyncio.sleep(0.1)
    assert isinstance(state, dict)
    return state


def path_of(url: str) -> str:
    """The part of a link behind the host."""
    return httpx.URL(url).raw_path.decode()


async def fetched(person: Person) -> zipfile.ZipFile:
    """The archive, fetched by its link, as a browser does: without a token."""
    state = await ready(person)
    answer = await person.client.get(path_of(state["url"]))
    assert answer.status_code == 200, answer.text
    assert len(answer.content) == state["size"]
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    return archive


def read(archive: zipfile.ZipFile, name: str) -> Any:  # noqa: ANN401 - JSON
    """A file of the archive."""
    return json.loads(archive.read(f"{name}.json"))
