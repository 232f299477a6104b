"""The verdict of a soak: noise passes; a leak, a slower end, an error and a rate that was not kept do not."""

import random

import msgspec
import pytest

from tests.bench.soak import IN_USE, Found, Window, aims, slope

MINUTES, WARM = 10.0, 2.0


def found(per_minute: float = 0.0, heap: float = 100.0, **changes: object) -> Found:
    """What ten minutes might leave; a process of 300 MB that leaks so many MB a minute, and starts with 100."""
    dice = random.Random(1)
    points = [
        (at / 30, 300.0 + per_minute * at / 30 + dice.gauss(0, 3) - 200 * max(0.0, 1 - at / 30)) for at in range(300)
    ]
    calm = Found(
        machine={},
        minutes=MINUTES,
        rate=150.0,
        kept=149.9,
        most=600.0,
        warm=WARM,
        windows=[Window(minutes=0.5, median=3.0, p99=20.0, count=4_500)],
        first_p99=20.0,
        last_p99=22.0,
        memory={"API": points, IN_USE: [(at, heap + 250 * dice.random()) for at, _ in points]},
        asked={"feed": 90_000},
        errors={},
    )
    return msgspec.structs.replace(calm, **changes)


def test_noise_and_a_warm_up_pass() -> None:
    assert all(aims(found()).values())


@pytest.mark.parametrize(
    "bad",
    [
        found(per_minute=2.0),
        found(last_p99=31.0),
        found(errors={"feed 503": 1}),
        found(kept=140.0),
        found(heap=300.0),
        found(most=180.0),
    ],
)
def test_what_is_wrong_is_found(bad: Found) -> None:
    assert list(aims(bad).values()).count(False) == 1


def test_a_few_odd_points_do_not_move_the_slope() -> None:
    line = [(float(at), 3.0 * at) for at in range(100)]
    odd = [(at, 10_000.0 if at in {7, 50} else size) for at, size in line]
    assert slope(odd) == pytest.approx(3.0, rel=0.05)
