"""What Neo4j Browser loads from the API: style, guide, model and favourites are whole, and any page may load them."""

import io
import re
import zipfile

import httpx
import msgspec
import pytest

from api.app import create_app
from api.browser_kit import ASKED, FOLDER, packed, written
from graph import schema, statements
from graph.client import Graph
from graph.records import Record
from tests.conftest import Stack
from tests.fixtures import stated

RULE = re.compile(r"^(node|relationship)\.(\w+) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
CAPTION = re.compile(r'caption: "(?:\{(\w+)\}|<(?:id|type)>)";')
# What Neo4j Browser takes out of a guide, so that no script runs: also out of a statement that looks so.
TAKEN_OUT = re.compile(r"""\s+on[^\s=]+\s*=\s*("[^"]*"|'[^']*'|[\w\-.:]+\s*)""", re.IGNORECASE)
PATHS = ("/browser/guide/", "/browser/tweetgraph.grass", "/browser/model.svg", "/browser/favorites.zip")
ENDS = stated(
    "ends", "MATCH (one)-[tie]->(other) RETURN DISTINCT labels(one) AS one, type(tie) AS tie, labels(other) AS other"
)
GONE = {"Tombstone": "Tweet", "HiddenTweet": "Tweet"}  # what was a tweet keeps its ties


class Ends(Record, frozen=True):
    """Between what labels there is a relationship."""

    one: list[str]
    tie: str
    other: list[str]


def style_faults(text: str) -> list[str]:
    """Labels and types that the style sheet forgets, and what it shows that is not there."""
    properties = schema.properties()
    rules = {(kind, name): body for kind, name, body in RULE.findall(text)}
    wanted = {("relationship", name) for _, name, _ in schema.ties()}
    wanted |= {("node", each[2]) for each in schema.declared().constraints if each[1] == "NODE"}
    found = [f"{kind}.{name} is forgotten" for kind, name in sorted(wanted - rules.keys())]
    found += [f"{kind}.{name} is nothing" for kind, name in sorted(rules.keys() - wanted)]
    for (kind, name), body in rules.items():
        caption = CAPTION.search(body)
        if caption is None or " color: #" not in body:
            found.append(f"{kind}.{name} has no caption or no colour")
        elif caption[1] and caption[1] not in {*properties[name], *properties[GONE.get(name, name)]}:
            found.append(f"{kind}.{name} shows {caption[1]}, which it has not")
    return found


def test_the_style_sheet_knows_every_label_and_type() -> None:
    text = (FOLDER / "tweetgraph.grass").read_text(encoding="utf-8")
    assert not style_faults(text)
    assert style_faults(text.replace("relationship.LIKED ", "relationship.LOVED ")) == [
        "relationship.LIKED is forgotten",
        "relationship.LOVED is nothing",
    ]
    assert style_faults(text.replace("{username}", "{nickname}")) == ["node.User shows nickname, which it has not"]


def test_the_picture_of_the_model_is_what_the_command_makes(stack: Stack) -> None:
    made = stack.run("graph", "model")
    assert made.returncode == 0, made.stderr
    assert made.stdout == (FOLDER / "model.svg").read_text(encoding="utf-8"), "tweetgraph graph model draws it anew"


@pytest.mark.usefixtures("scene")
async def test_the_model_has_every_relationship_that_there_is(graph: Graph) -> None:
    declared = schema.ties()
    labels = {label for start, _, end in declared for label in (start, end)}
    for found in await graph.within(60).read(ENDS, Ends):
        ends = [{GONE.get(label, label) for label in side} & labels for side in (found.one, found.other)]
        for one in ends[0]:
            for other in ends[1]:
                assert (one, found.tie, other) in declared


def test_the_guide_asks_ten_that_browser_leaves_whole() -> None:
    page = written("http://example.com")
    assert len(ASKED) == 10
    assert not TAKEN_OUT.findall(page)
    assert TAKEN_OUT.search("WHERE one = other")
    assert "{" + "base}" not in page
    for name, _ in ASKED:
        assert not name.startswith("destructive/")


def test_the_archive_has_every_statement_in_a_folder() -> None:
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        names = archive.namelist()
        assert {name.removesuffix(".cypher").replace(" ", "_") for name in names} == set(statements.sources("browser"))
        assert all(archive.read(name).startswith(b"// ") for name in names)
    assert packed() == packed()


async def test_pages_of_any_origin_may_load_them(http: httpx.AsyncClient) -> None:
    for path in PATHS:
        answer = await http.get(path, headers={"Origin": "http://localhost:7474"})
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*"), path
        asked = {"Origin": "http://x", "Access-Control-Request-Method": "GET"}
        asked["Access-Control-Request-Headers"] = "cache-control,pragma"
        before = await http.options(path, headers=asked)
        assert before.status_code == 204
        assert before.headers["access-control-allow-headers"] == "cache-control, pragma"
    assert "access-control-allow-origin" not in (await http.get("/health/live", headers={"Origin": "http://x"})).headers


async def test_so_they_may_where_only_some_origins_may_call(stack: Stack, graph: Graph) -> None:
    settings = msgspec.structs.replace(stack.settings, cors_origins="https://web.example.com", log_level="error")
    app = create_app(settings, stack.secrets)
    app.running.graph = graph  # without a lifespan, which would have every statement planned
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as inside:
        asked = {"Origin": "http://localhost:7474", "Access-Control-Request-Method": "GET"}
        for answer in (await inside.get(PATHS[0], headers=asked), await inside.options(PATHS[0], headers=asked)):
            assert answer.status_code in {200, 204}
            assert answer.headers.get_list("access-control-allow-origin") == ["*"]


def test_neo4j_is_told_whom_its_browser_may_ask(stack: Stack) -> None:
    lines = (stack.settings.home_path / "neo4j" / "conf" / "neo4j.conf").read_text(encoding="utf-8").splitlines()
    assert "browser.remote_content_hostname_whitelist=guides.neo4j.com,localhost,127.0.0.1" in lines
    assert f"browser.post_connect_cmd=play {stack.base_url}/browser/guide/" in lines


async def test_a_guide_shows_the_statements_as_they_are(http: httpx.AsyncClient, stack: Stack) -> None:
    page = (await http.get("/browser/guide/")).text
    assert page.count('<pre class="runnable">') >= len(ASKED) + 1
    assert f":style {stack.base_url}/browser/tweetgraph.grass" in page
    assert "username_key: '<span value-key='person'>ada</span>'" in page
