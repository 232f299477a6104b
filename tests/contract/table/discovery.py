"""Whom one may want to know, which the reference did not say."""

from tests.contract.forms import Effect, Entry, Refusal, Rows
from tests.contract.shapes import AUTHOR, PERSON, TWEET, page

AUTHORS = Rows(AUTHOR, may_be_empty=True)
SUGGESTED = {"person": PERSON, "because": str, "known_count": int, "known": AUTHORS}
SIMILAR = {
    "person": PERSON,
    "because": str,
    "both_follow_count": int,
    "both_follow": AUTHORS,
    "followed_by_count": int,
    "followed_by": AUTHORS,
}
REASON = {"liked_by_count": int, "liked_by": AUTHORS, "retweeted_by_count": int, "retweeted_by": AUTHORS}
RECOMMENDED = TWEET | {"because": str, "reason": REASON}

ENTRIES = (
    Entry(
        rows=("discovery",),
        operation="discovery.suggestions",
        method="GET",
        path="/suggestions/",
        who="newcomer",
        given=("reader_follows_newcomer",),
        status=200,
        shape=page(SUGGESTED, None),
    ),
    Entry(
        rows=("discovery",),
        operation="discovery.dismiss",
        method="DELETE",
        path="/suggestions/{reader}/",
        who="newcomer",
        given=("reader_follows_newcomer",),
        status=204,
        repeat=204,
        refusals=(
            Refusal(status=404, code="not_found", path="/suggestions/{unused}/"),
            Refusal(status=404, code="not_found", path="/suggestions/{newcomer}/"),
        ),
        effects=(Effect(who=("newcomer",), path="/suggestions/", at="results.*.person.username", lacks="{reader}"),),
    ),
    Entry(
        rows=("discovery",),
        operation="discovery.followers_you_know",
        method="GET",
        path="/users/{author}/followers-you-know/",
        given=("newcomer_follows", "reader_follows_newcomer"),
        status=200,
        shape=page(PERSON, None),
        refusals=(Refusal(status=404, code="not_found", path="/users/{unused}/followers-you-know/"),),
    ),
    Entry(
        rows=("discovery",),
        operation="discovery.shared_following",
        method="GET",
        path="/users/{reader}/shared-following/",
        who="newcomer",
        given=("newcomer_follows", "reader"),
        status=200,
        shape=page(PERSON, None),
        refusals=(Refusal(status=404, code="not_found", path="/users/{unused}/shared-following/"),),
    ),
    Entry(
        rows=("discovery",),
        operation="discovery.mutuals",
        method="GET",
        path="/users/{newcomer}/mutuals/",
        who="newcomer",
        given=("newcomer_follows_reader", "reader_follows_newcomer"),
        status=200,
        shape=page(PERSON, None),
        refusals=(Refusal(status=404, code="not_found", path="/users/{unused}/mutuals/"),),
    ),
    Entry(
        rows=("discovery",),
        operation="discovery.shortest_path",
        method="GET",
        path="/users/{author}/path/",
        status=200,
        shape={"distance": 1, "path": Rows(PERSON)},
        refusals=(Refusal(status=404, code="not_found", path="/users/{unused}/path/"),),
    ),
    Entry(
        rows=("discovery",),
        operation="discovery.similar",
        method="GET",
        path="/users/{author}/similar/",
        who="stranger",
        given=("reader_follows_newcomer",),
        status=200,
        shape=page(SIMILAR, None),
        refusals=(Refusal(status=404, code="not_found", path="/users/{unused}/similar/"),),
    ),
    Entry(
        rows=("discovery",),
        operation="discovery.for_you",
        method="GET",
        path="/feeds/for-you/",
        who="newcomer",
        given=("newcomer_follows", "authors_like"),
        status=200,
        shape=page(RECOMMENDED, None),
    ),
    Entry(
        rows=("discovery",),
        operation="discovery.liked_by_following",
        method="GET",
        path="/feeds/liked-by-following/",
        who="newcomer",
        given=("newcomer_follows", "authors_like"),
        status=200,
        shape=page(RECOMMENDED, None),
    ),
    Entry(
        rows=("discovery",),
        operation="discovery.catch_up",
        method="GET",
        path="/feeds/catch-up/",
        given=("tweet", "other_tweet"),
        status=200,
        shape=page(TWEET, None),
    ),
)

FURTHER = (
    Entry(
        rows=("discovery",),
        operation="discovery.for_you",
        method="GET",
        path="/feeds/for-you/?order=time",
        who="newcomer",
        given=("newcomer_follows", "authors_like"),
        status=200,
        shape=page(RECOMMENDED, None),
        refusals=(
            Refusal(status=400, code="validation_error", fields=("order",), path="/feeds/for-you/?order=x"),
            Refusal(status=400, code="validation_error", fields=("until",), path="/feeds/for-you/?until=x"),
        ),
    ),
    Entry(
        rows=("discovery",),
        operation="discovery.catch_up",
        method="GET",
        path="/feeds/catch-up/?since=2026-01-01T00:00:00Z",
        given=("tweet", "other_tweet"),
        status=200,
        shape=page(TWEET, None),
        refusals=(
            Refusal(status=400, code="validation_error", fields=("since",), path="/feeds/catch-up/?since=2026-01-01"),
            Refusal(status=400, code="validation_error", fields=("until",), path="/feeds/catch-up/?until=x"),
        ),
    ),
)
