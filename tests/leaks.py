"""The secrets that a run of the tests used, as they were sent and received; and whether its logs hold any of them.

What is looked for: passwords and recovery codes, tokens, the secrets of second factors, the tokens of links, keys of
requests, and what the processes are given: the database's password and the key that signs. Codes of six digits are
not: they are over in a minute, and any number in a log might be one.
"""

import contextlib
import email
import email.policy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import parse_qsl

import httpx
import msgspec

from graph.settings import Secrets

SHORTEST = 10  # characters of what is looked for; less is in any text by chance
SENT = frozenset({"password", "password2", "old_password", "refresh", "access", "code", "token"})
RECEIVED = frozenset({"refresh", "access", "secret", "otpauth_uri", "recovery_codes", "url"})
LINKS = re.compile(r"/(?:reset-password|verify-email|export)/[^/\s]+/([^/\s\"<>]+)/")
WORD = re.compile(rb"[\w.-]{%d,}" % SHORTEST)
# Whatever looks like one is one, whether a test saw it or not: tokens, password hashes, what signs a request.
ALWAYS = re.compile(rb"eyJ[\w-]{16,}|\$argon2id?\$[^\s\"]+|(?i:bearer) +[\w.-]{10,}")


class Seen:
    """What a run must not log."""

    def __init__(self) -> None:
        self.secrets: set[str] = set()

    def add(self, *found: object) -> None:
        """Remember secrets; what is no text, or is so short that it may be anywhere, is left out."""
        texts = {text for text in found if isinstance(text, str) and len(text) >= SHORTEST}
        self.secrets |= {text.encode("utf-8", "replace").decode() for text in texts}  # as processes can tell each other

    def keep(self, secrets: Secrets) -> None:
        """Remember what the processes are given."""
        self.add(*msgspec.structs.astuple(secrets))

    def note(self, request: httpx.Request, answer: bytes) -> None:
        """Remember the secrets of a request, and of its answer."""
        headers = request.headers
        self.add(headers.get("authorization", "").partition(" ")[2], headers.get("idempotency-key"))
        self.add_links(str(request.url))
        with contextlib.suppress(httpx.RequestNotRead):
            self._fields(_body(request.content, headers.get("content-type", "")), SENT)
        self._fields(_body(answer, "application/json"), RECEIVED)

    def add_links(self, text: str) -> None:
        """Remember the tokens of links, and their parts: but for ids, which are no secrets."""
        for token in LINKS.findall(text):
            self.add(token, *(part for part in token.split("-") if not part.isdigit()))

    def read_mails(self, folder: Path) -> None:
        """Remember the links that were mailed."""
        for file in folder.glob("*.eml"):
            mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            body = mail.get_body(("plain",))
            self.add_links(body.get_content() if body else "")

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Note every request of the run's HTTP clients, wherever they are made."""
        seen, sent, sent_async = self, httpx.Client.send, httpx.AsyncClient.send

        def send(self: httpx.Client, request: httpx.Request, **rest: Any) -> httpx.Response:  # noqa: ANN401 - the library's
            answer = sent(self, request, **rest)
            seen.note(request, b"" if rest.get("stream") else answer.content)
            return answer

        async def send_async(self: httpx.AsyncClient, request: httpx.Request, **rest: Any) -> httpx.Response:  # noqa: ANN401 - as above
            answer = await sent_async(self, request, **rest)
            seen.note(request, b"" if rest.get("stream") else answer.content)
            return answer

        with mock.patch.object(httpx.Client, "send", send), mock.patch.object(httpx.AsyncClient, "send", send_async):
            yield

    def _fields(self, body: object, names: frozenset[str]) -> None:
        match body:
            case dict():
                for name, value in body.items():
                    if name in names:
                        self.add(*(value if isinstance(value, list) else [value]))
                        self.add_links(value if isinstance(value, str) else "")
                    self._fields(value, names)
            case list():
                for each in body:
                    self._fields(each, names)

    def within(self, text: bytes) -> Iterator[tuple[int, str]]:
        """The secrets that are in a text, and where each is."""
        yield from ((found.start(), found[0].decode("utf-8", "replace")) for found in ALWAYS.finditer(text))
        words = {secret.encode() for secret in self.secrets}
        whole = {word for word in words if WORD.fullmatch(word)}
        for found in WORD.finditer(text):
            parts = {found[0], found[0].strip(b".-_"), *found[0].split(b".")}
            if parts & whole:
                yield found.start(), found[0].decode()
        for word in words - whole:
            at = text.find(word)
            if at >= 0:
                yield at, word.decode("utf-8", "replace")


def _body(content: bytes, kind: str) -> object:
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(content.decode("utf-8", "replace")))
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def leaks(folder: Path, seen: Seen) -> list[str]:
    """Where the logs below a folder hold secrets: file, line, and how the secret begins."""
    found = []
    for file in sorted(folder.rglob("*.log*")):
        if file.is_file() and not file.is_symlink():
            text = file.read_bytes()
            for at, secret in seen.within(text):
                line = text.count(b"\n", 0, at) + 1
                found.append(f"{file.relative_to(folder)}:{line}: {secret[:6]}…")
    return found
