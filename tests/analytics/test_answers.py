"""Statements for analysts tell of the cast what one counts by hand, or in Python by another way."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

import pytest

from graph.client import Graph
from graph.ids import milliseconds
from graph.statements import library
from tests.analytics.scene import GONE, HOUR, Scene, staged
from tests.plans.operators import explained, scans

STATEMENTS = {statement.name: statement for statement in library("analytics")}
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
async def scene(graph: Graph) -> Scene:
    return await staged(graph)


@pytest.fixture(scope="module")
async def answers(scene: Scene) -> dict[str, Rows]:
    """What every statement tells of the scene."""
    return {name: await scene.ask(statement) for name, statement in STATEMENTS.items()}


def tuples(rows: Rows) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in rows]


def total(rows: Rows, column: str) -> Any:  # noqa: ANN401 - a whole number or not, as the column has it
    return sum(row[column] for row in rows)


def class_of(number: int) -> int:
    """Where the class of a number begins: 1, 2, 4, 8 …; 0 is one of its own."""
    return 1 << number.bit_length() - 1 if number else 0


def day(identity: int) -> str:
    return datetime.fromtimestamp(milliseconds(identity) / 1000, UTC).date().isoformat()


def degrees(pairs: Iterable[tuple[str, str]]) -> tuple[Counter[str], Counter[str]]:
    """How many each person follows, and how many follow them."""
    return Counter(one for one, _ in pairs), Counter(other for _, other in pairs)


@pytest.mark.usefixtures("social")
async def test_no_statement_scans(graph: Graph) -> None:
    for name, statement in STATEMENTS.items():
        assert not scans(await explained(graph, statement.text, {})), name


def test_every_statement_answers_with_the_columns_of_its_header(answers: dict[str, Rows]) -> None:
    for name, statement in STATEMENTS.items():
        assert answers[name], name
        assert list(answers[name][0]) == statement.out.split(", "), name


@pytest.mark.usefixtures("scene")
async def test_some_run_on_the_whole_graph(graph: Graph) -> None:
    for name in ("hubs", "reciprocity", "communities", "cascades", "feed_health"):
        assert await graph.within(60).read(STATEMENTS[name], dict[str, Any]), name


def test_who_is_gone_is_in_no_row(answers: dict[str, Rows]) -> None:
    for name, rows in answers.items():
        assert GONE not in str(tuples(rows)), name


def test_what_is_counted_by_hand(answers: dict[str, Rows]) -> None:
    # cleo: ten of the cast and zed, whose follow is a degree still; she follows ada and zed.
    assert tuples(answers["hubs"])[:2] == [("cleo", 11, 2, 2), ("ada", 8, 8, 5)]
    assert tuples(answers["isolated"]) == [
        ("follow and are followed", 9, 0.75),
        ("follow only", 2, 0.167),  # finn, lou
        ("are followed only", 1, 0.083),  # dan
    ]
    assert [row[:2] for row in tuples(answers["newcomers"])] == [
        ("joined", 12),
        ("follow somebody", 11),  # not dan
        ("are followed", 10),  # not finn, lou
        ("wrote", 10),  # not gus, hana
        ("were answered, liked or passed on", 7),  # ada, bob, cleo, eva, ivo, jun, kim
    ]
    assert [total(answers["volume"], kind) for kind in ("tweets", "replies", "retweets", "likes")] == [15, 2, 6, 14]
    assert total(answers["signups"], "people") == answers["signups"][-1]["total"] == 12


def test_hashtags_by_hand(answers: dict[str, Rows]) -> None:
    found = {row["hashtag"]: (row["tweets"], row["people"]) for row in answers["hashtags"]}
    assert (found["bread"], found["spring"], found["tour"], found["graphs"]) == ((7, 3), (5, 2), (2, 1), (2, 1))
    assert tuples(answers["hashtag_cooccurrence"]) == [
        ("bread", "spring", 5, 2),
        ("graphs", "paths", 1, 1),  # zed's are left out
        ("music", "tour", 1, 1),
        ("übung", "日本", 1, 1),
    ]
    (burst,) = answers["bursts"]
    assert (burst["tweets"], burst["people"]) == (5, 2)


def test_what_spreads_by_hand(scene: Scene, answers: dict[str, Rows]) -> None:
    cascades = {row["tweet"]: tuple(row.values())[1:] for row in answers["cascades"]}
    # Passed on by hana (three followers: ada, bob, finn) and ten hours later by ada (eight).
    assert cascades[scene.tweet("New album").id] == ("cleo", 2, 11, 10.0)
    assert scene.tweet("Árvíz").id not in cascades  # eva is protected
    talks = {row["tweet"]: tuple(row.values())[1:] for row in answers["conversations"]}
    assert talks == {
        scene.tweet("Hello!").id: ("ada", 2, 2, 2),
        scene.tweet("New album").id: ("cleo", 2, 2, 1),
        scene.tweet("Everybody here").id: ("ada", 2, 2, 2),
    }
    assert tuples(answers["mention_network"])[0] == ("bob", "ada", 2, 1)
    assert not any("eva" in pair[:2] for pair in tuples(answers["mention_network"]))
    assert tuples(answers["supporters"])[0] == ("hana", "cleo", 2, True)
    assert tuples(answers["rings"]) == [("ada", "bob", "cleo", 3)]
    assert tuples(answers["triangles"]) == [("ada", 6, 1), ("bob", 2, 1), ("hana", 2, 1)]


def test_reciprocity_and_following_back(scene: Scene, answers: dict[str, Rows]) -> None:
    follows = scene.follows
    returned = {(one, other) for one, other in follows if (other, one) in follows}
    assert (total(answers["reciprocity"], "follows"), total(answers["reciprocity"], "returned")) == (
        len(follows),
        len(returned),
    )
    _, followers = degrees(scene.all_follows)
    looked_at: Counter[int] = Counter()
    back: Counter[int] = Counter()
    for pair in follows:
        looked_at[class_of(followers[pair[1]])] += 1
        back[class_of(followers[pair[1]])] += pair in returned
    assert {row["followers"]: (row["looked_at"], row["followed_back"]) for row in answers["follow_back_rate"]} == {
        number: (looked_at[number], back[number]) for number in looked_at
    }


def test_degrees(scene: Scene, answers: dict[str, Rows]) -> None:
    following, followers = degrees(scene.all_follows)
    by_followers = Counter(class_of(followers[name]) for name in scene.active)
    by_following = Counter(class_of(following[name]) for name in scene.active)
    assert tuples(answers["degree_distribution"]) == [
        (number, by_followers[number], by_following[number]) for number in sorted({*by_followers, *by_following})
    ]


def test_communities(scene: Scene, answers: dict[str, Rows]) -> None:
    friends = {
        name: {other for other in scene.active if {(name, other), (other, name)} <= scene.follows}
        for name in scene.active
    }
    age = {name: at for at, name in enumerate(scene.active)}
    label = {name: name for name in friends}
    for _ in range(4):
        votes = {name: Counter([label[name], *(label[friend] for friend in friends[name])]) for name in friends}
        label = {name: min(counted, key=lambda each: (-counted[each], age[each])) for name, counted in votes.items()}
    groups = [[name for name in scene.active if label[name] == one] for one in set(label.values())]
    expected = sorted((-len(group), group[0], group) for group in groups if len(group) > 1)
    assert tuples(answers["communities"]) == [(name, -size, group) for size, name, group in expected]


def test_how_followees_are_tied(scene: Scene, answers: dict[str, Rows]) -> None:
    follows = scene.follows
    followees = {name: [other for one, other in follows if one == name] for name in scene.active}
    pairs = [pair for group in followees.values() for pair in combinations(group, 2)]
    tied = [pair for pair in pairs if pair in follows or pair[::-1] in follows]
    assert (total(answers["clustering"], "pairs"), total(answers["clustering"], "tied")) == (len(pairs), len(tied))
    ways = Counter(
        (over, (first, last) in follows) for first, over in follows for last in followees[over] if first != last
    )
    assert {row["username"]: (row["ways"], row["open"]) for row in answers["bridges"]} == {
        name: (ways[name, True] + ways[name, False], ways[name, False])
        for name in scene.active
        if ways[name, True] + ways[name, False]
    }


def test_shared_audiences(scene: Scene, answers: dict[str, Rows]) -> None:
    audience = {name: {one for one, other in scene.follows if other == name} for name in scene.active}
    expected = {
        (one, other): (
            len(audience[one] & audience[other]),
            round(len(audience[one] & audience[other]) / len(audience[one] | audience[other]), 3),
        )
        for one, other in combinations(scene.active, 2)
        if audience[one] & audience[other]
    }
    assert {
        (row["one"], row["other"]): (row["shared"], row["jaccard"]) for row in answers["shared_audience"]
    } == expected


def test_distances(scene: Scene, answers: dict[str, Rows]) -> None:
    ids = {name: identity for identity, name in scene.names.items()}
    drawn = sorted(scene.active, key=lambda name: (ids[name] // 4096 % 1009, ids[name]))

    def steps(one: str, other: str) -> int:
        reached = {one}
        for step in range(1, 6):
            reached |= {followee for follower, followee in scene.follows if follower in reached}
            if other in reached:
                return step
        return 0

    expected = Counter(steps(one, other) for one in drawn[:10] for other in drawn[10:])
    assert {row["steps"]: row["pairs"] for row in answers["distances"]} == expected


def test_when_people_write_and_are_answered(scene: Scene, answers: dict[str, Rows]) -> None:
    assert total(answers["writing_hours"], "tweets") == len(scene.tweets) == 25
    assert tuples(answers["concentration"])[-1] == (100, 12, 25, 1.0)
    # Five were answered within the hour, each by somebody else: hello, welcome, tour, path, how.
    assert tuples(answers["reply_times"]) == [(60, 5, 0.2), (None, 20, 0.8)]
    likes = Counter(like.tweet for like in scene.network.likes)
    by_likes = Counter(class_of(likes[tweet.id]) for tweet in scene.tweets)
    assert {row["reactions"]: row["by_likes"] for row in answers["engagement"] if row["by_likes"]} == by_likes


def test_who_comes_back(scene: Scene, answers: dict[str, Rows]) -> None:
    network, names = scene.network, scene.names
    acts = [(tweet.author, tweet.id) for tweet in network.tweets]
    acts += [(retweet.actor, retweet.id) for retweet in network.retweets]
    acts += [(like.actor, like.id) for like in network.likes]
    recent = [act for act in acts if names[act[0]] != GONE and milliseconds(act[1]) > scene.end - 30 * 24 * HOUR]
    assert {row["day"]: row["people"] for row in answers["active_people"]} == Counter(
        one for one, _ in {(day(identity), person) for person, identity in recent}
    )
    week = 7 * 24 * HOUR * 4096
    returned = {(person, (identity - person) // week) for person, identity in acts if names[person] != GONE}
    active = Counter(number for _, number in returned)
    assert total(answers["retention"], "people") % 12 == 0
    for number in {row["week"] for row in answers["retention"]}:
        assert sum(row["active"] for row in answers["retention"] if row["week"] == number) == active[number]


def test_feeds(scene: Scene, answers: dict[str, Rows]) -> None:
    assert total(answers["feed_health"], "people") == total(answers["silent_followees"], "people") == 11
    network, names = scene.network, scene.names
    newest: Counter[str] = Counter()
    for who, identity in [(tweet.author, tweet.id) for tweet in network.tweets if tweet.reply_to is None] + [
        (retweet.actor, retweet.id) for retweet in network.retweets
    ]:
        newest[names[who]] = max(newest[names[who]], milliseconds(identity))
    silent = [pair for pair in scene.follows if newest[pair[1]] < scene.end - 30 * 24 * HOUR]
    assert total(answers["silent_followees"], "looked_at") == len(scene.follows)
    assert total(answers["silent_followees"], "silent") == len(silent)
