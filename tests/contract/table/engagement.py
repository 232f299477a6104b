"""What people do with tweets and with each other: rows 20 to 25 and 30 to 36."""

from tests.contract.forms import ABSENT, Effect, Entry, Refusal
from tests.contract.shapes import LIKE, PERSON, RETWEET, SAID, TIME, TWEET, page
from tests.contract.table.keys import key_refusals


def no_tweet(end: str) -> Refusal:
    """The same request about a tweet that is not there."""
    return Refusal(status=404, code="not_found", path=f"/tweets/1/{end}/")


def flag(name: str, *, on: bool) -> Effect:
    """What the reader's own flag says in lists and in the detail."""
    return Effect(who=("reader",), path="/tweets/{tweet}/", at=name, equals=on)


def count(name: str, number: int) -> Effect:
    """What everybody reads as a count."""
    return Effect(who=("author", "reader", "nobody"), path="/tweets/{tweet}/", at=name, equals=number)


def told(*, on: bool) -> Effect:
    """Whether the author's notifications have the act."""
    either = {on: "{tweet}"}
    return Effect(
        who=("author",),
        path="/notifications/",
        at="results.*.tweet",
        has=either.get(True, ABSENT),
        lacks=either.get(False, ABSENT),
    )


ENTRIES = (
    Entry(
        rows=(20, "D3", "D33"),
        operation="engagement.retweet",
        method="POST",
        path="/tweets/{tweet}/retweets/",
        body={"quote": "{unused}, @{stranger}"},
        status=201,
        repeat=200,
        shape=RETWEET,
        refusals=(
            no_tweet("retweets"),
            Refusal(status=400, code="validation_error", fields=("quote",), body={"quote": "x" * 101}),
            *key_refusals("reader"),
        ),
        effects=(
            count("retweets_count", 1),
            flag("is_retweeted", on=True),
            told(on=True),
            Effect(who=("author", "nobody"), path="/tweets/{tweet}/retweets/", at="results.*.id", has="{made}"),
            Effect(who=("reader",), path="/tweets/feed/", at="results.*.id", has="{made}"),
            Effect(who=("nobody",), path="/tweets/user/{reader}/", at="results.*.id", has="{made}"),
            Effect(who=("reader",), path="/tweets/feed/?search={unused}", at="results.*.id", has="{made}"),
            Effect(who=("stranger",), path="/mentions/", at="results.*.content_id", has="{made}"),
            Effect(who=("stranger",), path="/notifications/", at="results.*.tweet", has="{tweet}"),
        ),
    ),
    Entry(
        rows=(21,),
        operation="engagement.retweets",
        method="GET",
        path="/tweets/{tweet}/retweets/",
        given=("retweet",),
        status=200,
        shape=page(RETWEET),
        refusals=(no_tweet("retweets"),),
    ),
    Entry(
        rows=(22, "D3"),
        operation="engagement.unretweet",
        method="DELETE",
        path="/tweets/{tweet}/retweets/",
        given=("retweet",),
        status=204,
        repeat=204,
        refusals=(no_tweet("retweets"),),
        effects=(
            count("retweets_count", 0),
            flag("is_retweeted", on=False),
            told(on=False),
            Effect(who=("reader",), path="/tweets/feed/", at="results.*.id", lacks="{retweet}"),
            Effect(who=("stranger",), path="/mentions/", at="results.*.content_id", lacks="{retweet}"),
            Effect(who=("stranger",), path="/notifications/", at="results.*.tweet", lacks="{tweet}"),
        ),
    ),
    Entry(
        rows=(23, "D3"),
        operation="engagement.like",
        method="POST",
        path="/tweets/{tweet}/likes/",
        status=201,
        repeat=200,
        shape=LIKE,
        refusals=(no_tweet("likes"),),
        effects=(
            count("likes_count", 1),
            flag("is_liked", on=True),
            told(on=True),
            Effect(who=("author",), path="/tweets/{tweet}/likes/", at="results.*.id", has="{made}"),
        ),
    ),
    Entry(
        rows=(24, "D22"),
        operation="engagement.likes",
        method="GET",
        path="/tweets/{tweet}/likes/",
        who="author",
        given=("like",),
        status=200,
        shape=page(LIKE),
        refusals=(no_tweet("likes"), Refusal(status=403, code="forbidden", who="reader")),
    ),
    Entry(
        rows=(25, "D3"),
        operation="engagement.unlike",
        method="DELETE",
        path="/tweets/{tweet}/likes/",
        given=("like",),
        status=204,
        repeat=204,
        refusals=(no_tweet("likes"),),
        effects=(count("likes_count", 0), flag("is_liked", on=False), told(on=False)),
    ),
    Entry(
        rows=(30, "D3"),
        operation="engagement.bookmark",
        method="POST",
        path="/tweets/{tweet}/bookmark/",
        status=201,
        repeat=200,
        shape=SAID,
        refusals=(no_tweet("bookmark"),),
        effects=(
            flag("is_bookmarked", on=True),
            Effect(who=("reader",), path="/tweets/bookmarks/", at="results.*.id", has="{tweet}"),
        ),
    ),
    Entry(
        rows=(31, "D33"),
        operation="engagement.unbookmark",
        method="DELETE",
        path="/tweets/{tweet}/bookmark/",
        given=("bookmark",),
        status=204,
        repeat=204,
        refusals=(no_tweet("bookmark"),),
        effects=(
            flag("is_bookmarked", on=False),
            Effect(who=("reader",), path="/tweets/bookmarks/", at="results.*.id", lacks="{tweet}"),
        ),
    ),
    Entry(
        rows=(32,),
        operation="engagement.bookmarks",
        method="GET",
        path="/tweets/bookmarks/",
        given=("bookmark",),
        status=200,
        shape=page(TWEET | {"bookmarked_at": TIME}),
    ),
    Entry(
        rows=(33, "D3", "D39"),
        operation="follows.follow",
        method="POST",
        path="/users/{author}/follow/",
        who="newcomer",
        given=("tweet",),
        status=201,
        repeat=200,
        shape={"follower": str, "following": str, "requested": bool},
        refusals=(
            Refusal(status=400, code="self_follow", path="/users/{newcomer}/follow/"),
            Refusal(status=404, code="not_found", path="/users/{unused}/follow/"),
            Refusal(
                status=400,
                code="follow_limit",
                path="/users/{stranger}/follow/",
                given=("newcomer_follows",),
                settings=(("follow_limit", 1),),
            ),
        ),
        effects=(
            Effect(
                who=("reader", "nobody"), path="/users/{author}/followers/", at="results.*.username", has="{newcomer}"
            ),
            Effect(who=("nobody",), path="/users/{newcomer}/following/", at="results.*.username", has="{author}"),
            Effect(who=("newcomer",), path="/users/{author}/", at="is_following", equals=True),
            Effect(who=("author",), path="/users/{newcomer}/", at="follows_you", equals=True),
            Effect(who=("newcomer",), path="/tweets/feed/", at="results.*.id", has="{tweet}"),
            Effect(who=("author",), path="/notifications/", at="results.*.sender.username", has="{newcomer}"),
        ),
    ),
    Entry(
        rows=(34, "D3"),
        operation="follows.unfollow",
        method="DELETE",
        path="/users/{author}/unfollow/",
        who="newcomer",
        given=("tweet", "newcomer_follows"),
        status=204,
        repeat=204,
        refusals=(Refusal(status=404, code="not_found", path="/users/{unused}/unfollow/"),),
        effects=(
            Effect(who=("reader",), path="/users/{author}/followers/", at="results.*.username", lacks="{newcomer}"),
            Effect(who=("newcomer",), path="/tweets/feed/", at="results.*.id", lacks="{tweet}"),
            Effect(who=("newcomer",), path="/users/{author}/", at="is_following", equals=False),
            Effect(who=("author",), path="/notifications/", at="results.*.sender.username", lacks="{newcomer}"),
        ),
    ),
    Entry(
        rows=(35,),
        operation="follows.followers",
        method="GET",
        path="/users/{author}/followers/",
        given=("reader",),
        status=200,
        shape=page(PERSON),
        refusals=(Refusal(status=404, code="not_found", path="/users/{unused}/followers/"),),
    ),
    Entry(
        rows=(36,),
        operation="follows.following",
        method="GET",
        path="/users/{reader}/following/",
        status=200,
        shape=page(PERSON),
        refusals=(Refusal(status=404, code="not_found", path="/users/{unused}/following/"),),
    ),
)
