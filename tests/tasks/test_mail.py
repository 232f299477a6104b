"""Mails: what they look like, and how they reach a server that sometimes refuses."""

import email
import email.policy
import ssl
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import aiosmtplib
import httpx
import pytest

from graph.client import Graph
from graph.ids import first_id_at, now_ms
from graph.settings import Settings, SettingsError, from_environment
from tasks import mail
from tasks.letters import Letter, message, reset_letter, welcome_letter
from tasks.mail import deliver
from tests.conftest import Stack
from tests.tasks.receiving import CERTIFICATE, PASSWORD, USER, Door, Reader, mail_server
from tests.tasks.test_outbox import eventually, register

EVENT = first_id_at(1_767_225_600_000)
LINK = "https://tweets.example/reset-password/a/b/?x=1&y=2"


def settings(**given: str) -> Settings:
    return Settings(**({"mail_from": "Tweets <no-reply@tweets.example>"} | given))  # type: ignore[arg-type]


def a_mail(to: Settings) -> email.message.EmailMessage:
    return message(reset_letter(LINK, minutes=60), to, username="Ada", address="ada@example.com", event_id=EVENT)


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


def test_the_same_event_is_the_same_mail_and_another_is_not() -> None:
    to = settings()
    first, again, other = (
        message(welcome_letter("x", hours=24), to, username="Ada", address="ada@example.com", event_id=identity)
        for identity in (EVENT, EVENT, EVENT + 1)
    )
    assert (again["Message-ID"], again["Date"]) == (first["Message-ID"], first["Date"])
    assert other["Message-ID"] != first["Message-ID"]


def test_what_looks_like_html_is_text() -> None:
    letter = Letter(subject="<i>", sentences=("1 < 2 & 3",), link='https://x.example/"><script>', label="<b>")
    made = message(letter, settings(), username="<b>Ada</b>", address="ada@example.com", event_id=EVENT)
    html = made.get_body(("html",))
    assert html is not None
    read = Reader(html.get_content())
    assert set(read.tags) == {"html", "head", "meta", "title", "body", "p", "a"}
    assert read.links == [letter.link]
    assert read.text.split("\n") == ["<i>", "Hello <b>Ada</b>,", "1 < 2 & 3", "<b>"]
    plain = made.get_body(("plain",))
    assert plain is not None
    assert plain.get_content() == f"Hello <b>Ada</b>,\n\n1 < 2 & 3\n\n{letter.link}\n"


async def test_a_mail_reaches_the_server() -> None:
    async with mail_server() as box:
        name = "Gezwitscher für alle <no-reply@tweets.example>"
        to = settings(smtp_url=f"smtp://127.0.0.1:{box.port}", mail_from=name)
        await deliver(a_mail(to), to, event_id=EVENT)
    [taken] = box.taken
    assert (taken.sender, taken.receivers) == ("no-reply@tweets.example", ["ada@example.com"])
    assert (taken.encrypted, taken.signed_in) == (False, False)
    assert taken.mail["Message-ID"] == f"<{EVENT}@tweets.example>"
    assert taken.mail["From"] == name
    assert taken.mail["To"] == "ada@example.com"


@pytest.mark.parametrize(
    ("address", "receiver", "utf8"),
    [
        ("ada@köln.example", "ada@xn--kln-sna.example", False),
        ("zoë@example.com", "zoë@example.com", True),
        ("zoë@köln.example", "zoë@xn--kln-sna.example", True),
    ],
)
async def test_addresses_may_have_any_letters(address: str, receiver: str, *, utf8: bool) -> None:
    """A domain goes as ASCII to any server; another local part needs one that knows how."""
    async with mail_server(utf8=utf8) as box:
        to = settings(smtp_url=f"smtp://127.0.0.1:{box.port}")
        mail = message(welcome_letter(LINK, hours=24), to, username="Ada", address=address, event_id=EVENT)
        await deliver(mail, to, event_id=EVENT)
    [taken] = box.taken
    assert taken.receivers == [receiver]
    assert taken.mail["To"] == receiver


@pytest.mark.parametrize("door", ["starttls", "tls"])
async def test_a_mail_goes_encrypted_and_signed_in(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    async with mail_server(door, with_password=True) as box:
        scheme = "smtps" if door == "tls" else "smtp"

        async def sent(password: str, **more: str) -> None:
            who = f"{quote(USER, safe='')}:{quote(password, safe='')}"
            to = settings(smtp_url=f"{scheme}://{who}@localhost:{box.port}", **more)
            await deliver(a_mail(to), to, event_id=EVENT)

        if door == "starttls":  # this certificate is its own authority, which nobody trusts by default
            with pytest.raises(ssl.SSLCertVerificationError):
                await sent(PASSWORD)
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        await sent(PASSWORD, smtp_starttls="always")
        await sent(PASSWORD)
        with pytest.raises(aiosmtplib.SMTPAuthenticationError):
            await sent("guessed")
    assert [(taken.encrypted, taken.signed_in) for taken in box.taken] == [(True, True)] * 2


async def test_encryption_may_be_demanded_or_forgone() -> None:
    async with mail_server() as box:
        to = settings(smtp_url=f"smtp://localhost:{box.port}", smtp_starttls="always")
        with pytest.raises(aiosmtplib.SMTPException):
            await deliver(a_mail(to), to, event_id=EVENT)
    async with mail_server("starttls") as strict:
        to = settings(smtp_url=f"smtp://localhost:{strict.port}", smtp_starttls="never")
        with pytest.raises(aiosmtplib.SMTPException):
            await deliver(a_mail(to), to, event_id=EVENT)
    assert box.asked == strict.asked == []


async def test_a_server_that_refuses_or_is_away_is_told_apart_from_success() -> None:
    async with mail_server() as box:
        box.refusals["ada@example.com"] = ["451 later"]
        to = settings(smtp_url=f"smtp://127.0.0.1:{box.port}")
        with pytest.raises(aiosmtplib.SMTPException):
            await deliver(a_mail(to), to, event_id=EVENT)
        await deliver(a_mail(to), to, event_id=EVENT)
        assert len(box.taken) == 1
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
        ("TWEETGRAPH_SMTP_URL", "smtp://ada:secret@mail.example:port"),
        ("TWEETGRAPH_SMTP_STARTTLS", "perhaps"),
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
