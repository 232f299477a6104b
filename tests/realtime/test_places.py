"""Where a reader is: what it knows, and the cursor that says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.hub import CLOSES
from api.realtime import messages, places
from api.realtime.places import MOST, CursorError, Place, Track
from graph.client import DEADLINE, STATEMENT_TIMEOUT
from graph.ids import LARGEST
from tests.architecture.tree import ROOT

IDS = st.integers(min_value=0, max_value=LARGEST)


def track(floor: int, above: list[int]) -> Track:
    """A track whose sent ids lie above its floor."""
    return Track(floor, {identity for identity in above if identity > floor})


@given(floor=IDS, entries=st.lists(IDS, max_size=50), notices=st.lists(IDS, max_size=50))
def test_a_cursor_says_the_place(floor: int, entries: list[int], notices: list[int]) -> None:
    place = Place(track(floor, entries), track(floor, notices))
    read = Place.of(place.cursor())
    assert (read.entries.floor, read.entries.sent) == (floor, place.entries.sent)
    assert (read.notices.floor, read.notices.sent) == (floor, place.notices.sent)


def test_a_cursor_after_a_burst_is_bounded() -> None:
    place = Place(Track(10, set(range(11, 2000))), Track(10))
    assert len(place.cursor()) < 400
    assert Place.of(place.cursor()).entries.sent == set(range(2000 - MOST, 2000))


@pytest.mark.parametrize("cursor", ["x", "AAAA", "é", "!" * 10, Place(Track(1), Track(1)).cursor()[:-1] + "A"])
def test_another_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(CursorError):
        Place.of(cursor)


def test_the_floor_rises_below_the_horizon_alone() -> None:
    known = Track(10)
    known.note(50, below=40)
    assert (known.floor, known.sent) == (40, {50})
    assert not known.knows(45)
    assert known.knows(50)
    assert known.knows(40)
    known.note(45, below=60)
    assert (known.floor, known.sent) == (45, {50})
    known.settle(60)
    assert (known.floor, known.sent) == (60, set())


def test_the_overlap_is_longer_than_any_transaction() -> None:
    assert places.OVERLAP > DEADLINE + STATEMENT_TIMEOUT


def test_the_page_has_every_message_and_every_close_code() -> None:
    page = (ROOT / "docs" / "realtime.md").read_text(encoding="utf-8")
    assert not [f"{code} {word}" for word, code in CLOSES.items() if f"| {code} | `{word}` |" not in page]
    for shape in (*messages.Message.__args__, *messages.Said.__args__):
        row = next(line for line in page.splitlines() if line.startswith(f"| `{shape.__struct_config__.tag}` |"))
        assert [field for field in shape.__struct_fields__ if f"`{field}`" not in row] == [], shape
