"""Search, for everyone and within the home feed: D20 and D46."""

from tests.contract.forms import Entry, Refusal
from tests.contract.shapes import AUTHOR, FEED, PERSON, TWEET, page

WHOLE = {"truncated": False}


def blank(query: str) -> Refusal:
    """A search for nothing."""
    return Refusal(status=400, code="validation_error", fields=("q",), path=f"/search/{query}")


ENTRIES = (
    Entry(
        rows=("D20", "D46"),
        operation="search.find",
        method="GET",
        path="/search/?q={word}",
        given=("tweet",),
        status=200,
        shape=page(TWEET) | WHOLE,
        refusals=(
            blank(""),
            blank("?q="),
            blank("?q=+"),
            blank("?q=%E2%80%8B"),
            Refusal(status=400, code="validation_error", fields=("type",), path="/search/?q=x&type=lists"),
            Refusal(status=400, code="validation_error", fields=("sort",), path="/search/?q=x&sort=oldest"),
        ),
    ),
)


def asked(query: str, shape: object, who: str = "reader") -> Entry:
    """A search with at least one hit."""
    return Entry(
        rows=("D20", "D46"),
        operation="search.find",
        method="GET",
        path=f"/search/?{query}",
        who=who,
        given=("tweet",),
        status=200,
        shape=page(shape) | WHOLE,
    )


FURTHER = (
    asked("q=from:{author}+{word}&sort=newest", TWEET, "nobody"),
    asked("q=%23{word}&type=tweets&sort=relevance", TWEET, "nobody"),
    asked("q={word}+%22&sort=newest", TWEET),
    asked("q=%22%28{word}%29*%22~+%5C", TWEET),
    asked("q=%40{author}&type=users", PERSON),
    asked("q={author}&type=users&sort=newest", AUTHOR, "nobody"),
    asked("q={word}&type=hashtags", {"name": str, "tweets_count": 1}),
    asked("q=%23{word}&type=hashtags&sort=newest", {"name": str, "tweets_count": 1}, "nobody"),
    Entry(
        rows=(15, "D20", "D46"),
        operation="feeds.home",
        method="GET",
        path="/tweets/feed/?search={word}",
        given=("tweet", "retweet"),
        status=200,
        shape=FEED,
        refusals=(
            Refusal(status=400, code="validation_error", fields=("search",), path="/tweets/feed/?search=x&since=AAAA"),
            Refusal(status=400, code="invalid_cursor", path="/tweets/feed/?since=x"),
        ),
    ),
    Entry(
        rows=(15, "D20"),
        operation="feeds.home",
        method="GET",
        path="/tweets/feed/?search=%28{word}%29+%22+from:{author}",
        given=("tweet",),
        status=200,
        shape=FEED,
    ),
)
