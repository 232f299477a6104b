// Where a person's home feed comes from, as a graph: the ten followees who spoke last, and three tweets of each.
// in: username_key   out: path
// cost: the person's followees, then ten short seeks
// :params {username_key: 'ada'}
MATCH (viewer:User {username_key: $username_key})
CALL (viewer) {
  MATCH (viewer)-[:FOLLOWS]->(author:User)
  WHERE author.status = 'active' AND author.last_post_id > 0
  RETURN author ORDER BY author.last_post_id DESC LIMIT 10
}
CALL (author) {
  MATCH (tweet:Tweet)
  WHERE tweet.feed_author_id = author.id AND tweet.id > 0
  RETURN tweet ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT 3
}
MATCH path = (viewer)-[:FOLLOWS]->(author)-[:POSTED]->(tweet)
RETURN path LIMIT 30
