// How long tweets wait for the first answer by somebody else.
// in: -   out: within_minutes, tweets, share
// cost: the newest 20,000 tweets and the answers to each
// plot: bars within_minutes: tweets
// :params {}
//
// `within_minutes` is where a class ends; null: without an answer, or after more than a week.
MATCH (tweet:Tweet)
USING INDEX tweet:Tweet(id)
WHERE tweet.id > 0
WITH tweet
ORDER BY tweet.id DESC LIMIT 20000
MATCH (author:User)-[:POSTED]->(tweet)
WHERE author.status = 'active'
CALL (tweet, author) {
  MATCH (tweet)<-[:REPLY_TO]-(reply:Tweet)<-[:POSTED]-(other:User)
  WHERE other <> author AND other.status = 'active'
  RETURN min(reply.id) AS first
}
WITH head([minutes IN [5, 60, 360, 1440, 10080] WHERE (first - tweet.id) / 4096 <= minutes * 60000]) AS within_minutes
WITH collect({within: within_minutes}) AS everything
UNWIND everything AS one
WITH one.within AS within_minutes, count(*) AS tweets, size(everything) AS total
RETURN within_minutes, tweets, round(1.0 * tweets / total, 3) AS share
ORDER BY within_minutes LIMIT 6
