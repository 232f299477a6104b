"""Who may call a handler, and which throttle counts it: `opt=access(...)` on the handler, read by `api.gate`."""

from typing import Any, Literal

import msgspec

Who = Literal["person", "anyone", "credentials", "nobody"]
Scope = Literal["anon", "user", "auth", "content_creation", "interaction", "account_sensitive", "anon_read"]


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """What a handler asks of who calls it; the default of every handler is a signed-in person under `user`.

    `person`: a token is needed. `anyone`: a token is read if there is one. `credentials`: they come in the body, the
    header is ignored and the client's address is counted. `nobody`: neither token nor throttle (health, docs).
    """

    who: Who = "person"
    scope: Scope | None = None
    takes_file: bool = False  # the body is a multipart form and nothing else
    errors: tuple[str, ...] = ()  # codes of api.errors that this operation can answer beside the usual ones
    repeats: bool = False  # whether a repeat is answered with 200 and the same body


DEFAULT = Access()
OPEN = Access(who="nobody")


def access(
    *,
    who: Who = "person",
    scope: Scope | None = None,
    takes_file: bool = False,
    errors: tuple[str, ...] = (),
    repeats: bool = False,
) -> dict[str, Any]:
    """The `opt` of a handler."""
    return {"access": Access(who=who, scope=scope, takes_file=takes_file, errors=errors, repeats=repeats)}
