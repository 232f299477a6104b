// name: unbounded-path
// title: A bad feed
// description: It is refused.
// order: score
MATCH (viewer)-[:FOLLOWS*]->(friend)
RETURN friend AS tweet, 1 AS score LIMIT 10
