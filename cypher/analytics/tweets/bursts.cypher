// Hours of the last 30 days with unusually many tweets, and how many people wrote them.
// in: -   out: hour, tweets, people, times_usual, deviations
// cost: the tweets of 30 days, the newest 500,000 at most
// plot: points people: tweets
// :params {}
//
// Unusual are three tweets or more that lie three standard deviations above the mean of all 720 hours. Few people with many
// tweets are a machine, many people with one each are news.
MATCH (tweet:Tweet)
USING INDEX tweet:Tweet(id)
WHERE tweet.id >= (timestamp() - 2592000000 - 1735689600000) * 4096
WITH tweet
ORDER BY tweet.id DESC LIMIT 500000
MATCH (author:User)-[:POSTED]->(tweet)
WHERE author.status = 'active'
WITH tweet.id / 4096 / 3600000 AS hour, count(*) AS tweets, count(DISTINCT author) AS people
WITH collect({hour: hour, tweets: tweets, people: people}) AS hours, sum(tweets) / 720.0 AS mean, sum(tweets * tweets) / 720.0 AS squares
WITH hours, mean, sqrt(squares - mean * mean) AS deviation
UNWIND hours AS each
WITH each, mean, deviation
WHERE each.tweets >= 3 AND deviation > 0 AND each.tweets > mean + 3 * deviation
RETURN substring(toString(datetime({epochMillis: each.hour * 3600000 + 1735689600000})), 0, 13) AS hour, each.tweets AS tweets, each.people AS people,
  round(each.tweets / mean, 1) AS times_usual, round((each.tweets - mean) / deviation, 1) AS deviations
ORDER BY tweets DESC, hour LIMIT 50
