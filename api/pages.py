"""Pages: `{"count", "next", "previous", "results"}`, by keyset cursor, or by `?page=N` for the first thousand rows.

A list that is ranked has no keys: its cursors are the number of rows before the page, see `ranked_page_of`. Those of a
list of parts are places (`PageRequest.placed_window`). One that is sifted goes on from where it stopped, see
`sifted_page_of`.
A statement fetches `page.rows` rows (one more than are shown) after skipping `page.skip`, of ids below `page.cursor`
in descending order (`direction` older) or above it in ascending order (newer). `page_of` makes the answer.
"""

import base64
import binascii
import hashlib
import re
import struct
from collections.abc import Callable, Sequence
from operator import attrgetter, itemgetter
from typing import Annotated, Any, Generic, Literal, TypeVar, cast
from urllib.parse import quote, urlencode

import msgspec
from litestar import Request
from litestar.params import QueryParameter

from api.errors import ApiError
from graph.ids import LARGEST
from graph.paging import PART, Window
from graph.settings import Settings

DEFAULT_LIMIT, MAX_LIMIT, MAX_PAGE, MAX_ROWS = 10, 100, 100, 1000
MAX_PARTS = 3
OLDER: Literal["older"] = "older"
NEWER: Literal["newer"] = "newer"
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")  # ASCII only: int() would take other digits, signs and spaces
_LAYOUT = struct.Struct(">BQ")

# Taken as text, so that `1e3` or a repeated key is refused; documented as what they are.
_LIMIT = QueryParameter(
    name="limit",
    required=False,
    description="Rows on a page.",
    schema_extra={"type": "integer", "one_of": None, "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
)
_PAGE = QueryParameter(
    name="page",
    required=False,
    description="Which page; page times limit is at most 1,000. Not together with `cursor`.",
    schema_extra={"type": "integer", "one_of": None, "minimum": 1, "maximum": MAX_PAGE},
)
_CURSOR = QueryParameter(
    name="cursor",
    required=False,
    description="Where to go on: taken from `next` or `previous` of an answer, never made by hand.",
    schema_extra={"type": "string", "one_of": None},
)

Direction = Literal["older", "newer"]
T = TypeVar("T")


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """One page of a list; `count` is null where counting would cost more than the page."""

    count: int | None
    next: str | None
    previous: str | None
    results: list[T]


class PageRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Which page is asked for, checked."""

    limit: int
    page: int | None
    cursor: int | None
    direction: Direction
    url: str  # of this list, with the other query parameters
    kept: list[tuple[str, str]]

    @property
    def rows(self) -> int:
        """How many rows to fetch: one more than are shown tells whether there are more."""
        return self.limit + 1

    @property
    def skip(self) -> int:
        """How many rows to skip; only for `?page=N`."""
        return (self.page - 1) * self.limit if self.page else 0

    @property
    def window(self) -> Window:
        """The rows that a repository shall read. Raises `invalid_cursor` for that of a list of parts."""
        if self.cursor is not None and self.cursor > LARGEST + 1:
            raise ApiError("invalid_cursor")
        return self.placed_window

    @property
    def placed_window(self) -> Window:
        """The rows of a list of parts: cursors are places, as `Window.placed_bounds` has them."""
        older = self.direction == OLDER
        return Window(
            rows=self.rows,
            before=self.cursor if older else None,
            after=None if older else self.cursor,
            skip=self.skip,
        )

    @property
    def ranked_window(self) -> Window:
        """The rows of a list that is ordered by no id: cursors count rows. Raises `invalid_cursor` for any other's."""
        if self.cursor is not None and (self.direction == NEWER or self.cursor > MAX_ROWS):
            raise ApiError("invalid_cursor")
        return Window(rows=self.rows, skip=self.skip if self.cursor is None else self.cursor)

    def link(self, direction: Direction, identity: int) -> str:
        """The URL of the page that lies older or newer than a row."""
        query = [*self.kept, ("limit", str(self.limit)), ("cursor", encode_cursor(direction, identity))]
        return f"{self.url}?{urlencode(query)}"


def encode_cursor(direction: Direction, identity: int) -> str:
    """An opaque cursor: everything older, or newer, than an id."""
    packed = _LAYOUT.pack(direction == NEWER, identity)
    return base64.urlsafe_b64encode(packed + _checksum(packed)).decode()


def decode_cursor(cursor: str, *, most: int = LARGEST + 1) -> tuple[Direction, int]:
    """The direction and the id, or place, of a cursor. Raises `invalid_cursor` for what we did not make."""
    try:
        raw = base64.b64decode(cursor.encode("ascii"), altchars=b"-_", validate=True)
        packed, checksum = raw[: _LAYOUT.size], raw[_LAYOUT.size :]
        newer, identity = _LAYOUT.unpack(packed)
    except (ValueError, binascii.Error, struct.error) as error:
        raise ApiError("invalid_cursor") from error
    if checksum != _checksum(packed) or newer > 1 or identity > most:
        raise ApiError("invalid_cursor")
    return (NEWER if newer else OLDER), identity


def _checksum(packed: bytes) -> bytes:
    return hashlib.blake2b(packed, digest_size=3, person=b"tg.cursor").digest()


def first_page(url: str) -> PageRequest:
    """The first page of a list, for an answer that shows it inside something else."""
    return PageRequest(limit=DEFAULT_LIMIT, page=None, cursor=None, direction=OLDER, url=url, kept=[])


def provide_page(
    request: Request[Any, Any, Any],
    limit: Annotated[str | None, _LIMIT] = None,
    page: Annotated[str | None, _PAGE] = None,
    cursor: Annotated[str | None, _CURSOR] = None,
) -> PageRequest:
    """The page that a request asks for. Raises `invalid_page` and `invalid_cursor`."""
    query = request.query_params
    given = {name: query.getall(name) for name in ("limit", "page", "cursor") if name in query}
    if any(len(values) > 1 for values in given.values()) or (page is not None and cursor is not None):
        raise ApiError("invalid_page")
    rows = DEFAULT_LIMIT if limit is None else _number(limit, MAX_LIMIT)
    number = None if page is None else _number(page, MAX_PAGE)
    if number is not None and number * rows > MAX_ROWS:
        raise ApiError("invalid_page")
    direction: Direction = OLDER
    identity = None
    if cursor is not None:
        direction, identity = decode_cursor(cursor, most=MAX_PARTS * PART)
    settings: Settings = cast("Any", request.app).running.settings
    return PageRequest(
        limit=rows,
        page=number,
        cursor=identity,
        direction=direction,
        url=f"{settings.public_url}{quote(request.scope['path'].rstrip('/'))}/",
        kept=[(name, value) for name, value in query.multi_items() if name not in {"limit", "page", "cursor"}],
    )


def _number(text: str, most: int) -> int:
    if not _NUMBER.fullmatch(text) or int(text) > most:
        raise ApiError("invalid_page")
    return int(text)


def page_of(
    rows: Sequence[T], asked: PageRequest, *, count: int | None, key: Callable[[T], int] = attrgetter("id")
) -> Page[T]:
    """The answer for up to `asked.rows` rows, newest first; the one too many is the farthest from the cursor."""
    more = len(rows) > asked.limit
    shown = list(rows[-asked.limit :] if asked.direction == NEWER else rows[: asked.limit])
    if shown:
        newest, oldest = key(shown[0]), key(shown[-1])
    else:  # nothing lies beyond the cursor: the way back begins at the cursor's own row
        newest, oldest = (asked.cursor or 1) - 1, (asked.cursor or 0) + 1
    if asked.direction == NEWER:
        older, newer = True, more
    else:
        older, newer = more, asked.cursor is not None or (asked.skip > 0 and bool(shown))
    return Page(
        count=count,
        next=asked.link(OLDER, oldest) if older else None,
        previous=asked.link(NEWER, newest) if newer else None,
        results=shown,
    )


def placed_page_of(places: Sequence[int], rows: Sequence[T], asked: PageRequest, *, count: int | None) -> Page[T]:
    """The answer for rows that are ordered by places which they do not show, such as when somebody was followed."""
    page = page_of(list(zip(places, rows, strict=True)), asked, count=count, key=itemgetter(0))
    return Page(count=page.count, next=page.next, previous=page.previous, results=[shown for _, shown in page.results])


def sifted_page_of(places: Sequence[int], rows: Sequence[T], asked: PageRequest, *, beyond: int | None) -> Page[T]:
    """The answer for rows that were found among others, of which so many are looked at for a page and no more.

    `beyond` is the cursor behind these, if there are more; a page with too few rows, or none, goes on from there.
    """
    page = placed_page_of(places, rows, asked, count=None)
    if beyond is None or len(rows) > asked.limit:
        return page
    if asked.direction == NEWER:
        return msgspec.structs.replace(page, previous=asked.link(NEWER, beyond))
    return msgspec.structs.replace(page, next=asked.link(OLDER, beyond))


def ranked_page_of(rows: Sequence[T], asked: PageRequest, *, count: int | None) -> Page[T]:
    """The answer for up to `asked.rows` rows of a ranked list of at most a thousand."""
    skipped = asked.ranked_window.skip
    more = len(rows) > asked.limit and skipped + asked.limit < MAX_ROWS
    return Page(
        count=count,
        next=asked.link(OLDER, skipped + asked.limit) if more else None,
        previous=asked.link(OLDER, max(0, skipped - asked.limit)) if skipped else None,
        results=list(rows[: asked.limit]),
    )
