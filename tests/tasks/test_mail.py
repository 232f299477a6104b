"""Mails: what they look like, and how they reach a server that sometimes refuses."""

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiosmtplib
import httpx
import pytest

from graph.client import Graph
from graph.ids import first_id_at, now_ms
from graph.settings import Settings, SettingsError, from_environment
from tasks import mail
from tasks.letters import message, reset_letter
from tasks.mail import deliver
from tests.conftest import Stack
from tests.tasks.test_outbox import eventually, register

EVENT = first_id_at(1_767_225_600_000)
LINK = "https://tweets.example/reset-password/a/b/?x=1&y=2"


def settings(**given: str) -> Settings:
    return Settings(mail_from="Tweets <no-reply@tweets.example>", **given)  # type: ignore[arg-type]


def a_mail(to: Settings) -> email.message.EmailMessage:
    return message(reset_letter(LINK, minutes=60), to, username="Ada", address="ada@example.com", event_id=EVENT)


@asynccontextmanager
async def server(refusal: str = "") -> AsyncIterator[tuple[int, list[str]]]:
    """A server that takes mails, or refuses them; its port, and what it was told."""
    told: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 test\r\n")
        within = False
        while line := (await reader.readline()).decode():
            told.append(line.rstrip("\r\n"))
            if within:
                within = line != ".\r\n"
                answer = "" if within else "250 taken"
            else:
                verb = line.split()[0].upper()
                within = verb == "DATA" and not refusal
                answer = {"DATA": refusal or "354 go on", "QUIT": "221 bye"}.get(verb, "250 test")
            if answer:
                writer.write(f"{answer}\r\n".encode())
            if answer.startswith("221"):
                break
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        yield listening.sockets[0].getsockname()[1], told


def test_a_mail_is_text_and_html_of_the_same_words() -> None:
    made = a_mail(settings())
    assert made["From"] == "Tweets <no-reply@tweets.example>"
    assert made["Message-ID"] == f"<{EVENT}@tweets.example>"
    assert made["Date"] == "Thu, 01 Jan 2026 00:00:00 +0000"
    text, html = (made.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert LINK in text.get_content()
    assert "Hello Ada," in text.get_content()
    assert 'href="https://tweets.example/reset-password/a/b/?x=1&amp;y=2"' in html.get_content()


async def test_a_mail_reaches_the_server() -> None:
    async with server() as (port, told):
        to = settings(smtp_url=f"smtp://127.0.0.1:{port}")
        await deliver(a_mail(to), to, event_id=EVENT)
    assert any(line.startswith("MAIL FROM:<no-reply@tweets.example>") for line in told)
    assert any(line.startswith("RCPT TO:<ada@example.com>") for line in told)
    assert f"Message-ID: <{EVENT}@tweets.example>" in told


async def test_a_server_that_refuses_or_is_away_is_told_apart_from_success() -> None:
    async with server("451 later") as (port, _):
        to = settings(smtp_url=f"smtp://127.0.0.1:{port}")
        with pytest.raises(aiosmtplib.SMTPException):
            await deliver(a_mail(to), to, event_id=EVENT)
    with pytest.raises((aiosmtplib.SMTPException, OSError)):
        await deliver(a_mail(to), to, event_id=EVENT)


async def test_without_a_server_a_mail_is_a_file_of_its_owner(tmp_path: Path) -> None:
    to = settings(home=str(tmp_path))
    for _ in range(2):
        await deliver(a_mail(to), to, event_id=EVENT)
    [file] = to.mail_path.iterdir()
    assert file.name == f"{EVENT}.eml"
    assert (file.stat().st_mode & 0o777, to.mail_path.stat().st_mode & 0o777) == (0o600, 0o700)
    read = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert read["Subject"] == "Reset your password"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TWEETGRAPH_SMTP_URL", "http://mail.example"),
        ("TWEETGRAPH_SMTP_URL", "smtp://"),
        ("TWEETGRAPH_MAIL_FROM", "nobody"),
        ("TWEETGRAPH_MAIL_FROM", "a b@c\nBcc: d@e"),
    ],
)
def test_a_bad_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        from_environment({name: value})


async def test_who_registers_is_welcomed_once(stack: Stack, http: httpx.AsyncClient) -> None:
    username, _ = await register(http)

    async def welcomed() -> bool:
        mails = [email.message_from_bytes(file.read_bytes()) for file in stack.settings.mail_path.glob("*.eml")]
        mine = [mail["Subject"] for mail in mails if mail["To"] == f"{username}@example.com"]
        assert len(mine) <= 1
        return mine == ["Welcome to TweetGraph"]

    await eventually(welcomed)


async def test_a_mail_that_cannot_be_sent_is_a_task_that_failed(
    graph: Graph, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, headers = await register(http)
    user_id = (await http.get("/me/", headers=headers)).json()["id"]
    context: Any = SimpleNamespace(state=SimpleNamespace(graph=graph))
    monkeypatch.setattr(mail, "settings", settings(smtp_url="smtp://127.0.0.1:1"))
    with pytest.raises((aiosmtplib.SMTPException, OSError)):
        await mail.deactivated.original_func(user_id, graph.next_id(), context)


async def test_a_link_that_has_ended_is_not_mailed(
    graph: Graph, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, headers = await register(http)
    user_id = (await http.get("/me/", headers=headers)).json()["id"]
    context: Any = SimpleNamespace(state=SimpleNamespace(graph=graph))
    monkeypatch.setattr(mail, "settings", settings(smtp_url="smtp://127.0.0.1:1"))
    await mail.reset.original_func(user_id, first_id_at(now_ms() - 61 * 60_000), context)


async def test_a_changed_password_is_mailed(stack: Stack, http: httpx.AsyncClient) -> None:
    username, headers = await register(http)
    body = {"old_password": "quiet river 42 stones", "password": "louder rivers 43", "password2": "louder rivers 43"}
    answer = await http.post("/change-password/", json=body, headers=headers)
    assert answer.status_code == 200, answer.text

    async def arrived() -> bool:
        mails = [file.read_bytes() for file in stack.settings.mail_path.glob("*.eml")]
        return any(b"Your password was changed" in each and username.encode() in each for each in mails)

    await eventually(arrived)
