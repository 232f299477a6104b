"""The files of the project, for rules that are functions over a path and a text."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import cast

import msgspec
import pytest

from graph.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("api", "graph", "cypher", "tasks", "seeds", "tests", "docs", ".ci")
SUFFIXES = frozenset({"", ".py", ".cypher", ".md", ".toml", ".lock", ".yml", ".yaml", ".json", ".html", ".css", ".csv"})
HIDDEN = frozenset({".editorconfig", ".gitignore", ".dockerignore"})

Rule = Callable[[str, str], list[str]]


def paths() -> Iterator[Path]:
    """Every file that belongs to the project, whether git knows it yet or not."""
    for entry in sorted(ROOT.iterdir()):
        if entry.is_file() and (entry.name in HIDDEN or not entry.name.startswith(".")):
            yield entry
        elif entry.is_dir() and entry.name in FOLDERS:
            yield from (path for path in sorted(entry.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)


def texts(*suffixes: str) -> Iterator[tuple[str, str]]:
    """Path below the checkout and text of each file with one of these suffixes; of all text when none is given."""
    for path in paths():
        if path.suffix in (suffixes or SUFFIXES):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def variables() -> dict[str, str]:
    """The variable of every setting with its default."""
    fields = msgspec.structs.fields(Settings)
    return {PREFIX + field.name.upper(): str(cast("object", field.default)) for field in fields}


def complaints(rule: Rule, *suffixes: str) -> list[str]:
    """What the rule says about the whole tree; empty when all is well."""
    return [line for path, text in texts(*suffixes) for line in rule(path, text)]


def require_none(found: Iterable[str]) -> None:
    """Fail with every complaint on a line of its own, and no traceback: the lines say where."""
    lines = "\n".join(found)
    if lines:
        pytest.fail(lines, pytrace=False)
