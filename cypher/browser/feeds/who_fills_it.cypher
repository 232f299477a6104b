// Who fills a person's home feed: how much each followee wrote within a week.
// in: username_key   out: username, tweets, last_entry
// cost: the person's followees, and up to 50 tweets of each of the 100 who spoke last
// :params {username_key: 'ada'}
MATCH (viewer:User {username_key: $username_key})
CALL (viewer) {
  MATCH (viewer)-[:FOLLOWS]->(author:User)
  WHERE author.status = 'active' AND author.last_post_id > 0
  RETURN author ORDER BY author.last_post_id DESC LIMIT 100
}
CALL (author) {
  MATCH (tweet:Tweet)
  WHERE tweet.feed_author_id = author.id AND tweet.id > (timestamp() - 604800000 - 1735689600000) * 4096
  WITH tweet ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT 50
  RETURN count(*) AS tweets
}
RETURN author.username AS username, tweets, datetime({epochMillis: author.last_post_id / 4096 + 1735689600000}) AS last_entry
ORDER BY tweets DESC, username LIMIT 100
