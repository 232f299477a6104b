"""The jars of the embedded parts: refused when wrong, fetched again when partial, not fetched when they are there."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph.local import artifacts, neo4j
from graph.local.artifacts import Artifact, fetch, read_lock
from graph.local.errors import StackError
from graph.settings import Settings

CONTENT = b"a jar" * 10_000
JAR = Artifact("org.example", "thing", "1.0", "", hashlib.sha256(CONTENT).hexdigest())


@dataclass
class Repository:
    """Stands in for a Maven repository; answers each path with what `files` holds, after `busy` answers of 503."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=lambda: {f"/{JAR.path}": CONTENT})
    busy: int = 0
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def repository() -> Iterator[Repository]:
    held = Repository()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            held.asked.append(self.path)
            content = held.files.get(self.path)
            code = 200 if content is not None else 404
            if held.busy:
                held.busy, code = held.busy - 1, 503
            self.send_response(code)
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        held.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield held
        server.shutdown()
        thread.join()


def left(folder: Path, pattern: str) -> list[Path]:
    """What a fetch left behind."""
    return list(folder.rglob(pattern))


async def test_a_second_fetch_needs_no_network(repository: Repository, tmp_path: Path) -> None:
    [path] = await fetch([JAR], cache=tmp_path, repository=repository.url)
    assert path.read_bytes() == CONTENT
    repository.files.clear()
    assert await fetch([JAR], cache=tmp_path, repository=repository.url) == [path]
    assert len(repository.asked) == 1


async def test_a_wrong_checksum_is_refused_and_nothing_kept(repository: Repository, tmp_path: Path) -> None:
    repository.files[f"/{JAR.path}"] = CONTENT[:-1]
    with pytest.raises(StackError, match=r"^thing-1\.0\.jar from 127\.0\.0\.1 has a wrong SHA-256 and was refused\.$"):
        await fetch([JAR], cache=tmp_path, repository=repository.url)
    assert left(tmp_path, "*.jar*") == []


async def test_a_partial_or_damaged_file_is_fetched_again(repository: Repository, tmp_path: Path) -> None:
    [path] = await fetch([JAR], cache=tmp_path, repository=repository.url)
    path.write_bytes(CONTENT[:1000])
    path.with_name(f"{path.name}.part").write_bytes(CONTENT[:500])
    await fetch([JAR], cache=tmp_path, repository=repository.url)
    assert path.read_bytes() == CONTENT
    assert left(tmp_path, "*.part") == []


async def test_a_busy_repository_is_asked_again(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(artifacts, "FIRST_PAUSE", 0.01)
    repository.busy = 2
    await fetch([JAR], cache=tmp_path, repository=repository.url)
    assert len(repository.asked) == 3


async def test_offline_with_a_cold_cache_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifacts, "FIRST_PAUSE", 0.01)
    with pytest.raises(StackError, match=r"^thing-1\.0\.jar cannot be fetched .* TWEETGRAPH_MAVEN_URL\.$"):
        await fetch([JAR], cache=tmp_path, repository="http://127.0.0.1:9")


def test_a_damaged_list_is_refused(tmp_path: Path) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text("org.example:thing:1.0 abc\n")
    with pytest.raises(StackError, match="damaged in line 1"):
        read_lock(lock)


def test_the_pinned_list_names_each_jar_once() -> None:
    pinned = neo4j.artifacts(Settings(gds="on"))
    assert len({artifact.path for artifact in pinned}) == len(pinned) > 200
    assert not any("//" in artifact.path for artifact in pinned)
