"""Loads a folder, a generated network or the demo into the graph, once: a repetition changes nothing."""

import hashlib
from collections.abc import Mapping, Sequence

from graph import statements
from graph.client import Graph
from graph.errors import Conflict
from graph.ids import TIME_SHIFT, now_ms
from graph.records import Record
from seeds import bulk, csv, people, world
from seeds.bulk import Done, Loaded, Progress
from seeds.network import Follow, Network, Person

DEMO_SIZE = world.Size(people=200, follows=15, tweets=20, retweets=8, likes=40)
DEMO_SEED = 1
DEMO_EMAIL = "ada@example.com"
ADA_FOLLOWS = 40  # people of the generated network, so that the demo's feed is full
STARTED = "demo/started"  # the demo's `end`, in milliseconds since 1970
FINISHED = "demo/finished"


class _PersonId(Record, frozen=True):
    id: int


class _Other(Record, frozen=True):
    id: int
    id_taken: bool


def quiet(part: str, done: int, rows: int) -> None:
    """Progress that nobody watches."""


async def is_empty(graph: Graph) -> bool:
    """Whether the graph has no person at all."""
    return not await graph.read(statements.seeds.anybody, _PersonId)


class _Found(Record, frozen=True):
    label: str | None


async def anything(graph: Graph) -> str | None:
    """The label of some node that is more than housekeeping; None if there is none."""
    rows = await graph.read(statements.seeds.anything, _Found)
    return (rows[0].label or "without a label") if rows else None


async def load(
    graph: Graph,
    network: Network,
    *,
    key: str,
    progress: Progress = quiet,
    batch: int = bulk.BATCH,
    again: bool = False,
) -> list[Loaded]:
    """Load a network that is known to be right; goes on where a load under the same `key` was broken off.

    `again` sends every row anew, for a graph from which something was taken away. Raises Conflict when an id or a
    username belongs to someone else in the graph; then nothing is written.
    """
    parts = bulk.parts(network)
    keys = {part.name: f"{key}/{part.name}" for part in parts}
    known = await graph.read(statements.seeds.progress, Done, keys=list(keys.values()))
    done = {} if again else {entry.key: entry.rows for entry in known}
    if done.get(keys["people"], 0) < len(network.people):
        await _check_people(graph, network.people, batch)
    return [
        await bulk.write(
            graph,
            part,
            key=keys[part.name],
            start=min(done.get(keys[part.name], 0), part.rows),
            batch=batch,
            progress=progress,
        )
        for part in parts
    ]


async def load_folder(
    graph: Graph,
    folder: csv.Folder,
    *,
    progress: Progress = quiet,
    batch: int = bulk.BATCH,
    again: bool = False,
) -> list[Loaded]:
    """Import a folder that was read; no-op when one with the same content was imported before."""
    key = folder_key(folder.digests)
    return await load(graph, folder.network, key=key, progress=progress, batch=batch, again=again)


async def load_cast(
    graph: Graph, *, prefix: str = "", end: int | None = None, progress: Progress = quiet
) -> list[Loaded]:
    """Load the named cast; `end` is that of the cast that is there already, else the given one, else now."""
    there = await _person_id(graph, prefix + people.DEMO)
    end = people.end_of(there) if there is not None else end or now_ms()
    network = people.cast(end=end, prefix=prefix)
    return await load(graph, network, key=cast_key(prefix, end), progress=progress)


async def load_world(
    graph: Graph,
    size: world.Size,
    *,
    seed: int,
    prefix: str = "",
    end: int | None = None,
    readers: dict[str, int] | None = None,
    progress: Progress = quiet,
) -> list[Loaded]:
    """Generate a network and load it; one that is there already keeps its `end`, so that nothing doubles."""
    key = world_key(size, seed, prefix, readers or {})
    there = await graph.read(statements.seeds.progress, Done, keys=[key])
    end = there[0].rows if there else end or now_ms()
    network = world.generate(size, seed=seed, end=end, prefix=prefix, readers=readers)
    await _check_people(graph, network.people, bulk.BATCH)
    await graph.write(statements.seeds.mark, Done, key=key, rows=end)
    return await load(graph, network, key=f"{key}/{end}", progress=progress)


async def load_demo(graph: Graph, *, demo_password_hash: str | None, progress: Progress = quiet) -> bool:
    """Load the cast and 200 generated people into a graph without people; returns whether it loaded.

    Goes on with a demo that was broken off. Nothing happens in a graph where people are, or where a demo was once.
    """
    marks = {
        entry.key: entry.rows for entry in await graph.read(statements.seeds.progress, Done, keys=[STARTED, FINISHED])
    }
    if FINISHED in marks or (STARTED not in marks and not await is_empty(graph)):
        return False
    end = marks.get(STARTED) or now_ms()
    await graph.write(statements.seeds.mark, Done, key=STARTED, rows=end)
    network = demo(end)
    await load(graph, network, key=f"demo/{end}", progress=progress)
    ada = network.people[0].id
    await graph.write(
        statements.seeds.set_credential,
        _PersonId,
        user_id=ada,
        email=DEMO_EMAIL,
        password_hash=demo_password_hash,
    )
    await graph.write(statements.seeds.mark, Done, key=FINISHED, rows=1)
    return True


def demo(end: int) -> Network:
    """The cast and a small generated network, tied together: ada follows forty of it, sixty of it follow ada."""
    cast = people.cast(end=end)
    crowd = world.generate(DEMO_SIZE, seed=DEMO_SEED, end=end)
    ada = cast.people[0].id
    # From forty days after the first person on, when everybody is there; a second apart, on the cast's own counter.
    new = ((ada + ((40 * people.DAY + 1000 * index) << TIME_SHIFT)) for index in range(3 * ADA_FOLLOWS))
    ties = [Follow(next(new), ada, person.id) for person in crowd.people[:ADA_FOLLOWS]]
    ties += [Follow(next(new), person.id, ada) for person in crowd.people[ADA_FOLLOWS // 2 : ADA_FOLLOWS * 2]]
    return cast + crowd + Network(follows=ties)


async def _person_id(graph: Graph, username: str) -> int | None:
    rows = await graph.read(statements.seeds.person_id, _PersonId, username_key=username.lower())
    return rows[0].id if rows else None


async def _check_people(graph: Graph, rows: Sequence[Person], batch: int) -> None:
    """Raise Conflict when someone else in the graph has an id or a username of these people."""
    patient = graph.within(bulk.PATIENCE)
    for start in range(0, len(rows), batch):
        chunk = rows[start : start + batch]
        asked = [{"id": person.id, "username_key": person.username_key} for person in chunk]
        others = await patient.read(statements.seeds.other_people, _Other, rows=asked)
        if others:
            person = next(person for person in chunk if person.id == others[0].id)
            raise taken(person, by_id=others[0].id_taken)


def taken(person: Person, *, by_id: bool) -> Conflict:
    """The error that someone else has the id or the username of a person."""
    what = f"id {person.id}" if by_id else f"username {person.username}"
    return Conflict(f"The {what} belongs to someone else in the graph; nothing was written.")


def folder_key(digests: Mapping[str, str]) -> str:
    """What makes two folders the same."""
    return f"import/{hashlib.sha256(repr(sorted(digests.items())).encode()).hexdigest()[:32]}"


def cast_key(prefix: str, end: int) -> str:
    """What makes two casts the same."""
    return f"cast/{prefix}{end}"


def world_key(size: world.Size, seed: int, prefix: str, readers: Mapping[str, int]) -> str:
    """What makes two networks the same, but for their `end`."""
    text = repr((size.identity, seed, prefix, sorted(readers.items())))
    return f"world/{hashlib.sha256(text.encode()).hexdigest()[:32]}"
