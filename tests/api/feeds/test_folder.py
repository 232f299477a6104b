"""A folder of feeds: what is dropped there is served, documented and listed, and what cannot be is logged."""

import json
from pathlib import Path

import pytest

from tests.api.conftest import Person, Running, error
from tests.architecture.tree import ROOT

HEADER = """\
// name: {name}
// title: {title}
// description: By a test.
// order: {order}
"""
OWN = HEADER.format(name="my-own", title="My own", order="newest") + (
    """\
// parameter word: text of 1 to 20 characters; what it says.
MATCH (tweet:Tweet)
WHERE tweet.feed_author_id = $viewer_id AND tweet.id < $before
WITH tweet
ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT $reach
WHERE tweet.content CONTAINS $word
RETURN tweet
"""
)
SLOW = HEADER.format(name="slow", title="Slow", order="score") + (
    """\
UNWIND range(1, 2000) AS row
WITH row LIMIT 2000
WITH reduce(sum = row, number IN range(1, 100000) | sum + number % $viewer_id) AS sum
MATCH (tweet:Tweet {id: $now_id - sum})
RETURN tweet, 1 AS score
"""
)
FAILING = HEADER.format(name="failing", title="Failing", order="score") + (
    """\
MATCH (viewer)-[:FOLLOWS*0..0]->(tweet)
WITH tweet LIMIT 1
RETURN tweet, 1 / (tweet.id - $viewer_id) AS score
"""
)
ODD = HEADER.format(name="odd", title="Odd", order="score") + (
    """\
MATCH (tweet:Tweet {id: $now_id})
RETURN tweet, tweet.nothing AS score
"""
)
BAD = ROOT / "tests/feeds/bad_feeds"


async def test_a_folder_is_served_and_what_is_bad_is_logged(
    running: Running,
    ada: Person,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    files = {"own": OWN, "slow": SLOW, "failing": FAILING, "odd": ODD}
    files |= {name: (BAD / f"{name}.cypher").read_text() for name in ("writes_set", "text_escapes")}
    for name, text in files.items():
        (tmp_path / f"{name}.cypher").write_text(text)
    (tmp_path / "notes.txt").write_text("no feed")
    ids = [
        (await ada.send("POST", "/tweets/", json={"content": content})).json()["id"] for content in ("a fig", "a nut")
    ]
    async with running(feeds_folder=str(tmp_path), log_level="warning") as (client, app):
        listed = (await client.get("/feeds/", headers=ada.header)).json()["results"]
        assert {"my-own", "slow", "failing", "odd", "mutuals"} < {feed["name"] for feed in listed}
        (own,) = (feed for feed in listed if feed["name"] == "my-own")
        assert own["parameters"][0]["default"] is None

        page = await client.get("/feeds/my-own/?word=fig", headers=ada.header)
        assert [tweet["id"] for tweet in page.json()["results"]] == [ids[0]]
        injected = await client.get("/feeds/my-own/", params={"word": "' OR 1=1}//"}, headers=ada.header)
        assert injected.json()["results"] == []
        error(await client.get("/feeds/my-own/", headers=ada.header), 400, "validation_error", "word")
        assert (await client.get("/feeds/odd/", headers=ada.header)).json()["results"] == []
        error(await client.get("/feeds/writes-set/", headers=ada.header), 404, "not_found")

        error(await client.get("/feeds/failing/", headers=ada.header), 503, "unavailable")
        app.running.graph.timeout = 0.5  # seconds; Neo4j looks at it every two
        error(await client.get("/feeds/slow/", headers=ada.header), 503, "unavailable")

        schema = (await client.get("/api/schema/")).json()["paths"]
        (word, *_) = schema["/feeds/my-own/"]["get"]["parameters"]
        assert (word["name"], word["required"], word["schema"]["maxLength"]) == ("word", True, 20)
        assert "/feeds/writes-set/" not in schema
    lines = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    refused = {(Path(line["file"]).stem, line["line"], line["reason"]) for line in lines if "refused" in line["event"]}
    assert refused == {("writes_set", 6, "writes"), ("text_escapes", 7, "text")}
