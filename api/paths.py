"""Parts of paths, for handlers' annotations: what is not one leads nowhere, 404."""

from typing import Annotated

from litestar.params import PathParameter

from graph.ids import LARGEST

PathId = Annotated[int, PathParameter(ge=1, le=LARGEST, description="An id.")]
PathName = Annotated[str, PathParameter(min_length=3, max_length=30, pattern="^[A-Za-z0-9_]+$", description="A name.")]
PathTag = Annotated[
    str,
    PathParameter(
        min_length=1,
        max_length=101,
        description="A hashtag, in any case; with a `#` (as `%23`) or without. `#feed` and `#followed` need it.",
    ),
]
