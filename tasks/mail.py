"""Mails: through an SMTP server, or as files where there is none.

Each mail is an event in the outbox, left by the statement that caused it. Its Message-ID is made of the event's id, so
that a mail that is sent twice is one to who receives it. A mail that cannot be sent goes back to the outbox.
"""

import asyncio
import os
from email.message import EmailMessage
from typing import Annotated
from urllib.parse import unquote, urlsplit

import aiosmtplib
import msgspec
import structlog
from taskiq import Context, TaskiqDepends, TaskiqEvents, TaskiqState

from graph.accounts import lifecycle, resets
from graph.client import Graph
from graph.ids import milliseconds, now_ms
from graph.outbox.repository import Event, put_back
from graph.settings import Settings, load_secrets
from tasks.broker import broker, settings
from tasks.letters import Letter, deactivated_letter, message, reactivated_letter, reset_letter, welcome_letter

TIMEOUT = 10.0  # seconds for one attempt
PAUSE = 5.0  # seconds before a mail that could not be sent goes back to the outbox
KEPT_MS = 24 * 3_600_000  # after which a mail is given up; a reset link's dies with its token
AWAY = (aiosmtplib.SMTPException, OSError)

log = structlog.get_logger()


@broker.on_event(TaskiqEvents.WORKER_STARTUP)
async def tell_where(_: TaskiqState) -> None:
    """Say at start where mails go."""
    if not settings.smtp_url:
        log.info("no SMTP server is set: mails are files", folder=str(settings.mail_path))


@broker.task("mail.welcome")
async def welcome(user_id: int, event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Welcome a new person; no-op for nobody."""
    await _deliver(context.state.graph, "mail.welcome", welcome_letter(), user_id=user_id, event_id=event_id)


@broker.task("mail.reset")
async def reset(user_id: int, event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Mail a link that sets a new password; no-op for nobody."""
    secret = load_secrets(settings).secret
    path = resets.reset_path(user_id=user_id, token=resets.reset_token(secret, event_id=event_id))
    letter = reset_letter(f"{settings.public_url}{path}", minutes=resets.MINUTES)
    await _deliver(context.state.graph, "mail.reset", letter, user_id=user_id, event_id=event_id)


@broker.task("mail.deactivated")
async def deactivated(user_id: int, event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Tell a person that the account was deactivated."""
    await _deliver(context.state.graph, "mail.deactivated", deactivated_letter(), user_id=user_id, event_id=event_id)


@broker.task("mail.reactivated")
async def reactivated(user_id: int, event_id: int, context: Annotated[Context, TaskiqDepends()]) -> None:
    """Tell a person that the account is back."""
    await _deliver(context.state.graph, "mail.reactivated", reactivated_letter(), user_id=user_id, event_id=event_id)


async def _deliver(graph: Graph, topic: str, letter: Letter, *, user_id: int, event_id: int) -> None:
    to = await lifecycle.recipient(graph, user_id=user_id)
    if to is None or to.email is None:
        return
    mail = message(letter, settings, username=to.username, address=to.email, event_id=event_id)
    try:
        await deliver(mail, settings, event_id=event_id)
    except AWAY as error:
        age_ms = now_ms() - milliseconds(event_id)
        late = age_ms > (resets.MINUTES * 60_000 if topic == "mail.reset" else KEPT_MS)
        log.warning("a mail could not be sent", topic=topic, reason=type(error).__name__, given_up=late)
        if not late:
            await asyncio.sleep(PAUSE)
            payload = msgspec.json.encode({"user_id": user_id, "event_id": event_id}).decode()
            await put_back(graph, event=Event(id=event_id, topic=topic, payload=payload))


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
        timeout=TIMEOUT,
    )


def _write(mail: EmailMessage, to: Settings, event_id: int) -> None:
    """Mails hold links that work, so only their owner may read the files."""
    to.mail_path.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = to.mail_path / f".{event_id}.{os.getpid()}"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(bytes(mail))
    part.replace(to.mail_path / f"{event_id}.eml")
