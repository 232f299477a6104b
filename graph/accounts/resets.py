"""Reset links: made from the network's secret and an event's id, so that no token waits anywhere to be mailed."""

import base64
import binascii
import hashlib
import hmac

from graph.ids import LARGEST

MINUTES = 60  # for which a link is good


def reset_token(secret: str, *, event_id: int) -> str:
    """The token of a link: whoever has the secret makes it again from the event that mails it."""
    made = hmac.new(secret.encode(), f"reset:{event_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def reset_digest(token: str, *, email: str) -> str:
    """How a token is kept: bound to the address that it was sent to, so that another address ends it."""
    return hashlib.sha256(f"{token}:{email}".encode("utf-8", "replace")).hexdigest()


def reset_path(*, user_id: int, token: str) -> str:
    """Where a link leads."""
    return f"/reset-password/{path_part(user_id)}/{token}/"


def path_part(user_id: int) -> str:
    """How a link names a person."""
    return base64.urlsafe_b64encode(str(user_id).encode()).decode().rstrip("=")


def user_of(uid: str) -> int | None:
    """Whose a link is; None if that cannot be read."""
    try:
        text = base64.b64decode(f"{uid}{'=' * (-len(uid) % 4)}", altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return int(text) if text.isdecimal() and len(text) <= 16 and 0 < int(text) <= LARGEST else None
