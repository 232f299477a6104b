// name: unanswered
// title: Unanswered questions
// description: What those you follow ask and nobody has answered yet.
// order: newest
// parameter days: integer from 1 to 30, default 7; how old a question may be.
//
// Among the newest fifty tweets of each below the cursor. A day is 353,894,400,000 ids.
MATCH (viewer)-[:FOLLOWS]->(friend)
WHERE friend.last_post_id >= $now_id - $days * 353894400000
WITH friend
ORDER BY friend.last_post_id DESC LIMIT 200
CALL (friend) {
  MATCH (tweet:Tweet)
  WHERE tweet.feed_author_id = friend.id AND tweet.id < $before
  RETURN tweet
  ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT 50
}
WITH tweet
WHERE tweet.id >= $now_id - $days * 353894400000
  AND tweet.content CONTAINS '?'
  AND COUNT { (tweet)<-[:REPLY_TO]-() } = 0
RETURN tweet
