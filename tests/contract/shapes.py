"""The exact keys of what the API answers, one level inside the other."""

import re

from tests.contract.forms import Either, Rows, Text

TIME = Text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
URL = Text(r"https?://\S+")
TOKEN = Text(r"[\w-]+\.[\w-]+\.[\w-]+")
CURSOR = Text(r"[\w=-]+")
MAYBE_TEXT = Either((str, None))
MAYBE_URL = Either((URL, None))
MAYBE_ID = Either((int, None))

AUTHOR = {"id": int, "username": str, "name": str, "profile_image": MAYBE_URL}
PERSON = AUTHOR | {"is_following": bool, "follows_you": bool}
MEDIUM = {"id": int, "type": str, "url": URL, "thumbnail": URL, "alt": str, "width": int, "height": int}
MEDIA = Rows(MEDIUM, may_be_empty=True)
GONE = {"id": int, "unavailable": True}
QUOTED = Either(
    (
        None,
        GONE,
        {
            "id": int,
            "author": AUTHOR,
            "content": str,
            "media": MEDIA,
            "image": MAYBE_URL,
            "quoted": Either((None, {"id": int})),
            "edited_at": Either((TIME, None)),
            "created_at": TIME,
        },
    )
)
TWEET: dict[str, object] = {
    "id": int,
    "type": "tweet",
    "author": AUTHOR,
    "content": str,
    "media": MEDIA,
    "image": MAYBE_URL,
    "reply_to": Either((None, GONE, {"id": int, "author": AUTHOR})),
    "quoted": QUOTED,
    "likes_count": int,
    "comments_count": int,
    "retweets_count": int,
    "quotes_count": int,
    "is_liked": bool,
    "is_retweeted": bool,
    "is_bookmarked": bool,
    "hashtags": Rows(str, may_be_empty=True),
    "mentions": Rows(AUTHOR, may_be_empty=True),
    "reply_settings": str,
    "edited_at": Either((TIME, None)),
    "created_at": TIME,
}
PICTURED = TWEET | {"media": Rows(MEDIUM), "image": URL}
SCHEDULED = {
    "id": int,
    "type": "scheduled",
    "content": str,
    "media": MEDIA,
    "image": MAYBE_URL,
    "quote_of": MAYBE_ID,
    "scheduled_at": TIME,
    "created_at": TIME,
}
RETWEET = {"id": int, "type": "retweet", "author": AUTHOR, "quote": MAYBE_TEXT, "tweet": TWEET, "created_at": TIME}
_ENTRY = {key: shape for key, shape in RETWEET.items() if key != "tweet"} | {"original_tweet": TWEET}
_IN_THREAD = {"tweet_id": MAYBE_ID, "parent": MAYBE_ID, "replies_count": int}
_LEAF = Either(
    (
        TWEET | _IN_THREAD | {"replies": Rows(object, may_be_empty=True)},
        {"id": int, "type": "tombstone", "unavailable": True} | _IN_THREAD | {"replies": Rows(object, True)},  # noqa: FBT003
    )
)
COMMENT = TWEET | _IN_THREAD | {"replies": Rows(_LEAF, may_be_empty=True)}


def page(row: object, count: object = int) -> dict[str, object]:
    """A page with at least one row."""
    return {"count": count, "next": MAYBE_URL, "previous": MAYBE_URL, "results": Rows(row)}


FEED = page(Either((TWEET, _ENTRY)), None) | {"newest": CURSOR}
COMMENTS = page(COMMENT)
LIKE = {"id": int, "user": AUTHOR, "tweet_id": int, "created_at": TIME}
SAID = {"detail": str}
NOTIFICATION = {
    "id": int,
    "sender": Either((AUTHOR, "System")),
    "verb": str,
    "content": str,
    "is_read": bool,
    "tweet": MAYBE_ID,
    "created_at": TIME,
}
MENTION = {
    "actor": str,
    "content_object": Either(("tweet", "comment", "retweet")),
    "content_preview": str,
    "content_id": int,
    "created_at": TIME,
}
PROFILE = {
    "name": str,
    "bio": str,
    "profile_image": MAYBE_URL,
    "cover_image": MAYBE_URL,
    "location": MAYBE_TEXT,
    "website": MAYBE_URL,
}
OWN_PROFILE = PROFILE | {"protected": bool, "likes_open": bool}
TOKENS = {"token": {"refresh": TOKEN, "access": TOKEN}}


def differences(shape: object, value: object, place: str = "body") -> list[str]:
    """Where a value is not of a shape: missing and unexpected keys, and values of another kind."""
    match shape:
        case Either():
            tried = [differences(option, value, place) for option in shape.shapes]
            return [] if any(not found for found in tried) else min(tried, key=len)
        case dict():
            return _of_keys(shape, value, place)
        case Rows():
            if not isinstance(value, list) or not (value or shape.may_be_empty):
                return [f"{place}: not a list with rows: {value!r}"]
            rows = (differences(shape.shape, row, f"{place}[{number}]") for number, row in enumerate(value))
            return [line for found in rows for line in found]
        case Text():
            fits = isinstance(value, str) and re.fullmatch(shape.pattern, value) is not None
        case type():
            fits = isinstance(value, shape) and (shape in {bool, object} or not isinstance(value, bool))
        case _:
            fits = value == shape and type(value) is type(shape)
    return [] if fits else [f"{place}: {value!r} is no {shape!r}"]


def _of_keys(shape: dict[str, object], value: object, place: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{place}: not an object: {value!r}"]
    missing = [f"{place}.{key} is missing" for key in shape.keys() - value.keys()]
    further = [f"{place}.{key} is not in the contract" for key in value.keys() - shape.keys()]
    inside = (differences(shape[key], value[key], f"{place}.{key}") for key in shape.keys() & value.keys())
    return [*missing, *further, *(line for found in inside for line in found)]
