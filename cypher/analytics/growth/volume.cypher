// Tweets, replies, retweets and likes, by day of the last 30 days.
// in: -   out: day, tweets, replies, retweets, likes
// cost: what was done in 30 days, the newest 200,000 tweets, retweets and likes at most
// plot: line day: tweets, replies, retweets, likes
// :params {}
CALL () {
  MATCH (tweet:Tweet)
  USING INDEX tweet:Tweet(id)
  WHERE tweet.id >= (timestamp() - 2592000000 - 1735689600000) * 4096
  WITH tweet
  ORDER BY tweet.id DESC LIMIT 200000
  RETURN tweet.author_id AS id, tweet.id AS act, CASE WHEN tweet.parent_id IS NULL THEN 'tweet' ELSE 'reply' END AS kind
UNION ALL
  MATCH ()-[retweet:RETWEETED]->()
  USING INDEX retweet:RETWEETED(id)
  WHERE retweet.id >= (timestamp() - 2592000000 - 1735689600000) * 4096
  WITH retweet
  ORDER BY retweet.id DESC LIMIT 200000
  RETURN retweet.actor_id AS id, retweet.id AS act, 'retweet' AS kind
UNION ALL
  MATCH ()-[like:LIKED]->()
  USING INDEX like:LIKED(id)
  WHERE like.id >= (timestamp() - 2592000000 - 1735689600000) * 4096
  WITH like
  ORDER BY like.id DESC LIMIT 200000
  RETURN like.user_id AS id, like.id AS act, 'like' AS kind
}
MATCH (person:User {id: id})
WHERE person.status = 'active'
RETURN toString(date(datetime({epochMillis: act / 4096 + 1735689600000}))) AS day,
  count(CASE kind WHEN 'tweet' THEN 1 END) AS tweets,
  count(CASE kind WHEN 'reply' THEN 1 END) AS replies,
  count(CASE kind WHEN 'retweet' THEN 1 END) AS retweets,
  count(CASE kind WHEN 'like' THEN 1 END) AS likes
ORDER BY day LIMIT 31
