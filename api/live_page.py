"""`/live/`: a plain page that shows real time; its script and style are in `api/assets/live/`."""

from typing import Any
from urllib.parse import urlsplit

from litestar import Request, Response, get
from litestar.enums import MediaType

from api.docs import ASSETS
from api.guards import access

PAGE = (ASSETS / "live" / "index.html").read_bytes()


@get("/live/", opt=access(who="nobody"), include_in_schema=False, media_type=MediaType.HTML)
async def live(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The page; it may load and call nothing but this API."""
    host = urlsplit(request.app.running.settings.public_url).netloc  # type: ignore[attr-defined]
    # NOTE: not every browser takes a WebSocket of the same origin for 'self'.
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"connect-src 'self' ws://{host} wss://{host}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return Response(PAGE, media_type=MediaType.HTML, headers=headers)
