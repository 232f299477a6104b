"""A copy for analysts: made while the product runs, with nothing that is not for everybody, served read-only."""

import asyncio
import json
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

import httpx
import pytest
from neo4j.exceptions import Neo4jError

from api.copying import of_copy
from graph.client import Graph, connect
from graph.ids import now_ms
from graph.local import neo4j
from graph.records import Instant, Record
from graph.settings import load_secrets
from graph.statements import library
from tests.api.conftest import PASSWORD, Person, application, new_name
from tests.conftest import TWEETGRAPH, Stack, free_ports
from tests.fixtures import stated

# Long, for a store writes short texts in letters of its own, which nobody would find in its files.
LONG = " and so that it is long enough to be found in the files of a store, it goes on like this"
SECRETS = stated(
    "secrets",
    """
    MATCH (person:User {username_key: $name})-[:HAS_CREDENTIAL]->(credential), (person)-[:HAS_SESSION]->(session)
    RETURN credential.password_hash AS password_hash, credential.email AS email, session.refresh_hash AS refresh_hash
    """,
)
SHAPE = stated(
    "shape",
    """
    MATCH (node) UNWIND labels(node) AS name UNWIND keys(node) AS property RETURN DISTINCT name, property
    UNION
    MATCH ()-[tie]->() UNWIND CASE WHEN size(keys(tie)) = 0 THEN [''] ELSE keys(tie) END AS property
    RETURN DISTINCT type(tie) AS name, property
    """,
)
OURS = stated(
    "ours",
    """
    MATCH (person:User) WHERE person.username_key IN $names
    RETURN person.username_key AS name, COUNT { (person)-[:POSTED]->() } AS tweets,
      COUNT { (person)-[:LIKED]->() } AS likes, COUNT { (person)-[:FOLLOWS]->() } AS following
    """,
)
MAY = {
    "User": "id username username_key name bio location website status protected created_at last_post_id",
    "Tweet": "id content author_id feed_author_id keywords parent_id root_id quoted_id created_at edited_at",
    "Hashtag": "name",
    "SchemaVersion": "name digest installed_at",
    "FOLLOWS": "id follower_id followee_id created_at",
    "LIKED": "id user_id tweet_id created_at",
    "RETWEETED": "id actor_id tweet_id quote created_at",
    "MENTIONS": "id user_id",
    "TAGGED": "id hashtag",
    "POSTED": "",
    "REPLY_TO": "",
    "QUOTES": "",
}


class Hashes(Record, frozen=True):
    """What a person signs in with."""

    password_hash: str
    email: str
    refresh_hash: str


class Copied(NamedTuple):
    """A copy, what was said while it was made, and what must and must not be in its files."""

    home: Path
    said: str
    open_texts: list[str]
    secrets: list[str]
    author: Person
    closed: Person


async def person(http: httpx.AsyncClient) -> Person:
    """Somebody with a long address."""
    name = new_name()
    email = f"{name}.at.an.address.that.is.long.enough.to.be.found@example.com"
    token = (await http.post("/register/", json=application(name, email=email))).json()["token"]
    return Person(name, token["access"], token["refresh"], http)


async def said(one: Person, path: str, method: str = "POST", **body: object) -> dict[str, Any]:
    """Do something that must succeed."""
    answer = await one.send(method, path, **({"json": body} if body else {}))
    assert answer.status_code < 300, answer.text
    return cast("dict[str, Any]", answer.json()) if answer.content else {}


@pytest.fixture(scope="module")
async def copied(
    stack: Stack, graph: Graph, http: httpx.AsyncClient, tmp_path_factory: pytest.TempPathFactory
) -> Copied:
    """The stack's graph, copied while it runs."""
    author, closed = await person(http), await person(http)
    texts = {
        word: f"{word} {new_name()}{LONG}" for word in ("public", "answer", "protected", "draft", "report", "gone")
    }
    tweet = await said(author, "/tweets/", content=f"{texts['public']} #copies @{closed.username}")
    await said(author, f"/tweets/{tweet['id']}/comments/", content=texts["answer"])
    await said(closed, f"/users/{author.username}/follow/")
    await said(closed, f"/tweets/{tweet['id']}/likes/")
    await said(closed, f"/tweets/{tweet['id']}/bookmark/")
    await said(closed, "/tweets/", content=texts["protected"])
    await said(author, "/tweets/", content=texts["draft"], scheduled_at=Instant.from_ms(now_ms() + 86_400_000))
    await said(closed, "/reports/", tweet=tweet["id"], reason="spam", comment=texts["report"])
    await said(closed, "/me/update/", "PATCH", protected=True)
    secrets = [texts["protected"], texts["draft"], texts["report"], PASSWORD, stack.secrets.neo4j_password]
    for one in (author, closed):
        hashes = (await graph.read(SECRETS, Hashes, name=one.username))[0]
        secrets += [hashes.password_hash, hashes.email, hashes.refresh_hash]
    folder = tmp_path_factory.mktemp("copies")
    made = await asyncio.to_thread(stack.run, "graph", "copy", str(folder / "one"), "--dump", str(folder / "one.dump"))
    assert made.returncode == 0, made.stdout + made.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["one", "one.dump"]
    return Copied(folder / "one", made.stdout, [texts["public"], texts["answer"]], secrets, author, closed)


@pytest.fixture(scope="module")
async def served(stack: Stack, copied: Copied) -> AsyncIterator[Graph]:
    """The copy, served by the command until it is told to end."""
    bolt, http = free_ports(2)
    own = of_copy(stack.settings, copied.home, bolt=int(bolt), http=int(http))
    command = [*TWEETGRAPH, "graph", "serve", str(copied.home), "--bolt-port", bolt, "--http-port", http]
    with subprocess.Popen(command, env=stack.env, stdout=subprocess.PIPE, text=True) as process:  # noqa: ASYNC220 - it is short
        try:
            while await neo4j.version(own, load_secrets(own)) is None:
                assert process.poll() is None
                await asyncio.sleep(0.2)
            async with connect(own, load_secrets(own)) as graph:
                yield graph
        finally:
            process.send_signal(signal.SIGTERM)
            out, _ = await asyncio.to_thread(process.communicate)
    assert process.returncode == 0
    assert "read-only" in out
    assert out.endswith("Stopped.\n")


def files(home: Path) -> Iterator[bytes]:
    """The content of every file below a folder."""
    return (path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


def test_nothing_is_in_its_files_that_is_not_for_everybody(copied: Copied) -> None:
    content = b"\n".join(files(copied.home))
    for text in copied.open_texts:
        assert text.encode() in content
    for secret in copied.secrets:
        assert secret.encode() not in content
    assert json.loads((copied.home / "copy.json").read_bytes())["nodes"] > 2
    assert oct((copied.home / "secrets.json").stat().st_mode & 0o777) == "0o600"


async def test_it_has_the_labels_and_properties_that_it_may_have(served: Graph) -> None:
    rows = await served.within(60).read(SHAPE, dict[str, str])
    assert {(row["name"], row["property"]) for row in rows} <= {
        (name, word) for name, words in MAY.items() for word in [*words.split(), ""]
    }
    assert {row["name"] for row in rows} >= {"User", "Tweet", "Hashtag", "POSTED", "REPLY_TO", "MENTIONS", "TAGGED"}


async def test_people_have_in_it_what_everybody_sees_of_them(served: Graph, copied: Copied) -> None:
    names = [copied.author.username, copied.closed.username]
    rows = {row["name"]: row for row in await served.read(OURS, dict[str, Any], names=names)}
    assert rows[names[0]] == {"name": names[0], "tweets": 2, "likes": 0, "following": 0}
    assert rows[names[1]] == {"name": names[1], "tweets": 0, "likes": 0, "following": 1}


async def test_analysts_ask_it_and_write_nothing(served: Graph) -> None:
    hubs = next(statement for statement in library("analytics") if statement.name == "hubs")
    assert await served.within(60).read(hubs, dict[str, Any])
    async with served.driver.session(database=served.database) as session:
        with pytest.raises(Neo4jError, match="read-only"):
            await (await session.run("CREATE (one:Nothing)")).consume()


def test_what_cannot_be_copied_or_served_is_said_and_leaves_nothing(
    stack: Stack, copied: Copied, tmp_path: Path
) -> None:
    again = stack.run("graph", "copy", str(copied.home))
    assert (again.returncode, "is there already" in again.stderr) == (1, True)
    refused = stack.run("graph", "copy", str(tmp_path / "two"), TWEETGRAPH_NEO4J_PASSWORD="another")
    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: ")
    assert not list(tmp_path.iterdir())
    nothing = stack.run("graph", "serve", str(tmp_path))
    assert (nothing.returncode, "is no copy" in nothing.stderr) == (1, True)
