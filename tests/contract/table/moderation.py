"""Reports, and what staff do about them, which the reference had not."""

from tests.contract.forms import Body, Effect, Entry, Refusal, Rows
from tests.contract.shapes import AUTHOR, SAID, TIME, page

WHY = {"reason": "it is spam"}
NOT_STAFF = Refusal(status=403, code="forbidden", who="reader")
NO_REASON = Refusal(status=400, code="validation_error", fields=("reason",), body={"reason": "\u200b"})
RING = {
    "people": Rows(AUTHOR),
    "size": int,
    "shared": Rows({"kind": str, "value": str, "people": int, "bursts": int, "tweets": int}),
}
QUEUE, TRAIL = "/moderation/reports/", "/moderation/actions/?username={newcomer}"


def trail(act: str) -> Effect:
    """It is in the audit trail."""
    return Effect(who=("staff",), path=TRAIL, at="results.0.action", equals=act)


def ruling(operation: str, path: str, given: tuple[str, ...], *effects: Effect, body: Body = WHY) -> Entry:
    """Something that staff do, and may do again; not to staff, and not to nobody."""
    is_user = "{newcomer}" in path
    missing = path.replace("{newcomer}", "{unused}") if is_user else path.replace("{newcomers_tweet}", "1")
    exempt = path.replace("{newcomer}", "{staff}") if is_user else path.replace("{newcomers_tweet}", "{staffs_tweet}")
    return Entry(
        rows=("safety",),
        operation=operation,
        method="POST",
        path=path,
        who="staff",
        body=body,
        given=given,
        status=200,
        repeat=200,
        shape=SAID,
        refusals=(
            NOT_STAFF,
            NO_REASON,
            Refusal(status=404, code="not_found", path=missing),
            Refusal(status=403, code="forbidden", path=exempt),
        ),
        effects=effects,
    )


ENTRIES = (
    Entry(
        rows=("safety",),
        operation="safety.report",
        method="POST",
        path="/reports/",
        body={"username": "{newcomer}", "reason": "abuse", "comment": "see for yourself"},
        given=("newcomers_tweet",),
        status=201,
        repeat=200,
        shape=SAID,
        refusals=(
            Refusal(status=404, code="not_found", body={"username": "{unused}", "reason": "spam"}),
            Refusal(status=404, code="not_found", body={"tweet": 1, "reason": "spam"}),
            Refusal(
                status=400,
                code="validation_error",
                fields=("username",),
                body={"username": "{reader}", "reason": "spam"},
            ),
            Refusal(
                status=400,
                code="validation_error",
                fields=("tweet",),
                body={"tweet": "{readers_tweet}", "reason": "spam"},
            ),
            Refusal(status=400, code="validation_error", fields=("tweet",), body={"reason": "spam"}),
            Refusal(
                status=400, code="validation_error", fields=("reason",), body={"username": "{newcomer}", "reason": "x"}
            ),
        ),
        effects=(Effect(who=("staff",), path=QUEUE, at="results.*.person.username", has="{newcomer}"),),
    ),
    Entry(
        rows=("safety",),
        operation="moderation.queue",
        method="GET",
        path=QUEUE,
        who="staff",
        given=("report",),
        status=200,
        shape=page(
            {
                "id": int,
                "person": object,
                "tweet": object,
                "people": int,
                "reasons": Rows({"reason": str, "people": int}),
                "comments": Rows(str, may_be_empty=True),
                "reported_at": TIME,
            },
            None,
        ),
        refusals=(NOT_STAFF,),
    ),
    Entry(
        rows=("safety",),
        operation="moderation.resolve",
        method="POST",
        path="/moderation/reports/{case}/resolve/",
        who="staff",
        body=WHY,
        status=200,
        repeat=200,
        shape=SAID,
        refusals=(
            NOT_STAFF,
            NO_REASON,
            Refusal(status=404, code="not_found", path="/moderation/reports/1/resolve/"),
        ),
        effects=(
            Effect(who=("staff",), path=QUEUE, at="results.*.person.username", lacks="{newcomer}"),
            trail("resolved"),
        ),
    ),
    ruling(
        "moderation.warn",
        "/moderation/users/{newcomer}/warn/",
        (),
        trail("warned"),
        Effect(who=("newcomer",), path="/notifications/", at="results.*.verb", has="warned"),
    ),
    ruling(
        "moderation.suspend",
        "/moderation/users/{newcomer}/suspend/",
        ("newcomers_tweet",),
        trail("suspended"),
        Effect(who=("staff",), path=TRAIL, at="results.0.until", equals="{later}"),
        Effect(who=("newcomer",), path="/me/", status=401),
        Effect(who=("reader", "nobody"), path="/users/{newcomer}/", status=404),
        Effect(who=("reader",), path="/tweets/{newcomers_tweet}/", status=404),
        body={"reason": "it is spam", "until": "{later}"},
    ),
    ruling(
        "moderation.restore_user",
        "/moderation/users/{newcomer}/restore/",
        ("newcomers_tweet", "suspension"),
        trail("restored"),
        Effect(who=("reader", "nobody"), path="/users/{newcomer}/"),
        Effect(who=("reader",), path="/tweets/{newcomers_tweet}/"),
    ),
    ruling(
        "moderation.hide",
        "/moderation/tweets/{newcomers_tweet}/hide/",
        ("newcomers_tweet", "reader_follows_newcomer"),
        trail("hidden"),
        Effect(who=("reader", "newcomer"), path="/tweets/{newcomers_tweet}/", status=404),
        Effect(who=("reader",), path="/tweets/feed/", at="results.*.id", lacks="{newcomers_tweet}"),
        Effect(who=("newcomer",), path="/notifications/", at="results.*.verb", has="hidden"),
    ),
    ruling(
        "moderation.restore_tweet",
        "/moderation/tweets/{newcomers_tweet}/restore/",
        ("reader_follows_newcomer", "hiding"),
        trail("shown"),
        Effect(who=("reader", "newcomer"), path="/tweets/{newcomers_tweet}/"),
        Effect(who=("reader",), path="/tweets/feed/", at="results.*.id", has="{newcomers_tweet}"),
    ),
    Entry(
        rows=("safety",),
        operation="moderation.rings",
        method="GET",
        path="/moderation/rings/",
        who="staff",
        status=200,
        shape=page(RING, None) | {"results": Rows(RING, may_be_empty=True)},
        refusals=(NOT_STAFF,),
    ),
    Entry(
        rows=("safety",),
        operation="moderation.actions",
        method="GET",
        path=TRAIL,
        who="staff",
        given=("warning",),
        status=200,
        shape=page(
            {
                "id": int,
                "action": "warned",
                "reason": "it is spam",
                "by": AUTHOR,
                "person": AUTHOR,
                "tweet": None,
                "until": None,
                "created_at": TIME,
            },
            None,
        ),
        refusals=(NOT_STAFF,),
    ),
)
