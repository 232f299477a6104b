"""Pauses between the tries of a task, and the times of the broker."""

from graph.client import DEADLINE
from tasks.broker import HOLD_MS, IDLE_MS, broker, hold_ms, settings
from tasks.retries import LONGEST_MS, pause_ms
from tasks.scheduler import heartbeat
from tasks.stream import READ_COUNT


def test_pauses_double_to_an_hour_and_differ() -> None:
    for attempts, middle in ((1, 5_000), (2, 10_000), (5, 80_000), (40, LONGEST_MS)):
        pauses = [pause_ms(attempts, first_ms=5_000) for _ in range(200)]
        assert middle * 0.74 < min(pauses) < max(pauses) < middle * 1.26
        assert len(set(pauses)) > 50


def test_the_broker_is_set_up_against_what_is_known_of_it() -> None:
    assert broker.maxlen is None  # trimming a pending entry kills workers
    assert broker.consumer_id == "0"
    assert broker.count == READ_COUNT <= 10  # what a dead worker strands
    assert broker.idle_timeout == IDLE_MS > 2 * settings.task_seconds * 1000  # the longest run and the longest wait
    assert settings.task_seconds * 1000 < HOLD_MS < IDLE_MS
    # However short runs are, Neo4j has its time to note that one has ended: or a mail would be sent again meanwhile.
    assert all(hold_ms(seconds) > (seconds + DEADLINE) * 1000 for seconds in (1, settings.task_seconds, 600))
    assert IDLE_MS + 5_000 < 60_000  # recovered within a minute, with the heartbeat
    assert heartbeat.labels["schedule"] == [{"interval": 5}]
