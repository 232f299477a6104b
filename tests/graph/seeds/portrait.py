"""All that a load wrote about some people, comparable: nodes and relationships with their properties."""

from typing import Any

from graph.client import Graph

PEOPLE = "MATCH (u:User) WHERE u.username_key STARTS WITH $prefix "
QUERIES = {
    "people": PEOPLE + "RETURN properties(u) AS row ORDER BY u.id",
    "credentials": PEOPLE + "MATCH (u)-[:HAS_CREDENTIAL]->(c:Credential) RETURN properties(c) AS row ORDER BY u.id",
    "tweets": PEOPLE + "MATCH (u)-[:POSTED]->(t:Tweet) RETURN properties(t) AS row ORDER BY t.id",
    "replies": PEOPLE + "MATCH (u)-[:POSTED]->(t)-[:REPLY_TO]->(p) RETURN [t.id, p.id] AS row ORDER BY t.id, p.id",
    "mentions": PEOPLE
    + "MATCH (u)-[:POSTED]->(t)-[m:MENTIONS]->(v) RETURN [t.id, v.id, properties(m)] AS row ORDER BY t.id, v.id",
    "hashtags": PEOPLE
    + "MATCH (u)-[:POSTED]->(t)-[r:TAGGED]->(h) RETURN [t.id, h.name, properties(r)] AS row ORDER BY t.id, h.name",
    "follows": PEOPLE + "MATCH (u)-[f:FOLLOWS]->(v) RETURN [v.id, properties(f)] AS row ORDER BY f.id",
    "retweets": PEOPLE + "MATCH (u)-[r:RETWEETED]->(t) RETURN [t.id, properties(r)] AS row ORDER BY r.id",
    "likes": PEOPLE + "MATCH (u)-[l:LIKED]->(t) RETURN [t.id, properties(l)] AS row ORDER BY l.id",
    "notifications": PEOPLE + "MATCH (u)<-[:TO]-(n:Notification) RETURN n.id AS row",
}
UNLIKE = frozenset({"created_at", "keywords"})  # of tweets, made of their ids and authors


async def portrait(graph: Graph, prefix: str) -> dict[str, list[Any]]:
    """Everything about the people whose usernames begin with `prefix`, in a stable order."""
    return {name: await rows(graph, query, prefix=prefix.lower()) for name, query in QUERIES.items()}


def shifted(seen: Any, prefix: str, first: int) -> Any:  # noqa: ANN401 - a portrait, or a part of one
    """A portrait as if its first id were 0 and its people had no prefix: two casts look the same."""
    match seen:
        case dict():
            return {key: shifted(value, prefix, first) for key, value in seen.items() if key not in UNLIKE}
        case list():
            return [shifted(value, prefix, first) for value in seen]
        case int():
            return seen - first if seen >= first else seen
        case str():
            return seen.replace(prefix, "").replace(prefix.upper(), "")
        case _:
            return seen


async def rows(graph: Graph, query: str, **parameters: object) -> list[Any]:
    """The column `row` of a query."""
    result = await graph.driver.execute_query(query, parameters, database_=graph.database)
    return [record["row"] for record in result.records]
