"""Hashtags and trends, which the reference had not."""

from tests.contract.forms import Entry, Refusal
from tests.contract.shapes import TWEET, page

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
)
