"""A secret that was sent or received is found in a log; what only looks like words is not."""

import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from graph.settings import Secrets
from tests.leaks import Seen, leaks

ACCESS = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.signature-of-it"
REQUESTS = {
    "a password": httpx.Request("POST", "http://test/login/", json={"username": "ada", "password": "correct horse 1"}),
    "a form": httpx.Request("POST", "http://test/login/", data={"username": "ada", "password": "correct horse 1"}),
    "a header": httpx.Request("GET", "http://test/me/", headers={"Authorization": "Bearer another-token"}),
    "a key": httpx.Request("POST", "http://test/tweets/", headers={"Idempotency-Key": "7f4c1a52-8f0e"}),
    "a link": httpx.Request("GET", "http://test/export/NDA5Ng/4098-17-0123456789abcdef/"),
}
SENT = {
    "a password": "correct horse 1",
    "a form": "correct horse 1",
    "a header": "another-token",
    "a key": "7f4c1a52-8f0e",
    "a link": "0123456789abcdef",
}


@pytest.fixture(autouse=True)
def cleared(tmp_path: Path) -> Iterator[None]:
    """The logs of these tests are gone before those of the run are searched."""
    yield
    shutil.rmtree(tmp_path)


@pytest.mark.parametrize("name", SENT)
def test_what_was_sent_is_found(name: str, tmp_path: Path) -> None:
    seen = Seen()
    (tmp_path / "api.log").write_text(f'{{"event": "x"}}\n{{"event": "{SENT[name]}"}}\n')
    assert not leaks(tmp_path, seen)
    seen.note(REQUESTS[name], b"")
    assert leaks(tmp_path, seen) == [f"api.log:2: {SENT[name][:6]}…"]


@pytest.mark.parametrize(
    ("answer", "secret"),
    [
        (b'{"token": {"refresh": "a-refresh-token", "access": "x"}}', "a-refresh-token"),
        (b'{"secret": "JBSWY3DPEHPK3PXP", "otpauth_uri": "otpauth://totp/x"}', "JBSWY3DPEHPK3PXP"),
        (b'{"recovery_codes": ["k3v7qa-m2xw5t-p6zrbn-c4yhdj"]}', "k3v7qa-m2xw5t-p6zrbn-c4yhdj"),
        (b'{"url": "http://test/export/NDA5Ng/1-2-0123456789abcdef/"}', "1-2-0123456789abcdef"),
    ],
)
def test_what_was_received_is_found(answer: bytes, secret: str, tmp_path: Path) -> None:
    seen = Seen()
    (tmp_path / "stack" / "logs").mkdir(parents=True)
    (tmp_path / "stack" / "logs" / "worker.log.1").write_text(f"INFO x={secret}&y")
    seen.note(httpx.Request("GET", "http://test/"), answer)
    assert leaks(tmp_path, seen)


def test_what_was_mailed_and_what_processes_are_given_is_found(tmp_path: Path) -> None:
    seen, mail = Seen(), EmailMessage()
    mail.set_content("Go to http://test/reset-password/NDA5Ng/a-reset-token/ now.\n")
    (tmp_path / "1.eml").write_bytes(bytes(mail))
    seen.read_mails(tmp_path)
    seen.keep(Secrets(neo4j_password="the-graphs-own", secret="s" * 48, demo_password="demo-of-all"))
    (tmp_path / "neo4j.log").write_text("a-reset-token\nthe-graphs-own\n" + "s" * 48 + "\n")
    assert [line.split(":")[1] for line in leaks(tmp_path, seen)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "text", [ACCESS, f"Authorization: Bearer {ACCESS[3:]}", "$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA"]
)
def test_what_no_test_saw_is_found_by_its_looks(text: str, tmp_path: Path) -> None:
    (tmp_path / "redis.log").write_text(text)
    assert leaks(tmp_path, Seen())


async def test_every_client_is_listened_to(tmp_path: Path) -> None:
    seen = Seen()

    def look(client: httpx.Client) -> None:
        client.get("http://test/me/", headers={"Authorization": "Bearer another-token"})

    transport = httpx.MockTransport(lambda _: httpx.Response(200, json={"refresh": "a-refresh-token"}))
    with seen.listening():
        async with httpx.AsyncClient(transport=transport) as client:
            await client.post("http://test/login/", json={"password": "correct horse 1"})
        with httpx.Client(transport=transport) as client_too:
            look(client_too)
    assert seen.secrets == {"a-refresh-token", "correct horse 1", "another-token"}
    (tmp_path / "api.log").write_text("what is logged of a request: GET /me 200 a-request-of-mine")
    assert not leaks(tmp_path, seen)
