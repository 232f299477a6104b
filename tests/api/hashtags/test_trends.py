"""Trends against a scenario checked by hand: a burst beats a steady hashtag, one person's hundred tweets are none."""

import secrets
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any, NamedTuple

import httpx
import pytest
from taskiq.schedule_sources import LabelScheduleSource

from graph.client import Graph
from graph.ids import first_id_at, now_ms
from graph.records import Instant, Record
from graph.trends import repository
from graph.trends.repository import Span
from seeds import load
from seeds.network import Follow, Network, Person, Tweet
from tasks.broker import broker
from tasks.trends import compute
from tests.fixtures import stated

pytestmark = pytest.mark.alone  # there is one answer for everybody, which each test finds anew

HOUR = 3_600_000
MINUTE = 60_000
STATUS = stated("status", "UNWIND $ids AS id MATCH (person:User {id: id}) SET person.status = $status")

FORGET = stated("forget", "MATCH ()-[tagged:TAGGED]->() WHERE tagged.hashtag IN $names DELETE tagged")


class Scenario(NamedTuple):
    """A network that nobody else has, and the moment up to which it was looked at."""

    prefix: str
    now: int
    people: list[Person]


class Made:
    """Ids of a moment, all different."""

    def __init__(self) -> None:
        self._taken = secrets.randbelow(1000)

    def at(self, unix_ms: int) -> int:
        """One more id of a moment."""
        self._taken += 1
        return first_id_at(unix_ms) + self._taken % 4096


@pytest.fixture
async def scenario(graph: Graph) -> AsyncIterator[Scenario]:
    """Five people say #steady each hour; four say #burst now; one says #loud a hundred times, and two #pair.

    Its hashtags go at the end: but thirty trends are kept, and each test has its own.
    """
    now, ids, prefix = now_ms(), Made(), f"tr{secrets.token_hex(4)}"
    people = [Person(ids.at(now - 30 * 24 * HOUR + n), f"{prefix}{n}", "Somebody") for n in range(6)]
    follows = [Follow(ids.at(now - 29 * 24 * HOUR + n), people[n].id, people[n - 1].id) for n in range(6)]

    def said(ago: int, who: int, tag: str) -> Tweet:
        return Tweet(ids.at(now - ago - who), people[who].id, f"#{prefix}{tag}")

    steady = [said(hour * HOUR + 10 * MINUTE, who, "steady") for hour in range(25) for who in range(5)]
    burst = [said(5 * MINUTE, who, "burst") for who in range(4)] + [said(3 * HOUR, 5, "burst")]
    loud = [said(MINUTE + 10 * n, 0, "loud") for n in range(100)]
    pair = [said(2 * MINUTE, who, "pair") for who in range(2)]
    await load.load(graph, Network(people, follows, [*steady, *burst, *loud, *pair]), key=f"trends/{prefix}")
    await repository.compute(graph, window="hour", now_ms=now)
    yield Scenario(prefix, now, people)
    names = [f"{prefix}{tag}" for tag in ("steady", "burst", "loud", "pair", "spam", "grown", "slow")]
    await graph.write(FORGET, Record, names=names)


async def found(graph: Graph, prefix: str, window: Span = "hour") -> dict[str, int]:
    """The scenario's trends in their order, with their people."""
    mine = [
        each
        for each in (await repository.current(graph, viewer_id=None, window=window)).trends
        if each.name.startswith(prefix)
    ]
    return {each.name.removeprefix(prefix): each.people_count for each in mine}


async def test_a_burst_beats_a_steady_tag(graph: Graph, scenario: Scenario, client: httpx.AsyncClient) -> None:
    # burst: 4 people, usually 1/24: (4 - 0.04) / sqrt(1.04) = 3.88. steady: 5 people, usually 5: 0, which is no trend.
    assert await found(graph, scenario.prefix) == {"burst": 4}
    answer = (await client.get("/trends/")).json()
    assert answer["as_of"] is not None
    assert {"name": f"{scenario.prefix}burst", "tweets_count": 5, "people_count": 4} in answer["trends"]


async def test_what_is_said_by_more_than_usual_rises(graph: Graph, scenario: Scenario) -> None:
    # A sixth person joins #steady: (6 - 5) / sqrt(6) = 0.41 is not enough.
    more = Tweet(first_id_at(scenario.now - MINUTE) + 7, scenario.people[5].id, f"#{scenario.prefix}steady")
    await load.load(graph, Network(tweets=[more]), key=f"trends/{more.id}")
    await repository.compute(graph, window="hour", now_ms=scenario.now + 1)
    assert await found(graph, scenario.prefix) == {"burst": 4}
    # The day before, five people said #steady and nobody #burst, and nobody anything before: (6 - 5/7) / sqrt(1 + 5/7)
    # = 4.04, and 5.
    await repository.compute(graph, window="day", now_ms=scenario.now + 1)
    assert list((await found(graph, scenario.prefix, "day")).items()) == [("burst", 5), ("steady", 6)]


async def test_the_order_of_an_hour_by_hand(graph: Graph, scenario: Scenario) -> None:
    """Written down before it was run; each line says how many people now, how many usually, and the score.

    The score is (now - usual) / sqrt(usual + 1), each of these people counts whole, and below 1 is no trend.
    """
    ids = Made()

    def said(ago: int, who: int, tag: str) -> Tweet:
        return Tweet(ids.at(scenario.now - ago - who), scenario.people[who].id, f"#{scenario.prefix}{tag}")

    # spam: three people, thirty-four times each, are three and no hundred: (3 - 0) / 1 = 3.
    spam = [said(MINUTE + 10 * n, who, "spam") for n in range(34) for who in range(3)]
    # grown: six now, and one of them every other hour of the last day: (6 - 0.5) / sqrt(1.5) = 4.49.
    grown = [said(MINUTE, who, "grown") for who in range(6)]
    grown += [said(hour * HOUR + 30 * MINUTE, 0, "grown") for hour in range(1, 25, 2)]
    # slow: four now and two in each hour before: (4 - 2) / sqrt(3) = 1.15, and it takes more tweets than all but spam.
    slow = [said(MINUTE, who, "slow") for who in range(4)]
    slow += [said(hour * HOUR + 30 * MINUTE, who, "slow") for hour in range(1, 25) for who in range(2)]
    # burst, of the fixture: four now, once before: (4 - 1/24) / sqrt(1 + 1/24) = 3.88. steady: five, as always: 0.
    # loud: one person, a hundred times; pair: two people. A trend takes three.
    await load.load(graph, Network(tweets=[*spam, *grown, *slow]), key=f"trends/{scenario.prefix}/more")
    await repository.compute(graph, window="hour", now_ms=scenario.now + 1)
    assert list((await found(graph, scenario.prefix)).items()) == [
        ("grown", 6),  # 4.49
        ("burst", 4),  # 3.88
        ("spam", 3),  # 3.00
        ("slow", 4),  # 1.15
    ]


async def test_the_order_of_a_day_by_hand(graph: Graph, scenario: Scenario) -> None:
    """The same score over days: the usual is that of the seven days before."""
    ids = Made()

    def said(days: int, who: int, tag: str) -> Tweet:
        moment = scenario.now - days * 24 * HOUR - 12 * HOUR
        return Tweet(ids.at(moment - who), scenario.people[who].id, f"#{scenario.prefix}{tag}")

    # slow: five people each day: (5 - 5) / sqrt(6) = 0.
    # grown: five today, one on each day before: (5 - 1) / sqrt(2) = 2.83.
    slow = [said(days, who, "slow") for days in range(8) for who in range(5)]
    grown = [said(0, who, "grown") for who in range(5)] + [said(days, 0, "grown") for days in range(1, 8)]
    # spam: three people today: 3. burst, of the fixture: five people within the day, none before: 5.
    # steady: for a day and an hour, so five people today and on the day before: (5 - 5/7) / sqrt(1 + 5/7) = 3.27.
    spam = [said(0, who, "spam") for who in range(3)]
    await load.load(graph, Network(tweets=[*slow, *grown, *spam]), key=f"trends/{scenario.prefix}/days")
    await repository.compute(graph, window="day", now_ms=scenario.now + 1)
    assert list((await found(graph, scenario.prefix, "day")).items()) == [
        ("burst", 5),  # 5.00
        ("steady", 5),  # 3.27
        ("spam", 3),  # 3.00
        ("grown", 5),  # 2.83
    ]


async def test_hidden_people_do_not_count(graph: Graph, scenario: Scenario) -> None:
    some = [person.id for person in scenario.people[:2]]
    await graph.write(STATUS, Record, ids=some, status="suspended")
    await repository.compute(graph, window="hour", now_ms=scenario.now + 1)
    assert await found(graph, scenario.prefix) == {}  # two are left, and a trend takes three
    await graph.write(STATUS, Record, ids=some, status="active")
    await repository.compute(graph, window="hour", now_ms=scenario.now + 1)
    assert await found(graph, scenario.prefix) == {"burst": 4}
    # What nobody may see any more is gone before the next run.
    await graph.write(STATUS, Record, ids=[person.id for person in scenario.people], status="suspended")
    assert await found(graph, scenario.prefix) == {}


async def test_accounts_that_nobody_follows_count_half(graph: Graph, scenario: Scenario) -> None:
    ids = Made()
    strangers = [Person(ids.at(scenario.now - 40 * 24 * HOUR + n), f"{scenario.prefix}s{n}", "Bot") for n in range(7)]
    spam = [
        Tweet(ids.at(scenario.now - MINUTE - n), each.id, f"#{scenario.prefix}spam") for n, each in enumerate(strangers)
    ]
    await load.load(graph, Network(strangers, [], spam), key=f"trends/{scenario.prefix}/spam")
    await repository.compute(graph, window="hour", now_ms=scenario.now + 1)
    assert list((await found(graph, scenario.prefix)).items()) == [("burst", 4), ("spam", 7)]  # 3.88 and 7 / 2


async def test_an_earlier_run_undoes_nothing(graph: Graph, scenario: Scenario) -> None:
    await repository.compute(graph, window="hour", now_ms=scenario.now - HOUR)
    assert await found(graph, scenario.prefix) == {"burst": 4}


async def test_a_task_finds_them(graph: Graph, scenario: Scenario) -> None:
    await graph.write(stated("none", "MATCH (trends:Trends) DETACH DELETE trends"), Record)
    assert await found(graph, scenario.prefix) == {}
    context: Any = SimpleNamespace(state=SimpleNamespace(graph=graph))
    await compute.original_func("hour", context)
    assert await found(graph, scenario.prefix) == {"burst": 4}


async def test_both_windows_are_found_by_the_schedule(graph: Graph) -> None:
    """As the scheduler reads it: each entry is a task that a worker can run."""
    source = LabelScheduleSource(broker)
    await source.startup()
    tasks = [task for task in await source.get_schedules() if task.task_name == "trends.compute"]
    assert {(task.cron, task.kwargs["window"]) for task in tasks} == {("* * * * *", "hour"), ("*/10 * * * *", "day")}
    context: Any = SimpleNamespace(state=SimpleNamespace(graph=graph))
    for task in tasks:
        before = now_ms()
        await compute.original_func(**task.kwargs, context=context)
        as_of = (await repository.current(graph, viewer_id=None, window=task.kwargs["window"])).as_of
        assert as_of is not None
        assert as_of >= Instant.from_ms(before)
