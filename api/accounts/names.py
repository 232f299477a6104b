"""Which e-mail addresses and websites are accepted."""

import re
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email


def email_address(text: str) -> str | None:
    """The address in lower case as it is kept; None if it is none. Its domain is not looked up."""
    try:
        return validate_email(text, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return None


def is_website(text: str) -> bool:
    """Whether this is an http or https address with a host, and nothing that a browser would run."""
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and has_host and not re.search(r"[\s\x00-\x1f\x7f<>\"]", text)
