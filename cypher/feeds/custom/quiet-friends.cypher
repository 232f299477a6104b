// name: quiet-friends
// title: Quiet friends
// description: Tweets of those you follow who write seldom, which a busy feed buries.
// order: newest
// parameter days: integer from 1 to 90, default 30; how far it looks back.
// parameter most: integer from 1 to 20, default 3; how many tweets somebody may have written in these days.
//
// An id holds the moment in its upper bits: 353,894,400,000 of them are a day.
MATCH (viewer)-[:FOLLOWS]->(friend)
WHERE friend.last_post_id >= $now_id - $days * 353894400000
WITH friend
ORDER BY friend.last_post_id DESC LIMIT 500
// One more than the most that are allowed is enough to know.
CALL (friend) {
  MATCH (tweet:Tweet)
  WHERE tweet.feed_author_id = friend.id AND tweet.id >= $now_id - $days * 353894400000
  WITH tweet
  ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT 21
  RETURN count(tweet) AS written
}
WITH friend WHERE written <= $most
CALL (friend) {
  MATCH (tweet:Tweet)
  WHERE tweet.feed_author_id = friend.id AND tweet.id < $before
  WITH tweet
  ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT $most
  WHERE tweet.id >= $now_id - $days * 353894400000
  RETURN tweet
}
RETURN tweet
