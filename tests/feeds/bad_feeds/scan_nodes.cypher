// name: scan-nodes
// title: A bad feed
// description: It is refused.
// order: score
MATCH (viewer)-[:FOLLOWS]->(friend)
MATCH (tweet)
RETURN tweet, 1 AS score LIMIT 10
