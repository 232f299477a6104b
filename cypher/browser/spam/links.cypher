// Which sites tweets of late lead to, and how few people do that.
// in: -   out: site, tweets, people
// cost: the newest 5,000 tweets
// :params {}
MATCH (tweet:Tweet)
USING INDEX tweet:Tweet(id)
WHERE tweet.id > 0
WITH tweet ORDER BY tweet.id DESC LIMIT 5000
UNWIND [word IN split(replace(tweet.content, '\n', ' '), ' ') WHERE word STARTS WITH 'https://' OR word STARTS WITH 'http://'] AS link
WITH toLower(split(split(link, '://')[1], '/')[0]) AS site, tweet
RETURN site, count(DISTINCT tweet) AS tweets, count(DISTINCT tweet.author_id) AS people
ORDER BY tweets DESC, site LIMIT 25
