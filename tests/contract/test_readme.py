"""The commands that the README shows to REST clients, run as they stand there."""

import json
import re
import subprocess
from typing import Any

import httpx

from tests.api.conftest import application, new_name
from tests.architecture.tree import ROOT
from tests.conftest import Stack

SECTION = re.compile(r"^## For REST clients\n(.*?)^## ", re.MULTILINE | re.DOTALL)
COMMANDS = re.compile(r"^```bash\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(readme: str) -> str:
    """Every command of the section, as one script that ends at the first that fails."""
    found = SECTION.search(readme)
    assert found
    return "set -euo pipefail\n" + "".join(COMMANDS.findall(found[1]))


def answers(output: str) -> list[Any]:
    """The JSON texts that were printed one after the other."""
    found, at = [], 0
    while at < len(output):
        value, at = json.JSONDecoder().raw_decode(output, at)
        found.append(value)
    return found


def test_what_the_readme_says_to_clients_works(stack: Stack) -> None:
    name = new_name()
    httpx.post(f"{stack.base_url}/register/", json=application(name), trust_env=False).raise_for_status()
    script = commands((ROOT / "README.md").read_text(encoding="utf-8"))
    assert "http://127.0.0.1:8000" in script
    script = script.replace("http://127.0.0.1:8000", stack.base_url).replace("grace", name)
    ran = subprocess.run(
        ["/bin/bash", "-c", script],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, (ran.stdout, ran.stderr)
    once, again, pictured, second_page, found, feed = answers(ran.stdout)
    assert once == again
    assert pictured["media"][0]["alt"] == "Latency by followees"
    assert [tweet["id"] for tweet in second_page["results"]] == [once["id"]]
    for page in (found, feed):
        assert [tweet["id"] for tweet in page["results"]] == [pictured["id"], once["id"]]
