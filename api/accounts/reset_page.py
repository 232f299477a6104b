"""The page behind a mailed link: plain HTML that asks for a new password, without any script."""

import base64
import hashlib
from html import escape
from typing import Any

from litestar import Request, Response
from litestar.enums import MediaType

from api.errors import answer
from api.passwords import LEAST, MOST

STYLE = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:26rem;margin:3rem auto;padding:0 1rem;color:#111;"
    "background:#fff}label{display:block;margin-top:1rem}input,button{font:inherit;width:100%;padding:.5rem;"
    "box-sizing:border-box;border:1px solid #555;border-radius:.3rem}button{margin-top:1.5rem;background:#0b57d0;"
    "color:#fff;border:0}[role=alert]{color:#a00;font-weight:600}"
)
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_DIGEST}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
}
FORM = f"""\
<form method="post" action="">
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="{LEAST}" \
maxlength="{MOST}" aria-describedby="rule">
<p id="rule">{LEAST} to {MOST} characters, and not a common one.</p>
<label for="password2">New password again</label>
<input id="password2" name="password2" type="password" autocomplete="new-password" required maxlength="{MOST}">
<button type="submit">Set password</button>
</form>"""


def asking() -> Response[bytes]:
    """The form."""
    return page("Choose a new password", FORM, status=200)


def done() -> Response[bytes]:
    """What is shown when the password was set."""
    return page("Your password was changed", "<p>You can log in with it now. All sessions have ended.</p>", status=200)


def wanted(request: Request[Any, Any, Any]) -> bool:
    """Whether who asks would rather see a page than JSON."""
    return "text/html" in request.headers.get("accept", "")


def refusing(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The answer to any exception; for a browser the form again, with what is wrong."""
    told = answer(request, error)
    if not wanted(request):
        return told
    sentences = [said for field in (told.content.fields or {}).values() for said in field] or [told.content.detail]
    alert = "".join(f'<p role="alert">{escape(sentence)}</p>' for sentence in sentences)
    shown = page("Choose a new password", alert + FORM, status=told.status_code or 500)
    shown.headers.update({name: value for name, value in told.headers.items() if name.lower() != "content-type"})
    return shown


def page(title: str, body: str, *, status: int) -> Response[bytes]:
    """A page of this kind, which loads nothing and says so."""
    text = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n"
        "</main>\n</body>\n</html>\n"
    )
    return Response(text.encode(), status_code=status, headers=dict(HEADERS), media_type=MediaType.HTML)
