"""Pictures: uploaded, described, shown by tweets, comments and people, and served."""

from tests.contract.forms import Effect, Entry, Refusal, Rows
from tests.contract.scene import PICTURE
from tests.contract.shapes import COMMENT, MEDIUM, OWN_PROFILE, PICTURED, TWEET, URL
from tests.contract.table.keys import key_refusals

NO_PICTURE = b"GIF, says its name"


def invalid(field: str, body: dict[str, object]) -> Refusal:
    """A body that is refused for one of its fields."""
    return Refusal(status=400, code="validation_error", fields=(field,), body=body)


IDS = (
    invalid("media_ids", {"content": "x", "media_ids": [1]}),
    invalid("media_ids", {"content": "x", "media_ids": ["{strangers_medium}"]}),
    invalid("media_ids", {"content": "x", "media_ids": ["{medium}", "{medium}"]}),
    invalid("media_ids", {"content": "x", "media_ids": [1, 2, 3, 4, 5]}),
    invalid("image", {"content": "x", "image": NO_PICTURE}),
    invalid("image", {"content": "x", "image": "no file"}),
)
SERVED = Effect(who=("nobody",), path="{made_image}")

ENTRIES = (
    Entry(
        rows=("D36", "D47"),
        operation="media.upload",
        method="POST",
        path="/media/",
        body={"file": PICTURE, "alt": "a drawing"},
        status=201,
        shape=MEDIUM,
        refusals=(
            invalid("file", {"alt": "no file"}),
            invalid("file", {"file": NO_PICTURE}),
            invalid("alt", {"file": PICTURE, "alt": "x" * 1501}),
            Refusal(status=413, code="payload_too_large", body={"file": PICTURE + bytes(10_000_000)}),
            *key_refusals("reader"),
        ),
        effects=(
            Effect(who=("reader", "nobody"), path="{made_url}"),
            Effect(who=("reader", "nobody"), path="{made_thumbnail}"),
            Effect(
                who=("reader",),
                method="POST",
                path="/tweets/",
                body={"media_ids": ["{made}"]},
                status=201,
                at="media.0.id",
                equals="{made}",
            ),
        ),
    ),
    Entry(
        rows=("D36",),
        operation="media.describe",
        method="PATCH",
        path="/media/{medium}/",
        who="author",
        body={"alt": "a blue and red drawing"},
        given=("pictured",),
        status=200,
        repeat=200,
        shape=MEDIUM,
        refusals=(
            invalid("alt", {"alt": "x" * 1501}),
            invalid("alt", {}),
            Refusal(status=404, code="not_found", path="/media/1/"),
            Refusal(status=404, code="not_found", who="stranger"),
        ),
        effects=(
            Effect(
                who=("reader", "nobody"),
                path="/tweets/{pictured}/",
                at="media.0.alt",
                equals="a blue and red drawing",
            ),
        ),
    ),
    Entry(rows=(44, "D36"), operation="", method="GET", path="{medium_url}", who="nobody", status=200),
)

FURTHER = (
    Entry(
        rows=(14, "D11", "D36"),
        operation="tweets.publish",
        method="POST",
        path="/tweets/",
        who="author",
        body={"image": PICTURE},
        status=201,
        shape=PICTURED,
        refusals=IDS,
        effects=(
            SERVED,
            Effect(who=("reader",), path="/tweets/feed/", at="results.*.image", has="{made_image}"),
            Effect(who=("reader", "nobody"), path="/tweets/user/{author}/?tab=media", at="results.*.id", has="{made}"),
        ),
    ),
    Entry(
        rows=(14, "D11", "D36"),
        operation="tweets.publish",
        method="POST",
        path="/tweets/",
        who="author",
        body={"content": "two of them", "media_ids": ["{medium}", "{other_medium}"]},
        status=201,
        shape=PICTURED,
        effects=(
            Effect(who=("reader", "nobody"), path="/tweets/{made}/", at="media.0.id", equals="{medium}"),
            Effect(who=("reader", "nobody"), path="/tweets/{made}/", at="media.1.id", equals="{other_medium}"),
        ),
    ),
    Entry(
        rows=(27, "D11", "D36"),
        operation="tweets.comment",
        method="POST",
        path="/tweets/{tweet}/comments/",
        body={"image": PICTURE},
        status=201,
        shape=COMMENT | {"media": Rows(MEDIUM), "image": URL},
        refusals=IDS,
        effects=(
            SERVED,
            Effect(
                who=("author", "nobody"), path="/tweets/{tweet}/comments/", at="results.*.image", has="{made_image}"
            ),
        ),
    ),
    Entry(
        rows=(27, "D36"),
        operation="tweets.comment",
        method="POST",
        path="/tweets/{tweet}/comments/",
        body={"media_ids": ["{readers_medium}"]},
        status=201,
        shape=COMMENT | {"media": Rows(MEDIUM), "image": URL},
        effects=(Effect(who=("author",), path="/tweets/{made}/", at="media.0.id", equals="{readers_medium}"),),
    ),
    Entry(
        rows=(17, "D36"),
        operation="tweets.edit",
        method="PATCH",
        path="/tweets/{tweet}/",
        who="author",
        body={"image": PICTURE},
        status=200,
        shape=PICTURED,
        refusals=IDS,
        effects=(
            SERVED,
            Effect(who=("reader", "nobody"), path="/tweets/{tweet}/", at="image", equals="{made_image}"),
            Effect(who=("reader", "nobody"), path="/tweets/user/{author}/?tab=media", at="results.*.id", has="{tweet}"),
        ),
    ),
    Entry(
        rows=(17, "D36"),
        operation="tweets.replace",
        method="PUT",
        path="/tweets/{tweet}/",
        who="author",
        body={"content": "see for yourself", "media_ids": ["{medium}"]},
        status=200,
        repeat=200,
        shape=PICTURED,
        refusals=IDS,
        effects=(Effect(who=("reader", "nobody"), path="/tweets/{tweet}/", at="media.0.id", equals="{medium}"),),
    ),
    Entry(
        rows=(17, "D36", "D43"),
        operation="tweets.edit",
        method="PATCH",
        path="/tweets/{pictured}/",
        who="author",
        body={"media_ids": []},
        status=200,
        repeat=200,
        shape=TWEET,
        refusals=(Refusal(status=400, code="empty_tweet", path="/tweets/{picture_alone}/"),),
        effects=(
            Effect(who=("reader", "nobody"), path="/tweets/{pictured}/", at="media", equals=[]),
            Effect(
                who=("reader", "nobody"), path="/tweets/user/{author}/?tab=media", at="results.*.id", lacks="{pictured}"
            ),
        ),
    ),
    Entry(
        rows=(5, "D36"),
        operation="accounts.update_me",
        method="PATCH",
        path="/me/update/",
        who="newcomer",
        body={"profile_image": PICTURE, "cover_image": PICTURE},
        given=("newcomers_tweet",),
        status=200,
        shape=OWN_PROFILE | {"profile_image": URL, "cover_image": URL},
        refusals=(
            invalid("profile_image", {"profile_image": NO_PICTURE}),
            invalid("cover_image", {"cover_image": NO_PICTURE}),
            invalid("profile_image", {"profile_image": "no file"}),
        ),
        effects=(
            Effect(who=("nobody",), path="{made_cover_image}"),
            Effect(
                who=("reader", "nobody"),
                path="/users/{newcomer}/",
                at="profile.cover_image",
                equals="{made_cover_image}",
            ),
            Effect(
                who=("reader", "nobody"),
                path="/tweets/{newcomers_tweet}/",
                at="author.profile_image",
                equals="{made_profile_image}",
            ),
        ),
    ),
    Entry(
        rows=(5, "D36"),
        operation="accounts.replace_me",
        method="PUT",
        path="/me/update/",
        who="newcomer",
        body={"name": "Ada", "profile_image": None},
        given=("portrait",),
        status=200,
        repeat=200,
        shape=OWN_PROFILE,
        effects=(Effect(who=("reader", "nobody"), path="/users/{newcomer}/", at="profile.profile_image", equals=None),),
    ),
)
