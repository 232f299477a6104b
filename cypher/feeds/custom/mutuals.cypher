// name: mutuals
// title: Mutuals
// description: Tweets of those you follow who follow you back.
// order: newest
//
// Of the hundred who wrote last among them; each one's tweets come from an index, in its order.
MATCH (viewer)-[:FOLLOWS]->(friend)
WHERE EXISTS {
  MATCH ()-[back:FOLLOWS {follower_id: friend.id, followee_id: $viewer_id}]->()
  USING INDEX SEEK back:FOLLOWS(follower_id, followee_id)
}
WITH friend
ORDER BY coalesce(friend.last_post_id, 0) DESC LIMIT 100
CALL (friend) {
  MATCH (tweet:Tweet)
  WHERE tweet.feed_author_id = friend.id AND tweet.id < $before
  RETURN tweet
  ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT $reach
}
RETURN tweet
