"""What the graph holds about a person, in pages of LIMIT rows, the oldest first, for the task of archives."""

from graph import statements
from graph.archives.records import (
    Account,
    FollowedTag,
    Kept,
    Medium,
    Mention,
    MutedPerson,
    MutedThread,
    MutedWord,
    Report,
    Retweeted,
    Ruled,
    Scheduled,
    Session,
    Tied,
    Told,
    Written,
)
from graph.client import Graph, only

LIMIT = 500  # rows of one page


async def account(graph: Graph, *, viewer_id: int) -> Account:
    """The person themself. Raises NotFound for nobody."""
    return only(await graph.read(statements.archives.account, Account, viewer_id=viewer_id), "There is no such person.")


async def sessions(graph: Graph, *, viewer_id: int, after: int) -> list[Session]:
    """Where a person is signed in."""
    return await graph.read(statements.archives.sessions, Session, viewer_id=viewer_id, after=after, limit=LIMIT)


async def tweets(graph: Graph, *, viewer_id: int, after: int) -> list[Written]:
    """What a person wrote."""
    return await graph.read(statements.archives.tweets, Written, viewer_id=viewer_id, after=after, limit=LIMIT)


async def hidden_tweets(graph: Graph, *, viewer_id: int, after: int) -> list[Written]:
    """What a person wrote and staff have hidden."""
    return await graph.read(statements.archives.hidden_tweets, Written, viewer_id=viewer_id, after=after, limit=LIMIT)


async def scheduled(graph: Graph, *, viewer_id: int, after: int) -> list[Scheduled]:
    """What a person has scheduled; `after` is a moment as an id."""
    return await graph.read(statements.archives.scheduled, Scheduled, viewer_id=viewer_id, after=after, limit=LIMIT)


async def retweets(graph: Graph, *, viewer_id: int, after: int) -> list[Retweeted]:
    """What a person passed on."""
    return await graph.read(statements.archives.retweets, Retweeted, viewer_id=viewer_id, after=after, limit=LIMIT)


async def likes(graph: Graph, *, viewer_id: int, after: int) -> list[Kept]:
    """What a person likes; `after` is a tweet."""
    return await graph.read(statements.archives.likes, Kept, viewer_id=viewer_id, after=after, limit=LIMIT)


async def bookmarks(graph: Graph, *, viewer_id: int, after: int) -> list[Kept]:
    """What a person keeps for later."""
    return await graph.read(statements.archives.bookmarks, Kept, viewer_id=viewer_id, after=after, limit=LIMIT)


async def following(graph: Graph, *, viewer_id: int, after: int) -> list[Tied]:
    """Whom a person follows."""
    return await graph.read(statements.archives.following, Tied, viewer_id=viewer_id, after=after, limit=LIMIT)


async def followers(graph: Graph, *, viewer_id: int, after: int) -> list[Tied]:
    """Who follows a person."""
    return await graph.read(statements.archives.followers, Tied, viewer_id=viewer_id, after=after, limit=LIMIT)


async def requested(graph: Graph, *, viewer_id: int, after: int) -> list[Tied]:
    """Whom a person asks to follow."""
    return await graph.read(statements.archives.requested, Tied, viewer_id=viewer_id, after=after, limit=LIMIT)


async def requests(graph: Graph, *, viewer_id: int, after: int) -> list[Tied]:
    """Who asks to follow a person."""
    return await graph.read(statements.archives.requests, Tied, viewer_id=viewer_id, after=after, limit=LIMIT)


async def blocks(graph: Graph, *, viewer_id: int, after: int) -> list[Tied]:
    """Whom a person has blocked."""
    return await graph.read(statements.archives.blocks, Tied, viewer_id=viewer_id, after=after, limit=LIMIT)


async def mutes(graph: Graph, *, viewer_id: int, after: int) -> list[MutedPerson]:
    """Whom a person has muted."""
    return await graph.read(statements.archives.mutes, MutedPerson, viewer_id=viewer_id, after=after, limit=LIMIT)


async def dismissals(graph: Graph, *, viewer_id: int, after: int) -> list[Tied]:
    """Whom a person wants suggested no more."""
    return await graph.read(statements.archives.dismissals, Tied, viewer_id=viewer_id, after=after, limit=LIMIT)


async def muted_words(graph: Graph, *, viewer_id: int, after: int) -> list[MutedWord]:
    """Which words a person has muted."""
    return await graph.read(statements.archives.muted_words, MutedWord, viewer_id=viewer_id, after=after, limit=LIMIT)


async def muted_threads(graph: Graph, *, viewer_id: int, after: int) -> list[MutedThread]:
    """Which threads a person has muted; `after` is a tweet."""
    return await graph.read(
        statements.archives.muted_threads, MutedThread, viewer_id=viewer_id, after=after, limit=LIMIT
    )


async def hashtags(graph: Graph, *, viewer_id: int, after: int) -> list[FollowedTag]:
    """Which hashtags a person follows."""
    return await graph.read(statements.archives.hashtags, FollowedTag, viewer_id=viewer_id, after=after, limit=LIMIT)


async def notifications(graph: Graph, *, viewer_id: int, after: int) -> list[Told]:
    """What a person was told."""
    return await graph.read(statements.archives.notifications, Told, viewer_id=viewer_id, after=after, limit=LIMIT)


async def mentions(graph: Graph, *, viewer_id: int, after: int) -> list[Mention]:
    """Where a person is named."""
    return await graph.read(statements.archives.mentions, Mention, viewer_id=viewer_id, after=after, limit=LIMIT)


async def reports(graph: Graph, *, viewer_id: int, after: int) -> list[Report]:
    """What a person reported."""
    return await graph.read(statements.archives.reports, Report, viewer_id=viewer_id, after=after, limit=LIMIT)


async def rulings(graph: Graph, *, viewer_id: int, after: int) -> list[Ruled]:
    """What staff did to a person."""
    return await graph.read(statements.archives.rulings, Ruled, viewer_id=viewer_id, after=after, limit=LIMIT)


async def media(graph: Graph, *, viewer_id: int, after: int) -> list[Medium]:
    """A person's pictures."""
    return await graph.read(statements.archives.media, Medium, viewer_id=viewer_id, after=after, limit=LIMIT)
