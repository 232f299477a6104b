"""Pictures over HTTP: taken, described, and where no bucket is set served from the home folder."""

from pathlib import PurePosixPath
from typing import Annotated

from litestar import Controller, Response, get, patch, post
from litestar.params import JSONBody, PathParameter

from api.errors import ApiError
from api.guards import access
from api.media.schemas import Describing, Uploading
from api.paths import PathId as MediumId
from api.replay import idempotent
from api.requests import MAX_FILES, ApiRequest
from graph.media import repository
from graph.records import Medium
from tasks.storage import FOREVER, TYPES, StorageAway

FileName = Annotated[str, PathParameter(pattern=r"^[0-9]{8}[0-9a-f]{32}(_small)?\.(jpg|png|webp)$")]

# A file is shown and does nothing, whatever it is: no script, no frame, no plugin; other sites may show it.
HARMLESS = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class MediaController(Controller):
    """Pictures, on their way into a tweet and after."""

    path = "/media"
    tags = ("Media",)

    @post(
        "/",
        operation_id="media.upload",
        request_max_body_size=MAX_FILES,
        opt=access(scope="content_creation", takes_file=True),
    )
    @idempotent
    async def upload(self, request: ApiRequest, data: JSONBody[Uploading]) -> Medium:
        """Upload a picture, as a multipart form, to show it in a tweet by its id within a day.

        JPEG, PNG, WebP or GIF, by its content, up to 10 MB and 33 million pixels. It is drawn anew without
        its metadata; a GIF becomes a WebP if it moves, a PNG if not.
        """
        medium = await request.running.pictures.medium(request.graph, data.file, field="file", alt=data.alt)
        return await repository.upload(request.graph, viewer_id=request.viewer_id, medium=medium)

    @patch("/{medium_id:int}/", operation_id="media.describe")
    async def describe(self, request: ApiRequest, medium_id: MediumId, data: JSONBody[Describing]) -> Medium:
        """Say what your picture shows, for those who do not see it."""
        return await repository.describe(request.graph, viewer_id=request.viewer_id, medium_id=medium_id, alt=data.alt)

    @get("/{name:str}", opt=access(who="nobody"), include_in_schema=False)
    async def file(self, request: ApiRequest, name: FileName) -> Response[bytes]:
        """The file of a picture, which never changes; a signed address of it where a bucket is set."""
        storage = request.running.storage
        etag = f'"{PurePosixPath(name).stem}"'
        try:
            if storage.is_bucket:
                url = await storage.signed_url(name)
                headers = {"Location": url, "Cache-Control": "private, max-age=1800"}
                return Response(b"", status_code=307, headers=headers)
            content = await storage.get(name)
        except StorageAway as error:
            raise ApiError("unavailable", headers={"Retry-After": "5"}) from error
        if content is None:
            raise ApiError("not_found")
        headers = {"ETag": etag, "Cache-Control": FOREVER, **HARMLESS}
        known = request.headers.get("if-none-match", "")
        if known == "*" or etag in (each.strip().removeprefix("W/") for each in known.split(",")):
            return Response(b"", status_code=304, headers=headers)
        return Response(content, headers=headers, media_type=TYPES[PurePosixPath(name).suffix])
