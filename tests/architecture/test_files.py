"""Sizes, names, markers, and nothing that only one machine knows."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from tests.architecture.tree import complaints, require_none

VAGUE = frozenset({"util", "utils", "helper", "helpers", "common", "manager", "managers"})
WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
MARKER = re.compile(r"\b(FIXME|XXX|HACK|TODO(?!\(#\d+\)))|\bkeep in sync\b")
# Registries are chosen by whoever installs; folders of one machine mean nothing on another.
ELSEWHERE = re.compile(
    r"\bpypi\.org|pythonhosted\.org|\bnpmjs\.(?:com|org)|\brepo1?\.maven\b|\bmaven\.org|\bregistry\.npm|"
    r"(?<![\w./~-])/(?:work|root|home/\w+|Users/\w+)/|(?<![\w.])/tmp/[x]\b"
)


def size(path: str, text: str) -> list[str]:
    """A file of code is at most 300 lines, a test 400."""
    limit = 400 if path.startswith("tests/") else 300
    count = len(text.splitlines())
    return [f"{path}: {count} lines, {limit} are the limit: split it by operation"] if count > limit else []


def names(path: str, text: str) -> list[str]:
    """Names say the act: no module, class or function is a drawer for what is left over."""
    parts = PurePosixPath(path).with_suffix("").parts
    found = [f"{path}: the file or folder {part!r} names no act" for part in parts if part in VAGUE]
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        words = [word.lower() for word in WORDS.findall(node.name)]
        # "followers_in_common" is an act; "common" alone, or a "FeedManager", is not.
        vague = words[-1:] and words[-1] in VAGUE - {"common"}
        if vague or node.name.lower().strip("_") in VAGUE:
            found.append(f"{path}:{node.lineno}: {node.name!r} names no act")
    return found


def _comments(path: str, text: str) -> Iterator[tuple[int, str]]:
    if path.endswith(".py"):
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
        return
    sign = "//" if path.endswith(".cypher") else "#"
    for number, line in enumerate(text.splitlines(), start=1):
        if sign in line:
            yield number, line.partition(sign)[2]


def markers(path: str, text: str) -> list[str]:
    """The only markers are NOTE and TODO with an issue's number; what must agree is shared or tested."""
    return [
        f"{path}:{number}: {comment.strip()}" for number, comment in _comments(path, text) if MARKER.search(comment)
    ]


def places(path: str, text: str) -> list[str]:
    """No file names a package registry's host or a folder of one machine."""
    lines = enumerate(text.splitlines(), start=1)
    return [f"{path}:{number}: {found[0]!r}" for number, line in lines if (found := ELSEWHERE.search(line))]


def test_files_are_small() -> None:
    require_none(complaints(size, ".py", ".cypher"))


def test_a_long_file_is_rejected() -> None:
    assert size("api/app.py", "pass\n" * 301)
    assert not size("tests/unit/test_ids.py", "pass\n" * 400)
    assert size("tests/unit/test_ids.py", "pass\n" * 401)


def test_names_say_the_act() -> None:
    require_none(complaints(names, ".py"))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("graph/utils.py", ""),
        ("api/common/pages.py", ""),
        ("api/app.py", "class ConnectionManager: ..."),
        ("api/app.py", "async def feed_helper(): ..."),
        ("api/app.py", "def _common(): ..."),
    ],
)
def test_a_vague_name_is_rejected(path: str, text: str) -> None:
    assert names(path, text)


def test_an_act_in_common_is_a_name() -> None:
    assert not names("graph/follows/repository.py", "def followers_in_common(): ...")


def test_markers_are_notes_and_numbered_todos() -> None:
    require_none(complaints(markers, ".py", ".cypher", ".toml", ".yml", ""))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("api/app.py", "x = 1  # TODO: later"),
        ("api/app.py", "# FIXME"),
        ("cypher/feeds/home.cypher", "// HACK around the planner"),
        ("Makefile", "# keep in sync with Dockerfile"),
    ],
)
def test_a_loose_marker_is_rejected(path: str, text: str) -> None:
    assert markers(path, text)


def test_a_numbered_todo_passes() -> None:
    assert not markers("api/app.py", 'x = "FIXME"  # TODO(#12): drop it. NOTE the order.')


def test_no_file_names_a_registry_or_a_machine() -> None:
    require_none(complaints(places))


@pytest.mark.parametrize(
    "pieces", [("https://py", "pi.org/simple"), ("repo1.ma", "ven.org"), ("/ro", "ot/.cache"), ("'/wo", "rk/x'")]
)
def test_a_registry_or_a_machine_is_rejected(pieces: tuple[str, str]) -> None:
    assert places("docs/start.md", "".join(pieces))


def test_a_route_is_no_machine_path() -> None:
    assert not places("docs/start.md", "GET /api/work/1/ and `tests/root/x`")
