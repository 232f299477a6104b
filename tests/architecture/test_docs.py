"""What the documents name is there: folders, files, make targets, settings."""

import re

import pytest

from tests.architecture.tree import FOLDERS, ROOT, paths, require_none, texts, variables

INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
FENCED = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"(?:^|[;&|(])\s*(?:\$ )?make ([a-z]+)", re.MULTILINE)
FILE = re.compile(r"[\w.-]+\.(?:md|toml|lock|yml|py|cypher)|Makefile|Dockerfile|LICENSE")
PLACEHOLDER = re.compile(r"<\w+>|\{\w+\}|…")
VARIABLE = re.compile(r"\bTWEETGRAPH_[A-Z_]*[A-Z]\b")
ROW = re.compile(r"^\| `(TWEETGRAPH_\w+)` \| (?:`([^`]*)`|\w+) \| \S", re.MULTILINE)

PATHS = [path.relative_to(ROOT) for path in paths()]
KNOWN = {path for file in PATHS for path in (file, *file.parents)}


def absent_paths(path: str, text: str) -> list[str]:
    """A path of the checkout, or a file's bare name, between backticks exists; `<domain>` stands for any one name."""
    found = []
    for quoted in INLINE.findall(text):
        name = quoted.split(":", 1)[0].rstrip("/")
        if name.split("/", 1)[0] in FOLDERS and "/" in quoted and " " not in quoted:
            pattern = PLACEHOLDER.sub("*", name)
            # Settled by pattern, because a document may say cypher/<domain>/<operation>.cypher.
            if not any(known.match(pattern) and len(known.parts) == pattern.count("/") + 1 for known in KNOWN):
                found.append(f"{path}: `{quoted}` is not there")
        elif FILE.fullmatch(name) and not any(known.name == name for known in PATHS):
            found.append(f"{path}: there is no file `{quoted}`")
    return found


def absent_targets(path: str, text: str) -> list[str]:
    """Every `make x` in code, inline or fenced, is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    code = [*INLINE.findall(text), *FENCED.findall(text)]
    return [f"{path}: make {name} is no target" for part in code for name in MAKE.findall(part) if name not in targets]


def unknown_settings(path: str, text: str) -> list[str]:
    """Every variable that a document or a configuration names is a setting."""
    return [f"{path}: {name} is no setting" for name in VARIABLE.findall(text) if name not in variables()]


def documents() -> list[tuple[str, str]]:
    """The living documents: a decision record tells of its own day, a changelog of past ones."""
    return [
        (path, text) for path, text in texts(".md") if not path.startswith(("docs/decisions/", "CHANGELOG", "tests/"))
    ]


def test_documents_name_paths_that_exist() -> None:
    require_none(line for path, text in documents() for line in absent_paths(path, text))


@pytest.mark.parametrize(
    "text", ["see `graph/nowhere.py`", "in `cypher/nowhere/`", "`nowhere.md`", "`api/<domain>/nowhere.py`"]
)
def test_an_absent_path_is_rejected(text: str) -> None:
    assert absent_paths("README.md", text)


@pytest.mark.parametrize(
    "text", ["`graph/settings.py`", "`cypher/`", "`graph/<domain>/__init__.py`", "`GET /api/x`", "`Makefile`"]
)
def test_a_path_that_exists_passes(text: str) -> None:
    assert not absent_paths("README.md", text)


def test_documents_name_targets_that_exist() -> None:
    require_none(line for path, text in documents() for line in absent_targets(path, text))


@pytest.mark.parametrize(
    "text", ["run `make nothing`", "```sh\ngit clone x\nmake nothing\n```\n", "`cd x && make nothing`"]
)
def test_an_absent_target_is_rejected(text: str) -> None:
    assert absent_targets("README.md", text)
    assert not absent_targets("README.md", text.replace("nothing", "check"))


def test_variables_that_are_named_are_settings() -> None:
    configuration = [(path, text) for path, text in texts(".yml", "") if not path.startswith(("docs/", "tests/"))]
    require_none(line for path, text in [*documents(), *configuration] for line in unknown_settings(path, text))


def test_an_unknown_variable_is_rejected() -> None:
    assert unknown_settings("README.md", "Set `TWEETGRAPH_COLOUR` to red.")
    assert not unknown_settings("README.md", "Set `TWEETGRAPH_PORT`; all begin with `TWEETGRAPH_`.")


def test_the_table_of_settings_is_whole() -> None:
    table = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert dict(ROW.findall(table)) == variables()


def test_the_readme_leads_to_the_settings() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "docs/settings.md" in readme or not VARIABLE.search(readme)
