"""`/browser/`: what Neo4j Browser loads from us: a guide, a style sheet, the model as a picture, and saved statements.

Nothing of it is secret or differs by who asks, so a page of any origin may load it: Neo4j Browser is one, of another
port.
"""

import io
import re
import zipfile
from base64 import b64encode
from html import escape
from typing import Any

from litestar import Request, Response, get
from litestar.enums import MediaType

from api.docs import ASSETS
from api.guards import access
from graph import statements

FOLDER = ASSETS / "browser"
ASKED = (  # by the guide, in its order: the statement, and what is told of it
    ("feeds/why_suggested", "Ways that lead to people whom ada may want to follow. Double-click a person to see more."),
    ("feeds/home_feed", "Ada's home feed: whom she follows, and what they said last."),
    ("your_data/around", "What is around ada."),
    ("growth/newest_people", "The newest people and whom they follow."),
    ("growth/gaining_followers", "Who wins followers."),
    ("moderation/queue", "What is reported and waits for staff."),
    ("spam/follow_storms", "Who follows everybody, and is not followed back."),
    ("your_data/what_is_held", "How much the graph holds about ada, by kind."),
    ("health/late_work", "Mails, notices and removals that wait, rest or were given up."),
    ("health/indexes", "Whether all indexes are online, and which are read."),
)
_OPEN = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-headers", b"cache-control, pragma"),  # which Neo4j Browser sends when it asks for a guide
    (b"access-control-max-age", b"600"),
]
_PERSON = re.compile(r"(username_key: ')(\w+)(')")  # whose place the guide's field takes
_FRESH = {"Cache-Control": "no-cache"}
_WRITTEN = (2026, 1, 1, 0, 0, 0)  # of every file in the archive, so that the same statements are the same bytes


def opened(scope: dict[str, Any]) -> list[tuple[bytes, bytes]]:
    """The headers that open one of these files to pages of every origin; none for another path.

    Takes the origin out of the request, for the settings' CORS shall not answer it.
    """
    if not scope["path"].lstrip("/").startswith("browser/"):
        return []
    scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"origin"]
    return _OPEN


@get("/browser/guide/", opt=access(who="nobody"), include_in_schema=False, media_type=MediaType.HTML)
async def guide(request: Request[Any, Any, Any]) -> Response[str]:
    """The guide, for `:play`; a plain page for anybody else."""
    base = request.app.running.settings.public_url  # type: ignore[attr-defined]
    return Response(written(base), media_type=MediaType.HTML, headers=_FRESH)


@get("/browser/tweetgraph.grass", opt=access(who="nobody"), include_in_schema=False, media_type=MediaType.CSS)
async def style() -> Response[bytes]:
    """The style sheet, for `:style` or to be dropped on Neo4j Browser."""
    return Response((FOLDER / "tweetgraph.grass").read_bytes(), media_type=MediaType.CSS, headers=_FRESH)


@get("/browser/model.svg", opt=access(who="nobody"), include_in_schema=False, media_type="image/svg+xml")
async def model() -> Response[bytes]:
    """The picture of the model."""
    return Response((FOLDER / "model.svg").read_bytes(), media_type="image/svg+xml", headers=_FRESH)


@get("/browser/favorites.zip", opt=access(who="nobody"), include_in_schema=False, media_type="application/zip")
async def favorites() -> Response[bytes]:
    """The saved statements in their folders, to be dropped on Neo4j Browser, which makes favorites of them."""
    headers = {**_FRESH, "Content-Disposition": 'attachment; filename="tweetgraph-favorites.zip"'}
    return Response(packed(), media_type="application/zip", headers=headers)


def written(base: str) -> str:
    """The guide with its statements and the addresses of what it shows."""
    texts, graphs, tables = statements.sources("browser"), "", ""
    for name, told in ASKED:
        shown = _shown(texts[name], told)
        if "path" in statements.parse(f"browser/{name}", texts[name]).out:
            graphs += shown
        else:
            tables += shown
    page = (FOLDER / "guide.html").read_text(encoding="utf-8")
    # Within the page: Neo4j's own server lets its Browser show no picture from elsewhere.
    picture = f"data:image/svg+xml;base64,{b64encode((FOLDER / 'model.svg').read_bytes()).decode()}"
    page = page.replace("{base}", escape(base)).replace("{model}", picture)
    return page.replace("{graphs}", graphs).replace("{tables}", tables)


def _shown(source: str, told: str) -> str:
    """A statement to be clicked, below the parameters that it wants, which are clicked first."""
    statement = statements.parse("browser/guide/one", source)
    body = statement.text.split("\n", 1)[1]
    lines = [f"<h4>{escape(statement.title)}</h4>", f"<p>{escape(told)}</p>"]
    if statement.inputs:
        params = _PERSON.sub(r"\1<span value-key='person'>\2</span>\3", escape(statement.params, quote=False))
        lines.append(f'<pre class="runnable">{params}</pre>')
    lines.append(f'<pre class="runnable">{escape(body)}</pre>')
    return "\n".join(lines) + "\n"


def packed() -> bytes:
    """The archive of saved statements; folders are named as people read them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, source in statements.sources("browser").items():
            folder, _, name = place.partition("/")
            archive.writestr(zipfile.ZipInfo(f"{folder.replace('_', ' ')}/{name}.cypher", _WRITTEN), source)
    return buffer.getvalue()


HANDLERS = (guide, style, model, favorites)
