"""Graph Data Science is put into a Neo4j that is to have it, and out again; nothing is fetched for who has it not."""

from pathlib import Path

import pytest

from graph.local import neo4j
from graph.local.configuration import neo4j_conf
from graph.settings import Secrets, Settings, SettingsError, from_environment

SECRETS = Secrets(neo4j_password="long enough", secret="x" * 32, demo_password="x")


def settings_of(tmp_path: Path, gds: str) -> Settings:
    return from_environment(
        {
            "TWEETGRAPH_HOME": str(tmp_path / "home"),
            "TWEETGRAPH_CACHE": str(tmp_path / "cache"),
            "TWEETGRAPH_GDS": gds,
        }
    )


def test_it_is_off_unless_asked_for() -> None:
    plain, more = neo4j.artifacts(from_environment({})), neo4j.artifacts(Settings(gds="on"))
    names = {(artifact.group, artifact.name) for artifact in set(more) - set(plain)}
    assert names >= {("org.neo4j.gds", "proc"), ("org.neo4j.gds", "opengds-extension")}
    # Two versions of one jar on a class path: the one that is found first wins.
    assert not names & {(artifact.group, artifact.name) for artifact in plain}
    assert "gds" not in neo4j_conf(Settings())
    assert "dbms.security.procedures.unrestricted=gds.*\n" in neo4j_conf(Settings(gds="on"))
    with pytest.raises(SettingsError, match=r"TWEETGRAPH_GDS is malformed: expected one of off, on\."):
        from_environment({"TWEETGRAPH_GDS": "yes"})


def test_it_is_plugged_in_and_out(tmp_path: Path) -> None:
    on, off = settings_of(tmp_path, "on"), settings_of(tmp_path, "off")
    jars = [on.cache_path / "jars" / artifact.path for artifact in neo4j.artifacts(on)]
    folder = on.home_path / "neo4j" / "plugins"
    folder.mkdir(parents=True)
    (folder / "of-an-admin.jar").touch()
    (folder / "proc-0.1.jar").symlink_to(on.cache_path / "jars" / "proc-0.1.jar")  # before an upgrade
    for _ in range(2):
        neo4j.prepare(on, SECRETS, jars)
        found = {link.name for link in folder.iterdir()}
        assert "proc-0.1.jar" not in found
        assert found == {jar.name for jar in jars[len(neo4j.artifacts(off)) :]} | {"of-an-admin.jar"}
    neo4j.prepare(off, SECRETS, jars[: len(neo4j.artifacts(off))])
    assert [link.name for link in folder.iterdir()] == ["of-an-admin.jar"]
