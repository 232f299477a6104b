"""python -m graph.local.relock: resolve the embedded Neo4j anew and write neo4j.lock; takes a minute and the network.

For another version, change it here and in `VERSIONS` alone; the checksums are those of what the repository served now.
"""

import hashlib
import re
import sys
from pathlib import Path

import jgo
from jgo.maven import MavenContext

from graph.local.neo4j import LOCK

VERSIONS = (
    "org.neo4j.app:neo4j-server:5.26.30",
    "org.neo4j:neo4j:5.26.30",
    "org.neo4j.client:neo4j-browser:5.24.0",
)
