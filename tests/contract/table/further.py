"""What else reads can be asked for: tabs of a person's page, the news of a feed, mentions of one kind."""

from tests.contract.forms import Entry, Refusal
from tests.contract.shapes import FEED, MENTION, NOTIFICATION, PICTURED, TWEET, page


def tab(name: str, given: str, shape: object) -> Entry:
    """A tab of the author's page, as anybody sees it."""
    feed = FEED | {"results": page(shape)["results"]}
    return Entry(
        rows=(19, "D32"),
        operation="feeds.author",
        method="GET",
        path=f"/tweets/user/{{author}}/?tab={name}",
        who="nobody",
        given=(given,),
        status=200,
        shape=feed,
        refusals=(
            Refusal(status=400, code="validation_error", fields=("tab",), path="/tweets/user/{author}/?tab=likes"),
            Refusal(status=404, code="not_found", path=f"/tweets/user/{{unused}}/?tab={name}"),
        ),
    )


FURTHER = (
    tab("replies", "reply", TWEET),
    tab("media", "pictured", PICTURED),
    Entry(
        rows=(15, "D40"),
        operation="feeds.home",
        method="GET",
        path="/tweets/feed/?since={newest}",
        given=("newest", "tweet"),
        status=200,
        shape=FEED,
    ),
    Entry(
        rows=(37, "D23"),
        operation="notifications.mentions",
        method="GET",
        path="/mentions/?search=retweet",
        who="stranger",
        given=("retweet",),
        status=200,
        shape=page(MENTION | {"content_object": "retweet"}, None),
    ),
    Entry(
        rows=(37,),
        operation="notifications.mentions",
        method="GET",
        path="/mentions/?search={author}",
        given=("tweet",),
        status=200,
        shape=page(MENTION | {"content_object": "tweet"}, None),
    ),
    Entry(
        rows=(38, "D23"),
        operation="notifications.received",
        method="GET",
        path="/notifications/?group=true",
        who="author",
        given=("notification",),
        status=200,
        shape=page(NOTIFICATION),
    ),
    Entry(
        rows=(6,),
        operation="accounts.people",
        method="GET",
        path="/users/?search={author}",
        who="staff",
        status=200,
        shape=page(object, None),
    ),
    Entry(
        rows=(35,),
        operation="follows.followers",
        method="GET",
        path="/users/{author}/followers/?search={reader}",
        given=("reader",),
        status=200,
        shape=page(object, None),
    ),
    Entry(
        rows=(36,),
        operation="follows.following",
        method="GET",
        path="/users/{reader}/following/?search={author}",
        status=200,
        shape=page(object, None),
    ),
)
