"""What can go wrong in the graph, as facts; the web maps them to status codes in one place.

GraphError
├── NotFound       the target is not there, or not visible to who asks
├── Forbidden      it is there, and who asks may not do this
├── Conflict       a unique key is taken
├── Rejected       the graph refuses the change by a rule of the product
└── Unavailable    Neo4j cannot answer now; nothing is known to have been lost
    └── TooSlow    it did not, in the time that there is
"""


class GraphError(Exception):
    """The root of everything that the graph reports; carries a stable code and a sentence."""

    code = "graph_error"

    def __init__(self, detail: str, *, code: str | None = None, field: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or self.code
        self.field = field


class NotFound(GraphError):  # noqa: N818 - the errors are facts, their names say which
    """The target does not exist, or is not visible to the reader."""

    code = "not_found"


class Forbidden(GraphError):  # noqa: N818
    """The target is visible, but this person may not do this to it."""

    code = "forbidden"


class Conflict(GraphError):  # noqa: N818
    """A unique key is taken already; `field` names which."""

    code = "conflict"


class Rejected(GraphError):  # noqa: N818
    """A rule of the product refuses the change; the code says which rule."""

    code = "rejected"


class Unavailable(GraphError):  # noqa: N818
    """Neo4j is away, too slow or overloaded; a later try may succeed."""

    code = "unavailable"


class TooSlow(Unavailable):
    """A statement was not answered in its time by a Neo4j that answers others: it is dear, or was to be planned."""
