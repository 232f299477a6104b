"""Bulk import: the same graph as the online importer makes, or none; and a home that can be used afterwards."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph import schema
from graph.client import Graph, connect
from graph.errors import Conflict
from graph.ids import TIME_SHIFT, now_ms
from graph.local import neo4j
from graph.local.artifacts import fetch
from graph.settings import from_environment, load_secrets
from seeds import bulk, csv, load, offline, people, world
from seeds.network import Network, Person, Retweet, Tweet
from tests.conftest import TWEETGRAPH, tweetgraph
from tests.graph.seeds.dump import dump
from tests.graph.seeds.portrait import rows

SIZE = world.Size(people=40, follows=6, tweets=5, retweets=3, likes=6)
TEXTS = (
    'She said "hello", and: ""',
    '"',
    "two\nlines, @ada",
    "an old, <CR>line",
    "a\ttab; a back\\slash \\",
    "👋🏽 مرحبا #שלום ßtraße \u2028 end",
    "'single' `ticks` $dollars ,,,",
    "null",
    "#2025 #Graphs #graphs @nobody_here @Ada @ada",
)


def difficult(end: int) -> Network:
    """The cast, a small crowd, and what a CSV file might lose: texts, and replies above what they answer."""
    cast = people.cast(end=end)
    crowd = world.generate(SIZE, seed=5, end=end, prefix="c_")
    ada, bob = cast.people[0].id, cast.people[1].id
    newest = max(tweet.id for tweet in cast.tweets) + (1000 << TIME_SHIFT)
    new = iter(range(newest, newest + 100))
    person = Person(next(new), "1234", "Two\nlines")
    tweets = [Tweet(next(new), ada, text) for text in TEXTS]
    chain = [Tweet(next(new), bob, "one", tweets[0].id)]
    chain.append(Tweet(next(new), ada, "two", chain[0].id))
    chain.append(Tweet(next(new), bob, "three\nlines #graphs", chain[1].id))
    retweets = [Retweet(next(new), bob, tweets[0].id, 'quoted "so",\nand so'), Retweet(next(new), bob, tweets[1].id)]
    return cast + crowd + Network(people=[person], tweets=[*reversed(chain), *tweets], retweets=retweets)


def written(network: Network, folder: Path) -> Path:
    """A folder with a network, and with what our own writer does not quote: a carriage return alone."""
    csv.write(network, folder)
    tweets = folder / "tweets.csv"
    tweets.write_bytes(tweets.read_bytes().replace(b"<CR>", b"\r"))
    return folder


@contextmanager
def heeding() -> Iterator[None]:
    """Have what is started meanwhile heed Ctrl-C, also where these tests run in the background, which is deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def interrupted(env: dict[str, str], folder: Path, *, at: str) -> tuple[int, str]:
    """Exit code and errors of a bulk import that gets a Ctrl-C when it says what is given."""
    command = [*TWEETGRAPH, "import", str(folder), "--bulk"]
    with (
        heeding(),
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(at):
                process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
        return process.returncode, errors


async def test_both_importers_make_the_same_graph(home: dict[str, str], tmp_path: Path) -> None:
    folder, path = written(difficult(now_ms()), tmp_path / "rows"), Path(home["TWEETGRAPH_HOME"])
    assert interrupted(home, folder, at="Importing") == (130, "Error: Interrupted.\n")
    assert not (path / "bulk").exists()
    assert not (path / "neo4j").exists()

    made = tweetgraph("import", str(folder), "--bulk", env=home)
    assert made.returncode == 0, made.stderr
    for told in ("Node import: 100 of 100", " records/s", "Consistency check: 100 of 100", "Building the indexes took"):
        assert told in made.stdout
    assert not (path / "bulk").exists()
    settings, read = from_environment(home), csv.read(folder)
    assert any("\r" in tweet.content for tweet in read.network.tweets)
    secrets = load_secrets(settings)
    jars = await fetch(neo4j.artifacts(settings), cache=settings.cache_path, repository=settings.maven_url)
    async with neo4j.running(settings, secrets, jars, log=tmp_path / "log"), connect(settings, secrets) as graph:
        assert await schema.installed(graph) == schema.digest()
        assert not schema.declared().missing_from(await schema.live(graph))
        assert await found(graph, "lines") == 3
        offline_made = await dump(graph)
        assert sum(part.written for part in await load.load_folder(graph, read)) == 0
        await rows(graph, "MATCH (n) WHERE NOT n:SchemaVersion DETACH DELETE n RETURN count(*) AS row")
        parts = await load.load_folder(graph, read)
        online_made = await dump(graph)
    assert offline_made["nodes"] == online_made["nodes"]
    assert offline_made["relationships"] == online_made["relationships"]
    assert len(offline_made["nodes"]) > 2 * len(read.network.people) + len(read.network.tweets)
    summary = {line.split()[0]: line.split()[1:3] for line in made.stdout.splitlines() if line[:1].islower()}
    assert {part.name: [f"{part.rows:,}", f"{part.written:,}"] for part in parts}.items() <= summary.items()


async def found(graph: Graph, word: str) -> int:
    """How many tweets the full-text index finds."""
    query = "CALL db.index.fulltext.queryNodes('tweet_words', $word) YIELD node RETURN count(node) AS row"
    [count] = await rows(graph, query, word=word)
    return int(count)


def test_a_store_with_another_database_is_left_alone(home: dict[str, str], tmp_path: Path) -> None:
    csv.write(people.cast(end=now_ms()), tmp_path / "rows")
    data = Path(home["TWEETGRAPH_HOME"]) / "neo4j" / "data"
    (data / "databases" / "other").mkdir(parents=True)
    refused = tweetgraph("import", str(tmp_path / "rows"), "--bulk", env=home)
    assert refused.returncode == 1
    assert refused.stderr == f"Error: {data} holds another database, other: a bulk import would replace it.\n"
    assert (data / "databases" / "other").exists()


def test_a_seed_leaves_the_marks_by_which_it_is_known(tmp_path: Path) -> None:
    end, readers = now_ms(), {"calm": 5}
    files = offline.Files(tmp_path / "files", load.quiet)
    with files.open():
        offline.take_cast(files, end=end)
        offline.take_world(files, SIZE, seed=4, prefix="m_", end=end, readers=readers)
    key = load.world_key(SIZE, 4, "m_", readers)
    networks = {
        load.cast_key("", end): people.cast(end=end),
        f"{key}/{end}": world.generate(SIZE, seed=4, end=end, prefix="m_", readers=readers),
    }
    expected = {f"{name}/{part.name}": part.rows for name in networks for part in bulk.parts(networks[name])}
    lines = (tmp_path / "files" / "ImportedFile.csv").read_text().splitlines()[1:]
    marks = {mark.strip('"'): int(rows) for _, mark, rows in (line.split(",") for line in lines)}
    assert marks == expected | {key: end}


def test_one_name_for_two_people_is_refused(tmp_path: Path) -> None:
    files = offline.Files(tmp_path / "files", load.quiet)
    with files.open():
        offline.take_cast(files, end=now_ms())
        with pytest.raises(Conflict, match=r"^The username ada belongs to someone else in the graph"):
            offline.take_world(files, SIZE, seed=4, readers={"ada": 5})
