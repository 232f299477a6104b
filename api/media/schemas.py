"""What clients send around a picture."""

from typing import Annotated

import msgspec
from litestar.datastructures import UploadFile
from msgspec import Meta

Alt = Annotated[str, Meta(max_length=1500, description="What it shows, in words.", examples=["A cat on a keyboard."])]


class Uploading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A picture and what it shows; only as a multipart form."""

    file: UploadFile
    alt: Alt = ""


class Describing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a picture shows, in words; empty removes."""

    alt: Alt
