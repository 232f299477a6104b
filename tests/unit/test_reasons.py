"""Reasons in words: two by name, the others by number, and oneself as "you"."""

import pytest

from api.discovery.reasons import engaged, listed, sentence
from graph.discovery.feeds import Reason
from graph.records import Author

PEOPLE = [
    Author(id=number, username=name.lower(), name="" if name == "Di" else name, profile_image=None)
    for number, name in enumerate(("Ada", "Bo", "Cy", "Di"), start=1)
]
ADA, BO, CY, DI = PEOPLE


@pytest.mark.parametrize(
    ("people", "count", "words"),
    [
        ([], 0, ""),
        ([ADA], 1, "Ada"),
        ([DI], 1, "di"),  # who has no name is called by their username
        ([ADA, BO], 2, "Ada and Bo"),
        ([ADA, BO, CY], 3, "Ada, Bo and 1 other you follow"),
        ([ADA, BO, CY], 14, "Ada, Bo and 12 others you follow"),
    ],
)
def test_people_are_named_and_counted(people: list[Author], count: int, words: str) -> None:
    assert listed(people, count, of=" you follow") == words


def test_who_reads_is_called_you() -> None:
    assert listed([ADA, BO], 2, you=ADA.id) == "you and Bo"


@pytest.mark.parametrize(
    ("liked_by", "retweeted_by", "words"),
    [
        ([ADA], [], "Liked by Ada"),
        ([], [BO], "Retweeted by Bo"),
        ([ADA, BO], [CY], "Liked by Ada and Bo, retweeted by Cy"),
    ],
)
def test_what_was_done_is_said(liked_by: list[Author], retweeted_by: list[Author], words: str) -> None:
    reason = Reason(
        liked_by_count=len(liked_by),
        liked_by=liked_by,
        retweeted_by_count=len(retweeted_by),
        retweeted_by=retweeted_by,
    )
    assert engaged(reason) == words


def test_a_sentence_begins_with_a_capital_and_keeps_the_others() -> None:
    assert sentence(["both follow Ada", "both are followed by Bo"]) == "Both follow Ada, both are followed by Bo"
    assert sentence([]) == ""
