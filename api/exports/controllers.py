"""A person's own data over HTTP: asked for, looked after, fetched by a link."""

import secrets
from datetime import UTC, datetime
from typing import Annotated

from litestar import Controller, get, post
from litestar.params import PathParameter
from litestar.response import Stream

from api.errors import ApiError
from api.exports import links
from api.exports.schemas import ExportState
from api.guards import access
from api.requests import ApiRequest
from graph.exports import repository
from graph.exports.records import Export
from graph.ids import now_ms
from graph.records import Instant
from tasks.storage import StorageAway

LinkPart = Annotated[str, PathParameter(min_length=1, max_length=120, description="A part of the link.")]
NO_LINK = "This link is not good any more. `GET /export/` gives another one while the archive is there."


class ExportsController(Controller):
    """The archive of all that is kept about a person; one at a time, for a day."""

    path = "/export"
    tags = ("Accounts",)

    @post("/", operation_id="exports.start", status_code=202, opt=access(scope="account_sensitive"))
    async def start(self, request: ApiRequest) -> ExportState:
        """Have an archive of all your data made: JSON and your pictures, as a zip; a mail tells when it is there.

        One at a time, and one in a day: while one is under way, or is there, this answers how it does.
        """
        # A name that nobody can guess; its day lets the sweep look at new files alone.
        name = f"{datetime.now(UTC):%Y%m%d}{secrets.token_hex(16)}.zip"
        return _told(request, await repository.start(request.graph, viewer_id=request.viewer_id, name=name))

    @get("/", operation_id="exports.state")
    async def state(self, request: ApiRequest) -> ExportState:
        """How the archive of your data does; once it is ready, with a link that is good for an hour."""
        return _told(request, await repository.state(request.graph, viewer_id=request.viewer_id))

    @get("/{uid:str}/{token:str}/", opt=access(who="credentials", scope="anon_read"), include_in_schema=False)
    async def download(self, request: ApiRequest, uid: LinkPart, token: LinkPart) -> Stream:
        """The archive, for who has the link; not while its person is deactivated or suspended."""
        linked = links.linked(request.running.tokens.secret, uid, token, now_ms=now_ms())
        found = linked and await repository.download(
            request.graph, viewer_id=linked.user_id, export_id=linked.export_id
        )
        if not found:
            raise ApiError("not_found", NO_LINK)
        try:
            pieces = await request.running.storage.pieces(found.name)
        except StorageAway as error:
            raise ApiError("unavailable", headers={"Retry-After": "5"}) from error
        if pieces is None:
            raise ApiError("not_found", NO_LINK)
        headers = {
            "Content-Disposition": f'attachment; filename="tweetgraph-{found.username}.zip"',
            "Content-Length": str(found.size),
            "Cache-Control": "private, no-store",
        }
        return Stream(pieces, media_type="application/zip", headers=headers)


def _told(request: ApiRequest, export: Export) -> ExportState:
    """How an archive does, with a new link once it is ready."""
    if export.id is None:
        return ExportState(status="none", requested_at=None, ready_at=None, ends_at=None, size=None, url=None)
    requested = Instant.of_id(export.id)
    if export.ready_id is None:
        return ExportState(
            status="in_progress", requested_at=requested, ready_at=None, ends_at=None, size=None, url=None
        )
    ends_ms = repository.ends_ms(export)
    path = links.link_path(
        request.running.tokens.secret,
        user_id=request.viewer_id,
        export_id=export.id,
        until_ms=min(ends_ms, now_ms() + links.MINUTES * 60_000),
    )
    return ExportState(
        status="ready",
        requested_at=requested,
        ready_at=Instant.of_id(export.ready_id),
        ends_at=Instant.from_ms(ends_ms),
        size=export.size,
        url=f"{request.settings.public_url}{path}",
    )
