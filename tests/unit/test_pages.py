"""Cursors and pages: what is read back is what was written, and walking either way meets each row once."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import ApiError
from api.pages import NEWER, OLDER, Direction, Page, PageRequest, decode_cursor, encode_cursor, page_of
from graph.ids import LARGEST
from graph.records import Record


class Row(Record):
    """Something with an id."""

    id: int


def asked(
    limit: int = 3, *, page: int | None = None, cursor: int | None = None, direction: Direction = OLDER
) -> PageRequest:
    return PageRequest(
        limit=limit, page=page, cursor=cursor, direction=direction, url="http://x/y/", kept=[("search", "a b&c")]
    )


def fetched(ids: list[int], request: PageRequest) -> list[Row]:
    """What a statement gives for a page."""
    if request.direction == NEWER:
        found = sorted(i for i in ids if request.cursor is not None and i > request.cursor)[: request.rows][::-1]
    else:
        found = sorted((i for i in ids if request.cursor is None or i < request.cursor), reverse=True)[request.skip :]
    return [Row(id=i) for i in found[: request.rows]]


def follow(link: str, limit: int) -> PageRequest:
    query = parse_qs(urlsplit(link).query)
    assert query["limit"] == [str(limit)]
    assert query["search"] == ["a b&c"]
    direction, identity = decode_cursor(query["cursor"][0])
    return asked(limit, cursor=identity, direction=direction)


def shown(page: Page[Row]) -> list[int]:
    return [row.id for row in page.results]


@given(st.sampled_from([OLDER, NEWER]), st.integers(0, LARGEST + 1))
def test_a_cursor_is_read_back(direction: Direction, identity: int) -> None:
    assert decode_cursor(encode_cursor(direction, identity)) == (direction, identity)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(ApiError, match="invalid_cursor"):
        decode_cursor(text)


@given(st.integers(0, 15), st.characters(codec="ascii"))
def test_a_changed_cursor_is_refused(position: int, character: str) -> None:
    cursor = encode_cursor(OLDER, 123_456_789_012)
    changed = cursor[:position] + character + cursor[position + 1 :]
    if changed != cursor:
        with pytest.raises(ApiError, match="invalid_cursor"):
            decode_cursor(changed)


@given(st.sets(st.integers(1, LARGEST), max_size=20), st.integers(1, 5))
def test_a_walk_down_and_up_meets_each_row_once(ids: set[int], limit: int) -> None:
    everything = list(ids)
    request = asked(limit)
    page = page_of(fetched(everything, request), request, count=None)
    assert page.previous is None
    down = shown(page)
    while page.next:
        request = follow(page.next, limit)
        page = page_of(fetched(everything, request), request, count=None)
        assert page.previous is not None
        down += shown(page)
    assert down == sorted(ids, reverse=True)
    up = shown(page)
    while page.previous:
        request = follow(page.previous, limit)
        page = page_of(fetched(everything, request), request, count=None)
        assert page.next is not None
        up = shown(page) + up
    assert up == down


def test_a_numbered_page_goes_on_by_cursor() -> None:
    ids = list(range(1, 11))
    request = asked(page=2)
    page = page_of(fetched(ids, request), request, count=10)
    assert shown(page) == [7, 6, 5]
    assert page.count == 10
    assert page.next
    assert page.previous
    below, above = follow(page.next, 3), follow(page.previous, 3)
    assert shown(page_of(fetched(ids, below), below, count=10)) == [4, 3, 2]
    assert shown(page_of(fetched(ids, above), above, count=10)) == [10, 9, 8]
    first = asked(page=1)
    assert page_of(fetched(ids, first), first, count=10).previous is None


def test_a_page_past_the_end_is_empty() -> None:
    request = asked(page=9)
    page = page_of(fetched([1, 2, 3], request), request, count=3)
    assert (page.results, page.next, page.previous) == ([], None, None)


def test_an_empty_page_beyond_a_cursor_leads_back_to_its_row() -> None:
    ids = [5]
    for cursor, direction in ((5, OLDER), (5, NEWER)):
        request = asked(cursor=cursor, direction=direction)
        page = page_of(fetched(ids, request), request, count=None)
        assert page.results == []
        link = page.previous if direction == OLDER else page.next
        assert link
        back = follow(link, 3)
        assert shown(page_of(fetched(ids, back), back, count=None)) == [5]
