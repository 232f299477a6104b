"""The pinned jars of the embedded parts: fetched once into the cache, never used unless the SHA-256 is right."""

import asyncio
import fcntl
import hashlib
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import msgspec
from jgo.constants import MAVEN_CENTRAL_URL

from graph.local.errors import StackError

AT_ONCE = 8
ATTEMPTS = 4
FIRST_PAUSE = 0.5  # seconds before the second attempt; doubled before each further one
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})  # answers of a repository that are worth another attempt


class Artifact(msgspec.Struct, frozen=True):
    """One pinned jar; `classifier` is empty for the usual, platform independent one."""

    group: str
    name: str
    version: str
    classifier: str
    sha256: str

    @property
    def file_name(self) -> str:
        """The jar's file name in every Maven repository."""
        return f"{self.name}-{self.version}{'-' if self.classifier else ''}{self.classifier}.jar"

    @property
    def path(self) -> str:
        """Where the jar lies below a repository's root, and below the cache alike."""
        return f"{self.group.replace('.', '/')}/{self.name}/{self.version}/{self.file_name}"


class Progress(msgspec.Struct):
    """How far a fetch is; files that were in the cache already count as done and cost no bytes."""

    files: int
    done: int = 0
    received: int = 0


Report = Callable[[Progress], None]


def read_lock(path: Path) -> tuple[Artifact, ...]:
    """Read `group:artifact:version[:classifier] sha256` lines; raises StackError on any other line."""
    artifacts = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        coordinates, _, digest = line.partition(" ")
        words = coordinates.split(":")
        if len(words) not in {3, 4} or len(digest) != 64:
            raise StackError(f"{path} is damaged in line {number}: install TweetGraph again.")
        group, name, version, classifier = [*words, ""][:4]
        artifacts.append(Artifact(group, name, version, classifier, digest))
    return tuple(artifacts)


async def fetch(
    artifacts: Sequence[Artifact], *, cache: Path, repository: str = "", report: Report = lambda _: None
) -> list[Path]:
    """Return the jars' paths in the cache, in order, fetching what is missing or damaged; no network if all are right.

    `repository` is a mirror's address, empty for the public one. Raises StackError; then nothing unchecked was kept.
    """
    folder = cache / "jars"
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / artifact.path for artifact in artifacts]
    progress = Progress(files=len(artifacts))
    missing = await _missing(artifacts, paths)
    progress.done = progress.files - len(missing)
    report(progress)
    if missing:
        async with _one_at_a_time(cache / "fetch.lock"):
            missing = await _missing(artifacts, paths)  # another process may have fetched them while we waited
            progress.done = progress.files - len(missing)
            await _fetch_all(missing, folder, repository or MAVEN_CENTRAL_URL, progress, report)
    return paths


async def _missing(artifacts: Sequence[Artifact], paths: Sequence[Path]) -> list[Artifact]:
    def right(artifact: Artifact, path: Path) -> bool:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == artifact.sha256

    checks = [asyncio.to_thread(right, artifact, path) for artifact, path in zip(artifacts, paths, strict=True)]
    found = await asyncio.gather(*checks)
    return [artifact for artifact, is_right in zip(artifacts, found, strict=True) if not is_right]


@asynccontextmanager
async def _one_at_a_time(lock: Path) -> AsyncIterator[None]:
    """Hold the cache against other processes; the kernel lets go of it when its holder dies."""
    with lock.open("ab") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                await asyncio.sleep(0.1)
        yield


async def _fetch_all(
    artifacts: Sequence[Artifact], folder: Path, repository: str, progress: Progress, report: Report
) -> None:
    trust = httpx.create_ssl_context()
    trust.load_default_certs(ssl.Purpose.SERVER_AUTH)  # a company's own authority is known to the system only
    limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
    waiting = iter(artifacts)
    async with httpx.AsyncClient(verify=trust, limits=limits, timeout=15, follow_redirects=True) as client:
        download = _Download(client, progress, report)

        async def work() -> None:
            for artifact in waiting:
                await download.checked(artifact, repository, folder / artifact.path)
                progress.done += 1
                report(progress)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(work())
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None


class _Download:
    def __init__(self, client: httpx.AsyncClient, progress: Progress, report: Report) -> None:
        self._client = client
        self._progress = progress
        self._report = report

    async def checked(self, artifact: Artifact, repository: str, target: Path) -> None:
        """Bring one jar to its place, whole and right, or not at all."""
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        url = httpx.URL(f"{repository.rstrip('/')}/{artifact.path}")
        digest = await self._with_patience(artifact, url, part)
        if digest != artifact.sha256:
            part.unlink()
            raise StackError(f"{artifact.file_name} from {url.host} has a wrong SHA-256 and was refused.")
        part.replace(target)

    async def _with_patience(self, artifact: Artifact, url: httpx.URL, part: Path) -> str:
        attempt = 0
        while True:
            before = self._progress.received
            try:
                return await self._stream(url, part)
            except (httpx.HTTPStatusError, httpx.TransportError) as error:
                self._progress.received = before
                attempt += 1
                final = isinstance(error, httpx.HTTPStatusError) and error.response.status_code not in BUSY
                if final or attempt == ATTEMPTS:
                    raise StackError(
                        f"{artifact.file_name} cannot be fetched ({_reason(error)}): the first start needs "
                        "the network, or a mirror named by TWEETGRAPH_MAVEN_URL."
                    ) from error
                await asyncio.sleep(FIRST_PAUSE * 2 ** (attempt - 1))

    async def _stream(self, url: httpx.URL, part: Path) -> str:
        digest = hashlib.sha256()
        async with self._client.stream("GET", url) as answer:
            answer.raise_for_status()
            with part.open("wb") as file:
                async for chunk in answer.aiter_raw():
                    file.write(chunk)
                    digest.update(chunk)
                    self._progress.received += len(chunk)
                    self._report(self._progress)
        return digest.hexdigest()


def _reason(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"the repository answered {error.response.status_code}"
    return str(error) or type(error).__name__
