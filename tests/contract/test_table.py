"""Every entry of the table against the running stack, and the table against the OpenAPI document."""

import asyncio
import dataclasses
import email
import email.policy
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.api.conftest import error
from tests.contract.conftest import Inside
from tests.contract.forms import Effect, Entry, Refusal
from tests.contract.operations import described
from tests.contract.scene import Cast, Scene
from tests.contract.shapes import differences
from tests.contract.table import ENTRIES, FURTHER
from tests.tasks.test_outbox import eventually

# Errors that are not an operation's own: tests.contract.test_usual_errors provokes each for every operation.
USUAL = frozenset(
    """
    not_authenticated token_invalid token_expired invalid_json payload_too_large unsupported_media_type invalid_page
    invalid_cursor throttled unavailable validation_error
    """.split()  # noqa: SIM905 - a paragraph reads better
)
ROWS = range(1, 45)
# Writes that nobody can read back: but in a mailbox, when a code confirms them, or by what is not told any more (which
# tests/api/safety holds).
UNREAD = frozenset(
    {
        "accounts.begin_second_factor",
        "accounts.send_reset_password_email",
        "accounts.send_verification_email",
        "safety.mute_thread",
        "safety.unmute_thread",
    }
)


def named(entry: Entry) -> str:
    """How a test of an entry is called."""
    return f"{'-'.join(map(str, entry.rows))}-{entry.operation or entry.path}"


async def seen(inside: Inside, scene: Scene, effect: Effect, who: str) -> tuple[bool, str]:
    """Whether a reader sees an effect in another process than the one that wrote, and what they see."""
    expected = {name: await scene.filled(getattr(effect, name)) for name in ("equals", "has", "lacks")}
    answer = await scene.asked(effect, who, inside.client)
    shown = dataclasses.replace(effect, **expected).seen(answer.status_code, answer.json() if effect.at else None)
    return shown, f"{who}: {effect} {answer.status_code} {answer.text[:500]}"


async def refuse(entry: Entry, refusal: Refusal, scene: Scene, inside: Inside) -> None:
    """Assert a refusal, in an application with other settings where it needs them."""
    for name in (*entry.given, *refusal.given):
        await scene.thing(name)
    body = entry.body if refusal.body == "same" else refusal.body
    headers = refusal.headers or entry.headers
    asked = dataclasses.replace(entry, path=refusal.path or entry.path, body=body, headers=headers)
    who = refusal.who or entry.who
    with inside.settings(**dict(refusal.settings)):
        async with scene.holding(who, headers):
            answer = await scene.asked(asked, who, inside.client if refusal.settings else None)
    error(answer, refusal.status, refusal.code, *refusal.fields)


async def show_not_yet(entry: Entry, scene: Scene, inside: Inside) -> None:
    """Read before, too: an effect that shows anyway proves nothing, and what is cached must be old."""
    for effect in entry.effects:
        if all(scene.knows(each) for each in (effect.path, effect.equals, effect.has, effect.who)):
            for who in effect.who:
                shown, what = await seen(inside, scene, effect, who)
                assert not shown, f"seen before the write: {what}"


async def show(entry: Entry, scene: Scene, inside: Inside) -> None:
    """The very next read of everyone who may see it has the effect."""
    for effect in entry.effects:
        for who in effect.who:
            shown, what = await seen(inside, scene, effect, who)
            assert shown, what


@pytest.mark.parametrize("entry", [*ENTRIES, *FURTHER], ids=named)
async def test_an_entry_holds(entry: Entry, people: Cast, inside: Inside) -> None:
    scene = Scene(people)
    for refusal in entry.refusals:
        await refuse(entry, refusal, Scene(people) if refusal.given else scene, inside)
    for name in entry.given:
        await scene.thing(name)
    await scene.filled([entry.path, dict(entry.body or {})])
    await show_not_yet(entry, scene, inside)
    answer = await scene.asked(entry, entry.who)
    assert answer.status_code == entry.status, answer.text
    body = answer.json() if entry.shape is not None else {}
    assert entry.shape is None or differences(entry.shape, body) == []
    assert entry.status != 204 or answer.content == b""
    scene.note("made", body.get("id"))
    scene.note("successor", body.get("token"))
    for name in body:
        scene.note(f"made_{name}", body[name])
    await show(entry, scene, inside)
    if entry.repeat:
        again = await scene.asked(entry, entry.who)
        assert again.status_code == entry.repeat, again.text
        assert entry.status != 201 or again.json() == body
        assert again.headers.get("idempotent-replayed") == ("true" if entry.headers else None)
        if entry.repeat == 201:  # under a key: it had no second effect
            await show(entry, scene, inside)
    if entry.mail[0]:
        to, subject = await scene.filled(list(entry.mail))
        await eventually(lambda: mailed(scene, to, subject))


async def mailed(scene: Scene, to: str, subject: str) -> bool:
    """Whether somebody has a mail, of those that this scene's own are."""
    files = await asyncio.to_thread(lambda: list(scene.cast.stack.settings.mail_path.glob("*.eml")))
    mails = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]
    return any((mail["To"], mail["Subject"]) == (to, subject) for mail in mails)


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.operation], ids=named)
def test_an_entry_is_as_described(entry: Entry, description: dict[str, Any]) -> None:
    operation = described(description)[entry.operation]
    assert operation.method == entry.method
    assert operation.leads_to(entry.path)
    assert {entry.status} | ({entry.repeat} - {0, 404}) == operation.successes
    refusals = {(refusal.status, refusal.code) for refusal in entry.refusals}
    assert refusals <= operation.codes
    missing = operation.codes - refusals - {(status, code) for status, code in operation.codes if code in USUAL}
    assert not missing, f"errors that no refusal of the entry provokes: {missing}"


@pytest.mark.parametrize("entry", FURTHER, ids=named)
def test_a_further_entry_asks_as_described(entry: Entry, description: dict[str, Any]) -> None:
    operation = described(description)[entry.operation]
    assert (operation.method, operation.leads_to(entry.path)) == (entry.method, True)
    assert {name for name, _ in parse_qsl(entry.path.partition("?")[2])} <= operation.parameters
    assert entry.headers.keys() <= operation.parameters
    assert {(refusal.status, refusal.code) for refusal in entry.refusals} <= operation.codes


def test_every_row_of_the_reference_has_an_entry() -> None:
    missing = set(ROWS) - {row for entry in ENTRIES for row in entry.rows}
    assert not missing, f"rows without an entry in tests/contract/table/: {sorted(map(str, missing))}"


def test_every_operation_has_an_entry_and_every_entry_an_operation(description: dict[str, Any]) -> None:
    operations, entries = set(described(description)), {entry.operation for entry in ENTRIES} - {""}
    assert not operations - entries, f"operations without an entry in tests/contract/table/: {operations - entries}"
    assert not entries - operations, f"entries without an operation: {entries - operations}"
    assert len([entry for entry in ENTRIES if entry.operation]) == len(entries)


def test_every_write_says_what_the_next_read_shows() -> None:
    assert all(entry.effects for entry in FURTHER if entry.method != "GET")
    silent = {entry.operation for entry in ENTRIES if entry.method != "GET" and not entry.effects}
    assert silent == UNREAD


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        ({"id": int}, {}),
        ({"id": int}, {"id": 1, "more": 2}),
        ({"id": int}, {"id": True}),
        ({"id": int}, {"id": "1"}),
        ({"is": {"id": int}}, {"is": {"id": None}}),
    ],
)
def test_another_shape_is_rejected(shape: object, value: object) -> None:
    assert differences(shape, value)


def test_every_fault_of_the_reference_has_a_test() -> None:
    text = "".join(file.read_text() for file in Path(__file__).parent.glob("test_faults_of_the_reference*.py"))
    missing = set(range(1, 19)) - {int(number) for number in re.findall(r"def test_b(\d\d)_", text)}
    assert not missing
