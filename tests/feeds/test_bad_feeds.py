"""Files that are no feeds: each is refused for its own reason, at its own line, and the others go on."""

from pathlib import Path

import msgspec
import pytest

from graph.client import Graph
from graph.feeds import custom
from graph.feeds.shelf import Shelf, read
from graph.feeds.text import Refused
from graph.feeds.written import TAKEN, feed
from graph.paging import Window
from tests.architecture.tree import ROOT
from tests.fixtures import Social
from tests.plans.operators import explained, scans

BAD = Path(__file__).parent / "bad_feeds"
SHIPPED = ROOT / "cypher" / "feeds" / "custom"
HEADER = "// name: made\n// title: Made\n// description: Made by a test.\n// order: newest\n"
GOOD = "MATCH (tweet:Tweet {id: $before})\nRETURN tweet\n"

# By file, whose name begins with the word: the line, and what the sentence has.
EXPECTED: dict[str, tuple[int, str]] = {
    "columns_another": (6, "columns are tweet, here they are post"),
    "columns_id": (6, "here it is tweet.id"),
    "columns_map": (6, "a node as a MATCH has found it"),
    "columns_missing": (6, "columns are tweet and score, here they are tweet"),
    "columns_more": (6, "here they are content, tweet"),
    "columns_number": (6, "a node as a MATCH has found it"),
    "columns_relationship": (8, "Relationship"),
    "columns_score": (6, "expected"),
    "header_default": (5, "default of days"),
    "header_description": (1, "// description:"),
    "header_name": (1, "lower case"),
    "header_no_bounds": (5, "integer from 1 to 10"),
    "header_order": (4, "newest or score"),
    "header_same": (1, "taken by cypher/feeds/custom/mutuals.cypher"),
    "header_taken": (1, "taken by a feed that is no file"),
    "header_turned": (5, "upwards"),
    "header_twice": (5, "title is there twice"),
    "parameters_limit": (7, "$limit is not declared"),
    "parameters_no_cursor": (4, "$before"),
    "parameters_ours": (5, "$viewer_id is supplied"),
    "parameters_undeclared": (6, "$author is not declared"),
    "parameters_unused": (5, "used nowhere"),
    "reads_file": (6, "no files"),
    "reads_fulltext": (5, "no procedures"),
    "reads_procedure": (5, "no procedures"),
    "scan_index": (6, "Scan"),
    "scan_label": (5, "NodeByLabelScan"),
    "scan_nodes": (6, "AllNodesScan"),
    "scan_type": (5, "Scan"),
    "syntax_in_transactions": (6, "TRANSACTIONS"),
    "syntax_no_return": (6, ""),
    "syntax_other_database": (5, ""),
    "syntax_typo": (6, "WEHRE"),
    "syntax_variable": (7, "twit"),
    "syntax_viewer": (7, "viewer"),
    "text_by_number": (6, "escape by number"),
    "text_crossed": (6, "closes nothing"),
    "text_escapes": (7, "closes nothing"),
    "text_hidden": (6, "cannot be seen"),
    "text_nothing": (6, "no statement"),
    "text_open": (6, "never closed"),
    "text_parameter": (6, "without quotes"),
    "text_quote": (6, "does not end on its line"),
    "text_second": (6, "semicolon"),
    "text_swallows": (7, "does not end"),
    "unbounded_counted": (6, "LIKED"),
    "unbounded_filtered": (8, "reads without a bound"),
    "unbounded_history": (6, "POSTED"),
    "unbounded_hops": (5, ""),
    "unbounded_limit": (9, "LIMIT takes"),
    "unbounded_list": (5, "Unwind"),
    "unbounded_path": (5, "longest length"),
    "unbounded_shortest": (5, ""),
    "unbounded_sorted": (7, "POSTED"),
    "unbounded_too_much": (6, "500,000"),
    "writes_create": (7, "changes nothing"),
    "writes_delete_below": (7, "changes nothing"),
    "writes_foreach": (6, "changes nothing"),
    "writes_procedure": (5, "changes nothing"),
    "writes_settings": (5, "changes nothing"),
    "writes_set": (6, "changes nothing"),
}


@pytest.fixture(scope="module")
async def shelf(graph: Graph, social: Social) -> Shelf:
    """The shipped feeds and all bad ones, on a graph with something in it."""
    assert social.network.people
    found = Shelf(str(BAD))
    await found.check(graph)
    return found


def test_every_bad_file_is_expected() -> None:
    assert {file.stem for file in BAD.iterdir()} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_bad_file_is_refused_for_its_reason(shelf: Shelf, name: str) -> None:
    line, said = EXPECTED[name]
    refusal = shelf.refused[str(BAD / f"{name}.cypher")]
    assert (refusal.reason, refusal.line) == (name.partition("_")[0], line), refusal
    assert said in refusal.detail


async def test_the_others_go_on(graph: Graph, shelf: Shelf) -> None:
    assert [found.name for found in shelf.feeds] == sorted(file.stem for file in SHIPPED.iterdir())
    assert len(shelf.refused) == len(EXPECTED)
    supplied = {"viewer_id": 1, "now_id": 2, "before": 3, "reach": 4, "limit": 5, "skip": 6}
    for found in shelf.feeds:  # what stands around them scans nothing, either
        served = await shelf.find(graph, found.name)
        assert served is not None
        values = {each.name: each.example for each in found.parameters}
        found_scans = scans(await explained(graph, served.statement.text, supplied | values))
        assert not [each for each in found_scans if "Scan" in each]  # a product of two that have bounds has one


async def test_what_a_plan_was_refused_for_is_planned_again(
    graph: Graph, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await shelf.find(graph, "unbounded-list") is None
    again = Shelf(str(BAD))
    monkeypatch.setattr("graph.feeds.shelf.PAUSE", 0.0)
    with monkeypatch.context() as odd:
        odd.setattr("graph.feeds.bounds.MOST_READ", 1)
        assert await again.find(graph, "mutuals") is None
        assert "mutuals" not in {found.name for found in again.feeds}
    assert await again.find(graph, "mutuals") is not None
    assert "mutuals" in {found.name for found in again.feeds}
    assert not [file for file in again.refused if "mutuals" in file]


async def test_a_folder_that_is_not_there_is_told(graph: Graph, tmp_path: Path) -> None:
    found = Shelf(str(tmp_path / "nowhere"))
    (refused,) = found.refused.values()
    assert (refused.reason, len(found.feeds)) == ("file", 8)
    assert await found.find(graph, "nowhere") is None


@pytest.mark.parametrize(
    ("data", "line"),
    [(HEADER.encode() + b"\xff", 5), (b"//" * 10_001, 1), (HEADER.encode() + b"RETURN 1\x00", 5), (b"", 1)],
)
def test_a_file_that_is_no_text_is_refused(data: bytes, line: int) -> None:
    with pytest.raises(Refused) as refused:
        feed("made", data)
    assert refused.value.line == line


def test_a_folder_with_the_name_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.cypher").mkdir()
    with pytest.raises(Refused, match="cannot be read"):
        read("odd", tmp_path / "odd.cypher")


def test_comments_and_windows_are_no_matter() -> None:
    text = GOOD.replace("RETURN tweet", "/* a brace } in a\ncomment */ RETURN tweet // and one here {")
    found = feed("made", (HEADER + text).replace("\n", "\r\n").encode())
    assert "comment" not in found.text.cypher
    assert found.text.cypher.count("\n") == 3
    assert found.text.cypher.split() == GOOD.split()


@pytest.mark.parametrize(
    ("said", "given", "taken"),
    [
        ("integer from -5 to 5, default 0; a number.", "-5", -5),
        ("number from 0 to 1.5; a number.", "1.25", 1.25),
        ("text of 1 to 9 characters; a word.", "'}) //", "'}) //"),
        ("one of likes, replies, default likes; what counts.", "replies", "replies"),
        ("boolean, default false; whether.", "true", True),
    ],
)
def test_each_kind_of_parameter(said: str, given: str, taken: object) -> None:
    text = GOOD.replace("RETURN", "WITH tweet, $it AS it\nRETURN")
    (parameter,) = feed("made", f"{HEADER}// parameter it: {said}\n{text}".encode()).parameters
    assert parameter.taken(given) == taken
    assert parameter.taken(str(parameter.example).lower()) == parameter.example
    if parameter.kind != "text":
        for wrong in ("nan", "6", "x", "", "1e999"):
            with pytest.raises(msgspec.ValidationError):
                parameter.taken(wrong)


async def test_a_value_is_a_value(graph: Graph, social: Social) -> None:
    header = HEADER + "// parameter word: text of 1 to 99 characters; what is sought.\n"
    text = GOOD.replace("\n", "\nWHERE tweet.content = $word\n", 1)
    served = await custom.check(graph, feed("made", (header + text).encode()))
    assert "word" in served.statement.text
    reader = social.network.people[0].id
    for value in ("' OR true //", "x'} RETURN tweet //", "$viewer_id", "\\u0027"):
        found = await custom.entries(graph, served, viewer_id=reader, values={"word": value}, window=Window(rows=9))
        assert found.entries == []


def test_names_that_are_taken_could_be_names() -> None:
    assert {"for-you", "liked-by-following", "catch-up"} <= TAKEN
