"""Scheduled tweets, which the reference had not; `tweets.publish` takes new ones."""

from tests.contract.forms import Effect, Entry, Refusal
from tests.contract.shapes import SCHEDULED, page

NOT_MINE = Refusal(status=404, code="not_found", who="reader")
NONE = Refusal(status=404, code="not_found", path="/tweets/scheduled/1/")

ENTRIES = (
    Entry(
        rows=("scheduled",),
        operation="tweets.scheduled",
        method="GET",
        path="/tweets/scheduled/",
        who="author",
        given=("scheduled",),
        status=200,
        shape=page(SCHEDULED),
    ),
    Entry(
        rows=("scheduled",),
        operation="tweets.reschedule",
        method="PATCH",
        path="/tweets/scheduled/{scheduled}/",
        who="author",
        body={"content": "still not #{tag}", "scheduled_at": "{later}"},
        status=200,
        repeat=200,
        shape=SCHEDULED,
        refusals=(
            Refusal(status=400, code="empty_tweet", body={}),
            Refusal(status=400, code="empty_tweet", body={"content": ""}),
            Refusal(status=400, code="validation_error", fields=("media_ids",), body={"media_ids": [1]}),
            Refusal(status=400, code="validation_error", fields=("scheduled_at",), body={"scheduled_at": "tomorrow"}),
            NOT_MINE,
            NONE,
        ),
        effects=(Effect(who=("author",), path="/tweets/scheduled/", at="results.*.content", has="still not #{tag}"),),
    ),
    Entry(
        rows=("scheduled",),
        operation="tweets.unschedule",
        method="DELETE",
        path="/tweets/scheduled/{scheduled}/",
        who="author",
        status=204,
        repeat=404,
        refusals=(NOT_MINE, NONE),
        effects=(Effect(who=("author",), path="/tweets/scheduled/", at="results.*.id", lacks="{scheduled}"),),
    ),
)
