"""Small decisions of the web layer: addresses, names, passwords, rates, text of bodies."""

import pytest

from api.accounts.names import email_address, is_website
from api.errors import ApiError
from api.exchange import client_address
from api.passwords import COMMON, objection
from api.ratelimit import parse_rate
from api.requests import cleaned
from api.security import bearer
from api.validation import readable
from graph.accounts.names import RESERVED

PEER = ("9.9.9.9", 1)


@pytest.mark.parametrize(
    ("forwarded", "trusted", "address"),
    [
        ("", 0, "9.9.9.9"),
        ("1.1.1.1", 0, "9.9.9.9"),
        ("", 1, "9.9.9.9"),
        ("1.1.1.1", 1, "1.1.1.1"),
        ("6.6.6.6, 1.1.1.1", 1, "1.1.1.1"),
        ("6.6.6.6, 1.1.1.1, 2.2.2.2", 2, "1.1.1.1"),
        ("1.1.1.1", 3, "1.1.1.1"),
        ("6.6.6.6,", 1, "9.9.9.9"),
        ("x" * 500, 1, "x" * 64),
        ("2001:db8:1:2:3:4:5:6", 1, "2001:db8:1:2::/64"),
    ],
)
def test_an_address_is_counted_from_the_right(forwarded: str, trusted: int, address: str) -> None:
    assert client_address(PEER, forwarded, trusted) == address


def test_a_socket_without_a_peer_has_an_address_too() -> None:
    assert client_address(None, "", 0) == "unknown"


@pytest.mark.parametrize(
    ("rate", "parsed"),
    [
        ("5/minute", (5, 60_000)),
        ("300/15minute", (300, 900_000)),
        ("1/second", (1, 1000)),
        ("9/2day", (9, 172_800_000)),
    ],
)
def test_rates(rate: str, parsed: tuple[int, int]) -> None:
    assert parse_rate(rate) == parsed


@pytest.mark.parametrize("rate", ["", "5", "5/week", "-5/minute", "5/minute/hour"])
def test_other_rates_are_refused(rate: str) -> None:
    with pytest.raises(ValueError, match="is not a rate"):
        parse_rate(rate)


def test_addresses_are_kept_in_lower_case() -> None:
    assert email_address("Ada.L+tag@EXAMPLE.com") == "ada.l+tag@example.com"
    for bad in ("", "ada", "@x.org", "a@", "a@b", "a b@x.org", "a@x.org\nBcc: b@x.org", "a@[127.0.0.1]", "x" * 300):
        assert email_address(bad) is None


def test_websites_are_http_with_a_host() -> None:
    for good in ("http://a.org", "https://a.org:8443/x?y=z#w", "https://münchen.example/ü"):
        assert is_website(good)
    for bad in (
        "a.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https:a.org",
        "//a.org",
        "https://a:x/",
    ):
        assert not is_website(bad)


def test_the_contracts_names_are_reserved() -> None:
    assert {"me", "admin", "feed", "suggestions", "api", "health", "users", "tweets", "login", "register"} <= RESERVED
    assert all(name == name.lower() for name in RESERVED)


def test_passwords() -> None:
    known = {"username": "ada_lovelace", "email": "ada@example.com"}
    assert objection("correct horse battery", **known) is None
    assert objection("ü" * 10, **known) is None
    for bad in ("short", "x" * 129, "ADA_lovelace", "Ada@Example.com", "1234567890", "QwertyUIOP"):
        assert objection(bad, **known)
    assert len(COMMON) > 500


def test_text_of_bodies_is_composed_and_trimmed_but_passwords_keep_their_spaces() -> None:
    body = {"name": " e\u0301 ", "password": " e\u0301 ", "list": [" a "], "n": 1, "b": True, "z": None, "f": 1.5}
    assert cleaned(body) == {
        "name": "é",
        "password": " é ",
        "list": ["a"],
        "n": 1,
        "b": True,
        "z": None,
        "f": 1.5,
    }


@pytest.mark.parametrize("value", ["\x00", "a\ud800", {"a": ["\udfff"]}, {"\x00": 1}, 2**63, [-(2**63) - 1]])
def test_what_cannot_be_kept_is_refused_by_its_field(value: object) -> None:
    with pytest.raises(ApiError) as refused:
        cleaned({"content": value})
    assert refused.value.body.fields
    assert list(refused.value.body.fields) == ["content"]


def test_only_one_bearer_is_read() -> None:
    assert bearer([(b"host", b"x")]) is None
    assert bearer([(b"authorization", b"bEaReR  abc ")]) == "abc"
    for bad in ([b""], [b"Bearer"], [b"Basic x"], [b"Bearer a", b"Bearer a"], [b"Bearer\tx"]):
        with pytest.raises(ApiError, match="token_invalid"):
            bearer([(b"authorization", value) for value in bad])


def test_messages_never_hold_the_value() -> None:
    assert readable("Expected `str` of length <= 30") == "At most 30 characters are allowed."
    assert readable("Expected `str` of length >= 1") == "This field may not be blank."
    assert readable("Invalid value 'secret'") == "This value is not valid."
