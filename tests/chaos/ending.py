"""What the graph and Redis hold: whether late work is done, and all that a run has left when it is over."""

import redis.asyncio as redis
from redis.exceptions import RedisError, ResponseError

from graph.client import Graph
from graph.errors import GraphError
from graph.ids import first_id_at, milliseconds
from graph.records import Record
from tasks.stream import GROUP, QUEUE
from tests.chaos.history import Ended, Person, Tweet, now
from tests.fixtures import stated

WAITING = stated(
    "waiting",
    """
    RETURN
      COUNT { MATCH (event:Outbox) WHERE event.id >= $first } AS waiting,
      COUNT { MATCH (event:SetAside) WHERE event.id >= $first } AS failing,
      COUNT { MATCH (event:DeadLetter) WHERE event.id >= $first } AS dead,
      COUNT { MATCH (tweet:ScheduledTweet) WHERE tweet.id >= $first AND tweet.due_id < $due } AS scheduled
    """,
)
PEOPLE = stated(
    "people",
    """
    MATCH (person:User) WHERE person.username_key STARTS WITH $prefix
    RETURN
      person.username AS name,
      person.status AS status,
      COLLECT {
        MATCH (n:Notification)-[:TO]->(person) WHERE NOT EXISTS { (n)-[:ABOUT]->() } RETURN [n.verb, toString(n.id)]
      } AS notices,
      COLLECT { MATCH (person)-[:FOLLOWS]->(other) RETURN other.username } AS follows
    """,
)
TWEETS = stated(
    "tweets",
    """
    MATCH (author:User)-[:POSTED]->(tweet:Tweet) WHERE author.username_key STARTS WITH $prefix
    RETURN
      tweet.id AS id,
      split(tweet.content, ' ')[0] AS mark,
      author.username AS author,
      COLLECT { MATCH (person)-[:LIKED]->(tweet) RETURN coalesce(person.username, '') } AS likers,
      COLLECT { MATCH (person)-[:BOOKMARKED]->(tweet) RETURN coalesce(person.username, '') } AS keepers,
      COLLECT {
        MATCH (tweet)<-[:ABOUT]-(n:Notification {verb: 'mentioned'})-[:TO]->(person) RETURN person.username
      } AS mentioned
    """,
)
LEFT = stated(
    "left",
    """
    UNWIND $ids AS id
    CALL (id) {
      MATCH (n:User {id: id}) RETURN 'User' AS what
      UNION ALL MATCH (n:Credential {user_id: id}) RETURN 'Credential' AS what
      UNION ALL MATCH (n:Session) WHERE n.user_id = id RETURN 'Session' AS what
      UNION ALL MATCH (n:Tweet) WHERE n.author_id = id AND n.id > 0 RETURN 'Tweet' AS what
      UNION ALL MATCH (n:Notification) WHERE n.receiver_id = id RETURN 'Notification' AS what
    }
    RETURN what, count(*) AS found
    """,
)
TOMBSTONES = stated(
    "tombstones", "MATCH (n:Tombstone) WHERE n.id >= $first RETURN count(n) AS found, 'Tombstone' AS what"
)
BURDEN = stated(
    "burden",
    """
    MATCH (author:User {id: $user_id})
    UNWIND $ids AS id
    CREATE (tweet:Tweet {id: id, content: 'burden', author_id: author.id, feed_author_id: author.id, keywords: '',
      created_at: datetime()})
    CREATE (author)-[:POSTED]->(tweet)
    """,
)


class Waits(Record):
    """How much is to be done."""

    waiting: int
    failing: int
    dead: int
    scheduled: int


class Found(Record):
    """How much there is of what."""

    what: str
    found: int


class Somebody(Record):
    """A person, as the graph has them."""

    name: str
    status: str
    notices: list[tuple[str, str]]
    follows: list[str]


class Written(Record):
    """A tweet, as the graph has it."""

    id: int
    mark: str
    author: str
    likers: list[str]
    keepers: list[str]
    mentioned: list[str]


class Eyes:
    """Looks at a graph and a Redis from outside; what came into the graph before `since` is not looked at."""

    def __init__(self, graph: Graph, client: redis.Redis, *, prefix: str, since: float) -> None:
        self._graph = graph
        self._client = client
        self._prefix = prefix
        self._first = first_id_at(int(since * 1000))

    async def waits(self) -> Waits:
        """How much is to be done now. Raises GraphError."""
        due = first_id_at(int(now() * 1000))
        return (await self._graph.read(WAITING, Waits, first=self._first, due=due))[0]

    async def quiet(self, *, scheduled: bool) -> bool:
        """Whether no late work is left, nor, if asked, a scheduled tweet that is due; False while Neo4j is away."""
        try:
            waits = await self.waits()
        except GraphError:
            return False
        return not (waits.waiting or waits.failing or (scheduled and waits.scheduled))

    async def stream(self) -> tuple[int, int] | None:
        """Length and pending entries of the stream; None while Redis does not answer."""
        try:
            length = await self._client.xlen(QUEUE)
            pending = (await self._client.xpending(QUEUE, GROUP))["pending"]
        except ResponseError:  # no group yet
            return 0, 0
        except (RedisError, OSError):
            return None
        return int(length), int(pending)

    async def burden(self, user_id: int, count: int) -> None:
        """Give somebody tweets; nothing if the graph is away."""
        try:
            ids = [self._graph.next_id() for _ in range(count)]
            await self._graph.write(BURDEN, Record, user_id=user_id, ids=ids)
        except GraphError:
            return

    async def ended(self, deleted: list[int]) -> Ended:
        """All that a run has left."""
        graph, prefix = self._graph.within(60), self._prefix.lower()
        waits = await self.waits()
        people = await graph.read(PEOPLE, Somebody, prefix=prefix)
        tweets = await graph.read(TWEETS, Written, prefix=prefix)
        left = await graph.read(LEFT, Found, ids=deleted)
        left += await graph.read(TOMBSTONES, Found, first=self._first)
        length, pending = await self.stream() or (-1, -1)
        return Ended(
            at=now(),
            people=[
                Person(
                    name=each.name,
                    status=each.status,
                    notices=[(verb, int(id_)) for verb, id_ in each.notices],
                    follows=each.follows,
                )
                for each in people
            ],
            tweets=[
                Tweet(
                    id=each.id,
                    mark=each.mark,
                    author=each.author,
                    created_ms=milliseconds(each.id),
                    likers=each.likers,
                    keepers=each.keepers,
                    mentioned=each.mentioned,
                )
                for each in tweets
            ],
            left={each.what: each.found for each in left},
            waiting=waits.waiting,
            failing=waits.failing,
            dead=waits.dead,
            scheduled=waits.scheduled,
            length=length,
            pending=pending,
        )
