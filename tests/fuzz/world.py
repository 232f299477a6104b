"""Someone who is signed in while the API is fuzzed, and what their requests can be about."""

import base64
import email
import email.policy
import re
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pyotp

from tests.drawing import drawn

PASSWORD = "correct horse battery"
PICTURE = drawn("PNG")
PATIENCE = 20.0  # seconds that a mail may take


class World:
    """A person, others, and tweets and notifications of theirs; whoever may not survive an operation is made for it."""

    def __init__(self, client: httpx.Client, mails: Path, staff: Callable[[str], None]) -> None:
        self.client = client
        self.mails = mails
        self.name, self.token = self.registered()
        self.other, self._other_token = self.registered()
        staff(self.name)
        self.sent("POST", f"/users/{self.other}/follow/")
        self.tweet = self.tweeted()

    def registered(self) -> tuple[str, dict[str, str]]:
        """A new person's name and tokens."""
        name = f"f{secrets.token_hex(6)}"
        answer = self.client.post("/register/", json=self.application(name))
        return name, answer.raise_for_status().json()["token"]

    def application(self, name: str = "") -> dict[str, str]:
        """The body of a registration."""
        name = name or f"f{secrets.token_hex(6)}"
        return {"username": name, "email": f"{name}@example.com", "password": PASSWORD, "password2": PASSWORD}

    def header(self, token: dict[str, str] | None = None) -> dict[str, str]:
        """What signs a request."""
        return {"Authorization": f"Bearer {(token or self.token)['access']}"}

    def sent(self, method: str, path: str, token: dict[str, str] | None = None, **body: object) -> Any:  # noqa: ANN401
        """What is answered to a request that must succeed."""
        rest: dict[str, Any] = {"json": body} if body else {}
        answer = self.client.request(method, path, headers=self.header(token), **rest).raise_for_status()
        return answer.json() if answer.content else None

    def tweeted(self) -> int:
        """A new tweet of the person's."""
        return int(self.sent("POST", "/tweets/", content="something to speak of")["id"])

    def commented(self) -> int:
        """A new comment of the person's on their tweet."""
        return int(self.sent("POST", f"/tweets/{self.tweet}/comments/", content="a comment")["id"])

    def uploaded(self) -> int:
        """A new picture of the person's, which no tweet shows."""
        answer = self.client.post("/media/", headers=self.header(), files={"file": ("dot.png", PICTURE, "image/png")})
        return int(answer.raise_for_status().json()["id"])

    def scheduled(self) -> int:
        """What the person publishes tomorrow, and has not scheduled before."""
        for waiting in self.sent("GET", "/tweets/scheduled/?limit=100")["results"]:
            self.sent("DELETE", f"/tweets/scheduled/{waiting['id']}/")
        moment = (datetime.now(UTC) + timedelta(days=1)).isoformat()
        return int(self.sent("POST", "/tweets/", content="later", scheduled_at=moment)["id"])

    def notified(self) -> int:
        """A new notification of the person's."""
        self.sent("POST", f"/tweets/{self.tweeted()}/likes/", self._other_token)
        return int(self.sent("GET", "/notifications/")["results"][0]["id"])

    def muted(self) -> int:
        """A word that the person has muted."""
        return int(self.sent("POST", "/muted-words/", word=f"w{secrets.token_hex(6)}")["id"])

    def others_tweet(self) -> int:
        """A new tweet of somebody else's."""
        return int(self.sent("POST", "/tweets/", self._other_token, content="said by another")["id"])

    def reported(self) -> int:
        """What waits for staff about somebody new."""
        name, _ = self.registered()
        self.sent("POST", "/reports/", username=name, reason="spam")
        rows = self.sent("GET", "/moderation/reports/")["results"]
        return int(next(row["id"] for row in rows if row["person"]["username"] == name))

    def asking(self) -> tuple[str, dict[str, str]]:
        """Who asks to follow somebody new and protected, and the tokens of that one."""
        asking, asker = self.registered()
        name, token = self.registered()
        self.sent("PATCH", "/me/update/", token, protected=True)
        self.sent("POST", f"/users/{name}/follow/", asker)
        return asking, token

    def session(self) -> tuple[int, dict[str, str]]:
        """A session of a new person, and the tokens that may end it."""
        _, token = self.registered()
        return int(self.sent("GET", "/sessions/", token)["results"][0]["id"]), token

    def begun(self) -> tuple[str, dict[str, str]]:
        """A code of a new person who has begun with an authenticator app, and their tokens."""
        _, token = self.registered()
        return pyotp.TOTP(self.sent("POST", "/two-factor/", token, password=PASSWORD)["secret"]).now(), token

    def rested(self) -> str:
        """The name of someone who deactivated their account."""
        name, token = self.registered()
        self.sent("POST", "/deactivate/", token, password=PASSWORD)
        return name

    def reset_link(self) -> tuple[str, str]:
        """The two parts of a link that was mailed to someone new."""
        name, token = self.registered()
        self.sent("POST", "/send-reset-password-email/", email=f"{name}@example.com")
        return self._link("reset-password", token)

    def verification_link(self) -> tuple[str, str]:
        """The two parts of the link in the first mail to someone new."""
        return self._link("verify-email", self.registered()[1])

    def _link(self, kind: str, token: dict[str, str]) -> tuple[str, str]:
        """The two parts of a link that was mailed to a person."""
        me = self.sent("GET", "/me/", token)
        uid = base64.urlsafe_b64encode(str(me["id"]).encode()).decode().rstrip("=")
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for file in self.mails.glob("*.eml"):
                mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                body = mail.get_body(("plain",))
                text = body.get_content() if body else ""
                found = re.search(rf"/{kind}/{re.escape(uid)}/([^/\s]+)/", text)
                if found:
                    return uid, found[1]
            time.sleep(0.1)
        raise TimeoutError("no mail came")
