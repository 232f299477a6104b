"""docker-compose.yml is well formed, pinned, private, and names only settings that exist; no Docker is needed."""

import re
import subprocess
import sys
from typing import Any

import pytest
import yaml

from api.cli import main
from graph import settings
from tests.architecture.tree import ROOT, variables

FILE = ROOT / "docker-compose.yml"
COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
REFERENCE = re.compile(r"\$\{(\w+)(?:(:-|:\?)([^${}]*))?\}")
GIVEN = {"TWEETGRAPH_NEO4J_PASSWORD": "a password", "TWEETGRAPH_SECRET": "x" * 32}


def expand(text: str, given: dict[str, str]) -> str:
    """What Compose makes of a value, inner references first; KeyError with its message for a required one."""

    def answer(found: re.Match[str]) -> str:
        name, kind, rest = found.groups()
        if name in given:
            return given[name]
        if kind == ":-":
            return str(rest)
        raise KeyError(rest)

    while REFERENCE.search(text):
        text = REFERENCE.sub(answer, text)
    return text


def test_compose_accepts_it() -> None:
    """Against the Compose Specification's own schema (Apache-2.0), as the package check-jsonschema carries it."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(FILE)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert checked.returncode == 0, checked.stdout


def test_images_are_pinned_to_a_version() -> None:
    images = [service["image"] for service in SERVICES.values() if "build" not in service]
    images += re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(images) == 4
    assert all(re.fullmatch(r"[a-z0-9]+:\d+[\w.-]*", image) for image in images), images


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_that_stays_has_a_health_check(name: str) -> None:
    ends_by_itself = name == "schema"
    assert ("test" in SERVICES[name]["healthcheck"]) is not ends_by_itself


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_no_service_is_root_or_open_to_the_world(name: str) -> None:
    assert SERVICES[name]["user"].split(":")[0] not in {"", "0", "root"}
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[name].get("ports", []))


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_services_can_write_nowhere_but_home(name: str) -> None:
    service = OURS[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["volumes"] == [f"home:{service['environment']['TWEETGRAPH_HOME']}"]


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_services_get_settings_that_exist(name: str) -> None:
    environment = {key: expand(str(value), GIVEN) for key, value in OURS[name]["environment"].items()}
    read = settings.from_environment(environment)
    assert not read.embeds_neo4j
    assert not read.embeds_redis
    assert read.public_url == "http://127.0.0.1:8000"


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_services_run_commands_that_exist(name: str) -> None:
    assert OURS[name]["command"][0] in main.commands


def test_our_services_share_their_secrets() -> None:
    environments = [service["environment"] for service in OURS.values()]
    assert set(OURS) == {"schema", "api", "worker"}
    assert all(environment == environments[0] for environment in environments)


@pytest.mark.parametrize("missing", sorted(GIVEN))
def test_a_missing_secret_is_named(missing: str) -> None:
    rest = {name: value for name, value in GIVEN.items() if name != missing}
    with pytest.raises(KeyError, match=missing):
        expand(FILE.read_text(encoding="utf-8").partition("x-tweetgraph")[2], rest)


def test_every_reference_is_a_setting() -> None:
    assert set(re.findall(r"\$\{(\w+)", FILE.read_text(encoding="utf-8"))) <= variables().keys()
