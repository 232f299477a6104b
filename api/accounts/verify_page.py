"""The page behind a mailed link that verifies an address: one button, which works without any script.

A button and no deed of its own: programs that look at the links in mails must not verify anything.
"""

from html import escape
from typing import Any

from litestar import Request, Response

from api.accounts.reset_page import page, wanted
from api.errors import answer

TITLE = "Confirm your address"
FORM = '<form method="post" action="">\n<button type="submit">Confirm</button>\n</form>'


def asking() -> Response[bytes]:
    """The button."""
    return page(TITLE, f"<p>This address belongs to your account.</p>\n{FORM}", status=200)


def done() -> Response[bytes]:
    """What is shown when the address was verified."""
    return page("Your address is confirmed", "<p>You can close this page.</p>", status=200)


def refusing(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The answer to any exception; for a browser a page that says what is wrong."""
    told = answer(request, error)
    if not wanted(request):
        return told
    sentences = [said for field in (told.content.fields or {}).values() for said in field] or [told.content.detail]
    alert = "".join(f'<p role="alert">{escape(sentence)}</p>' for sentence in sentences)
    shown = page(TITLE, alert, status=told.status_code or 500)
    shown.headers.update({name: value for name, value in told.headers.items() if name.lower() != "content-type"})
    return shown
