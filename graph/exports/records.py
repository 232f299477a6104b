"""What the statements of exports give."""

from graph.records import Record


class Export(Record):
    """How a person's archive does, all null where there is none: the moments are ids, of its request and its end."""

    id: int | None
    ready_id: int | None
    size: int | None


class Archive(Record):
    """The file of an archive, and whose it is."""

    username: str
    name: str
    size: int


class ToMake(Record):
    """The name of a file that is to be made."""

    name: str


class Made(Record):
    """Whether this run was the first to make the archive."""

    is_first: bool


class Over(Record):
    """An archive that nobody can fetch any more."""

    id: int
    name: str
