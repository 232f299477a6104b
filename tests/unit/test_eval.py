"""The evaluation of suggestions counts right, and hides what it says; compared with what is counted by hand."""

from math import isclose, log
from pathlib import Path

import pytest

from seeds.network import Follow, Network, Person
from tests.eval.networks import Unreadable, edges, generated, of_edges, split
from tests.eval.quality import ahead, quality, spread
from tests.eval.textbook import Ties, adamic_adar, methods, ours, over

ADA, BOB, CLEO, DAN, EVA, FINN = range(1, 7)
FOLLOWS = [(ADA, BOB), (ADA, CLEO), (BOB, DAN), (CLEO, DAN), (CLEO, EVA), (FINN, ADA), (EVA, DAN)]


@pytest.fixture
def ties() -> Ties:
    """Ada follows bob and cleo; both lead to dan, cleo to eva, too; finn follows ada."""
    people = [Person(one, f"p{one}", f"P {one}") for one in range(ADA, FINN + 1)]
    return Ties(Network(people, [Follow(at, *pair) for at, pair in enumerate(FOLLOWS, start=100)]))


def test_scores_by_hand(ties: Ties) -> None:
    suggest = methods(ties)
    assert suggest["common neighbours, along follows"](ADA) == [DAN, EVA]
    assert suggest["popularity"](ADA) == [DAN, EVA, FINN]  # three followers, one and none
    scores = over(ties.around, adamic_adar(ties), ADA)
    assert isclose(scores[DAN], 1 / log(2) + 1 / log(3))  # bob has two neighbours, cleo three
    assert isclose(scores[EVA], 1 / log(3))
    shares = over(ties.following, lambda between: 1 / len(ties.around[between]), ADA)
    assert isclose(shares[DAN], 1 / 2 + 1 / 3)
    own = ours(ties, ADA)
    assert isclose(own[DAN], 1 / log(3) + 1 / log(4))
    assert isclose(own[FINN], 1 / log(3))
    assert suggest["ours, without bounds"](ADA) == [DAN, FINN, EVA]


def test_nobody_is_suggested_to_themselves_or_twice(ties: Ties) -> None:
    for name, way in methods(ties).items():
        for reader in ties.people:
            shown = way(reader)
            assert reader not in shown, name
            assert not ties.following[reader] & set(shown), name
            assert len(shown) == len(set(shown)), name


def test_measures_by_hand() -> None:
    found = quality(
        {ADA: [DAN, EVA, FINN], BOB: [CLEO], CLEO: []},
        {ADA: {EVA, FINN, BOB}, BOB: {CLEO}, CLEO: {ADA}},
        {ADA: 2, BOB: 0, CLEO: 4, DAN: 5, EVA: 1, FINN: 0},
        people=10,
    )
    assert isclose(found.recall, (2 / 3 + 1 + 0) / 3)
    assert isclose(found.mrr, (1 / 2 + 1 + 0) / 3)
    assert isclose(found.coverage, 0.4)
    assert isclose(found.bias, ((5 + 1 + 0 + 4) / 4) / ((1 + 0 + 0 + 4 + 2) / 5))


def test_spreads_and_who_is_ahead() -> None:
    assert (spread([1.0, 2.0, 3.0]).mean, spread([1.0, 2.0, 3.0]).deviation, spread([4.0]).deviation) == (2.0, 1.0, 0.0)
    assert ahead([0.3, 0.4], [0.2, 0.3])[0]
    assert not ahead([0.3, 0.2], [0.1, 0.2])[0]


def test_a_tenth_is_hidden_and_the_same_again() -> None:
    network = of_edges([(str(one), str(other)) for one in range(40) for other in range(40) if one != other], seed=3)
    first, again = split(network, seed=3), split(network, seed=3)
    assert first == again != split(network, seed=4)
    hidden = {(one, other) for one, others in first.hidden.items() for other in others}
    kept = {(follow.follower, follow.followee) for follow in first.network.follows}
    assert len(hidden) == 156
    assert not hidden & kept
    assert len(hidden | kept) == 40 * 39
    both = split(network, seed=3, together=True)
    pairs = {(one, other) for one, others in both.hidden.items() for other in others}
    assert len(pairs) == 156
    assert all((other, one) in pairs for one, other in pairs)


def test_networks_fit_into_one_graph() -> None:
    networks = [generated(seed) for seed in (1, 2, 3)]
    assert len({person.id for network in networks for person in network.people}) == sum(
        len(network.people) for network in networks
    )


def test_a_file_of_edges_is_read(tmp_path: Path) -> None:
    file = tmp_path / "edges.txt"
    file.write_text("# who follows whom\nada bob\nbob,cleo 3\nada\tbob\ncleo cleo\n\n", encoding="utf-8")
    assert edges(file) == [("ada", "bob"), ("bob", "cleo")]
    network = of_edges(edges(file), seed=2)
    assert {person.name for person in network.people} == {"ada", "bob", "cleo"}
    assert len({person.id for person in network.people}) == 3
    for text, sentence in (("ada\n", "line 1: two names"), ("# nothing\n", "no line has an edge")):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(Unreadable, match=sentence):
            edges(file)
