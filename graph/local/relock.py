"""python -m graph.local.relock: resolve the embedded Neo4j anew and write neo4j.lock.

Takes a minute and the network. The checksums are those of the jars that the repository serves now.
"""

import sys
import tempfile
from pathlib import Path

import jgo

from graph.local.neo4j import LOCK

WANTED = (  # another version of Neo4j starts here
    "org.neo4j.app:neo4j-server:5.26.30",
    "org.neo4j:neo4j:5.26.30",
    "org.neo4j.client:neo4j-browser:5.24.0",
)


def resolved() -> list[str]:
    """The lines of the lock file, sorted; raises RuntimeError when a jar cannot be resolved."""
    with tempfile.TemporaryDirectory() as folder:
        lock = jgo.build("+".join(WANTED), update=True, cache_dir=Path(folder)).lockfile
        if lock is None:
            raise RuntimeError("jgo resolved nothing.")
        return sorted(
            ":".join(word for word in (each.groupId, each.artifactId, each.version, each.classifier) if word)
            + f" {each.sha256}"
            for each in lock.dependencies
        )


if __name__ == "__main__":
    lines = resolved()
    LOCK.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    sys.stdout.write(f"{LOCK.name}: {len(lines)} jars.\n")
