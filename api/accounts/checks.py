"""Checks of bodies that a type cannot say; all that is wrong is answered at once."""

import msgspec
from msgspec import UNSET

from api.accounts.names import email_address, is_website
from api.accounts.schemas import ProfileChange, Profiling, Registering
from api.errors import invalid
from api.passwords import objection
from api.requests import ApiRequest
from graph.accounts.names import RESERVED
from graph.accounts.records import Registration
from graph.tweets.text import is_blank

PORTRAITS = {"profile_image": (512, 512), "cover_image": (1500, 1500)}  # the sides that each is shrunk to


def checked_person(data: Registering) -> str:
    """The e-mail address as it is kept. Raises `validation_error` with every field that is refused."""
    wrong = {}
    email = email_address(data.email)
    if data.username.lower() in RESERVED:
        wrong["username"] = "This name is reserved."
    if email is None:
        wrong["email"] = "This is not an e-mail address."
    weak = objection(data.password, username=data.username, email=data.email)
    if weak:
        wrong["password"] = weak
    if data.password != data.password2:
        wrong["password2"] = "Passwords Don't Match"
    if wrong or email is None:
        raise invalid(**wrong)
    return email


def checked_password(password: str, password2: str, *, username: str, email: str | None) -> None:
    """Raises `validation_error` with all that is wrong with a new password."""
    wrong = {}
    weak = objection(password, username=username, email=email or "")
    if weak:
        wrong["password"] = weak
    if password != password2:
        wrong["password2"] = "Passwords Don't Match"
    if wrong:
        raise invalid(**wrong)


def refuse_taken(found: Registration) -> None:
    """Raise `validation_error` if the name or the address was taken."""
    taken = {}
    if found.username_taken:
        taken["username"] = "A user with that username already exists."
    if found.email_taken:
        taken["email"] = "A user with that email already exists."
    if taken:
        raise invalid(**taken)


async def checked_profile(request: ApiRequest, data: Profiling | ProfileChange) -> dict[str, str | bool | None]:
    """What to change, empty texts as null where there may be none, pictures stored. Raises `validation_error`.

    The graph keeps a setting that is not the usual one as true, and nothing for the usual one.
    """
    given = {name: value for name, value in msgspec.structs.asdict(data).items() if value is not UNSET}
    files = {name: given.pop(name) for name in PORTRAITS if name in given}
    settings = {name: given.pop(name) for name in ("protected", "likes_open") if name in given}
    changes: dict[str, str | bool | None] = {**_checked_text(given)}
    if "protected" in settings:
        changes["protected"] = settings["protected"] or None
    if "likes_open" in settings:
        changes["likes_closed"] = None if settings["likes_open"] else True
    for name, file in files.items():
        changes[name] = file and await request.running.pictures.portrait(file, field=name, within=PORTRAITS[name])
    return changes


def _checked_text(changes: dict[str, str | None]) -> dict[str, str | None]:
    for nullable in ("website", "location"):
        if is_blank(changes.get(nullable) or "") and nullable in changes:
            changes[nullable] = None
    wrong = {}
    name = changes.get("name")
    if name is not None and is_blank(name):
        wrong["name"] = "This field may not be blank."
    website = changes.get("website")
    if website is not None and not is_website(website):
        wrong["website"] = "This is not an http or https address."
    if wrong:
        raise invalid(**wrong)
    return changes
