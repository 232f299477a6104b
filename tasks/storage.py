"""Where people's files are: a folder of the home, or a bucket of a service that speaks S3; the graph has their names.

A name is never used twice, so that a file never changes and whoever has one may keep it.
"""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import IO, Any, NamedTuple

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from graph.settings import Settings

TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
FOREVER = "public, max-age=31536000, immutable"
SIGNED_FOR = timedelta(hours=1)
CHUNK = 1 << 20  # bytes of a large file that are in memory at a time
PATIENCE = timedelta(seconds=10)  # for one call of the service, its repetitions included


class StorageAway(Exception):  # noqa: N818 - named after the fact, as the graph's errors are
    """The folder or the bucket does not do what was asked now."""


class Stored(NamedTuple):
    """A file that is there, since when."""

    name: str
    since: datetime


class Storage:
    """The files of a network; every method raises StorageAway."""

    def __init__(self, settings: Settings) -> None:
        self.is_bucket = bool(settings.media_bucket)
        self._store: S3Store | LocalStore
        self._folder = settings.media_path
        if self.is_bucket:
            self._store = _bucket(settings)
        else:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._store = LocalStore(prefix=self._folder)

    async def put(self, name: str, data: bytes) -> None:
        """Keep a file."""
        attributes: Any = {"Content-Type": TYPES[PurePosixPath(name).suffix], "Cache-Control": FOREVER}
        with _away():
            await obstore.put_async(self._store, name, data, attributes=attributes if self.is_bucket else None)

    async def keep(self, name: str, file: IO[bytes]) -> None:
        """Keep a large file that nobody but its owner is given; whole or not at all, also in the place of another."""
        attributes: Any = {"Content-Type": "application/zip", "Cache-Control": "private, no-store"}
        with _away():
            await obstore.put_async(
                self._store,
                name,
                file,
                attributes=attributes if self.is_bucket else None,
                use_multipart=True,
                chunk_size=5 * CHUNK,
                max_concurrency=2,
            )

    async def pieces(self, name: str) -> AsyncIterator[bytes] | None:
        """The content of a large file, piece by piece; None if there is none of this name."""
        with _away(), contextlib.suppress(FileNotFoundError):
            found = await obstore.get_async(self._store, name)
            return _pieces(found)
        return None

    async def get(self, name: str) -> bytes | None:
        """A file's content; None if there is none of this name."""
        with _away(), contextlib.suppress(FileNotFoundError):
            found = await obstore.get_async(self._store, name)
            return bytes(await found.bytes_async())
        return None

    async def delete(self, names: Iterable[str]) -> None:
        """Remove files; those that are gone already are no trouble."""

        async def one(name: str) -> None:
            with contextlib.suppress(FileNotFoundError):
                await obstore.delete_async(self._store, name)

        with _away():
            await asyncio.gather(*map(one, names))

    async def signed_url(self, name: str) -> str:
        """An address in the bucket that is good for SIGNED_FOR; only for a bucket."""
        assert isinstance(self._store, S3Store)  # noqa: S101 - a folder signs nothing
        with _away():
            return await obstore.sign_async(self._store, "GET", name, SIGNED_FOR)

    async def listed(self, *, above: str) -> AsyncIterator[list[Stored]]:
        """The files whose names are above this one, in batches of any order; those of no folder are not none."""
        try:
            with _away():
                if isinstance(self._store, LocalStore):  # lists nothing where no folder is
                    await asyncio.to_thread(_look_into, self._folder)
                async for batch in obstore.list(self._store, offset=above, chunk_size=1000):
                    yield [Stored(each["path"], each["last_modified"]) for each in batch]
        except FileNotFoundError as error:
            raise StorageAway from error


async def _pieces(found: Any) -> AsyncIterator[bytes]:  # noqa: ANN401 - a type without a name at run time
    with _away():
        async for piece in found.stream(min_chunk_size=CHUNK):
            yield bytes(piece)


@contextmanager
def _away() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        raise StorageAway from error


def _look_into(folder: Path) -> None:
    os.scandir(folder).close()


def _bucket(settings: Settings) -> S3Store:
    given = {
        "endpoint": settings.media_endpoint,
        "access_key_id": settings.media_key,
        "secret_access_key": settings.media_secret,
    }
    options: Any = {name: value for name, value in given.items() if value}
    return S3Store(
        settings.media_bucket,
        region=settings.media_region or "us-east-1",
        client_options={"allow_http": settings.media_endpoint.startswith("http://"), "timeout": PATIENCE},
        retry_config={"max_retries": 3, "retry_timeout": PATIENCE},
        **options,
    )
