"""Mails: through an SMTP server, or as files where there is none.

Each mail is an event in the outbox, left by the statement that caused it. Its Message-ID is made of the event's id, so
that a mail that is sent twice is one to who receives it. A mail that cannot be sent is a task that failed: it is tried
again, with growing pauses, and is a dead letter in the end.
"""

import asyncio
import os
from collections.abc import Callable
from email.message import EmailMessage
from typing import Annotated
from urllib.parse import unquote, urlsplit

import aiosmtplib
import structlog
from taskiq import Context, TaskiqDepends, TaskiqEvents, TaskiqState

from graph.accounts import lifecycle, resets, verifications
from graph.client import Graph
from graph.exports.repository import DAY_MS
from graph.ids import milliseconds, now_ms
from graph.settings import Settings, load_secrets
from tasks.broker import broker, settings
from tasks.letters import (
    Letter,
    changed_letter,
    deactivated_letter,
    exported_letter,
    message,
    reactivated_letter,
    reset_letter,
    verification_letter,
    welcome_letter,
)
from tasks.receiver import Absent

TIMEOUT = 10.0  # seconds for one answer of the server
STARTTLS = {"auto": None, "always": True, "never": False}  # as the library has it: None is "where it is offered"

log = structlog.get_logger()


@broker.on_event(TaskiqEvents.WORKER_STARTUP)
async def tell_where(_: TaskiqState) -> None:
    """Say at start where mails go."""
    if not settings.smtp_url:
        log.info("no SMTP server is set: mails are files", folder=str(settings.mail_path))


@broker.task("mail.welcome")
async def welcome(user_id: int, event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Welcome a new person; no-op for nobody."""
    await _deliver(context.state.graph, welcome_letter, user_id=user_id, event_id=event_id)


@broker.task("mail.verify")
async def verify(user_id: int, event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Mail a link that verifies an address; no-op for nobody, and when the link is not good any more."""
    if now_ms() - milliseconds(event_id) > verifications.HOURS * 3_600_000:
        log.warning("a verification link ended before it could be mailed", event_id=event_id)
        return
    await _deliver(context.state.graph, verification_letter, user_id=user_id, event_id=event_id)


@broker.task("mail.reset")
async def reset(user_id: int, event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Mail a link that sets a new password; no-op for nobody, and when the link is not good any more."""
    if now_ms() - milliseconds(event_id) > resets.MINUTES * 60_000:
        log.warning("a reset link ended before it could be mailed", event_id=event_id)
        return
    secret = load_secrets(settings).secret
    path = resets.reset_path(user_id=user_id, token=resets.reset_token(secret, event_id=event_id))
    letter = reset_letter(f"{settings.public_url}{path}", minutes=resets.MINUTES)
    await _deliver(context.state.graph, letter, user_id=user_id, event_id=event_id)


@broker.task("mail.changed")
async def changed(user_id: int, event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Tell a person that the password was changed."""
    await _deliver(context.state.graph, changed_letter(), user_id=user_id, event_id=event_id)


@broker.task("mail.deactivated")
async def deactivated(user_id: int, event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Tell a person that the account was deactivated."""
    await _deliver(context.state.graph, deactivated_letter(), user_id=user_id, event_id=event_id)


@broker.task("mail.reactivated")
async def reactivated(user_id: int, event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Tell a person that the account is back."""
    await _deliver(context.state.graph, reactivated_letter(_sign_in()), user_id=user_id, event_id=event_id)


@broker.task("mail.exported")
async def exported(user_id: int, event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Tell a person that the archive of their data is there."""
    letter = exported_letter(hours=DAY_MS // 3_600_000)
    await _deliver(context.state.graph, letter, user_id=user_id, event_id=event_id)


def _sign_in() -> str:
    return f"{settings.public_url}/live/"


async def _deliver(graph: Graph, written: Letter | Callable[..., Letter], *, user_id: int, event_id: int) -> None:
    """Send a letter to a person; one that has to be written yet is given the link that verifies their address."""
    to = await lifecycle.recipient(graph, user_id=user_id)
    if to is None:
        raise Absent
    if to.email is not None:
        letter = (
            written
            if isinstance(written, Letter)
            else written(
                _verification_link(user_id=user_id, event_id=event_id, email=to.email), hours=verifications.HOURS
            )
        )
        mail = message(letter, settings, username=to.username, address=to.email, event_id=event_id)
        await deliver(mail, settings, event_id=event_id)


def _verification_link(*, user_id: int, event_id: int, email: str) -> str:
    secret = load_secrets(settings).secret
    token = verifications.verification_token(secret, event_id=event_id, user_id=user_id, email=email)
    return f"{settings.public_url}{verifications.verification_path(user_id=user_id, token=token)}"


async def deliver(mail: EmailMessage, to: Settings, *, event_id: int) -> None:
    """Hand a mail to the SMTP server, or write it to a file. Raises SMTPException and OSError."""
    if not to.smtp_url:
        await asyncio.to_thread(_write, mail, to, event_id)
        return
    url = urlsplit(to.smtp_url)
    secure = url.scheme == "smtps"
    await aiosmtplib.send(
        mail,
        hostname=url.hostname,
        port=url.port or (465 if secure else 25),
        username=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
        use_tls=secure,
        start_tls=False if secure else STARTTLS[to.smtp_starttls],
        timeout=TIMEOUT,
    )


def _write(mail: EmailMessage, to: Settings, event_id: int) -> None:
    """Mails hold links that work, so only their owner may read the files."""
    to.mail_path.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = to.mail_path / f".{event_id}.{os.getpid()}"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(bytes(mail))
    part.replace(to.mail_path / f"{event_id}.eml")
