"""Settings that cannot be used stop every command with one sentence, before anything is started or written."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import main
from tests.conftest import environment, tweetgraph


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"TWEETGRAPH_PROT": "1"}, "Unknown setting: TWEETGRAPH_PROT. docs/settings.md lists all settings."),
        ({"TWEETGRAPH_PORT": "eighty"}, "TWEETGRAPH_PORT is malformed: expected a whole number from 1 to 65535."),
        ({"TWEETGRAPH_CORS_ORIGINS": "tweets.example"}, "TWEETGRAPH_CORS_ORIGINS is malformed: expected https://host"),
        ({"TWEETGRAPH_NEO4J_URI": "bolt://x:1"}, "TWEETGRAPH_NEO4J_PASSWORD is missing"),
    ],
)
def test_a_bad_setting_is_named(given: dict[str, str], sentence: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    refused = tweetgraph("up", env=environment(home, **given))
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"Error: {sentence}")
    assert refused.stderr.count("\n") == 1
    assert not home.exists()


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_examples(name: str) -> None:
    told = CliRunner().invoke(main, [name, "--help"])
    assert told.exit_code == 0
    assert "Examples:" in told.output or "Commands" in told.output  # a group's examples are with its commands
