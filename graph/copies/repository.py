"""What everybody may read, a page at a time, for a copy that analysts work on."""

from graph import statements
from graph.client import Graph
from graph.copies.records import Follow, Like, Person, Retweet, Tweet


async def people(graph: Graph, *, after: int, limit: int) -> list[Person]:
    """The active people after a given one."""
    return await graph.read(statements.copies.people, Person, after=after, limit=limit)


async def tweets(graph: Graph, *, after: int, limit: int) -> list[Tweet]:
    """The tweets after a given one that everybody may read."""
    return await graph.read(statements.copies.tweets, Tweet, after=after, limit=limit)


async def follows(graph: Graph, *, after: int, limit: int) -> list[Follow]:
    """The follows after a given one that everybody may see."""
    return await graph.read(statements.copies.follows, Follow, after=after, limit=limit)


async def likes(graph: Graph, *, after: int, limit: int) -> list[Like]:
    """The likes after a given one that everybody may see."""
    return await graph.read(statements.copies.likes, Like, after=after, limit=limit)


async def retweets(graph: Graph, *, after: int, limit: int) -> list[Retweet]:
    """The retweets after a given one that everybody may see."""
    return await graph.read(statements.copies.retweets, Retweet, after=after, limit=limit)
