"""A person with a hundred thousand of everything, in the benchmark's graph; made once and kept."""

from graph.client import Graph
from graph.ids import first_id_at
from graph.records import Record
from graph.statements import Statement
from tests.fixtures import stated

FANS = 100_000
DEPTH = 1_000  # of the long thread
BATCH = 10_000
BASE = first_id_at(1_740_000_000_000)  # long before the generated network
STAR = BASE - 1
TWEET = BASE - 2
UNREAD = 10  # one notification of so many is unread
KIND = 1_000_000  # ids of one kind lie together: more than there are fans
FOLLOWS, LIKES, RETWEETS, REPLIES, QUOTES, POSTS, BOOKMARKS, NOTICES, CHAIN = (
    BASE + KIND * number for number in range(1, 10)
)
FAN = "UNWIND range($first, $first + $count - 1) AS at MATCH (fan:User {id: $base + at})"
AT = "created_at: datetime({epochMillis: ($own + at) / 4096 + 1735689600000})"


class Made(Record):
    """What is there."""

    there: bool


def _part(name: str, own: int, text: str) -> tuple[int, Statement]:
    return own, stated(name, text.replace("$FAN", FAN).replace("$AT", AT))


THERE = stated("there", "RETURN EXISTS { MATCH (:ImportedFile {key: 'bench/crowd'}) } AS there")
MARK = stated("mark", "MERGE (:ImportedFile {key: 'bench/crowd', rows: 1})")
BEGIN = stated(
    "begin",
    """
    MERGE (star:User {id: $star})
    SET star += {username: 'bench_star', username_key: 'bench_star', name: 'Star', bio: '', status: 'active',
                 staff: false, created_at: datetime()}
    MERGE (tweet:Tweet {id: $tweet})
    SET tweet += {content: 'Hello', author_id: $star, feed_author_id: $star, created_at: datetime()}
    MERGE (star)-[:POSTED]->(tweet)
    """,
)
PARTS = (
    _part(
        "fans",
        BASE,
        """
        UNWIND range($first, $first + $count - 1) AS at
        CREATE (:User {id: $own + at, username: 'bench_fan_' + at, username_key: 'bench_fan_' + at, name: 'Fan ' + at,
                       bio: '', status: 'active', staff: false, $AT})
        """,
    ),
    _part(
        "follows",
        FOLLOWS,
        """
        MATCH (star:User {id: $star}) $FAN
        CREATE (fan)-[:FOLLOWS {id: $own + at, follower_id: fan.id, followee_id: $star, $AT}]->(star)
        """,
    ),
    _part(
        "likes",
        LIKES,
        """
        MATCH (tweet:Tweet {id: $tweet}) $FAN
        CREATE (fan)-[:LIKED {id: $own + at, user_id: fan.id, tweet_id: $tweet, $AT}]->(tweet)
        """,
    ),
    _part(
        "retweets",
        RETWEETS,
        """
        MATCH (tweet:Tweet {id: $tweet}) $FAN
        CREATE (fan)-[:RETWEETED {id: $own + at, actor_id: fan.id, tweet_id: $tweet, $AT}]->(tweet)
        """,
    ),
    _part(
        "replies",
        REPLIES,
        """
        MATCH (tweet:Tweet {id: $tweet}) $FAN
        CREATE (reply:Tweet {id: $own + at, content: 'A reply', author_id: fan.id,
                             parent_id: $tweet, root_id: $tweet, $AT})
        CREATE (fan)-[:POSTED]->(reply)
        CREATE (reply)-[:REPLY_TO]->(tweet)
        """,
    ),
    _part(
        "quotes",
        QUOTES,
        """
        MATCH (tweet:Tweet {id: $tweet}) $FAN
        CREATE (quote:Tweet {id: $own + at, content: 'A quote', author_id: fan.id, feed_author_id: fan.id,
                             quoted_id: $tweet, $AT})
        CREATE (fan)-[:POSTED]->(quote)
        CREATE (quote)-[:QUOTES]->(tweet)
        SET fan.last_post_id = quote.id
        """,
    ),
    _part(
        "posts",
        POSTS,
        """
        UNWIND range($first, $first + $count - 1) AS at
        MATCH (star:User {id: $star})
        CREATE (post:Tweet {id: $own + at, content: 'A tweet', author_id: $star, feed_author_id: $star, $AT})
        CREATE (star)-[:POSTED]->(post)
        SET star.last_post_id = post.id
        """,
    ),
    _part(
        "bookmarks",
        BOOKMARKS,
        """
        UNWIND range($first, $first + $count - 1) AS at
        MATCH (star:User {id: $star})
        MATCH (reply:Tweet {id: $replies + at})
        CREATE (star)-[:BOOKMARKED {id: $own + at, user_id: $star, tweet_id: reply.id, $AT}]->(reply)
        """,
    ),
    _part(
        "notices",
        NOTICES,
        """
        MATCH (star:User {id: $star}) MATCH (tweet:Tweet {id: $tweet}) $FAN
        CREATE (notice:Notification {id: $own + at, key: $star + ':liked:' + fan.id + ':' + $tweet, receiver_id: $star,
                                     verb: 'liked', read: at % $unread <> 0, $AT})
        CREATE (notice)-[:TO]->(star)
        CREATE (notice)-[:FROM]->(fan)
        CREATE (notice)-[:ABOUT]->(tweet)
        """,
    ),
)
THREAD = stated(
    "thread",
    """
    UNWIND range(0, $depth - 1) AS at
    MATCH (fan:User {id: $base + at})
    CREATE (fan)-[:POSTED]->(:Tweet {
      id: $own + at, content: 'On and on', author_id: fan.id,
      feed_author_id: CASE at WHEN 0 THEN fan.id END,
      parent_id: CASE at WHEN 0 THEN null ELSE $own + at - 1 END,
      root_id: CASE at WHEN 0 THEN null ELSE $own END, created_at: datetime()
    })
    WITH count(*) AS made
    UNWIND range(1, $depth - 1) AS at
    MATCH (reply:Tweet {id: $own + at})
    MATCH (parent:Tweet {id: $own + at - 1})
    CREATE (reply)-[:REPLY_TO]->(parent)
    """,
)


async def make(graph: Graph) -> None:
    """Make the star and the fans, unless they are there; what was broken off needs another home."""
    patient = graph.within(120)
    if (await patient.read(THERE, Made))[0].there:
        return
    await patient.write(BEGIN, Record, star=STAR, tweet=TWEET)
    shared = {"base": BASE, "star": STAR, "tweet": TWEET, "replies": REPLIES, "unread": UNREAD}
    for own, statement in PARTS:
        for first in range(0, FANS, BATCH):
            await patient.write(statement, Record, own=own, first=first, count=BATCH, **shared)
    await patient.write(THREAD, Record, base=BASE, own=CHAIN, depth=DEPTH)
    await patient.write(MARK, Record)
