// name: unbounded-sorted
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (viewer)-[:FOLLOWS]->(friend)
CALL (friend) {
  MATCH (friend)-[:POSTED]->(tweet)
  WHERE tweet.id < $before
  RETURN tweet ORDER BY tweet.id DESC LIMIT $reach
}
RETURN tweet
