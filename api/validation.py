"""Says in people's words what is wrong with a body: all fields at once, where msgspec stops at the first."""

import re
from typing import Any, cast, get_args

import msgspec
from litestar import Request

REQUIRED = "This field is required."
UNKNOWN = "There is no such field."

_WORDS = (
    (re.compile(r"Expected `str` of length >= 1$"), "This field may not be blank."),
    (re.compile(r"Expected `str` of length >= (\d+)"), r"At least \1 characters are needed."),
    (re.compile(r"Expected `str` of length <= (\d+)"), r"At most \1 characters are allowed."),
    (re.compile(r"Expected `array` of length <= (\d+)"), r"At most \1 items are allowed."),
    (re.compile(r"Expected `int` >= (-?\d+)"), r"The smallest number here is \1."),
    (re.compile(r"Expected `int` <= (-?\d+)"), r"The largest number here is \1."),
    (re.compile(r"Expected `str` matching regex"), "This is not in the form that is needed."),
    (re.compile(r"Expected `str(?: \| null)?`, got"), "Text is needed here."),
    (re.compile(r"Expected `int(?: \| null)?`, got"), "A whole number is needed here."),
    (re.compile(r"Expected `bool(?: \| null)?`, got"), "true or false is needed here."),
    (re.compile(r"Expected `UploadFile(?: \| null)?`, got"), "A file is needed here."),
    (re.compile(r"Expected `array(?: \| null)?`, got"), "A list is needed here."),
    (re.compile(r"Invalid enum value"), "This value is not one of those that are possible."),
    (re.compile(r"Object missing required field"), REQUIRED),
    (re.compile(r"Missing required .*parameter"), REQUIRED),
)


def readable(message: str) -> str:
    """A sentence for one of msgspec's messages; never the value that was sent."""
    for pattern, words in _WORDS:
        found = pattern.search(message)
        if found:
            return found.expand(words)
    return "This value is not valid."


def field_errors(request: Request[Any, Any, Any]) -> dict[str, list[str]]:
    """What is wrong with each field of the body that a handler was given; empty if the body as a whole is wrong."""
    scope = cast("Any", request.scope)
    annotation = scope["route_handler"].parsed_data_field.annotation
    body: dict[str, object] = scope.get("body_fields") or {}
    shapes = (shape for shape in (annotation, *get_args(annotation)) if isinstance(shape, type))
    shape = next((shape for shape in shapes if issubclass(shape, msgspec.Struct)), None)
    if shape is None:
        return {}
    found: dict[str, list[str]] = {}
    known = {field.encode_name: field for field in msgspec.structs.fields(shape)}
    for name, field in known.items():
        if name not in body:
            if field.required:
                found[name] = [REQUIRED]
            continue
        try:
            msgspec.convert(body[name], field.type, strict=False)
        except msgspec.ValidationError as error:
            found[name] = [readable(str(error).split(" - ", maxsplit=1)[0])]
    unknown = [name for name in body if name not in known]
    return found | {name[:100]: [UNKNOWN] for name in unknown[:100]}
