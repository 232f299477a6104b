"""Readers whom a network lacks, as it was made before they were asked for: each follows some whom another does."""

from collections.abc import Sequence

from graph.client import connect
from graph.records import Record
from graph.settings import Settings, load_secrets
from tests.bench.cast import BASE
from tests.fixtures import stated

MISSING = stated(
    "missing",
    "UNWIND $names AS name WITH name WHERE NOT EXISTS { (:User {username_key: name}) } RETURN name",
)
# Their ids lie below those of the cast: a reader is asked for by a number of followees, and follows for as many ids.
MAKE = stated(
    "make",
    """
    MATCH (:User {username_key: $like})-[:FOLLOWS]->(person)
    WITH person ORDER BY person.id % 9973, person.id LIMIT $size
    WITH collect(person) AS people
    WHERE size(people) = $size
    CREATE (reader:User {id: $base - $size, username: $name, username_key: $name, name: $name, bio: '',
                         status: 'active', staff: false,
                         created_at: datetime({epochMillis: $base / 4096 + 1735689600000})})
    CREATE (reader)-[:HAS_CREDENTIAL]->(:Credential {user_id: reader.id, username_key: $name})
    WITH reader, people
    UNWIND range(0, $size - 1) AS at
    WITH reader, people[at] AS person, $base - 1000 * $size + at AS id
    CREATE (reader)-[:FOLLOWS {id: id, follower_id: reader.id, followee_id: person.id,
                               created_at: datetime({epochMillis: id / 4096 + 1735689600000})}]->(person)
    """,
)


class _Missing(Record):
    name: str


async def complete(settings: Settings, names: dict[int, str]) -> None:
    """Make who is missing; each like the reader who follows the next more."""
    async with connect(settings, load_secrets(settings)) as graph:
        patient = graph.within(60)
        missing = {row.name for row in await patient.read(MISSING, _Missing, names=list(names.values()))}
        for size, name in names.items():
            if name in missing:
                like = names[next_more(size, [each for each in names if names[each] not in missing])]
                await patient.write(MAKE, Record, name=name, size=size, like=like, base=BASE)


def next_more(size: int, sizes: Sequence[int]) -> int:
    """The smallest of the sizes above one; raises SystemExit when there is none."""
    more = [each for each in sizes if each > size]
    if not more:
        raise SystemExit(f"Nobody follows more than {size} people, so that a reader cannot be made: remove .bench.")
    return min(more)
