"""`Idempotency-Key`: what every operation that takes one refuses, and what a repeat is answered."""

from tests.contract.forms import Effect, Entry, Refusal
from tests.contract.scene import PICTURE
from tests.contract.shapes import COMMENT, MEDIUM, RETWEET, TWEET

KEY = {"Idempotency-Key": "{unused}"}


def key_refusals(role: str) -> tuple[Refusal, ...]:
    """A key that is no key, that another request holds, and that another request had."""
    return (
        Refusal(
            status=400, code="validation_error", fields=("Idempotency-Key",), headers={"Idempotency-Key": "x" * 256}
        ),
        Refusal(status=409, code="idempotency_in_progress", headers={"Idempotency-Key": "{held_key}"}),
        Refusal(status=422, code="idempotency_mismatch", headers={"Idempotency-Key": f"{{{role}s_key}}"}),
    )


FURTHER = (
    Entry(
        rows=(14, "D4"),
        operation="tweets.publish",
        method="POST",
        path="/tweets/",
        body={"content": "once", "quote_of": "{tweet}"},
        headers=KEY,
        status=201,
        repeat=201,
        shape=TWEET,
        effects=(Effect(who=("author", "nobody"), path="/tweets/{tweet}/", at="quotes_count", equals=1),),
    ),
    Entry(
        rows=(27, "D4"),
        operation="tweets.comment",
        method="POST",
        path="/tweets/{tweet}/comments/",
        body={"content": "once"},
        headers=KEY,
        status=201,
        repeat=201,
        shape=COMMENT,
        effects=(Effect(who=("author", "nobody"), path="/tweets/{tweet}/", at="comments_count", equals=1),),
    ),
    Entry(
        rows=(20, "D4"),
        operation="engagement.retweet",
        method="POST",
        path="/tweets/{tweet}/retweets/",
        headers=KEY,
        status=201,
        repeat=201,
        shape=RETWEET,
        effects=(Effect(who=("author", "nobody"), path="/tweets/{tweet}/", at="retweets_count", equals=1),),
    ),
    Entry(
        rows=("D4", "D36"),
        operation="media.upload",
        method="POST",
        path="/media/",
        body={"file": PICTURE, "alt": "once"},
        headers=KEY,
        status=201,
        repeat=201,
        shape=MEDIUM,
        effects=(Effect(who=("reader", "nobody"), path="{made_url}"),),
    ),
)
