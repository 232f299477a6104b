"""People whose feeds are hard to read, in the benchmark's graph; made once and kept, and gone on with if broken off."""

import random
from collections.abc import Sequence

from graph.client import Graph
from graph.ids import first_id_at
from graph.records import Record
from graph.safety.repository import pattern
from seeds.world import WORDS
from tests.fixtures import stated

BASE = first_id_at(1_741_000_000_000)  # long before the generated network; the crowd lies elsewhere
KIND = 10_000_000  # ids of one kind lie together
FOLLOWS, MUTES, BLOCKS, MUTED_WORDS = (BASE + KIND * number for number in range(1, 5))
BATCH = 10_000
ODD = 77  # in the last bits of tweets' ids, where those of the network have none
SECOND = 1_000 << 12  # in ids

PREFIX = "bench_cast_"
READERS = ("filters", "muted", "wide", "quiet", "hyper", "million")
AUTHORS = ("hyperactive", "prolific")
WIDE = 5_000  # followees
QUIET = 1_000  # people who wrote twice, long ago
LATELY = 100_000  # tweets of the hyperactive one, newer than anybody else's
EVER = 1_000_000  # tweets of the prolific one
MUTED, BLOCKED, SILENCED = 200, 200, 50
COMMON = 3  # of the muted words are in tweets: about every third is hidden
OWN = (PREFIX, "bench_fan_", "bench_star", "bench_reader_")

IDS = {name: BASE + at for at, name in enumerate((*READERS, *AUTHORS, "words"))}
FIRST_QUIET = BASE + 1_000

MARK = "MERGE (mark:ImportedFile {key: $key}) SET mark.rows = $done"
AT = "datetime({epochMillis: %s / 4096 + 1735689600000})"

DONE = stated("done", "OPTIONAL MATCH (mark:ImportedFile {key: $key}) RETURN coalesce(mark.rows, 0) AS count")
NETWORK = stated(
    "network",
    """
    MATCH (person:User)
    WHERE person.username STARTS WITH 'bench_' AND none(own IN $own WHERE person.username STARTS WITH own)
    RETURN person.id AS id ORDER BY id
    """,
)
FOLLOWEES = stated(
    "followees",
    """
    MATCH (:User {username_key: $username_key})-[:FOLLOWS]->(person)
    RETURN person.id AS id ORDER BY coalesce(person.last_post_id, 0) DESC, id
    """,
)
PEOPLE = stated(
    "people",
    f"""
    UNWIND $rows AS row
    MERGE (person:User {{id: row.id}})
    SET person += {{username: row.name, username_key: row.name, name: row.name, bio: '', status: 'active', staff: false,
                   created_at: {AT % "row.id"}}}
    WITH count(*) AS made
    {MARK}
    """,
)
TIES = {
    kind: stated(
        kind.lower(),
        f"""
        UNWIND $rows AS row
        MATCH (one:User {{id: row.one}})
        MATCH (other:User {{id: row.other}})
        MERGE (one)-[tie:{kind} {{{one}: row.one, {other}: row.other}}]->(other)
        SET tie.id = row.id, tie.created_at = {AT % "row.id"}{more}
        WITH count(*) AS made
        {MARK}
        """,
    )
    for kind, one, other, more in (
        ("FOLLOWS", "follower_id", "followee_id", ""),
        ("MUTES", "muter_id", "muted_id", ", tie.notifications = true"),
        ("BLOCKS", "blocker_id", "blocked_id", ""),
    )
}
SILENCE = stated(
    "silence",
    f"""
    MATCH (reader:User {{id: $reader}})
    UNWIND $rows AS row
    MERGE (word:MutedWord {{key: toString($reader) + ':' + row.word}})
    SET word += {{id: row.id, owner_id: $reader, word: row.word, pattern: row.pattern, created_at: {AT % "row.id"}}}
    MERGE (reader)-[:MUTES_WORD]->(word)
    WITH count(*) AS made
    {MARK}
    """,
)
# `people` authors take turns; the last tweet of each is the newest.
TWEETS = stated(
    "tweets",
    f"""
    UNWIND range($first, $done - 1) AS at
    WITH $author + at % $people AS author_id, $own + at * $step AS id
    MATCH (author:User {{id: author_id}})
    CREATE (author)-[:POSTED]->(:Tweet {{
      id: id, content: 'Tick', author_id: author_id, feed_author_id: author_id, created_at: {AT % "id"},
      keywords: 'by' + toString(author_id) + ' at' + toString(100000 + id / 14745600000)
    }})
    WITH author, max(id) AS newest
    SET author.last_post_id = newest
    WITH count(*) AS made
    {MARK}
    """,
)

Rows = Sequence[dict[str, object]]


class _Count(Record):
    count: int


class _Id(Record):
    id: int


async def _done(graph: Graph, key: str) -> int:
    return (await graph.read(DONE, _Count, key=key))[0].count


async def _rows(graph: Graph, name: str, rows: Rows, **more: object) -> None:
    """Give a statement its rows, from where an earlier run was broken off."""
    key = f"bench/cast/{name}"
    statement = {"people": PEOPLE, "words": SILENCE}.get(name.partition("/")[0]) or TIES[name.partition("/")[0]]
    for first in range(await _done(graph, key), len(rows), BATCH):
        some = rows[first : first + BATCH]
        await graph.write(statement, Record, rows=some, key=key, done=first + len(some), **more)


async def _tweets(graph: Graph, name: str, count: int, *, author: int, begin: int, every: int, people: int = 1) -> None:
    """So many tweets, one after the other; `begin` in milliseconds since 1970, `every` so many seconds."""
    key, own, step = f"bench/cast/{name}", first_id_at(begin) + ODD, every * SECOND
    for first in range(await _done(graph, key), count, BATCH):
        done = min(count, first + BATCH)
        await graph.write(
            TWEETS, Record, key=key, first=first, done=done, author=author, people=people, own=own, step=step
        )


def _ties(own: int, one: int, others: Sequence[int]) -> Rows:
    return [{"id": own + (one - BASE) * BATCH + at, "one": one, "other": other} for at, other in enumerate(others)]


async def make(graph: Graph, *, like: str) -> None:
    """Make them all, unless they are there; most follow whom the reader of the name `like` follows."""
    patient, dice = graph.within(120), random.Random(11)
    network = [row.id for row in await patient.read(NETWORK, _Id, own=OWN)]
    newest_first = [row.id for row in await patient.read(FOLLOWEES, _Id, username_key=like)]
    usual = sorted(newest_first)
    others = sorted(set(network) - set(usual))
    quiet = [FIRST_QUIET + at for at in range(QUIET)]
    for part, people in (("", IDS), ("/quiet", {f"quiet_{at}": identity for at, identity in enumerate(quiet)})):
        rows = [{"id": identity, "name": PREFIX + name} for name, identity in people.items()]
        await _rows(patient, f"people{part}/{len(rows)}", rows)
    followed = {
        "filters": usual,
        "words": usual,
        "muted": usual,
        "wide": sorted(dice.sample(network, min(WIDE, len(network)))),
        "quiet": quiet,
        "hyper": [*usual, IDS["hyperactive"]],
        "million": [*usual, IDS["prolific"]],
    }
    for name, followees in followed.items():
        await _rows(patient, f"FOLLOWS/{name}", _ties(FOLLOWS, IDS[name], followees))
    muted, blocked = dice.sample(usual, min(MUTED, len(usual) // 2)), dice.sample(others, min(BLOCKED, len(others)))
    await _rows(patient, "MUTES/filters", _ties(MUTES, IDS["filters"], muted))
    await _rows(patient, "BLOCKS/filters", _ties(BLOCKS, IDS["filters"], blocked))
    await _rows(patient, "MUTES/muted", _ties(MUTES, IDS["muted"], newest_first[: len(muted)]))
    words = [*WORDS[:COMMON], *(f"spoiler{at}" for at in range(SILENCED - COMMON))]
    silenced = [{"id": MUTED_WORDS + at, "word": word, "pattern": pattern(word)} for at, word in enumerate(words)]
    await _rows(patient, "words", silenced, reader=IDS["filters"])
    others_words = [row | {"id": MUTED_WORDS + SILENCED + at} for at, row in enumerate(silenced)]
    await _rows(patient, "words/alone", others_words, reader=IDS["words"])
    spring, autumn = 1_741_100_000_000, 1_790_812_800_000  # of 2025, before the network; of 2026, at its end
    await _tweets(patient, "tweets/quiet", 2 * QUIET, author=FIRST_QUIET, people=QUIET, begin=spring, every=60)
    await _tweets(patient, "tweets/hyper", LATELY, author=IDS["hyperactive"], begin=autumn, every=20)
    await _tweets(patient, "tweets/ever", EVER, author=IDS["prolific"], begin=spring + 1_000, every=48)
