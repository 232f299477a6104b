"""What a person should know, and what describes and watches the API: rows 37 to 44, and health."""

from tests.contract.forms import Effect, Entry, Refusal
from tests.contract.shapes import MENTION, NOTIFICATION, SAID, page

ONE = "/notifications/{notification}/"
READ = f"{ONE}read/"
NOT_MINE = Refusal(status=404, code="not_found", who="stranger")
NO_READ = Refusal(status=404, code="not_found", path="/notifications/1/read/")
IS_READ = (Effect(who=("author",), path="/notifications/unread/", at="results.*.id", lacks="{notification}"),)

ENTRIES = (
    Entry(
        rows=(37,),
        operation="notifications.mentions",
        method="GET",
        path="/mentions/",
        given=("told",),
        status=200,
        shape=page(MENTION),
    ),
    Entry(
        rows=(38, "D23"),
        operation="notifications.received",
        method="GET",
        path="/notifications/",
        who="author",
        given=("notification",),
        status=200,
        shape=page(NOTIFICATION),
        refusals=(
            Refusal(status=400, code="validation_error", fields=("group",), path="/notifications/?group=perhaps"),
        ),
    ),
    Entry(
        rows=(39,),
        operation="notifications.unread",
        method="GET",
        path="/notifications/unread/",
        who="author",
        given=("notification",),
        status=200,
        shape=page(NOTIFICATION),
    ),
    Entry(
        rows=(40,),
        operation="notifications.unread_count",
        method="GET",
        path="/notifications/count/",
        status=200,
        shape={"unread_count": int},
    ),
    Entry(
        rows=(41, "D48"),
        operation="notifications.mark_read",
        method="PATCH",
        path=READ,
        who="author",
        status=200,
        repeat=200,
        shape=SAID,
        refusals=(NOT_MINE, NO_READ),
        effects=IS_READ,
    ),
    Entry(
        rows=(41, "D48"),
        operation="notifications.put_read",
        method="PUT",
        path=READ,
        who="author",
        status=200,
        repeat=200,
        shape=SAID,
        refusals=(NOT_MINE, NO_READ),
        effects=IS_READ,
    ),
    Entry(
        rows=(42,),
        operation="notifications.mark_all_read",
        method="POST",
        path="/notifications/mark-all-read/",
        who="author",
        given=("notification",),
        status=200,
        repeat=200,
        shape=SAID | {"updated_count": int},
        effects=(*IS_READ, Effect(who=("author",), path="/notifications/count/", at="unread_count", equals=0)),
    ),
    Entry(
        rows=(43, "D48"),
        operation="notifications.remove",
        method="DELETE",
        path=ONE,
        who="author",
        status=204,
        repeat=404,
        refusals=(NOT_MINE, Refusal(status=404, code="not_found", path="/notifications/1/")),
        effects=(Effect(who=("author",), path="/notifications/", at="results.*.id", lacks="{notification}"),),
    ),
    Entry(
        rows=("realtime",),
        operation="realtime.events",
        method="GET",
        path="/events/?wait=0",
        who="author",
        given=("notification",),
        status=200,
    ),
    Entry(
        rows=("D25",),
        operation="health.live",
        method="GET",
        path="/health/live",
        who="nobody",
        status=200,
        shape={"status": "ok"},
        trips=0,
    ),
    Entry(
        rows=("D25",),
        operation="health.ready",
        method="GET",
        path="/health/ready",
        who="nobody",
        status=200,
        shape={"status": "ok", "neo4j": "ok", "ids": "ok", "redis": "ok"},
    ),
    # What describes the API is not in its own description, and no JSON but for the first.
    Entry(rows=(44, "D26"), operation="", method="GET", path="/api/schema/", who="nobody", status=200, shape=object),
    Entry(rows=(44, "D26"), operation="", method="GET", path="/api/docs/", who="nobody", status=200),
    Entry(rows=(44, "D26"), operation="", method="GET", path="/api/redoc/", who="nobody", status=200),
    Entry(rows=(44, "D26"), operation="", method="GET", path="/api/scalar/", who="nobody", status=200),
    Entry(rows=(44, "D42"), operation="", method="GET", path="/admin/", who="nobody", status=302),
)
