"""The import contracts cover every domain, and each of them rejects what it is there for."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from tests.architecture.tree import ROOT

CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
NOT_DOMAINS = frozenset({"local", "commands"})  # the supervisor of the embedded Neo4j; the command line

# One violation each; the names of the files are those of the house.
VIOLATIONS = {
    "floors": ("tasks/outbox.py", "import api.app"),
    "domains": ("api/feeds/controllers.py", "import api.tweets.controllers"),
    "graph": ("graph/client.py", "import graph.feeds.repository"),
    "cypher": ("graph/schema.py", "import cypher"),
    "drivers": ("seeds/load.py", "import neo4j"),
    "web": ("graph/errors.py", "import litestar"),
}


def unlisted(folders: set[str], listed: set[str]) -> set[str]:
    """The domain packages that the contracts forget."""
    return folders - listed - NOT_DOMAINS


def _listed(contract: str) -> set[str]:
    (layers,) = (each["layers"] for each in CONTRACTS if each["id"] == contract)
    return {name.strip(" ()") for name in layers[0].split("|")}


def _packages(folder: str) -> set[str]:
    return {file.parent.name for file in (ROOT / folder).glob("*/__init__.py")}


def _broken(root: Path) -> set[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"]
    output = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=60).stdout
    return {contract["id"] for contract in CONTRACTS if f"{contract['name']} BROKEN" in output} | (
        set() if "Contracts: " in output else {output}
    )


def test_every_domain_is_in_the_contracts() -> None:
    assert not unlisted(_packages("api") | _packages("graph"), _listed("domains"))
    assert not unlisted(_packages("graph"), _listed("graph"))


def test_a_forgotten_domain_is_rejected() -> None:
    assert unlisted({"feeds", "polls", "local"}, {"feeds"}) == {"polls"}


def test_each_contract_rejects_its_violation(tmp_path: Path) -> None:
    files = dict(VIOLATIONS.values())
    files |= dict.fromkeys(["api/app.py", "api/tweets/controllers.py", "graph/settings.py", "graph/statements.py"], "")
    files |= {"graph/feeds/repository.py": ""}
    for package in ("api", "seeds", "tasks", "graph", "cypher", "tests", "api/feeds", "api/tweets", "graph/feeds"):
        files[f"{package}/__init__.py"] = ""
    files["pyproject.toml"] = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text + "\n", encoding="utf-8")
    assert {contract["id"] for contract in CONTRACTS} == VIOLATIONS.keys()
    assert _broken(tmp_path) == VIOLATIONS.keys()
