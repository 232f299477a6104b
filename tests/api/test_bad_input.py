"""Bad input to every operation of the API's description: 4xx in the one shape, never 500."""

import itertools
import json
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from graph.tweets.text import hashtag
from tests.api.conftest import Person, error

JSON = {"Content-Type": "application/json"}
DEEP = 100_000
BODIES: dict[str, tuple[bytes, str]] = {
    "nothing but a brace": (b"{", "invalid_json"),
    "text": (b"hello", "invalid_json"),
    "two objects": (b"{}{}", "invalid_json"),
    "invalid UTF-8": (b'{"content": "\xff\xfe", "username": "\xff"}', "invalid_json"),
    "NaN": (b'{"content": NaN}', "invalid_json"),
    "half a surrogate pair": (b'{"content": "\\ud800", "username": "\\udc00"}', "invalid_json"),
    "a raw NUL": (b'{"content": "\x00"}', "invalid_json"),
    "deep": (b'{"x": ' + b"[" * DEEP + b"]" * DEEP + b"}", "invalid_json"),
    "rather deep": (b'{"x": ' + b"[" * 900 + b"]" * 900 + b"}", ""),
    "an array": (b"[]", "validation_error"),
    "null": (b"null", "validation_error"),
    "a number": (b"7", "validation_error"),
    "an unknown field": (b'{"no_such_field": 1}', "validation_error"),
    "an escaped NUL": (b'{"no_such_field": "\\u0000"}', "validation_error"),
    "a NUL in a name": (b'{"\\u0000": 1}', "validation_error"),
    "a huge number": (b'{"no_such_field": 1' + b"0" * 30 + b"}", "validation_error"),
    "a number of 5,000 digits": (b'{"no_such_field": ' + b"9" * 5000 + b"}", ""),
}
WRONG: tuple[object, ...] = ({"a": 1}, [[]], "\u0000", 2**70, "\ud83d")
IDS = ("0", "-1", str(2**53), str(2**63), str(2**64), "9" * 400, "1.5", "1e3", "abc", "%00", "٣", "+1", " 1", "0x1")
NAMES = ("%00", "a" * 5000, "%ED%A0%80", "a%20b", "..", "é", "%F0%9F%98%80", "'--", "ab")
PAGES = {
    "limit=0": "invalid_page",
    "limit=101": "invalid_page",
    "limit=-1": "invalid_page",
    "limit=1e1": "invalid_page",
    "limit=1.0": "invalid_page",
    "limit=%2B5": "invalid_page",
    "limit=05": "invalid_page",
    "limit=%D9%A3": "invalid_page",
    "limit=": "invalid_page",
    "limit=5&limit=5": "invalid_page",
    f"limit={'9' * 5000}": "invalid_page",
    "page=0": "invalid_page",
    "page=101": "invalid_page",
    "page=last": "invalid_page",
    "page=1&page=2": "invalid_page",
    "page=11&limit=100": "invalid_page",
    "page=1&cursor=x": "invalid_page",
    "cursor=": "invalid_cursor",
    "cursor=x": "invalid_cursor",
    "cursor=%00": "invalid_cursor",
    "cursor=%FF": "invalid_cursor",
    "cursor=AAAAAAAAAAAAAAAA": "invalid_cursor",
    f"cursor={'A' * 9999}": "invalid_cursor",
}


@pytest.fixture(scope="module")
async def operations(client: httpx.AsyncClient) -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation of the description: method, path, and what is said about it."""
    paths: dict[str, dict[str, Any]] = (await client.get("/api/schema/")).json()["paths"]
    return [(method.upper(), path, said) for path, item in paths.items() for method, said in item.items()]


def filled(path: str, said: dict[str, Any], name: str) -> str:
    """The path with an id that nothing has, and this name."""
    for parameter in said.get("parameters", []):
        if parameter["in"] == "path":
            value = "1" if parameter["schema"].get("type") == "integer" else name
            path = path.replace("{" + parameter["name"] + "}", value)
    return path


async def test_no_body_breaks_an_operation(operations: list[tuple[str, str, dict[str, Any]]], ada: Person) -> None:
    with_body = [operation for operation in operations if "requestBody" in operation[2]]
    assert with_body
    for (method, path, said), (what, (body, code)) in itertools.product(with_body, BODIES.items()):
        answer = await ada.client.request(
            method, filled(path, said, ada.username), headers=ada.header | JSON, content=body
        )
        assert 400 <= answer.status_code < 500, (method, path, what, answer.text)
        assert answer.json().keys() >= {"error", "detail"}
        if code:
            assert answer.json()["error"] == code, (method, path, what, answer.text)


async def test_wrong_types_are_named(operations: list[tuple[str, str, dict[str, Any]]], ada: Person) -> None:
    schemas = (await ada.client.get("/api/schema/")).json()["components"]["schemas"]
    for method, path, said in operations:
        media = said.get("requestBody", {}).get("content", {}).get("application/json")
        if not media:
            continue
        reference = media["schema"].get("$ref") or media["schema"]["oneOf"][0]["$ref"]
        shape = schemas[reference.rpartition("/")[2]]
        assert shape["additionalProperties"] is False, (path, shape)
        for field in shape["properties"]:
            for value in WRONG:
                text = json.dumps({field: value})
                answer = await ada.client.request(
                    method, filled(path, said, ada.username), headers=ada.header | JSON, content=text
                )
                assert answer.status_code == 400, (method, path, field, value, answer.text)
                assert value == WRONG[-1] or field in answer.json()["fields"], (method, path, field, answer.text)


async def test_a_body_of_another_kind_is_415(operations: list[tuple[str, str, dict[str, Any]]], ada: Person) -> None:
    for method, path, said in operations:
        if "requestBody" in said:
            for kind in ("text/plain", "application/xml", "application/x-msgpack", ""):
                answer = await ada.client.request(
                    method,
                    filled(path, said, ada.username),
                    headers=ada.header | ({"Content-Type": kind} if kind else {}),
                    content=b"{}",
                )
                error(answer, 415, "unsupported_media_type")


async def test_a_body_beyond_a_megabyte_is_413(ada: Person) -> None:
    big = b'{"content": "' + b"x" * 1_000_001 + b'"}'

    async def chunks() -> Any:  # noqa: ANN401 - an iterator of bytes
        for start in range(0, len(big), 65536):
            yield big[start : start + 65536]

    for body in (big, chunks()):
        answer = await ada.client.patch("/me/update/", headers=ada.header | JSON, content=body)
        error(answer, 413, "payload_too_large")


async def test_no_part_of_a_path_breaks_an_operation(
    operations: list[tuple[str, str, dict[str, Any]]], ada: Person
) -> None:
    for method, path, said in operations:
        for parameter in said.get("parameters", []):
            if parameter["in"] != "path":
                continue
            values = IDS if parameter["schema"].get("type") == "integer" else NAMES
            for value in values:
                if path.startswith("/hashtags/") and hashtag(unquote(value)):
                    continue
                if path == "/verify-email/{uid}/{token}/" and value == "..":
                    continue  # a client takes this for /verify-email/, which is another operation
                there = filled(path.replace("{" + parameter["name"] + "}", value), said, ada.username)
                answer = await ada.client.request(method, there, headers=ada.header)
                assert 400 <= answer.status_code < 500, (method, there, answer.text)
                assert answer.json().keys() >= {"error", "detail"}


async def test_bad_pages_are_told_from_bad_cursors(
    operations: list[tuple[str, str, dict[str, Any]]], ada: Person
) -> None:
    lists = [
        (method, path, said)
        for method, path, said in operations
        if {"limit", "page", "cursor"} <= {parameter["name"] for parameter in said.get("parameters", [])}
    ]
    for method, path, said in lists:
        for query, code in PAGES.items():
            answer = await ada.client.request(method, f"{filled(path, said, ada.username)}?{query}", headers=ada.header)
            assert (answer.status_code, answer.json()["error"]) == (400, code), (path, query, answer.text)


async def test_unknown_and_unreadable_query_parameters_change_nothing(ada: Person) -> None:
    for query in ("x=1", "x=%FF", "x=%00", "=", "&&&", "x" * 5000):
        assert (await ada.client.get(f"/me/?{query}", headers=ada.header)).status_code == 200


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"username=%FF%FE&password=x"),
        ("application/x-www-form-urlencoded", b"username=%00&password=x"),
        ("application/x-www-form-urlencoded", b"username=%ED%A0%80&password=x"),
        ("application/x-www-form-urlencoded", b"username=a&username=b&password=x"),
        ("multipart/form-data", b"username=a"),
        ("multipart/form-data; boundary=b", b"--b\r\n"),
        ("multipart/form-data; boundary=b", b"nothing of the kind"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="username"\r\n\r\n\xff\r\n--b--',
        ),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="username"; filename="a"\r\n\r\nx\r\n--b--\r\n',
        ),
        ("multipart/form-data; boundary=\xe9", b"--b--"),
        ("multipart/form-data; boundary=", b"--b--"),
    ],
)
async def test_no_form_breaks_the_login(client: httpx.AsyncClient, kind: str, body: bytes) -> None:
    answer = await client.post("/login/", headers={b"Content-Type": kind.encode("latin-1")}, content=body)
    assert answer.status_code in {400, 401}, answer.text
    assert answer.json().keys() >= {"error", "detail"}


async def test_forms_are_bodies_too(client: httpx.AsyncClient, ada: Person) -> None:
    fields = {"username": ada.username, "password": "correct horse battery"}
    assert (await client.post("/login/", data=fields)).status_code == 200
    parts = {name: (None, value) for name, value in fields.items()}
    assert (await client.post("/login/", files=parts)).status_code == 200
    error(await client.post("/login/", data={"username": ada.username}), 400, "validation_error", "password")
