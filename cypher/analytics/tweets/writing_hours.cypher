// When people write: tweets of the last 90 days by weekday (1 is Monday) and hour, in UTC.
// in: -   out: weekday, hour, tweets, people
// cost: the tweets of 90 days, the newest 500,000 at most
// plot: line hour: tweets by weekday
// :params {}
MATCH (tweet:Tweet)
USING INDEX tweet:Tweet(id)
WHERE tweet.id >= (timestamp() - 7776000000 - 1735689600000) * 4096
WITH tweet
ORDER BY tweet.id DESC LIMIT 500000
MATCH (author:User)-[:POSTED]->(tweet)
WHERE author.status = 'active'
WITH author, datetime({epochMillis: tweet.id / 4096 + 1735689600000}) AS at
RETURN at.dayOfWeek AS weekday, at.hour AS hour, count(*) AS tweets, count(DISTINCT author) AS people
ORDER BY weekday, hour LIMIT 168
