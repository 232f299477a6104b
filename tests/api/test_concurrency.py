"""The same thing two hundred times at once, over both processes: it happens once, and nothing is lost."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import httpx
import pytest

from graph.client import Graph
from graph.engagement import repository as engagement
from graph.records import Record
from graph.tweets import repository as tweets
from seeds.network import Network
from tests.fixtures import Headers, SignIn, stated
from tests.model.acting import BOUNDS, Acting, Bound
from tests.model.reading import downwards, home_of

AT_ONCE = 200
TURNS = 12

TIES = stated(
    "ties",
    """
    RETURN
      COUNT { MATCH ()-[tie:LIKED]->() WHERE tie.user_id = $one AND tie.tweet_id = $tweet } AS likes,
      COUNT { MATCH (:User {id: $one})-[:LIKED]->(:Tweet {id: $tweet}) } AS likes_between,
      COUNT { MATCH ()-[tie:RETWEETED]->() WHERE tie.actor_id = $one AND tie.tweet_id = $tweet } AS retweets,
      COUNT { MATCH (:User {id: $one})-[:RETWEETED]->(:Tweet {id: $tweet}) } AS retweets_between,
      COUNT { MATCH ()-[tie:FOLLOWS]->() WHERE tie.follower_id = $one AND tie.followee_id = $other } AS follows,
      COUNT { MATCH (:User {id: $one})-[:FOLLOWS]->(:User {id: $other}) } AS follows_between
    """,
)
# The first line waits for, and holds off, everybody who moves the bound: what is read below it belongs together.
HELD = stated(
    "held",
    """
    MATCH (person:User {id: $id}) SET person:User
    WITH person
    CALL (person) {
      MATCH (tweet:Tweet) WHERE tweet.feed_author_id = person.id AND tweet.id > 0
      RETURN tweet.id AS entry
      UNION ALL
      MATCH ()-[retweet:RETWEETED]->(:Tweet) WHERE retweet.actor_id = person.id AND retweet.id > 0
      RETURN retweet.id AS entry
    }
    RETURN person.id AS id, person.last_post_id AS last_post_id, max(entry) AS newest
    """,
)
Send = Callable[[], Awaitable[httpx.Response]]


class Ties(Record):
    """How many relationships there are, by their keys and by their ends."""

    likes: int
    likes_between: int
    retweets: int
    retweets_between: int
    follows: int
    follows_between: int


class Held(Bound):
    """A bound with the newest visible entry, below which it must not fall."""

    newest: int | None


@pytest.fixture
async def acting(graph: Graph) -> Acting:
    """Three people, and forty tweets of the second one."""
    made = Acting(graph)
    people = made.new_people(3)
    await made.load(Network(people, tweets=made.new_tweets([people[1].id] * 40)))
    return made


async def at_once(count: int, send: Send) -> Counter[int]:
    """How often each status was answered."""
    answers = await asyncio.gather(*(send() for _ in range(count)))
    assert all(answer.status_code < 300 for answer in answers), Counter(answer.text for answer in answers)
    return Counter(answer.status_code for answer in answers)


def posting(http: httpx.AsyncClient, path: str, headers: Headers, body: object = None) -> Send:
    """A POST to send many times."""
    return lambda: http.post(path, headers=headers, json=body)


async def test_two_hundred_likes_follows_and_retweets_at_once(
    acting: Acting, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    one, other, _ = acting.people
    headers, tweet = await sign_in(one), next(iter(acting.plain.authors))
    for path in (f"/tweets/{tweet}/likes/", f"/users/{acting.names[other]}/follow/", f"/tweets/{tweet}/retweets/"):
        answers = await at_once(AT_ONCE, posting(http, path, headers))
        assert answers == {201: 1, 200: AT_ONCE - 1}, path
    (found,) = await acting.graph.read(TIES, Ties, one=one, other=other, tweet=tweet)
    assert found == Ties(likes=1, likes_between=1, retweets=1, retweets_between=1, follows=1, follows_between=1)


async def test_posts_at_once_leave_the_newest_as_bound(
    acting: Acting, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    one, _, reader = acting.people
    headers, shown = await sign_in(one), list(acting.plain.authors)
    await acting.follow(reader, one)
    publishing = posting(http, "/tweets/", headers, {"content": "at once"})
    sends = [publishing] * 100 + [posting(http, f"/tweets/{tweet}/retweets/", headers) for tweet in shown]
    sends += [posting(http, f"/tweets/{tweet}/retweets/", headers) for tweet in shown[:10]]
    answers = await asyncio.gather(*(send() for send in sends[::3] + sends[1::3] + sends[2::3]))
    assert Counter(answer.status_code for answer in answers) == {201: 100 + len(shown), 200: 10}
    made = {answer.json()["id"] for answer in answers}
    assert len(made) == 100 + len(shown)
    entries = await downwards(home_of(acting.graph, reader), 37)
    assert [entry.id for entry in entries] == sorted(made, reverse=True)
    (bound,) = await acting.graph.read(BOUNDS, Bound, people=[one])
    assert bound.last_post_id == max(made)


class Busy:
    """One person who does several things at once, and whose bound is looked at meanwhile."""

    def __init__(self, acting: Acting) -> None:
        self.graph = acting.graph
        self.one, self.other, _ = acting.people
        self.ended = asyncio.Event()

    async def back_and_forth(self, tweet: int) -> None:
        """Pass a tweet on and take it back."""
        for _ in range(TURNS):
            await engagement.retweet(self.graph, viewer_id=self.one, tweet_id=tweet, quote=None)
            await engagement.unretweet(self.graph, viewer_id=self.one, tweet_id=tweet)

    async def write_and_delete(self) -> None:
        """Write and delete."""
        for _ in range(TURNS):
            tweet = await tweets.publish(self.graph, viewer_id=self.one, content="for a moment")
            await tweets.remove(self.graph, viewer_id=self.one, tweet_id=tweet.id)

    async def write(self) -> None:
        """Write."""
        for _ in range(TURNS):
            await tweets.publish(self.graph, viewer_id=self.one, content="to stay")

    async def lose(self) -> None:
        """Pass on what its author deletes then."""
        for _ in range(TURNS // 2):
            tweet = await tweets.publish(self.graph, viewer_id=self.other, content="soon gone")
            await engagement.retweet(self.graph, viewer_id=self.one, tweet_id=tweet.id, quote=None)
            await tweets.remove(self.graph, viewer_id=self.other, tweet_id=tweet.id)
            await tweets.sweep(self.graph, tweet_id=tweet.id)

    async def held(self) -> Held:
        """The bound and the newest entry, at one moment."""
        rows = await self.graph.write(HELD, Held, id=self.one)
        return rows[0]

    async def watch(self) -> int:
        """Look until it is over; how often that was."""
        looks = 0
        while not self.ended.is_set():
            held = await self.held()
            assert (held.last_post_id or 0) >= (held.newest or 0)
            looks += 1
        return looks


async def test_the_bound_is_never_below_what_is_visible(acting: Acting) -> None:
    busy, shown = Busy(acting), list(acting.plain.authors)[:6]
    await tweets.publish(acting.graph, viewer_id=busy.one, content="the first one")
    watching = asyncio.create_task(busy.watch())
    try:
        await asyncio.gather(*map(busy.back_and_forth, shown), busy.write_and_delete(), busy.write(), busy.lose())
    finally:
        busy.ended.set()
    assert await watching > 10
    held = await busy.held()
    assert (held.last_post_id or 0) >= (held.newest or 0)
