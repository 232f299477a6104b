"""Every setting of TweetGraph: one typed Struct, read from `TWEETGRAPH_*` environment variables.

The lowest layer: every other module may read it. An unknown or malformed variable stops the start and is named.
"""

import json
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

PREFIX = "TWEETGRAPH_"

Port = Annotated[int, Meta(ge=1, le=65535)]
Positive = Annotated[int, Meta(ge=1)]
Rate = Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,8}/[1-9]?[0-9]{0,5}(second|minute|hour|day)$")]


class SettingsError(Exception):
    """A setting that is unknown, malformed or missing; the message names the variable."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings with their defaults; the variable of a field is its upper-case name after `TWEETGRAPH_`."""

    # where things are
    home: str = ".tweetgraph"
    cache: str = ""  # downloads, shared by all homes; empty = tweetgraph/ in the user's cache folder
    maven_url: str = ""  # a mirror for the embedded parts; empty = the public repository

    # the API
    host: str = "127.0.0.1"
    port: Port = 8000
    base_url: str = ""  # what clients call us; empty = http://host:port
    cors_origins: str = ""  # web pages that may call us from a browser, as origins between commas; empty = none
    api_processes: Annotated[int, Meta(ge=1, le=16)] = 1
    workers: Annotated[int, Meta(ge=1, le=16)] = 1
    trusted_proxies: Annotated[int, Meta(ge=0, le=16)] = 0  # in front, from the right of X-Forwarded-For
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    # Neo4j and Redis; an address given here is used and nothing is started for it
    neo4j_uri: str = ""
    neo4j_user: str = "neo4j"
    neo4j_password: str = ""
    neo4j_database: str = "neo4j"
    neo4j_bolt_port: Port = 7687
    neo4j_http_port: Port = 7474
    neo4j_heap_mb: Annotated[int, Meta(ge=256)] = 768
    neo4j_page_cache_mb: Annotated[int, Meta(ge=64)] = 256
    neo4j_browser_url: str = ""  # where people find Neo4j Browser; empty = that of the embedded Neo4j
    neo4j_connections: Annotated[int, Meta(ge=1, le=1000)] = 50  # Bolt connections of one process
    gds: Literal["off", "on"] = "off"  # Graph Data Science within the embedded Neo4j
    redis_url: str = ""
    redis_port: Port = 6379

    # sessions
    secret: str = ""  # signs tokens; the same in every process of one network; at least 32 characters
    access_minutes: Positive = 30
    refresh_minutes: Positive = 1440
    session_days: Annotated[int, Meta(ge=1, le=3650)] = 30  # after which a session ends, however often it is refreshed
    refresh_grace: Annotated[int, Meta(ge=0, le=300)] = 10  # seconds in which a repeated refresh answers its successor

    # mail
    smtp_url: str = ""  # smtp:// or smtps://user:password@host:port; empty = mails are files below home/mail
    smtp_starttls: Literal["auto", "always", "never"] = "auto"  # of smtp://; auto = where the server offers it
    mail_from: str = "TweetGraph <noreply@localhost>"

    # late work
    task_seconds: Annotated[int, Meta(ge=1, le=600)] = 15  # that one run of a task may take
    task_attempts: Annotated[int, Meta(ge=1, le=100)] = 12  # before a task is a dead letter
    task_retry_seconds: Annotated[int, Meta(ge=1, le=3600)] = 5  # before the second try; doubled each time

    # files; without a bucket they are below home/media
    media_bucket: str = ""
    media_endpoint: str = ""  # of a service that speaks S3; empty = Amazon's own
    media_region: str = ""
    media_key: str = ""
    media_secret: str = ""
    media_public_url: str = ""  # of a CDN or a public bucket; empty = our own addresses

    # real time
    live_heartbeat: Annotated[int, Meta(ge=1, le=300)] = 20  # seconds between looks at the graph without a hint
    live_per_person: Positive = 10  # connections of one person to one process
    live_connections: Positive = 5000  # of one process

    # what people may do
    tweet_length: Positive = 1000
    comment_length: Positive = 500
    edit_minutes: Annotated[int, Meta(ge=0)] = 15  # after publishing; 0 = no edits
    follow_limit: Positive = 10_000
    hashtag_follow_limit: Annotated[int, Meta(ge=1, le=1000)] = 100
    scheduled_limit: Annotated[int, Meta(ge=1, le=1000)] = 100  # tweets of one person that wait to be published
    feeds_folder: str = ""  # of feeds written in Cypher, beside those that are shipped; empty = those alone

    # throttles, as count/period; `off` refuses nothing, the headers still tell
    throttle: Literal["on", "off"] = "on"
    rate_anon: Rate = "100/day"
    rate_user: Rate = "5000/day"
    rate_auth: Rate = "5/minute"
    rate_content_creation: Rate = "10/minute"
    rate_interaction: Rate = "30/minute"
    rate_account_sensitive: Rate = "5/hour"
    rate_anon_read: Rate = "300/15minute"
    rate_live: Rate = "120/minute"  # messages over one WebSocket

    @property
    def home_path(self) -> Path:
        """The home folder, absolute; everything that is written at run time is below it."""
        return Path(self.home).expanduser().resolve()

    @property
    def cache_path(self) -> Path:
        """The folder of verified downloads, absolute."""
        if self.cache:
            return Path(self.cache).expanduser().resolve()
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
        return Path(base).expanduser().resolve() / "tweetgraph"

    @property
    def embeds_neo4j(self) -> bool:
        """Whether Neo4j is ours to start: no address was given."""
        return not self.neo4j_uri

    @property
    def embeds_redis(self) -> bool:
        """Whether Redis is ours to start: no address was given."""
        return not self.redis_url

    @property
    def bolt_address(self) -> str:
        """The Bolt URI to connect to, embedded or given."""
        return self.neo4j_uri or f"bolt://127.0.0.1:{self.neo4j_bolt_port}"

    @property
    def browser_address(self) -> str:
        """Where Neo4j Browser is; empty if Neo4j was given by its Bolt address, which does not tell."""
        embedded = f"http://127.0.0.1:{self.neo4j_http_port}/browser/" if self.embeds_neo4j else ""
        return self.neo4j_browser_url or embedded

    @property
    def redis_address(self) -> str:
        """The Redis URL to connect to, embedded or given."""
        return self.redis_url or f"redis://127.0.0.1:{self.redis_port}/0"

    @property
    def browser_origins(self) -> list[str]:
        """The origins whose pages may call us."""
        return [origin.strip() for origin in self.cors_origins.split(",") if origin.strip()]

    @property
    def mail_path(self) -> Path:
        """The folder of mails that are not sent because there is no SMTP server."""
        return self.home_path / "mail"

    @property
    def media_path(self) -> Path:
        """The folder of people's files, where no bucket is set."""
        return self.home_path / "media"

    @property
    def files_url(self) -> str:
        """What stands before the name of a file, without a final slash."""
        return (self.media_public_url or f"{self.public_url}/media").rstrip("/")

    @property
    def public_url(self) -> str:
        """What clients call us, without a final slash; never taken from a Host header."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 - compared, not bound
        return (self.base_url or f"http://{host}:{self.port}").rstrip("/")


_SMTP = r"^smtps?://([^/\s]+@)?(\[[0-9A-Fa-f:]+\]|[^/\s:@]+)(:[0-9]{1,5})?$"
_TYPES = {field.name: field.type for field in msgspec.structs.fields(Settings)}


class Secrets(msgspec.Struct, frozen=True, kw_only=True):
    """Generated once per home, kept in `secrets.json` with mode 0600, never logged."""

    neo4j_password: str
    secret: str
    demo_password: str


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raises SettingsError that names each unknown or malformed variable."""
    environ = os.environ if environ is None else environ
    given = {name[len(PREFIX) :].lower(): value.strip() for name, value in environ.items() if name.startswith(PREFIX)}
    unknown = sorted(set(given) - set(_TYPES))
    if unknown:
        names = ", ".join(PREFIX + name.upper() for name in unknown)
        raise SettingsError(f"Unknown setting: {names}. docs/settings.md lists all settings.")
    values = {}
    for name, text in given.items():
        try:
            values[name] = msgspec.convert(text, _TYPES[name], strict=False)
        except msgspec.ValidationError as error:
            raise SettingsError(f"{PREFIX}{name.upper()} is malformed: expected {_expected(name)}.") from error
    settings = Settings(**values)
    _check_together(settings)
    return settings


def _expected(name: str) -> str:
    """What a value of this setting looks like, as a person says it; never the value itself, it may be a secret."""
    match msgspec.inspect.type_info(_TYPES[name]):
        case msgspec.inspect.IntType(ge=least, le=None):
            return f"a whole number of at least {least}"
        case msgspec.inspect.IntType(ge=least, le=most):
            return f"a whole number from {least} to {most}"
        case msgspec.inspect.LiteralType(values=words):
            return "one of " + ", ".join(str(word) for word in words)
        case _:
            return "a count and a period, such as 300/15minute"


def _check_together(settings: Settings) -> None:
    if settings.secret and len(settings.secret) < 32:
        raise SettingsError("TWEETGRAPH_SECRET is malformed: at least 32 characters are needed.")
    if settings.neo4j_uri and not re.match(r"^(bolt|neo4j)(\+s|\+ssc)?://[^/\s]+", settings.neo4j_uri):
        raise SettingsError("TWEETGRAPH_NEO4J_URI is malformed: expected bolt://host:port or neo4j://host:port.")
    if settings.neo4j_uri and not settings.neo4j_password:
        raise SettingsError("TWEETGRAPH_NEO4J_PASSWORD is missing: it is needed with TWEETGRAPH_NEO4J_URI.")
    if settings.neo4j_browser_url and not re.match(r"^https?://[^/\s?#]+[^\s?#]*$", settings.neo4j_browser_url):
        raise SettingsError("TWEETGRAPH_NEO4J_BROWSER_URL is malformed: expected http://host:port/browser/.")
    if settings.redis_url and not re.match(r"^(redis|rediss|unix)://\S+", settings.redis_url):
        raise SettingsError("TWEETGRAPH_REDIS_URL is malformed: expected redis://host:port/db.")
    if settings.smtp_url and not re.match(_SMTP, settings.smtp_url):
        message = "TWEETGRAPH_SMTP_URL is malformed: expected smtp://host:port or smtps://user:password@host:port."
        raise SettingsError(message)
    if not re.match(r"^([^<>\r\n]+ <[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+)$", settings.mail_from):
        raise SettingsError("TWEETGRAPH_MAIL_FROM is malformed: expected an address, or Name <address>.")
    if not all(origin == "*" or re.fullmatch(r"https?://[^/\s,]+", origin) for origin in settings.browser_origins):
        message = "TWEETGRAPH_CORS_ORIGINS is malformed: expected https://host, several between commas, or *."
        raise SettingsError(message)
    if settings.base_url and not re.match(r"^https?://[^/\s]+", settings.base_url):
        raise SettingsError("TWEETGRAPH_BASE_URL is malformed: expected http://host or https://host.")
    _check_media(settings)


def _check_media(settings: Settings) -> None:
    if bool(settings.media_key) != bool(settings.media_secret):
        raise SettingsError("TWEETGRAPH_MEDIA_KEY and TWEETGRAPH_MEDIA_SECRET need each other.")
    if settings.media_endpoint and not settings.media_bucket:
        raise SettingsError("TWEETGRAPH_MEDIA_BUCKET is missing: it is needed with TWEETGRAPH_MEDIA_ENDPOINT.")
    for name in ("media_endpoint", "media_public_url"):
        value = getattr(settings, name)
        if value and not re.match(r"^https?://[^/\s]+", value):
            raise SettingsError(f"{PREFIX}{name.upper()} is malformed: expected http://host or https://host.")


def load_secrets(settings: Settings) -> Secrets:
    """Read the home's secrets, generating what is missing once; a given variable wins over the file.

    Written with mode 0600 by exclusive creation, so that two processes that start together agree on one set.
    """
    path = settings.home_path / "secrets.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = {name: secrets.token_urlsafe(size) for name, size in _SECRET_BYTES.items()}
        _create_once(path, json.dumps(fresh, indent=2) + "\n")
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=Secrets)
    except (msgspec.DecodeError, OSError) as error:
        message = (
            f"The secrets file {path} cannot be read: {error}. Restore it, or remove the home folder to start anew."
        )
        raise SettingsError(message) from error
    return Secrets(
        neo4j_password=settings.neo4j_password or kept.neo4j_password,
        secret=settings.secret or kept.secret,
        demo_password=kept.demo_password,
    )


_SECRET_BYTES = {"neo4j_password": 18, "secret": 48, "demo_password": 12}


def _create_once(path: Path, text: str) -> None:
    """Create the file whole or not at all; no-op if another process was first."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
