"""What notifications say, and which of them are said together."""

import pytest

from api.notices import SENTENCES, sentence
from graph.notifications.records import Notice
from graph.notifications.repository import fold
from graph.records import Author, Instant

NAMES = ("Ada", "Bob", "Cleo", "Dan", "Eve")


def notice(
    verb: str,
    *,
    by: str | None = "Ada",
    number: int = 1,
    tweet: int | None = 7,
    comment: bool = False,
    retweet: bool = False,
) -> Notice:
    """A notification."""
    sender = Author(id=NAMES.index(by) + 1, username=by.lower(), name=by, profile_image=None) if by else None
    return Notice(
        id=number,
        verb=verb,
        sender=sender,
        is_read=False,
        tweet=tweet,
        on_comment=comment,
        in_retweet=retweet,
        created_at=Instant.from_ms(0),
    )


@pytest.mark.parametrize(
    ("verb", "on_tweet", "on_comment"),
    [
        ("followed", "Ada followed you", "Ada followed you"),
        ("liked", "Ada liked your tweet", "Ada liked your comment"),
        ("retweeted", "Ada retweeted your tweet", "Ada retweeted your comment"),
        ("mentioned", "Ada mentioned you in a tweet", "Ada mentioned you in a comment"),
        ("commented", "Ada commented on your tweet", "Ada replied to your comment"),
        ("follow_requested", "Ada asked to follow you", "Ada asked to follow you"),
        ("quoted", "Ada quoted your tweet", "Ada quoted your tweet"),
    ],
)
def test_a_sentence_names_its_target(verb: str, on_tweet: str, on_comment: str) -> None:
    assert sentence([notice(verb)]) == on_tweet
    assert sentence([notice(verb, comment=True)]) == on_comment


@pytest.mark.parametrize("verb", ["welcome", "changed", "reset", "deactivated", "reactivated", "warned", "hidden"])
def test_the_system_speaks_for_itself(verb: str) -> None:
    assert sentence([notice(verb, by=None, tweet=None)]) == SENTENCES[verb]
    assert "{" not in SENTENCES[verb]


def test_many_people_are_two_names_and_a_number() -> None:
    likes = [notice("liked", by=name) for name in NAMES]
    assert [sentence(likes[:count]) for count in range(1, 6)] == [
        "Ada liked your tweet",
        "Ada and Bob liked your tweet",
        "Ada, Bob and 1 other liked your tweet",
        "Ada, Bob and 2 others liked your tweet",
        "Ada, Bob and 3 others liked your tweet",
    ]


def test_what_is_done_to_one_thing_folds() -> None:
    rows = [
        notice("liked", by="Ada", number=9),
        notice("commented", by="Bob", number=8),
        notice("liked", by="Bob", number=7, tweet=6),
        notice("liked", by="Cleo", number=6),
        notice("followed", by="Dan", number=5, tweet=None),
        notice("commented", by="Eve", number=4),
        notice("followed", by="Eve", number=3, tweet=None),
        notice("welcome", by=None, number=2, tweet=None),
        notice("reset", by=None, number=1, tweet=None),
    ]
    folded = [[each.id for each in group.notices] for group in fold(rows)]
    assert folded == [[9, 6], [8], [7], [5, 3], [4], [2], [1]]
    assert [group.id for group in fold(rows)] == [9, 8, 7, 5, 4, 2, 1]
    assert fold([]) == []


def test_a_mention_in_the_quote_of_a_retweet() -> None:
    assert sentence([notice("mentioned", retweet=True)]) == "Ada mentioned you in a retweet"
    assert sentence([notice("mentioned", comment=True, retweet=True)]) == "Ada mentioned you in a retweet"
