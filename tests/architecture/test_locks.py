"""The lock files are whole: every pin with its hash, no address, nothing of pyproject.toml left out."""

import re
import tomllib

from tests.architecture.tree import ROOT

PIN = re.compile(
    r"^([a-z0-9-]+)==(\S+)(?: ; [^\\\n]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)
NAME = re.compile(r"^[A-Za-z0-9._-]+")
RUNTIME = "requirements.lock"
DEV = "requirements-dev.lock"
AUDIT = "requirements-audit.lock"


def pins(text: str) -> dict[str, str]:
    """Name and version of each pin; raises ValueError at anything that is not a pin with its hashes."""
    rest = PIN.sub("", text).strip()
    if rest:
        raise ValueError(f"not a pin with hashes: {rest.splitlines()[0]!r}")
    return {name: version for name, version, _ in PIN.findall(text)}


def wanted(*groups: str) -> set[str]:
    """The normalised names that pyproject.toml asks for in groups or extras; `project` is what runs it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = []
    for group in groups:
        if group == "project":
            lines += project["project"]["dependencies"]
            continue
        listed = project["project"]["optional-dependencies"] | project["dependency-groups"]
        lines += [line for line in listed[group] if isinstance(line, str)]
    return {re.sub(r"[-_.]+", "-", found[0]).lower() for line in lines if (found := NAME.match(line))}


def _locked(file: str) -> dict[str, str]:
    return pins((ROOT / file).read_text(encoding="utf-8"))


def test_everything_asked_for_is_locked() -> None:
    assert wanted("project", "build") <= _locked(RUNTIME).keys()
    assert wanted("project", "build", "science", "dev") <= _locked(DEV).keys()
    assert wanted("audit") <= _locked(AUDIT).keys()


def test_both_locks_agree() -> None:
    assert _locked(RUNTIME).items() <= _locked(DEV).items()


def test_a_pin_without_hash_or_with_an_address_is_rejected() -> None:
    good = f"redis==8.1.0 \\\n    --hash=sha256:{'0' * 64}\n"
    assert pins(good) == {"redis": "8.1.0"}
    for bad in ("redis==8.1.0\n", "redis @ https://example.org/redis.whl\n", "--index-url https://example.org/\n"):
        try:
            pins(good + bad)
        except ValueError:
            continue
        raise AssertionError(bad)
