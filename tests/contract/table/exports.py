"""The archive of one's own data, which the reference had not."""

from tests.contract.forms import Effect, Entry
from tests.contract.shapes import TIME

STATE = {"requested_at": TIME, "ready_at": object, "ends_at": object, "size": object, "url": object}

ENTRIES = (
    Entry(
        rows=("your data",),
        operation="exports.start",
        method="POST",
        path="/export/",
        who="newcomer",
        status=202,
        repeat=202,
        shape=STATE | {"status": str},
        mail=("{newcomer_email}", "The archive of your data is ready"),
        effects=(Effect(who=("newcomer",), path="/export/", at="requested_at", equals="{made_requested_at}"),),
    ),
    Entry(
        rows=("your data",),
        operation="exports.state",
        method="GET",
        path="/export/",
        who="newcomer",
        status=200,
        shape=dict.fromkeys(STATE, None) | {"status": "none"},
    ),
)
