"""`tweetgraph schema`, `seed` and `import`, through the real command line."""

import secrets
from pathlib import Path

import pytest

from graph.client import Graph
from graph.ids import now_ms
from seeds import csv, load, people
from tests.conftest import Stack, tweetgraph
from tests.graph.seeds.portrait import portrait


@pytest.fixture
def prefix() -> str:
    """What usernames of one test begin with."""
    return f"t{secrets.token_hex(4)}_"


@pytest.fixture
def folder(tmp_path: Path, prefix: str) -> Path:
    """The cast in the importer's format."""
    csv.write(people.cast(end=now_ms() - secrets.randbelow(8_000_000_000), prefix=prefix), tmp_path)
    return tmp_path


async def test_import_twice(stack: Stack, graph: Graph, folder: Path, prefix: str) -> None:
    first = stack.run("import", str(folder))
    assert first.returncode == 0, first.stderr
    assert "people: 12 of 12" in first.stdout
    assert "Traceback" not in first.stdout + first.stderr
    once = await portrait(graph, prefix)
    second = stack.run("import", str(folder))
    assert second.returncode == 0, second.stderr
    total = next(line.split() for line in second.stdout.splitlines() if line.startswith("total "))
    assert total[2] == "0"
    assert total[1] == total[3]
    assert await portrait(graph, prefix) == once


async def test_a_bad_row_ends_the_import_before_it_writes(
    stack: Stack, graph: Graph, folder: Path, prefix: str
) -> None:
    with (folder / "likes.csv").open("a", encoding="utf-8") as likes:
        likes.write("1,2,3\n1,2\n")
    refused = stack.run("import", str(folder))
    line = len(people.cast(end=now_ms()).likes) + 2
    assert refused.returncode == 1
    assert refused.stderr.splitlines() == [
        f"likes.csv, line {line + 1}, column 'tweet': expected 3 columns, found 2",
        f"Error: likes.csv, line {line}, column 'actor': there is no id 2 in users.csv (and 1 other bad row)",
    ]
    assert (await portrait(graph, prefix))["people"] == []


def test_seed_and_schema(stack: Stack, prefix: str) -> None:
    words = ("seed", "--people", "20", "--follows", "2", "--prefix", prefix, "--reader", "calm", "3", "--no-cast")
    first, second = stack.run(*words), stack.run(*words)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert next(line.split() for line in second.stdout.splitlines() if line.startswith("people "))[1:] == [
        "21",
        "0",
        "21",
    ]
    schema = stack.run("schema")
    assert schema.returncode == 0, schema.stderr
    assert "is installed already" in schema.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("seed", "--people", "20", "--reader", "calm", "50", "--no-cast"),
            "Error: A reader can follow 20 people at most.",
        ),
        (
            ("seed", "--end", "2199-01-01"),
            "Error: A network cannot end in the future: its ids would be ahead of the clock.",
        ),
        (("import", "no-such-folder"), "Error: no-such-folder/users.csv cannot be read: no such file or directory."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(stack: Stack, words: tuple[str, ...], sentence: str) -> None:
    refused = stack.run(*words)
    assert refused.returncode == 1
    assert refused.stderr.strip() == sentence


def test_no_neo4j_is_one_sentence(stack: Stack) -> None:
    refused = stack.run("schema", TWEETGRAPH_NEO4J_URI="bolt://127.0.0.1:1", TWEETGRAPH_NEO4J_PASSWORD="x")
    assert refused.returncode == 1
    assert refused.stderr.strip() == "Error: Neo4j at bolt://127.0.0.1:1 cannot be reached."


def test_a_bad_row_is_told_as_ever_and_nothing_is_left(stack: Stack, home: dict[str, str], tmp_path: Path) -> None:
    csv.write(people.cast(end=now_ms()), tmp_path / "rows")
    with (tmp_path / "rows" / "likes.csv").open("a", encoding="utf-8") as likes:
        likes.write("1,2,3\n1,2\n")
    words = ("import", str(tmp_path / "rows"))
    online, refused = stack.run(*words), tweetgraph(*words, "--bulk", env=home)
    assert (refused.returncode, refused.stderr) == (online.returncode, online.stderr)
    assert "(and 1 other bad row)" in refused.stderr
    path = Path(home["TWEETGRAPH_HOME"])
    assert not (path / "bulk").exists()
    assert not (path / "neo4j").exists()


async def test_a_graph_that_is_not_empty_or_not_ours_is_refused(stack: Stack, graph: Graph, tmp_path: Path) -> None:
    await load.load(graph, people.cast(end=now_ms() - 7_000_000_000, prefix="full_"), key="full")
    csv.write(people.cast(end=now_ms()), tmp_path)
    refused = stack.run("import", str(tmp_path), "--bulk")
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Error: The graph in {stack.settings.home_path} is not empty, it has a node ")
    assert stack.run("status").returncode == 0
    given = {
        "TWEETGRAPH_NEO4J_URI": stack.settings.bolt_address,
        "TWEETGRAPH_NEO4J_PASSWORD": stack.secrets.neo4j_password,
    }
    refused = stack.run("seed", "--bulk", **given)
    assert refused.returncode == 1
    assert refused.stderr == (
        f"Error: A bulk import needs Neo4j stopped, and the one at {stack.settings.bolt_address} is not ours to stop: "
        "leave out --bulk, or unset TWEETGRAPH_NEO4J_URI.\n"
    )
    refused = stack.run("import", str(tmp_path), "--bulk", "--again")
    assert refused.stderr == "Error: --again is for a graph that has something, --bulk for one that is empty.\n"
