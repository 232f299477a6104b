"""A PostgreSQL of the benchmark's own, made of what the system has; none is needed where there is none."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PORT = 8904
SETTINGS = {  # as much memory as Neo4j has: its heap and its page cache together
    "shared_buffers": "1GB",
    "effective_cache_size": "2GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "fsync": "off",  # nothing is written while it is measured
    "jit": "off",  # would cost more than it gains
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "port": str(PORT),
}


def programs() -> Path | None:
    """The folder with PostgreSQL's programs: beside the `postgres` that is found on the path."""
    found = shutil.which("postgres")
    folder = None if found is None else Path(found).resolve().parent
    return folder if folder is not None and (folder / "initdb").exists() else None


def account() -> str | None:
    """Who runs it: PostgreSQL refuses root, whose packages bring an account of their own."""
    return "postgres" if os.geteuid() == 0 else None


def _run(*words: str | Path) -> None:
    subprocess.run(words, user=account(), check=True, cwd="/", stdout=subprocess.DEVNULL)


@contextmanager
def running(programs: Path, home: Path) -> Iterator[str]:
    """A server in a folder, by its address; stopped at the end."""
    data = home / "data"
    if not data.exists():
        home.mkdir(parents=True, exist_ok=True)
        if (owner := account()) is not None:
            shutil.chown(home, owner)
        _run(programs / "initdb", "-D", data, "-A", "trust", "-U", "bench", "-E", "UTF8")
    options = " ".join(f"-c {name}={value!r}" for name, value in SETTINGS.items())
    _run(programs / "pg_ctl", "-D", data, "-l", home / "log", "-w", "-o", options, "start")
    try:
        yield f"postgresql://bench@127.0.0.1:{PORT}/postgres"
    finally:
        _run(programs / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop")
