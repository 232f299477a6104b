"""The contract as data: one file for each part of the API; see tests.contract.forms for the words."""

from tests.contract.table import accounts, engagement, hashtags, notifications, scheduled, tweets

ENTRIES = (
    *accounts.ENTRIES,
    *tweets.ENTRIES,
    *scheduled.ENTRIES,
    *engagement.ENTRIES,
    *hashtags.ENTRIES,
    *notifications.ENTRIES,
)

# What the contract promises and no entry can say yet, with a request that finds nothing while that is so. It must be
# empty in the end: as soon as the request is answered, a test asks for the entry and for the line here to go.
WAITING: dict[str, tuple[str, str, dict[str, object] | None]] = {
    "row 44: /admin/": ("GET", "/admin/", None),
    "row 44 and D36: media": ("POST", "/media/", None),
    "row 14 and D11: a tweet's media_ids": ("POST", "/tweets/", {"content": "x", "media_ids": []}),
    "row 15 and D20: search in the feed": ("GET", "/tweets/feed/?search=nothing-says-this", None),
    "D20: search": ("GET", "/search/?q=graph", None),
    "D32: tabs of a person's page": ("GET", "/tweets/user/{author}/?tab=nonsense", None),
    "D40: pins": ("POST", "/tweets/{readers_tweet}/pin/", None),
    "D4: idempotency keys": ("POST", "/tweets/", {"content": "once"}),
}
