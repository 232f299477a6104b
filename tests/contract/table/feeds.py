"""Feeds besides that of time: what there is, and those that are written in Cypher."""

from tests.contract.forms import Entry, Rows
from tests.contract.shapes import TWEET, page

SHIPPED = (
    "close-friends",
    "conversations",
    "hashtag-mix",
    "mutuals",
    "on-this-day",
    "quiet-friends",
    "rising",
    "unanswered",
)
LISTED = {"name": str, "title": str, "description": str, "order": str, "parameters": Rows(object, may_be_empty=True)}

ENTRIES = (
    Entry(
        rows=("feeds",),
        operation="feeds.index",
        method="GET",
        path="/feeds/",
        status=200,
        shape=page(LISTED),
        trips=0,
    ),
    # What each shows is in tests/feeds/test_written_feeds.py.
    *(
        Entry(
            rows=("feeds",),
            operation=f"feeds.{name.replace('-', '_')}",
            method="GET",
            path=f"/feeds/{name}/",
            status=200,
            shape=page(TWEET, None) | {"results": Rows(TWEET, may_be_empty=True)},
        )
        for name in SHIPPED
    ),
)
