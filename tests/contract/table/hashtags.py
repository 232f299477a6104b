"""Hashtags and trends, which the reference had not."""

from tests.contract.forms import Effect, Entry, Refusal, Rows
from tests.contract.shapes import TIME, TWEET, page

NO_TAG = Refusal(status=404, code="not_found", path="/hashtags/2025/")
NO_TAG_TO_FOLLOW = Refusal(status=404, code="not_found", path="/hashtags/2025/follow/")
HASHTAG = {"name": str, "tweets_count": int}

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
    Entry(
        rows=("hashtags",),
        operation="hashtags.follow",
        method="POST",
        path="/hashtags/{tag}/follow/",
        given=("tagged",),
        status=201,
        repeat=200,
        shape=HASHTAG,
        refusals=(
            NO_TAG_TO_FOLLOW,
            Refusal(
                status=400,
                code="follow_limit",
                who="newcomer",
                given=("newcomers_tag",),
                settings=(("hashtag_follow_limit", 1),),
            ),
        ),
        effects=(
            Effect(who=("reader",), path="/hashtags/followed/", at="results.*.name", has="{tag}"),
            Effect(who=("reader",), path="/hashtags/feed/", at="results.*.id", has="{tagged}"),
        ),
    ),
    Entry(
        rows=("hashtags",),
        operation="hashtags.unfollow",
        method="DELETE",
        path="/hashtags/{tag}/follow/",
        given=("tagged", "tag_follow"),
        status=204,
        repeat=204,
        refusals=(NO_TAG_TO_FOLLOW,),
        effects=(
            Effect(who=("reader",), path="/hashtags/followed/", at="results.*.name", lacks="{tag}"),
            Effect(who=("reader",), path="/hashtags/feed/", at="results.*.id", lacks="{tagged}"),
        ),
    ),
    Entry(
        rows=("hashtags",),
        operation="hashtags.followed",
        method="GET",
        path="/hashtags/followed/",
        given=("tag_follow",),
        status=200,
        shape=page(HASHTAG),
    ),
    Entry(
        rows=("hashtags",),
        operation="hashtags.feed",
        method="GET",
        path="/hashtags/feed/",
        given=("tagged", "tag_follow"),
        status=200,
        shape=page(TWEET, None),
    ),
)
