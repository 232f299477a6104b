"""A mail server of the tests' own: a library's, which keeps what it takes, or does what a server may do instead."""

import asyncio
import email
import email.policy
import ssl
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

CERTIFICATE = Path(__file__).with_name("localhost.pem")  # of localhost, with its key, which protects nothing
USER, PASSWORD = "tweets@example.com", "a quiet/river:42"

VOID = {"meta", "br", "hr", "img", "link"}  # elements without an end

Fault = Literal["taken", "hangs", "dies"]


@dataclass
class Taken:
    """A mail that was received, and how."""

    mail: EmailMessage
    sender: str
    receivers: list[str]
    encrypted: bool
    signed_in: bool


@dataclass
class Mailbox:
    """What a server has received, and what it does about whom: answers first, then faults, in their order."""

    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    refusals: dict[str, list[str]] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    never: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)  # for whom mails were offered

    def of(self, address: str) -> list[Taken]:
        """The mails to one address, in the order in which they came."""
        return [each for each in self.taken if address in each.receivers]

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a receiver, or refuse them."""
        self.asked.append(address)
        if address in self.never:
            return f"550 5.1.1 nobody is called {address} here"
        if self.refusals.get(address):
            return self.refusals[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        """Keep a mail, and tell or not."""
        faults = self.faults.get(envelope.rcpt_tos[0])
        fault = faults.pop(0) if faults else "taken"
        if fault == "hangs":
            await asyncio.sleep(3600)
        assert isinstance(envelope.content, bytes)
        assert isinstance(server.transport, asyncio.WriteTransport)
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        self.taken.append(
            Taken(
                mail=parsed,
                sender=envelope.mail_from or "",
                receivers=list(envelope.rcpt_tos),
                encrypted=server.transport.get_extra_info("ssl_object") is not None,
                signed_in=bool(session.authenticated),
            )
        )
        if fault == "dies":
            server.transport.abort()
        return "250 taken"


Door = Literal["plain", "starttls", "tls"]


@asynccontextmanager
async def mail_server(
    door: Door = "plain", *, with_password: bool = False, utf8: bool = False
) -> AsyncIterator[Mailbox]:
    """A server on this event loop; with a password it takes mails from those alone who sign in."""
    box, loop = Mailbox(), asyncio.get_running_loop()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(CERTIFICATE)

    def signs_in(_s: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object) -> AuthResult:
        good = LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=given == good, handled=False)

    def serve() -> SMTP:
        with warnings.catch_warnings():
            # The library knows of TLS by STARTTLS alone, and warns of passwords without.
            warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS", UserWarning)
            return SMTP(
                box,
                loop=loop,
                hostname="mail.example",
                enable_SMTPUTF8=utf8,
                tls_context=tls if door == "starttls" else None,
                require_starttls=door == "starttls",
                auth_required=with_password,
                auth_require_tls=door == "starttls",
                authenticator=signs_in,
            )

    listening = await loop.create_server(serve, "127.0.0.1", 0, ssl=tls if door == "tls" else None)
    async with listening:
        box.port = listening.sockets[0].getsockname()[1]
        yield box


class Reader(HTMLParser):
    """What HTML shows and asks for; raises AssertionError where its elements do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self._open: list[str] = []
        assert html.startswith("<!doctype html>\n")
        self.feed(html)
        self.close()
        assert not self._open
        self.text = self.text.strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends: the one that began last."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text between elements."""
        if data.strip():
            self.text += f"{data.strip()}\n"
