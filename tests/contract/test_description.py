"""What the OpenAPI document says of each operation: slashes, examples that fit, errors, and links that lead on."""

import re
from typing import Any

import jsonschema_rs
import pytest

from api.errors import CODES
from tests.contract.operations import described
from tests.contract.table import ENTRIES

OPERATIONS = [entry.operation for entry in ENTRIES if entry.operation]


def contents(document: dict[str, Any], name: str) -> list[tuple[str, dict[str, Any]]]:
    """The contents of an operation's answers, with their statuses."""
    responses = described(document)[name].document["responses"]
    return [(status, media) for status, response in responses.items() for media in response.get("content", {}).values()]


@pytest.mark.parametrize("name", OPERATIONS)
def test_examples_fit_their_schemas(name: str, description: dict[str, Any]) -> None:
    for status, media in contents(description, name):
        assert media["examples"], (name, status)
        schema = {"components": description["components"], **media["schema"]}
        for example in media["examples"].values():
            jsonschema_rs.validate(schema, example["value"])
            if int(status) >= 400:
                assert CODES[example["value"]["error"]][1] == example["value"]["detail"]


def test_paths_end_as_clients_of_the_reference_call_them(description: dict[str, Any]) -> None:
    assert {path for path in description["paths"] if not path.endswith("/")} == {"/health/live", "/health/ready"}


def test_links_lead_to_operations_that_take_what_they_give(description: dict[str, Any]) -> None:
    operations = described(description)
    linked = set()
    for operation in operations.values():
        for response in operation.document["responses"].values():
            for link in response.get("links", {}).values():
                target = operations[link["operationId"]]
                assert set(link.get("parameters", ())) <= target.parameters
                assert bool(link.get("requestBody")) <= ("requestBody" in target.document)
                linked.add(link["operationId"])
    unlinked = {
        name for name, each in operations.items() if any(f"{{{name}}}" in each.path for name in each.parameters)
    } - linked
    assert unlinked == {"accounts.reset_password", "accounts.verify_email"}  # their links are in mails


def test_times_are_described_as_times(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    times = {
        (name, field): shape.get("format") or shape["oneOf"][0].get("format")
        for name, schema in schemas.items()
        for field, shape in schema.get("properties", {}).items()
        if field.endswith("_at")
    }
    assert {("Tweet", "created_at"), ("Publishing", "scheduled_at"), ("Rescheduling", "scheduled_at")} <= set(times)
    assert set(times.values()) == {"date-time"}, times
    assert schemas["Tweet"]["properties"]["created_at"]["type"] == "string"


def test_shapes_are_named_as_people_speak(description: dict[str, Any]) -> None:
    names = description["components"]["schemas"].keys()
    assert not [name for name in names if not re.fullmatch(r"([A-Z][a-z]+)+", name)]
    assert {"TweetPage", "CommentPage", "TweetSearchPage", "Retweet"} <= names


def test_an_empty_search_fits_its_schema(description: dict[str, Any]) -> None:
    media = described(description)["search.find"].document["responses"]["200"]["content"]["application/json"]
    schema = {"components": description["components"], **media["schema"]}
    empty: dict[str, object] = {"count": 0, "next": None, "previous": None, "truncated": False, "results": []}
    jsonschema_rs.validate(schema, empty)
