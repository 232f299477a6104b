"""Calls of every operation with what its own description allows, and with what it does not; what is answered must fit.

The description alone knows no existing tweet, no right password and no mail: `real` puts them into half of the calls.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.checks import not_a_server_error
from schemathesis.openapi import from_url
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.fuzz.world import PASSWORD, PICTURE, World

Known = tuple[dict[str, Any] | None, dict[str, str] | None]  # a body, and the tokens of who sends it

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
# Operations that end a session or an account: left out of chains of calls, and done by people of their own otherwise.
ENDING = (
    "accounts.change_password",
    "accounts.deactivate",
    "accounts.delete_account",
    "accounts.end_session",
    "accounts.logout",
    "accounts.reset_password",
    "moderation.suspend",
)
NEW = {"password": "another horse 77", "password2": "another horse 77"}
ALWAYS: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "phases": (Phase.generate,),
    "suppress_health_check": (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much),
}


@dataclass
class Tally:
    """What was answered: how often each status by operation."""

    statuses: dict[str, Counter[int]] = field(default_factory=dict)

    def count(self, operation: str, status: int) -> None:
        """Count an answer."""
        self.statuses.setdefault(operation, Counter())[status] += 1

    @property
    def calls(self) -> int:
        """How many calls were made."""
        return sum(counter.total() for counter in self.statuses.values())

    def failing(self, operations: set[str]) -> set[str]:
        """The operations that never succeeded."""
        return {name for name in operations if not any(200 <= each < 300 for each in self.statuses.get(name, ()))}


def described(base_url: str) -> Any:  # noqa: ANN401 - schemathesis types it by its dialect
    """The API's own description, as it is served."""
    # A stream of events goes on for as long as it is asked to.
    return from_url(f"{base_url}/api/schema/").exclude(operation_id="realtime.events")


def operations(schema: Any) -> list[Any]:  # noqa: ANN401
    """Every operation of a description."""
    return [found.ok() for found in schema.get_all_operations()]


THINGS: dict[str, Callable[[World], object]] = {
    "comment_id": World.commented,
    "case_id": World.reported,
    "medium_id": World.uploaded,
    "notification_id": World.notified,
    "scheduled_id": World.scheduled,
    "username": lambda world: world.other,
    "word_id": World.muted,
}


def real(world: World, name: str, case: Any) -> dict[str, str]:  # noqa: ANN401
    """Put things that are there into a call, and give the header of who may do it."""
    token = _placed(world, name, case)
    body, owner = BODIES[name](world) if name in BODIES else (None, None)
    if body is not None:
        is_file = any(isinstance(value, bytes) for value in body.values())
        case.body, case.media_type = body, "multipart/form-data" if is_file else "application/json"
    case.query = dict(QUERIES.get(name, {}))
    case.headers = None
    case.cookies = {}
    return world.header(owner or token)


def _placed(world: World, name: str, case: Any) -> dict[str, str] | None:  # noqa: ANN401
    """Put things that are there into a call's path; the tokens of who must send it, if that is somebody else."""
    path = case.path_parameters = dict(case.path_parameters or {})
    token = None
    if "{tweet_id}" in case.path:
        fresh = name in {"tweets.remove", "tweets.edit", "tweets.replace"}
        path["tweet_id"] = world.tweeted() if fresh else world.tweet
    if "/hashtags/{name}" in case.path:
        path["name"] = "graph"
    for parameter, there in THINGS.items():
        if f"{{{parameter}}}" in case.path:
            path[parameter] = there(world)
    if "{session_id}" in case.path:
        path["session_id"], token = world.session()
    if name == "accounts.reset_password":
        path["uid"], path["token"] = world.reset_link()
    if name == "accounts.verify_email":
        path["uid"], path["token"] = world.verification_link()
    if name in {"safety.block", "safety.unblock", "follows.accept", "follows.reject"}:
        path["username"], token = world.asking()
    if name.startswith("moderation."):  # not to those whom other calls are about
        fresh_things = {"username": lambda: world.registered()[0], "tweet_id": world.others_tweet}
        path |= {there: made() for there, made in fresh_things.items() if there in path}
    return token


def _tokens(world: World) -> Known:
    """The refresh token of someone new, sent by them."""
    _, token = world.registered()
    return {"refresh": token["refresh"]}, token


def _as_newcomer(**body: str) -> Callable[[World], Known]:
    """A body that somebody new sends."""
    return lambda world: (body, world.registered()[1])


def _with_code(world: World) -> Known:
    """The first code of somebody new who has begun with an app."""
    code, token = world.begun()
    return {"code": code}, token


def _as_known(**body: object) -> Callable[[World], Known]:
    """A body that the world's person sends."""
    return lambda _: (dict(body), None)


# Bodies that are accepted, where one must know something or an example of the description says nothing that fits.
BODIES: dict[str, Callable[[World], Known]] = {
    "accounts.register": lambda world: (world.application(), None),
    "accounts.login": lambda world: ({"username": world.name, "password": PASSWORD}, None),
    "accounts.activate": lambda world: ({"username": world.rested(), "password": PASSWORD}, None),
    "accounts.refresh": _tokens,
    "accounts.logout": _tokens,
    "accounts.deactivate": _as_newcomer(password=PASSWORD),
    "accounts.delete_account": _as_newcomer(password=PASSWORD),
    "accounts.begin_second_factor": _as_newcomer(password=PASSWORD),
    "accounts.confirm_second_factor": _with_code,
    "accounts.end_second_factor": _as_newcomer(password=PASSWORD, code="000000"),
    "accounts.change_password": _as_newcomer(old_password=PASSWORD, **NEW),
    "accounts.reset_password": _as_known(**NEW),
    "accounts.send_reset_password_email": _as_known(email="nobody@example.com"),
    "accounts.replace_me": _as_known(name="Ada Lovelace", website="https://example.com/ada"),
    "accounts.update_me": _as_known(name="Ada Lovelace", website="https://example.com/ada"),
    "media.upload": _as_known(file=PICTURE, alt="a dot"),
    "media.describe": _as_known(alt="two dots"),
    "tweets.publish": lambda world: (
        {"content": "something new", "quote_of": world.tweet, "media_ids": [world.uploaded()]},
        None,
    ),
    "tweets.comment": _as_known(content="something else"),
    "tweets.edit": _as_known(content="something else"),
    "tweets.replace": _as_known(content="something else"),
    "tweets.reschedule": _as_known(content="something else"),
    "engagement.retweet": _as_known(quote="worth reading"),
    "safety.report": lambda world: ({"username": world.registered()[0], "reason": "spam", "comment": "buy this"}, None),
    **{
        f"moderation.{name}": _as_known(reason="it is spam")
        for name in ("hide", "resolve", "restore_tweet", "restore_user", "suspend", "warn")
    },
    "safety.mute": _as_known(notifications=False),
    "safety.mute_word": _as_known(word="spoiler"),
}
# What a query needs where it cannot do without.
QUERIES = {"search.find": {"q": "something", "type": "tweets"}}


def call_each(schema: Any, world: World, tally: Tally, *, examples: int, number: int) -> None:  # noqa: ANN401
    """Call each operation a number of times; raises what schemathesis finds wrong with an answer."""
    for operation in operations(schema):
        name = operation.definition.raw["operationId"]
        _call(operation, name, world, tally, examples, number)


def _call(operation: Any, name: str, world: World, tally: Tally, examples: int, number: int) -> None:  # noqa: ANN401, PLR0917 - one call
    strategy = operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE) | operation.as_strategy(
        generation_mode=schemathesis.GenerationMode.NEGATIVE
    )

    def answer(case: Any, header: dict[str, str]) -> None:  # noqa: ANN401
        response = case.call(headers=header)
        tally.count(name, response.status_code)
        case.validate_response(response, checks=CHECKS)

    @seed(number)
    @settings(max_examples=examples, **ALWAYS)
    @given(case=strategy, is_real=st.booleans())
    def called(case: Any, is_real: bool) -> None:  # noqa: ANN401, FBT001 - hypothesis gives it
        own = name in ENDING
        header = real(world, name, case) if is_real else world.header(world.registered()[1] if own else None)
        answer(case, header)

    called()
    # However few calls there are, one of them is right.
    case = operation.Case()
    answer(case, real(world, name, case))


def chain(schema: Any, world: World, tally: Tally, *, examples: int, steps: int, number: int) -> None:  # noqa: ANN401
    """Follow the description's links from answer to answer."""
    machine: Any = schema.exclude(operation_id=list(ENDING)).as_state_machine()

    def signed(_: object, case: Any) -> dict[str, Any]:  # noqa: ANN401, ARG001
        return {"headers": world.header()}

    def counted(_: object, response: Any, case: Any) -> None:  # noqa: ANN401
        tally.count(case.operation.definition.raw["operationId"], response.status_code)

    def checked(_: object, response: Any, case: Any, **_rest: object) -> None:  # noqa: ANN401
        case.validate_response(response, checks=CHECKS)

    hooks = {"get_call_kwargs": signed, "after_call": counted, "validate_response": checked}
    kind = type("Signed", (machine,), hooks)
    run_state_machine_as_test(
        seed(number)(kind), settings=settings(max_examples=examples, stateful_step_count=steps, **ALWAYS)
    )
