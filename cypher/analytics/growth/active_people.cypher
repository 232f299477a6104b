// People who wrote, passed something on or liked, by day of the last 30 days.
// in: -   out: day, people, writers
// cost: what was done in 30 days, the newest 200,000 tweets, retweets and likes at most
// plot: line day: people, writers
// :params {}
//
// Likes are counted here and nowhere named: also of those who have closed theirs.
CALL () {
  MATCH (tweet:Tweet)
  USING INDEX tweet:Tweet(id)
  WHERE tweet.id >= (timestamp() - 2592000000 - 1735689600000) * 4096
  WITH tweet
  ORDER BY tweet.id DESC LIMIT 200000
  RETURN tweet.author_id AS id, tweet.id AS act, 1 AS writing
UNION ALL
  MATCH ()-[retweet:RETWEETED]->()
  USING INDEX retweet:RETWEETED(id)
  WHERE retweet.id >= (timestamp() - 2592000000 - 1735689600000) * 4096
  WITH retweet
  ORDER BY retweet.id DESC LIMIT 200000
  RETURN retweet.actor_id AS id, retweet.id AS act, 0 AS writing
UNION ALL
  MATCH ()-[like:LIKED]->()
  USING INDEX like:LIKED(id)
  WHERE like.id >= (timestamp() - 2592000000 - 1735689600000) * 4096
  WITH like
  ORDER BY like.id DESC LIMIT 200000
  RETURN like.user_id AS id, like.id AS act, 0 AS writing
}
WITH id, toString(date(datetime({epochMillis: act / 4096 + 1735689600000}))) AS day, max(writing) AS wrote
MATCH (person:User {id: id})
WHERE person.status = 'active'
RETURN day, count(*) AS people, sum(wrote) AS writers
ORDER BY day LIMIT 31
