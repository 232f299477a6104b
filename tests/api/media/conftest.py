"""People who upload, and the folder in which their files are."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.conftest import Person
from tests.conftest import Stack
from tests.drawing import drawn


@pytest.fixture
def folder(stack: Stack) -> Path:
    """Where the stack keeps files."""
    return stack.settings.media_path


async def sent(
    person: Person,
    path: str,
    *,
    method: str = "POST",
    field: str = "file",
    data: bytes | None = None,
    **fields: Any,  # noqa: ANN401 - what a form holds
) -> httpx.Response:
    """The answer to a form with a picture, whose name and declared type say something else."""
    content = drawn() if data is None else data
    return await person.send(method, path, files={field: ("x.html", content, "text/html")}, data=fields)


async def uploaded(person: Person, data: bytes | None = None, **fields: str) -> Any:  # noqa: ANN401 - JSON
    """A new picture."""
    answer = await sent(person, "/media/", data=data, **fields)
    assert answer.status_code == 201, answer.text
    return answer.json()


def files(folder: Path) -> set[str]:
    """The names of all files."""
    return {file.name for file in folder.iterdir()}


def name_of(url: str) -> str:
    """The name of a file by its URL."""
    return url.rpartition("/")[2]
