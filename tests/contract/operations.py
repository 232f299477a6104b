"""The operations of the OpenAPI document, by id."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Described:
    """One operation as the document has it."""

    method: str
    path: str
    document: dict[str, Any]

    @property
    def codes(self) -> set[tuple[int, str]]:
        """Every error that it is said to answer."""
        return {
            (int(status), code)
            for status, response in self.document["responses"].items()
            if int(status) >= 400
            for code in response["content"]["application/json"]["examples"]
        }

    @property
    def successes(self) -> set[int]:
        """The statuses of its successes."""
        return {int(status) for status in self.document["responses"] if int(status) < 400}

    @property
    def parameters(self) -> set[str]:
        """The names of its parameters."""
        return {parameter["name"] for parameter in self.document.get("parameters", ())}

    def leads_to(self, path: str) -> bool:
        """Whether a path of the table, its braces not filled, is one of this operation's."""
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(self.path))
        return re.fullmatch(pattern.replace("/[^/]+/[^/]+/", "/[^/]+(?:/[^/]+)?/"), path.partition("?")[0]) is not None


def described(document: dict[str, Any]) -> dict[str, Described]:
    """Every operation by its id."""
    return {each.document["operationId"]: each for each in _all(document)}


def _all(document: dict[str, Any]) -> Iterator[Described]:
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield Described(method.upper(), path, item[method])
