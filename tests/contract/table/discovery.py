"""Whom one may want to know, which the reference did not say."""

from tests.contract.forms import Effect, Entry, Refusal, Rows
from tests.contract.shapes import AUTHOR, PERSON, page

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
)
