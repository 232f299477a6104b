"""The shapes in the API's description: named in the field's words, where Litestar gives the paths of modules."""

import dataclasses
import re
from collections.abc import Mapping

from litestar.openapi.spec import OpenAPI, Reference, Schema

_OF = re.compile(r"(?P<outer>\w+)\[(?:UnionType\[)?(?P<inner>\w+)")
_PLACE = "#/components/schemas/"


def rename(document: OpenAPI) -> None:
    """Give each shape a short name, `Page[Tweet]` that of `TweetPage`, wherever the document speaks of it."""
    components = document.components
    names = {old: readable(schema.title or old) for old, schema in components.schemas.items()}
    if len(set(names.values())) < len(names):
        raise ValueError(f"two shapes of the description have one name: {sorted(names)}")
    components.schemas = {names[old]: schema for old, schema in components.schemas.items()}
    for name, schema in components.schemas.items():
        if "[" in (schema.title or ""):
            schema.title = name
    _follow(document, {f"{_PLACE}{old}": f"{_PLACE}{new}" for old, new in names.items() if old != new})


def readable(title: str) -> str:
    """The name of a shape by its title: a page of something begins with what it is a page of."""
    found = _OF.match(title)
    return f"{found['inner']}{found['outer']}" if found else title


def _follow(value: object, names: Mapping[str, str]) -> None:
    """Lead every reference below a value to the new name; what may be one of several shapes may be more than one."""
    match value:
        case Reference():
            value.ref = names.get(value.ref, value.ref)
        case dict():
            for each in value.values():
                _follow(each, names)
        case list() | tuple():
            for each in value:
                _follow(each, names)
        case _ if dataclasses.is_dataclass(value):
            if isinstance(value, Schema) and all(isinstance(each, Reference) for each in value.one_of or ()):
                # An empty page is one of tweets, of people and of hashtags: `oneOf` would refuse it.
                value.any_of, value.one_of = value.any_of or value.one_of, None
            for field in dataclasses.fields(value):
                _follow(getattr(value, field.name), names)
