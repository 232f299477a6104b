"""Generated networks: repeatable, skewed, in order of time; and the named cast."""

import hashlib
from collections import Counter
from statistics import median

import msgspec
import pytest

from graph.ids import EPOCH_MS, first_id_at
from graph.tweets.text import hashtags, mentions
from seeds import load, people, world
from seeds.circles import Circles
from seeds.network import Impossible, Network

END = EPOCH_MS + 500 * 86_400_000
SIZE = world.Size(people=600, follows=12, tweets=8, retweets=4, likes=12)


@pytest.fixture(scope="module")
def network() -> Network:
    return world.generate(SIZE, seed=7, end=END, readers={"reader_5": 5, "reader_200": 200, "reader_0": 0})


def ids(network: Network) -> list[int]:
    """Every id of a network."""
    tables = (network.people, network.follows, network.tweets, network.retweets, network.likes)
    return [row.id for rows in tables for row in rows]


def test_a_seed_repeats_and_another_differs(network: Network) -> None:
    again = world.generate(SIZE, seed=7, end=END, readers={"reader_5": 5, "reader_200": 200, "reader_0": 0})
    assert again == network
    assert world.generate(SIZE, seed=8, end=END).tweets != network.tweets


def test_sizes_are_as_asked(network: Network) -> None:
    assert len(network.people) == 603
    assert len(network.follows) == pytest.approx(600 * 12 + 205, rel=0.1)
    assert [len(network.tweets), len(network.retweets), len(network.likes)] == [4800, 2400, 7200]
    replies = sum(tweet.reply_to is not None for tweet in network.tweets)
    assert replies == pytest.approx(4800 / 5, rel=0.1)
    assert any(retweet.quote for retweet in network.retweets)
    assert any(mentions(tweet.content) for tweet in network.tweets)
    assert any(hashtags(tweet.content) for tweet in network.tweets)
    assert any(not tweet.content.isascii() for tweet in network.tweets)


def test_readers_follow_exactly_so_many(network: Network) -> None:
    followees = Counter(follow.follower for follow in network.follows)
    exact = {person.username: followees[person.id] for person in network.people if person.username.startswith("reader")}
    assert exact == {"reader_5": 5, "reader_200": 200, "reader_0": 0}


def test_degrees_are_skewed(network: Network) -> None:
    for degrees in (
        Counter(follow.followee for follow in network.follows),
        Counter(follow.follower for follow in network.follows),
        Counter(tweet.author for tweet in network.tweets),
        Counter(like.tweet for like in network.likes),
    ):
        assert max(degrees.values()) > 10 * median(degrees.values())
    celebrity = network.people[0].id
    followers = Counter(follow.followee for follow in network.follows)
    assert followers.most_common(1)[0][0] == celebrity
    assert followers[celebrity] > 200


def test_ids_are_unique_and_in_order_of_time(network: Network) -> None:
    every = ids(network)
    assert len(every) == len(set(every))
    assert max(every) < first_id_at(END)
    joined = {person.id for person in network.people}
    written = {tweet.id for tweet in network.tweets}
    assert all(follow.id > max(follow.follower, follow.followee) for follow in network.follows)
    assert all(tweet.reply_to is None or tweet.reply_to < tweet.id for tweet in network.tweets)
    assert all(row.id > row.tweet for rows in (network.retweets, network.likes) for row in rows)
    assert {follow.followee for follow in network.follows} <= joined
    assert {tweet.reply_to for tweet in network.tweets} - {None} <= written


def test_pairs_are_unique(network: Network) -> None:
    follows = [(follow.follower, follow.followee) for follow in network.follows]
    likes = [(like.actor, like.tweet) for like in network.likes]
    retweets = [(retweet.actor, retweet.tweet) for retweet in network.retweets]
    for pairs in (follows, likes, retweets):
        assert len(pairs) == len(set(pairs))
    assert all(follower != followee for follower, followee in follows)


def test_two_networks_share_no_id(network: Network) -> None:
    assert not set(ids(network)) & set(ids(world.generate(SIZE, seed=8, end=END)))


@pytest.mark.parametrize(
    ("size", "end", "readers"),
    [
        (world.Size(people=1), END, {}),
        (world.Size(people=2, likes=-1), END, {}),
        (world.Size(people=2, days=0), END, {}),
        (SIZE, EPOCH_MS, {}),
        (SIZE, END, {"reader": 601}),
        (SIZE, END, {"no": 1}),
        (SIZE, END, {"not a name": 1}),
    ],
)
def test_the_impossible_is_refused(size: world.Size, end: int, readers: dict[str, int]) -> None:
    with pytest.raises(Impossible):
        world.generate(size, seed=1, end=end, readers=readers)


def test_the_smallest_and_the_densest_network_can_be_made() -> None:
    assert world.generate(world.Size(people=2), seed=1, end=END).people
    dense = world.generate(world.Size(people=20, follows=19, celebrities=30), seed=1, end=END)
    assert max(Counter(follow.follower for follow in dense.follows).values()) <= 19
    nothing = world.generate(world.Size(people=5, follows=0, tweets=0), seed=1, end=END)
    assert not nothing.follows + nothing.tweets + nothing.retweets + nothing.likes


def test_the_cast_plays_its_parts() -> None:
    cast = people.cast(end=END, prefix="x_")
    name = {person.id: person.username.removeprefix("x_") for person in cast.people}
    assert set(name.values()) == set(people.NAMES)
    followees = Counter(name[follow.follower] for follow in cast.follows)
    followers = Counter(name[follow.followee] for follow in cast.follows)
    posts = Counter(name[tweet.author] for tweet in cast.tweets if tweet.reply_to is None)
    assert followees["dan"] == 0
    assert posts["dan"] > 0
    assert followers["finn"] == 0
    assert followers.most_common(1)[0][0] == "cleo"
    assert followers["gus"] > 0
    assert "gus" not in {name[tweet.author] for tweet in cast.tweets}
    assert posts["hana"] == 0
    assert "hana" in {name[retweet.actor] for retweet in cast.retweets}
    assert posts["ivo"] == 0
    assert len(ids(cast)) == len(set(ids(cast)))
    assert max(ids(cast)) < first_id_at(END)
    assert people.end_of(cast.people[0].id) == END
    mail = next(tweet for tweet in cast.tweets if "#42" in tweet.content)
    assert mentions(mail.content) == ["x_ada", "x_bob"]
    assert hashtags(mail.content) == ["hashtags"]
    with pytest.raises(Impossible):
        people.cast(end=EPOCH_MS)


def test_the_demo_ties_the_cast_to_a_crowd() -> None:
    network = load.demo(END)
    assert len(ids(network)) == len(set(ids(network)))
    assert all(follow.id > max(follow.follower, follow.followee) for follow in network.follows)
    ada = network.people[0]
    assert ada.username == people.DEMO
    assert sum(follow.follower == ada.id for follow in network.follows) > load.ADA_FOLLOWS


def test_without_circles_a_network_is_what_it_ever_was() -> None:
    rows = world.generate(world.Size(people=40, follows=6, tweets=3, retweets=2, likes=4), seed=9, end=END)
    digest = hashlib.sha256(msgspec.json.encode(rows)).hexdigest()[:16]
    assert digest == "14e3463714707289"
    assert load.world_key(world.Size(people=20), 1, "x_", {}) == "world/e158d8c207ea62e5b4c4c2c9e1911342"
    assert (
        load.world_key(world.Size(people=20, circles=Circles(count=2)), 1, "x_", {})
        != "world/e158d8c207ea62e5b4c4c2c9e1911342"
    )


def tied(network: Network) -> tuple[float, float]:
    """The share of follows that are returned, and of ways of two follows to the less famous that a third closes."""
    following: dict[int, set[int]] = {person.id: set() for person in network.people}
    for follow in network.follows:
        following[follow.follower].add(follow.followee)
    followers = Counter(follow.followee for follow in network.follows)
    common = 2 * len(network.follows) / len(network.people)
    returned = [follow.follower in following[follow.followee] for follow in network.follows]
    closed = [
        last in others
        for first, others in following.items()
        for other in others
        for last in following[other]
        if last != first and followers[last] <= common
    ]
    return sum(returned) / len(returned), sum(closed) / len(closed)


def test_circles_return_follows_and_close_ways() -> None:
    size = world.Size(people=1000, follows=12, tweets=1, retweets=0, likes=0)
    plain = world.generate(size, seed=7, end=END, readers={"reader_9": 9})
    circles = msgspec.structs.replace(size, circles=Circles(count=20))
    network = world.generate(circles, seed=7, end=END, readers={"reader_9": 9})
    assert len(network.follows) == pytest.approx(len(plain.follows), rel=0.15)
    assert len({(follow.follower, follow.followee) for follow in network.follows}) == len(network.follows)
    assert all(follow.id > max(follow.follower, follow.followee) for follow in network.follows)
    (returned, closed), (returned_before, closed_before) = tied(network), tied(plain)
    assert returned > 0.15 > 2 * returned_before
    assert closed > 2 * closed_before
    assert world.generate(circles, seed=7, end=END, readers={"reader_9": 9}) == network
    with pytest.raises(Impossible, match="circles"):
        world.generate(msgspec.structs.replace(size, circles=Circles(count=0)), seed=7, end=END)
