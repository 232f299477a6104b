"""Hashtags and trends, which the reference had not."""

from tests.contract.forms import Entry, Refusal, Rows
from tests.contract.shapes import TIME, TWEET, page

NO_TAG = Refusal(status=404, code="not_found", path="/hashtags/2025/")

ENTRIES = (
    Entry(
        rows=("hashtags",),
        operation="hashtags.tweets",
        method="GET",
        path="/hashtags/{tag}/",
        who="nobody",
        given=("tagged",),
        status=200,
        shape=page(TWEET),
        refusals=(NO_TAG,),
    ),
    Entry(
        rows=("trends",),
        operation="trends.current",
        method="GET",
        path="/trends/?window=hour",
        who="nobody",
        given=("trend",),
        status=200,
        shape={"as_of": TIME, "trends": Rows({"name": str, "tweets_count": int, "people_count": int})},
        refusals=(Refusal(status=400, code="validation_error", fields=("window",), path="/trends/?window=week"),),
    ),
)
