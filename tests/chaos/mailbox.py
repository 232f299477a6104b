"""A mail server that notes what it takes, in the history, before it says so: who is killed in between sends again."""

import asyncio
import email
import email.policy
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.chaos.history import History, Mail, now

SLOW = 0.2  # of all mails are answered late
LONGEST = 0.4  # seconds


class Mailbox:
    """Takes every mail."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._random = random.Random(history.path.name)

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd calls it so
        """Note a mail, and say that it was taken, sometimes late."""
        content = envelope.content
        assert isinstance(content, bytes)
        mail = email.message_from_bytes(content, policy=email.policy.default)
        message_id, to, subject = (str(mail[name]) for name in ("Message-ID", "To", "Subject"))
        self._history.add(Mail(at=now(), message_id=message_id, to=to, subject=subject))
        if self._random.random() < SLOW:
            await asyncio.sleep(self._random.uniform(0, LONGEST))
        return "250 taken"


@asynccontextmanager
async def listening(history: History, port: int) -> AsyncIterator[None]:
    """Take mails on a port while inside."""
    box = Mailbox(history)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(box, enable_SMTPUTF8=True, hostname="chaos"), "127.0.0.1", port
    )
    try:
        yield
    finally:
        server.close()
