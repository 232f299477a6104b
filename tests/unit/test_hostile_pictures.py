"""Pictures that want to do harm are refused, or nothing of the harm is left; they get no more memory than others."""

import json
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from tests.architecture.tree import ROOT
from tests.drawing import told
from tests.hostile import KINDS, LARGEST, MARK, MOVING, clean, with_segments

MOST_MB = 500  # for the largest pictures that are taken
HARM_MB = 120  # for all others


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, Any]]:
    """What became of each."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.hostile"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 0, ended.stderr[-2000:]
    return {each["name"]: each for each in json.loads(ended.stdout)}


def test_each_is_refused_or_clean(found: dict[str, dict[str, Any]]) -> None:
    assert len(found) > 700
    became = Counter(each["became"] for each in found.values())
    assert became.keys() == {"refused", "clean"}, [each for each in found.values() if each["became"] == "dirty"]
    assert min(became.values()) > 50


def test_what_is_a_picture_and_more_is_a_picture_alone(found: dict[str, dict[str, Any]]) -> None:
    """They are not refused: so the harm was in what was drawn anew, and is gone."""
    more = [f"{kind} and a {what} behind it" for kind in KINDS for what in ("page", "zip")]
    more += [name for name in found if name.startswith(("a JPEG with ", "a WebP with ", "a GIF with "))]
    more += ["a PNG with its place", "a PNG with texts", "a PNG with XMP", "a PNG with what nobody knows"]
    assert len(more) > 30
    assert {name for name in more if found[name]["became"] != "clean"} == set()


def test_what_is_no_picture_of_ours_is_refused(found: dict[str, dict[str, Any]]) -> None:
    names = ["nothing", "an SVG", "a page", "an AVIF", "a sound", "a script that is a GIF", "a JPEG in a WebP"]
    names += [
        name for name in found if name.startswith(("a TIFF", "a PDF", "a BMP", "a PNG of 65,000", "a PNG of two"))
    ]
    names += ["a PNG with a text of 200 MB", "a PNG with colours of 200 MB", "a WebP of 16,383 squared"]
    names += ["a GIF of more pixels than are taken", "a GIF of too many frames"]
    assert {name for name in names if found[name]["became"] != "refused"} == set()


def test_memory_is_bounded(found: dict[str, dict[str, Any]]) -> None:
    """By how much the most memory of the process grew while it had each in its hands, one after the other."""
    largest = [found.pop(name) for name in (MOVING, LARGEST)]
    assert [each["became"] for each in largest] == ["clean", "clean"]
    assert sum(each["mb"] for each in found.values()) < HARM_MB
    assert 20 < sum(each["mb"] for each in largest) < MOST_MB


def test_what_tells_more_is_found() -> None:
    assert clean(KINDS["png"])
    assert not clean(KINDS["png"] + MARK)
    assert not clean(told("JPEG"))
    assert not clean(with_segments(b"\xff\xfe\x00\x19" + MARK))
