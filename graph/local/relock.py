"""python -m graph.local.relock: resolve the embedded Neo4j anew and write neo4j.lock, and gds.lock for its plug-in.

Takes two minutes and the network. The checksums are those of the jars that the repository serves now.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import jgo

from graph.local.neo4j import GDS_LOCK, LOCK

WANTED = (  # another version of Neo4j starts here
    "org.neo4j.app:neo4j-server:5.26.30",
    "org.neo4j:neo4j:5.26.30",
    "org.neo4j.client:neo4j-browser:5.24.0",
)
WITH_GDS = (  # the Graph Data Science that fits; without the second part Neo4j refuses to start with the first
    "org.neo4j.gds:proc:2.13.9",
    "org.neo4j.gds:opengds-extension:2.13.9",
)


def resolved(wanted: Sequence[str]) -> list[str]:
    """The lines of a lock file, sorted; raises RuntimeError when a jar cannot be resolved."""
    with tempfile.TemporaryDirectory() as folder:
        lock = jgo.build("+".join(wanted), update=True, cache_dir=Path(folder)).lockfile
        if lock is None:
            raise RuntimeError("jgo resolved nothing.")
        return sorted(
            ":".join(word for word in (each.groupId, each.artifactId, each.version, each.classifier) if word)
            + f" {each.sha256}"
            for each in lock.dependencies
        )


def named(line: str) -> tuple[str, ...]:
    """Which jar a line is about, whatever its version."""
    group, name, _, *classifier = line.partition(" ")[0].split(":")
    return (group, name, *classifier)


if __name__ == "__main__":
    server = resolved(WANTED)
    have = set(map(named, server))
    plugin = [line for line in resolved(WITH_GDS) if named(line) not in have]
    for lock, lines in ((LOCK, server), (GDS_LOCK, plugin)):
        lock.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        sys.stdout.write(f"{lock.name}: {len(lines)} jars.\n")
