"""The shipped feeds on a small scene, their pages, what they are asked with, and how they are described."""

import json

import httpx
import pytest

from graph.client import Graph
from tests.api.conftest import error
from tests.conftest import Stack
from tests.contract.operations import described
from tests.feeds.following_links import answered, followed, ids
from tests.feeds.written_scene import GOLDEN, Scene, scene
from tests.fixtures import Headers, SignIn

SHIPPED = {path.partition("/")[0] for path in GOLDEN}


@pytest.fixture(scope="module")
async def here(graph: Graph) -> Scene:
    """The scene; nobody changes it but the last test."""
    return await scene(graph)


@pytest.fixture(scope="module")
async def headers(here: Scene, sign_in: SignIn) -> Headers:
    """What signs the reader's requests."""
    return await sign_in(here.reader)


async def test_each_feed_is_the_golden_one(
    here: Scene, http: httpx.AsyncClient, headers: Headers, subtests: pytest.Subtests
) -> None:
    assert len(SHIPPED) == 8
    for path, wanted in GOLDEN.items():
        with subtests.test(path):
            answer = await answered(http, f"/feeds/{path}", headers)
            assert here.called(ids([answer])) == wanted
            assert answer["count"] is None


async def test_a_feed_of_time_leads_on_to_its_end(here: Scene, http: httpx.AsyncClient, headers: Headers) -> None:
    pages = await followed(http, "/feeds/close-friends/?limit=4&people=3", headers, 9)
    assert [here.called(ids([page])) for page in pages] == [
        ["ann 1", "bo 1", "cy 3", "cy 4"],
        ["cy 5", "cy 6", "cy 7", "cy 8"],
        ["ann 2", "ann, last year"],
        [],
    ]
    assert all(page["previous"] is None for page in pages)
    numbered = await answered(http, "/feeds/close-friends/?limit=4&page=2&people=3", headers)
    assert (numbered["results"], numbered["next"]) == (pages[1]["results"], pages[1]["next"])


async def test_a_feed_of_scores_leads_there_and_back(here: Scene, http: httpx.AsyncClient, headers: Headers) -> None:
    pages = await followed(http, "/feeds/hashtag-mix/?limit=2&each=9", headers, 9)
    assert [here.called(ids([page])) for page in pages] == [["ann 1", "cy 4"], ["cy 3", "dee 2"], ["dee 1"]]
    back = await followed(http, pages[-1]["previous"], headers, 9, link="previous")
    assert [page["results"] for page in back] == [pages[1]["results"], pages[0]["results"]]


async def test_values_are_held_to_their_bounds(http: httpx.AsyncClient, headers: Headers) -> None:
    for query in ("most=0", "most=21", "most=x", "most=1.5", "most=", "most=1&most=2", "most=%E0%A5%A7"):
        error(await http.get(f"/feeds/quiet-friends/?{query}", headers=headers), 400, "validation_error", "most")
    for path in ("nothing", "custom", "index", "%2e%2e", "Mutuals", "mutuals'"):
        error(await http.get(f"/feeds/{path}/", headers=headers), 404, "not_found")
    back = (await answered(http, "/tweets/feed/?limit=1", headers))["newest"]
    for feed in ("mutuals", "rising"):
        error(await http.get(f"/feeds/{feed}/?cursor={back}", headers=headers), 400, "invalid_cursor")


async def test_the_index_and_the_description_tell_of_each(http: httpx.AsyncClient, headers: Headers) -> None:
    index = await answered(http, "/feeds/", headers)
    names = [feed["name"] for feed in index["results"]]
    assert names == sorted(SHIPPED | {"catch-up", "for-you", "liked-by-following"})
    assert index["count"] == len(index["results"])
    operations = described((await http.get("/api/schema/")).json())
    for feed in index["results"]:
        of_file = feed["name"] in SHIPPED
        operation = operations[f"{'feeds' if of_file else 'discovery'}.{feed['name'].replace('-', '_')}"]
        assert operation.path == f"/feeds/{feed['name']}/"
        if of_file:
            assert operation.document["summary"] == feed["title"]
            assert operation.document["description"].startswith(feed["description"])
        own = {each["name"] for each in feed["parameters"]}
        assert operation.parameters == own | {"limit", "page", "cursor"}
        assert "404" not in operation.document["responses"]
    assert "feeds.custom" not in operations
    asked = operations["feeds.quiet_friends"].document["parameters"]
    (most,) = (each for each in asked if each["name"] == "most")
    assert most["schema"] == {"type": "integer", "minimum": 1, "maximum": 20, "default": 3}
    assert not most.get("required")


def test_the_command_line_checks_and_runs_a_file(here: Scene, stack: Stack) -> None:
    mutuals, bad = "cypher/feeds/custom/mutuals.cypher", "tests/feeds/bad_feeds/scan_label.cypher"
    checked = stack.run("feed", "check", mutuals, bad)
    assert checked.returncode == 1
    assert checked.stdout.startswith(f"{mutuals}: mutuals, newest first, no parameters; a page reads at most ")
    assert checked.stderr.startswith(f"{bad}:5: scan: NodeByLabelScan ")
    run = stack.run("feed", "run", mutuals, "--as", f"W{here.reader}", "--limit", "2", "--json")
    assert run.returncode == 0, run.stderr
    assert here.called([tweet["id"] for tweet in json.loads(run.stdout)][:2]) == ["ann 1", "bo 1"]
    wrong = stack.run("feed", "run", "cypher/feeds/custom/rising.cypher", "--as", f"w{here.reader}", "--set", "hours=0")
    assert wrong.returncode == 2
    assert "hours: The smallest number here is 1." in wrong.stderr


async def test_muted_words_and_people_are_in_no_feed(here: Scene, http: httpx.AsyncClient, headers: Headers) -> None:
    assert (await http.post("/muted-words/", headers=headers, json={"word": "morning"})).status_code == 201
    cy = (await http.get(f"/tweets/{here.tweets['cy 3']}/", headers=headers)).json()["author"]["username"]
    assert (await http.post(f"/users/{cy}/mute/", headers=headers)).status_code == 201
    left = {path: here.called(ids([await answered(http, f"/feeds/{path}", headers)])) for path in GOLDEN}
    for path, names in left.items():
        # Who is muted answers nobody here, too.
        hidden = {"ann 1", "cy to bo", *(name for name in names if name.startswith("cy "))}
        assert names == [name for name in GOLDEN[path] if name not in hidden and not name.startswith("cy ")], path
