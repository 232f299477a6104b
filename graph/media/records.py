"""What the media statements give."""

from graph.records import Record


class Left(Record):
    """Files that shall go, and the picture that they are of; no id: they go with something else."""

    id: int | None
    names: list[str]


class Known(Record):
    """A file that somebody uses."""

    name: str
