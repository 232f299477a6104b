// name: unbounded-history
// title: A bad feed
// description: It is refused.
// order: score
MATCH (viewer)-[:FOLLOWS]->(friend)
MATCH (friend)-[:POSTED]->(tweet)
RETURN tweet, 1 AS score
