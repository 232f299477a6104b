// name: unbounded-filtered
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (viewer)-[:FOLLOWS]->(friend)
CALL (friend) {
  MATCH (tweet:Tweet)
  WHERE tweet.feed_author_id = friend.id AND tweet.id < $before
    AND tweet.content CONTAINS '?'
  RETURN tweet
  ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT 10
}
RETURN tweet
