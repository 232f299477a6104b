"""Checks of bodies that a type cannot say; all that is wrong is answered at once."""

from msgspec import UnsetType

from api.accounts.names import email_address, is_website
from api.accounts.schemas import Registering
from api.errors import invalid
from api.passwords import objection
from graph.accounts.names import RESERVED
from graph.accounts.records import Registration
from graph.tweets.text import is_blank


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


def checked_profile(fields: dict[str, str | UnsetType | None]) -> dict[str, str | None]:
    """What to change, empty texts as null where there may be none. Raises `validation_error`."""
    changes = {name: value for name, value in fields.items() if not isinstance(value, UnsetType)}
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
