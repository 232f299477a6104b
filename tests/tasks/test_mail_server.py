"""Mails from a request to a mail server, through real workers: what arrives, where links lead, what goes wrong."""

import re
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from urllib.parse import quote

import httpx

from graph.outbox.repository import Letter, dead_letters, failing_events, finish
from tests.tasks.conftest import Late
from tests.tasks.receiving import CERTIFICATE, PASSWORD, USER, Mailbox, Reader, Taken, mail_server
from tests.tasks.test_outbox import eventually, register

OLD, NEW, NEWEST = "quiet river 42 stones", "louder rivers 43", "the loudest river 44"
FORGED = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
HTML = {"Accept": "text/html"}
# Where a mail could load something from, or tell that it was read.
LOADS = {"src", "srcset", "style", "background", "onload", "action", "poster", "data"}


def address_of(username: str) -> str:
    return f"{username}@example.com"


async def arrived(box: Mailbox, username: str, subject: str, count: int = 1) -> Taken:
    """The newest mail to somebody with this subject, when there are so many."""

    async def there() -> bool:
        return len(of_subject(box, username, subject)) >= count

    await eventually(there)
    assert len(of_subject(box, username, subject)) == count
    return of_subject(box, username, subject)[-1]


def of_subject(box: Mailbox, username: str, subject: str) -> list[Taken]:
    return [each for each in box.of(address_of(username)) if each.mail["Subject"] == subject]


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    assert part.get_content_charset() == "utf-8"
    return str(part.get_content()).replace("\r\n", "\n")


def read(taken: Taken, username: str) -> str:
    """The link of a mail, "" if it has none, after a look at all that every mail must be."""
    mail, address = taken.mail, address_of(username)
    assert (taken.sender, taken.receivers) == ("no-reply@tweets.example", [address])
    assert (taken.encrypted, taken.signed_in) == (True, True)
    assert (mail["From"], mail["To"]) == ("Gezwitscher für alle <no-reply@tweets.example>", address)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<\d+@tweets\.example>", mail["Message-ID"])
    assert parsedate_to_datetime(mail["Date"]).utcoffset() is not None
    assert mail.get_content_type() == "multipart/alternative"
    # The best form comes last, and what reads no HTML shows the first.
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    plain, html = body(mail, "plain"), Reader(body(mail, "html"))
    assert not html.attributes & LOADS
    assert set(html.tags) <= {"html", "head", "meta", "title", "body", "p", "a"}
    links = re.findall(r"https?://\S+", plain)
    assert links == html.links
    assert len(links) <= 1
    # The same words in both: the text has the link where the HTML has its label, and no title.
    words = [line for line in plain.split("\n") if line and line not in links]
    assert html.text.split("\n") == [mail["Subject"], *words, *([html.text.split("\n")[-1]] if links else [])]
    assert words[0] == f"Hello {username},"
    return links[0] if links else ""


async def test_each_mail_arrives_and_its_link_works(late: Late, http: httpx.AsyncClient) -> None:
    public = late.stack.base_url.replace("127.0.0.1", "localhost")
    async with mail_server("starttls", with_password=True) as box, httpx.AsyncClient(trust_env=False) as visitor:
        who = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"
        late.more |= {
            "TWEETGRAPH_SMTP_URL": f"smtp://{who}@localhost:{box.port}",
            "TWEETGRAPH_SMTP_STARTTLS": "always",
            "TWEETGRAPH_MAIL_FROM": "Gezwitscher für alle <no-reply@tweets.example>",
            "TWEETGRAPH_BASE_URL": f"{public}/",
            "SSL_CERT_FILE": str(CERTIFICATE),
        }
        await late.worker()
        name, headers = await register(http)
        # A display name is free text: it is in no mail.
        await http.patch("/me/update/", json={"name": "<b>Click https://evil.example</b>"}, headers=headers)
        link = read(await arrived(box, name, "Welcome to TweetGraph"), name)
        assert link.startswith(f"{public}/verify-email/")
        await shows(visitor, link, "Confirm")
        assert (await http.get("/me/", headers=headers)).json()[
            "email_verified"
        ] is False  # who only looks confirms nothing
        assert (await visitor.post(link, headers=HTML)).status_code == 200
        assert (await http.get("/me/", headers=headers)).json()["email_verified"] is True

        # Reset, asked for with a Host header of somebody else's.
        asked = await http.post("/send-reset-password-email/", json={"email": address_of(name)}, headers=FORGED)
        assert asked.status_code == 200
        link = read(await arrived(box, name, "Reset your password"), name)
        assert link.startswith(f"{public}/reset-password/")
        await shows(visitor, link, "Choose a new password")
        form = {"password": NEW, "password2": NEW}
        done = await visitor.post(link, data=form, headers=HTML)
        assert (done.status_code, "Your password was changed" in done.text) == (200, True), done.text
        spent = await visitor.post(link, data=form, headers=HTML)
        assert (spent.status_code, "Reset link is invalid or expired" in spent.text) == (400, True), spent.text
        assert (await http.get("/me/", headers=headers)).status_code == 401  # all sessions have ended
        assert read(await arrived(box, name, "Your password was changed"), name) == ""

        headers = await logged_in(http, name, NEW)
        change = {"old_password": NEW, "password": NEWEST, "password2": NEWEST}
        assert (await http.post("/change-password/", json=change, headers=headers)).status_code == 200
        assert read(await arrived(box, name, "Your password was changed", 2), name) == ""

        rest = await http.post("/deactivate/", json={"password": NEWEST}, headers=headers)
        assert rest.status_code == 200
        assert read(await arrived(box, name, "Your account was deactivated"), name) == ""
        back = await http.post("/activate/", json={"username": name, "password": NEWEST}, headers=FORGED)
        assert back.status_code == 200
        link = read(await arrived(box, name, "Welcome back"), name)
        await shows(visitor, link, "Sign in")
        await logged_in(http, name, NEWEST)
        assert len({taken.mail["Message-ID"] for taken in box.taken}) == len(box.taken)
        assert "evil" not in "".join(taken.mail.as_string() for taken in box.of(address_of(name)))


async def shows(visitor: httpx.AsyncClient, link: str, words: str) -> None:
    """Open a link as a browser does."""
    page = await visitor.get(link, headers=HTML)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert words in page.text


async def logged_in(http: httpx.AsyncClient, username: str, password: str) -> dict[str, str]:
    answer = await http.post("/login/", json={"username": username, "password": password})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['token']['access']}"}


async def test_a_server_that_refuses_hangs_or_dies_loses_no_mail(late: Late, http: httpx.AsyncClient) -> None:
    names = [(await register(http))[0] for _ in range(5)]
    plain, later, unknown, cut, slow = map(address_of, names)
    ids = {name: await user_id(http, name) for name in names}
    async with mail_server() as box:
        box.refusals[later] = [f"451 4.3.0 {later}: come back later"]
        box.never.add(unknown)
        box.faults |= {cut: ["dies"], slow: ["hangs"]}
        late.more["TWEETGRAPH_SMTP_URL"] = f"smtp://127.0.0.1:{box.port}"
        worker = await late.worker()

        async def all_taken() -> bool:
            return all(box.of(each) for each in (plain, later, slow)) and len(box.of(cut)) == 2

        await eventually(all_taken)

        async def given_up() -> bool:
            return any(about(each, ids[names[2]]) for each in await dead_letters(late.graph, after_id=0, limit=100))

        await eventually(given_up)
        [dead] = [e for e in await dead_letters(late.graph, after_id=0, limit=100) if about(e, ids[names[2]])]
        # One run after the other, each as often as settings say, and nobody was mailed twice but for the lost answer.
        assert (dead.topic, dead.attempts, box.asked.count(unknown)) == ("mail.welcome", 3, 3)
        assert dead.error == "SMTPRecipientsRefused"
        assert [len(box.of(each)) for each in (plain, later, slow)] == [1, 1, 1]
        assert (box.asked.count(later), box.asked.count(slow)) == (2, 2)
        # Sent before the server died, but who could know: the same mail again, which the receiver's program can tell.
        first, again = box.of(cut)
        assert (first.mail["Message-ID"], first.mail["Date"]) == (again.mail["Message-ID"], again.mail["Date"])
        assert body(first.mail, "plain") == body(again.mail, "plain")

        async def none_left() -> bool:
            waiting = await failing_events(late.graph, after_id=0, limit=1000)
            return not any(about(each, identity) for each in waiting for identity in ids.values())

        await eventually(none_left)
        # What the server said, and to whom a mail went, is in no log and no dead letter.
        told = late.log.read_text() + repr(dead)
        assert not [word for word in (*map(address_of, names), "nobody is called", "come back") if word in told]
        assert '"error":"TimeoutError"' in told  # of the one that hung: ended with its run
        assert worker.poll() is None
        await finish(late.graph, event_id=dead.id)


def about(letter: Letter, identity: int) -> bool:
    """Whether this is a mail to a person."""
    return letter.topic.startswith("mail.") and f'"user_id": {identity}' in letter.payload


async def user_id(http: httpx.AsyncClient, username: str) -> int:
    return int((await http.get(f"/users/{username}/")).json()["profile"]["id"])
