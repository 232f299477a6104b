"""What is typed into a search becomes words; Lucene takes every query that is made of them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import lucene
from graph.client import Graph
from graph.feeds import repository as feeds
from graph.lucene import Wanted
from graph.paging import Window
from graph.search import repository as search
from seeds import load
from seeds.network import Follow, Network, Person, Tweet

SYNTAX = st.lists(
    st.sampled_from(
        [*'"\\*?~^:/()[]{}+-!&|<>=#@_. \t\n\0', "AND", "OR", "NOT", "TO", "&&", "||", "from:", "from:ada", "#a1", "é"]
    )
    | st.text(max_size=3),
    max_size=40,
).map("".join)
FIRST = Window(rows=3)
TYPED = (
    "the",
    "the and of",
    "AND",
    "a AND",
    'said "unfinished',
    "*",
    "**:**",
    "content:secret",
    "(((",
    "back\\slash\\",
    "graph~2^9",
    "/regex.*/",
    "a && b || !c",
    "[a TO b] {c TO *}",
    "\0",
    "a\0b",
    "\ud83d",
    "🙂🙂 👩‍👩‍👧 ©",
    "x" * 10_000,
    " ".join(f"word{number}" for number in range(2000)),
    " ".join(letter * 100 for letter in "abcd"),
    "#" * 5000,
    "from:" * 100,
    "keywords:by1",
)


@pytest.fixture(scope="module")
async def someone(graph: Graph) -> int:
    """Somebody who follows another one, and wrote something."""
    one, other = [Person(graph.next_id(), f"lucene{graph.next_id()}", "Lucene") for _ in range(2)]
    wrote = [Tweet(graph.next_id(), each.id, "the word, and more") for each in (one, other)]
    await load.load(graph, Network([one, other], [Follow(graph.next_id(), one.id, other.id)], wrote), key=one.username)
    return one.id


async def ask(graph: Graph, text: str) -> None:
    """Search for a text in every way."""
    for sort in ("relevance", "newest"):
        await search.tweets(graph, viewer_id=None, text=text, sort=sort, window=FIRST)
        await search.users(graph, viewer_id=None, text=text, sort=sort, window=FIRST)
        await search.hashtags(graph, viewer_id=None, text=text, sort=sort, window=FIRST)


@pytest.mark.parametrize("text", TYPED, ids=range(len(TYPED)))
async def test_what_looks_like_syntax_is_no_error(graph: Graph, someone: int, text: str) -> None:
    await ask(graph, text)
    await feeds.search(graph, viewer_id=someone, text=text, window=FIRST)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=SYNTAX | st.text(max_size=200))
async def test_no_text_is_an_error(graph: Graph, text: str) -> None:
    await ask(graph, text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ada  lovelace", Wanted(words=("Ada", "lovelace"))),
        ("from:Ada #Graph neo", Wanted(words=("neo",), tags=("graph",), author="ada")),
        ("from:@ada", Wanted(author="ada")),
        ("from: ada", Wanted(words=("from", "ada"))),
        ("@ada, (graph)!", Wanted(words=("ada", "graph"))),
        ("#2025 #", Wanted(words=("2025",))),
        ("neo AND NOT graph", Wanted(words=("neo", "graph"))),
        ("NOT", Wanted(words=("not",))),
        ('"neo graph"', Wanted(words=("neo", "graph"))),
        ("e\u0301te\u0301", Wanted(words=("été",))),
        ('" \\ * ~ ^ :', Wanted()),
        ("x" * 200, Wanted(words=("x" * 100,))),
    ],
)
def test_what_is_wanted(text: str, wanted: Wanted) -> None:
    assert lucene.wanted(text) == wanted


async def test_what_no_index_knows_is_not_everything(graph: Graph, someone: int) -> None:
    for text in ("©", "☯︎"):
        found = await search.tweets(graph, viewer_id=None, text=text, sort="newest", window=FIRST)
        assert (found.results, found.truncated) == ((), False)
        assert await feeds.search(graph, viewer_id=someone, text=text, window=FIRST) == []
