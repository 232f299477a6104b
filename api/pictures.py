"""Pictures: taken by their content, decoded within bounds, drawn anew without anything that is not picture."""

import asyncio
import io
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from litestar.datastructures import UploadFile
from PIL import Image, ImageOps, ImageSequence

from api.errors import ApiError, invalid
from api.picture_bounds import MOST_PIXELS, Bounds, Unusable, bounds
from graph.client import Graph
from graph.records import NewMedium
from tasks.storage import Storage, StorageAway

LARGEST_FILE = 10_000_000  # bytes
AT_ONCE = 2  # pictures in the hands of one process; the largest takes about half a gigabyte
THUMBNAIL = (400, 400)
QUALITY = 85

# NOTE: Pillow raises beyond twice its limit and only warns below; ours is applied before Pillow sees a file.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class Picture(NamedTuple):
    """A picture that was drawn anew, with its thumbnail, a WebP that stands still."""

    data: bytes
    thumbnail: bytes
    suffix: Literal["jpg", "png", "webp"]
    type: Literal["image", "animation"]
    width: int
    height: int


class Pictures:
    """Takes the files of requests: draws them in threads, few at once, and stores what was drawn."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._threads = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="pictures")

    async def medium(self, graph: Graph, file: UploadFile, *, field: str, alt: str = "") -> NewMedium:
        """Store a picture for a tweet. Raises ApiError, for a bad picture on `field`; the graph knows nothing yet."""
        picture = await self._drawn(file, field, None)
        stem = _new_stem()
        name, thumbnail = f"{stem}.{picture.suffix}", f"{stem}_small.webp"
        await self._store({name: picture.data, thumbnail: picture.thumbnail})
        return NewMedium(
            id=graph.next_id(),
            name=name,
            thumbnail=thumbnail,
            type=picture.type,
            alt=alt,
            width=picture.width,
            height=picture.height,
        )

    async def portrait(self, file: UploadFile, *, field: str, within: tuple[int, int]) -> str:
        """Store a picture that stands still and is no larger than this; its name. Raises as `medium` does."""
        picture = await self._drawn(file, field, within)
        name = f"{_new_stem()}.{picture.suffix}"
        await self._store({name: picture.data})
        return name

    def close(self) -> None:
        """Stop the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _drawn(self, file: UploadFile, field: str, within: tuple[int, int] | None) -> Picture:
        data = await file.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise ApiError("payload_too_large", "A picture may have 10 MB.")
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, drawn_anew, data, within)
        except Unusable as error:
            raise invalid(**{field: str(error)}) from error

    async def _store(self, files: dict[str, bytes]) -> None:
        try:
            for name, data in files.items():
                await self._storage.put(name, data)
        except StorageAway as error:
            raise ApiError("unavailable", headers={"Retry-After": "5"}) from error


def _new_stem() -> str:
    """A name that nobody can guess; its day lets the sweep look at new files alone."""
    return f"{datetime.now(UTC):%Y%m%d}{secrets.token_hex(16)}"


def drawn_anew(data: bytes, within: tuple[int, int] | None = None) -> Picture:
    """The picture with its orientation applied and without metadata; an animation stays one unless `within` is given.

    A GIF becomes a WebP if it moves and a PNG if not. Raises Unusable.
    """
    claimed = bounds(data)
    try:
        with Image.open(io.BytesIO(data), formats=(claimed.kind,)) as image:
            if image.size != (claimed.width, claimed.height):
                raise Unusable("This picture is damaged.")
            if claimed.frames > 1 and within is None:
                return _animation(image, claimed)
            return _still(image, claimed, within)
    except Unusable:
        raise
    except Exception as error:
        raise Unusable("This picture is damaged.") from error


def _still(image: Image.Image, claimed: Bounds, within: tuple[int, int] | None) -> Picture:
    if within is not None:
        image.draft("RGB", within)  # a JPEG can be decoded at a fraction of its size
    plain = _plain(ImageOps.exif_transpose(image))
    if within is not None:
        plain.thumbnail(within)
    file = io.BytesIO()
    if claimed.kind == "JPEG":
        plain.save(file, "JPEG", quality=QUALITY, progressive=True)
    elif claimed.kind == "WEBP":
        plain.save(file, "WEBP", quality=QUALITY)
    else:
        plain.save(file, "PNG")
    suffixes: dict[str, Literal["jpg", "png", "webp"]] = {"JPEG": "jpg", "WEBP": "webp"}
    small = _thumbnail(plain) if within is None else b""
    return Picture(file.getvalue(), small, suffixes.get(claimed.kind, "png"), "image", *plain.size)


def _animation(image: Image.Image, claimed: Bounds) -> Picture:
    small, file, lengths = b"", io.BytesIO(), []

    def frames() -> Iterator[Image.Image]:
        for frame, _ in zip(ImageSequence.Iterator(image), range(claimed.frames), strict=False):
            if frame.size != (claimed.width, claimed.height):
                raise Unusable("This picture is damaged.")
            yield _plain(frame)

    for frame in ImageSequence.Iterator(image):
        lengths.append(min(max(int(frame.info.get("duration") or 100), 20), 60_000))
        if len(lengths) == claimed.frames:
            break
    drawn = frames()
    first = next(drawn)
    small = _thumbnail(first)
    loops = image.info.get("loop", 1)
    first.save(
        file,
        "WEBP",
        save_all=True,
        append_images=drawn,
        duration=lengths,
        loop=loops if isinstance(loops, int) and 0 <= loops < 65536 else 0,
        quality=QUALITY,
        method=2,
    )
    return Picture(file.getvalue(), small, "webp", "animation", claimed.width, claimed.height)


def _plain(image: Image.Image) -> Image.Image:
    """The pixels alone, grey, in colours or with transparency; what else a file says is in `info` and goes."""
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda grey: grey / 257).convert("L")
    elif "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode not in {"L", "RGB"}:
        image = image.convert("L" if image.mode == "1" else "RGB")
    plain = image.copy()
    plain.info = {}
    return plain


def _thumbnail(plain: Image.Image) -> bytes:
    small, file = plain.copy(), io.BytesIO()
    small.thumbnail(THUMBNAIL)
    small.save(file, "WEBP", quality=QUALITY)
    return file.getvalue()
