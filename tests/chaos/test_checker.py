"""The checker finds what it is there for, in histories made by hand, and nothing in one in which all went well."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.chaos.checker import check, summary
from tests.chaos.history import (
    Act,
    AnyLine,
    Back,
    Began,
    Ended,
    Fault,
    History,
    Mail,
    Odd,
    Outcome,
    Person,
    Quiet,
    Restart,
    Stream,
    Tweet,
    read,
)

ADA, BOB = "c1ada", "c1bob"
CHANGED = "Your password was changed"


def act(what: str, who: str = ADA, outcome: Outcome = "done", **given: Any) -> Act:  # noqa: ANN401 - fields of many types
    usual: dict[str, Any] = {"done": 201, "refused": 400, "unknown": None}
    some = {"round": 0, "sent": 10.0, "told": 10.1, "tries": 1, "status": usual[outcome], "ought": "done"}
    return Act(what=what, who=who, outcome=outcome, **(some | given))


def mail(number: int, subject: str, at: float = 11.0, to: str = ADA) -> Mail:
    return Mail(at=at, message_id=f"<{number}@chaos.example>", to=f"{to}@chaos.example", subject=subject)


def fault(what: str, began: float = 11.5) -> Fault:
    return Fault(round=0, what=what, began=began, ended=began + 0.2)


WELCOME = mail(1, "Welcome to TweetGraph")
TOLD = mail(5, CHANGED)
ACTS = [
    act("register"),
    act("register", BOB, "refused", ought="refused"),
    act("change"),
    act("tweet", mark="m1", names=[]),
    act("tweet", mark="m2", outcome="refused", ought="refused"),
    act("tweet", mark="m3", names=[ADA], outcome="unknown", status=503),
    act("schedule", mark="m4", due_ms=30_000),
    act("like", mark="71"),
]
PERSON = Person(name=ADA, status="active", notices=[("welcome", 2), ("changed", 5)])
TWEET = Tweet(id=71, mark="m1", author=ADA, created_ms=10_000, likers=[ADA], mentioned=[])
LATER = Tweet(id=72, mark="m4", author=ADA, created_ms=31_000, likers=[], mentioned=[])
END = Ended(
    at=99,
    people=[PERSON],
    tweets=[TWEET, LATER],
    left={"Tombstone": 0},
    waiting=0,
    failing=0,
    dead=0,
    scheduled=0,
    length=1,
    pending=0,
)


def told(*more: AnyLine, without: AnyLine | None = None, **end: Any) -> list[AnyLine]:  # noqa: ANN401
    """A history in which all went well but for what is given."""
    whole: list[AnyLine] = [
        Began(at=9, seed=1, rounds=1, prefix="c1"),
        *ACTS,
        WELCOME,
        TOLD,
        Stream(at=12, length=40, pending=3),
        Quiet(round=0, at=13, took=2.0, shipped=True),
    ]
    return [line for line in whole if line is not without] + [*more, msgspec.structs.replace(END, **end)]


def kinds(lines: list[AnyLine]) -> list[str]:
    return [finding.kind for finding in check(lines)]


def test_nothing_is_wrong_where_all_went_well() -> None:
    assert check(told()) == []


def test_what_was_told_when_nobody_knows_may_be_there_or_not() -> None:
    third = Tweet(id=73, mark="m3", author=ADA, created_ms=10_000, likers=[], mentioned=[ADA])
    assert kinds(told(tweets=[TWEET, LATER, third])) == []
    assert kinds(told(tweets=[TWEET, LATER, third, third])) == ["doubled effect"]


PEOPLE: dict[str, tuple[dict[str, Any], set[str]]] = {
    "a lost account": ({"people": []}, {"lost write"}),
    "a refused account": (
        {"people": [PERSON, Person(name=BOB, status="active", notices=[("welcome", 3)])]},
        {"accepted"},
    ),
    "an unknown account": ({"people": [PERSON, Person(name="c1eve", status="active", notices=[])]}, {"unasked"}),
    "a lost welcome": ({"notices": [("changed", 5)]}, {"lost effect"}),
    "two welcomes": ({"notices": [("welcome", 2), ("welcome", 3), ("changed", 5)]}, {"doubled effect"}),
    "a lost change": ({"notices": [("welcome", 2)]}, {"lost write"}),
    "a doubled change": (
        {"notices": [("welcome", 2), ("changed", 5), ("changed", 6)]},
        {"doubled effect", "lost mail"},
    ),
    "another status": ({"status": "deactivated"}, {"lost write"}),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_people_who_are_not_as_they_were_told_are_found(name: str) -> None:
    given, wanted = PEOPLE[name]
    end = given if "people" in given else {"people": [msgspec.structs.replace(PERSON, **given)]}
    assert wanted <= set(kinds(told(**end)))


TWEETS = {
    "lost write": [LATER],
    "doubled effect": [TWEET, TWEET, LATER],
    "accepted": [TWEET, LATER, msgspec.structs.replace(TWEET, mark="m2")],
    "unasked": [TWEET, LATER, msgspec.structs.replace(TWEET, mark="m9")],
    "too early": [TWEET, msgspec.structs.replace(LATER, created_ms=29_999)],
    "slow recovery": [TWEET, msgspec.structs.replace(LATER, created_ms=90_001)],
}


@pytest.mark.parametrize("kind", TWEETS)
def test_tweets_that_are_not_as_they_were_told_are_found(kind: str) -> None:
    assert kinds(told(tweets=TWEETS[kind]))[0] == kind


@pytest.mark.parametrize(("mentioned", "kind"), [([], "lost effect"), ([ADA, ADA], "doubled effect")])
def test_mentions_are_told_once(mentioned: list[str], kind: str) -> None:
    third = Tweet(id=73, mark="m3", author=ADA, created_ms=10_000, likers=[], mentioned=mentioned)
    assert kinds(told(tweets=[TWEET, LATER, third])) == [kind]


@pytest.mark.parametrize(("likers", "kind"), [([], "lost write"), ([ADA, ADA], "doubled effect")])
def test_likes_are_there_once(likers: list[str], kind: str) -> None:
    assert kinds(told(tweets=[msgspec.structs.replace(TWEET, likers=likers), LATER])) == [kind]


# What was done to a tie, one after the other, and how often it is there; the finding that this is.
TIES: dict[str, tuple[list[Act], int, list[str]]] = {
    "made": ([act("bookmark", mark="71")], 1, []),
    "made and lost": ([act("bookmark", mark="71")], 0, ["lost write"]),
    "made twice": ([act("bookmark", mark="71")], 2, ["doubled effect"]),
    "ended": ([act("bookmark", mark="71"), act("unbookmark", mark="71", sent=11.0)], 0, []),
    "not ended": ([act("bookmark", mark="71"), act("unbookmark", mark="71", sent=11.0)], 1, ["accepted"]),
    "made after its end": ([act("unbookmark", mark="71", sent=11.0), act("bookmark", mark="71", sent=12.0)], 1, []),
    "in doubt and there": ([act("bookmark", mark="71", outcome="unknown")], 1, []),
    "in doubt and not there": ([act("bookmark", mark="71", outcome="unknown")], 0, []),
    "in doubt and there twice": ([act("bookmark", mark="71", outcome="unknown")], 2, ["doubled effect"]),
    "refused": ([act("bookmark", mark="71", outcome="refused", ought="refused")], 0, []),
    "refused and there": ([act("bookmark", mark="71", outcome="refused", ought="refused")], 1, ["accepted"]),
    "never asked for": ([], 1, ["accepted"]),
}


@pytest.mark.parametrize("name", TIES)
def test_ties_that_are_not_as_they_were_told_are_found(name: str) -> None:
    acts, count, found = TIES[name]
    kept = msgspec.structs.replace(TWEET, keepers=[ADA] * count)
    assert kinds(told(*acts, tweets=[kept, LATER])) == found
    follows = [msgspec.structs.replace(each, what=each.what.replace("bookmark", "follow"), mark=BOB) for each in acts]
    assert kinds(told(*follows, people=[msgspec.structs.replace(PERSON, follows=[BOB] * count)])) == found


@pytest.mark.parametrize("outcome", ["done", "refused"])
def test_a_comment_is_as_it_was_told(outcome: Outcome) -> None:
    answer = Tweet(id=74, mark="m7", author=ADA, created_ms=10_000, likers=[], mentioned=[])
    said = act("comment", mark="m7", outcome=outcome, ought=outcome)
    once, never = (kinds(told(said, tweets=[TWEET, LATER, *there])) for there in ([answer], []))
    assert (once, never) == (([], ["lost write"]) if outcome == "done" else (["accepted"], []))
    assert "doubled effect" in kinds(told(act("comment", mark="m7"), tweets=[TWEET, LATER, answer, answer]))


def odd(took: float, status: int | None, *, typed: bool = True) -> Odd:
    return Odd(at=12, who=ADA, asked="GET /me/", took=took, status=status, text="", typed=typed)


def test_answers_that_are_late_or_say_nothing_are_found() -> None:
    assert kinds(told(odd(20.1, 200))) == ["late answer"]
    assert kinds(told(odd(20.1, None))) == ["late answer"]
    assert kinds(told(odd(0.1, 503, typed=False))) == ["untyped error"]
    assert kinds(told(odd(0.1, 500))) == ["server error"]
    assert kinds(told(odd(20.1, 503, typed=False))) == ["late answer", "untyped error"]


@pytest.mark.parametrize(("took", "found"), [(9.9, []), (10.1, ["slow return"]), (None, ["slow return"])])
def test_a_service_that_does_not_come_back_soon_is_found(took: float | None, found: list[str]) -> None:
    assert kinds(told(Back(at=12, what="silent neo4j", took=took))) == found


@pytest.mark.parametrize("lost", [WELCOME, TOLD])
def test_a_lost_mail_is_found(lost: Mail) -> None:
    assert kinds(told(without=lost)) == ["lost mail"]


def test_a_mail_may_go_twice_only_across_a_kill() -> None:
    again = mail(5, CHANGED, at=12.0)
    assert kinds(told(again)) == ["mail twice"]
    assert kinds(told(again, fault("kill worker"))) == []
    assert kinds(told(again, fault("kill neo4j", began=9.9))) == []
    assert kinds(told(again, fault("kill worker", began=9.9))) == ["mail twice"]
    assert kinds(told(again, fault("kill worker", began=12.1))) == ["mail twice"]
    assert kinds(told(again, fault("kill worker", began=8.0))) == ["mail twice"]
    # Neither a Redis that forgets nor an API that dies has a mail sent again: the event is claimed in the graph.
    assert kinds(told(again, fault("flush redis"), fault("kill api"))) == ["mail twice"]


def test_a_changed_message_id_is_found() -> None:
    assert set(kinds(told(mail(4, "Welcome to TweetGraph", at=12.0), fault("kill worker")))) == {"changed Message-ID"}
    assert set(kinds(told(mail(6, CHANGED, at=12.0), fault("kill worker")))) == {"changed Message-ID"}
    assert set(kinds(told(mail(6, CHANGED), without=TOLD))) == {"changed Message-ID", "lost mail"}
    assert "shared Message-ID" in kinds(told(mail(1, CHANGED, at=12.0), fault("kill worker")))
    assert kinds(told(mail(9, "Reset your password"))) == ["changed Message-ID"]


def test_who_left_leaves_nothing() -> None:
    left = act("delete")
    assert kinds(told(left, people=[], tweets=[])) == []
    assert set(kinds(told(left))) == {"lost write"}
    assert kinds(told(left, people=[], tweets=[], left={"Tweet": 3})) == ["lost effect"]


@pytest.mark.parametrize("name", ["waiting", "failing", "dead", "scheduled"])
def test_what_is_not_done_at_the_end_is_found(name: str) -> None:
    end: dict[str, Any] = {name: 1}
    assert kinds(told(**end)) == ["lost effect"]


def test_a_stream_that_grows_is_found() -> None:
    assert kinds(told(Stream(at=12, length=5000, pending=0))) == ["unbounded stream"]
    assert kinds(told(Stream(at=12, length=5000, pending=5000))) == ["unbounded stream"]
    assert kinds(told(length=9)) == ["unbounded stream"]
    assert kinds(told(pending=1)) == ["unbounded stream"]


def test_a_recovery_that_takes_too_long_is_found() -> None:
    assert kinds(told(Quiet(round=1, at=99, took=60.1, shipped=True))) == ["slow recovery"]
    assert kinds(told(Quiet(round=1, at=99, took=None, shipped=False))) == ["slow recovery"]
    lost = msgspec.structs.replace(fault("kill api"), ended=None)
    assert kinds(told(lost)) == ["did not come back"]


def test_answers_that_ought_to_be_others_are_found() -> None:
    assert kinds(told(act("change", outcome="unknown", status=500))) == ["server error"]
    assert kinds(told(act("change", outcome="unknown", status=503))) == []
    assert kinds(told(act("like", outcome="refused", mark="71"))) == ["refused"]
    assert kinds(told(act("like", mark="71", ought="refused"))) == ["accepted"]
    assert kinds(told(act("schedule", outcome="refused", mark="m8", due_ms=20_000))) == []
    assert kinds(told(act("schedule", outcome="refused", mark="m8", due_ms=21_000))) == ["refused"]


def test_a_history_is_the_same_when_it_is_read_again(tmp_path: Path) -> None:
    lines = told(fault("kill api"), Restart(at=12, what="worker-1", code=1))
    history = History(tmp_path / "below" / "history.jsonl")
    for line in lines:
        history.add(line)
    history.close()
    assert read(history.path) == history.lines == lines
    assert history.count(Act) == len(ACTS)


def test_a_run_that_was_broken_off_is_checked_as_far_as_it_goes() -> None:
    lines = told(mail(5, CHANGED, at=12.0))[:-1]
    assert kinds(lines) == ["mail twice"]
    assert summary(lines)[0] == "1 rounds from seed 1, broken off"
    assert "2 mails, 1 of them more than once" in summary(lines)
