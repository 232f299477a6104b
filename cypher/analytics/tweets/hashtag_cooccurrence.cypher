// Which hashtags stand in the same tweet, how often, and in how many people's tweets.
// in: -   out: one, other, tweets, people
// cost: the newest 50,000 uses of a hashtag, and the pairs in tweets of ten hashtags at most
// plot: points tweets: people
// :params {}
MATCH (tweet:Tweet)-[tagged:TAGGED]->()
USING INDEX tagged:TAGGED(id)
WHERE tagged.id > 0
WITH tweet, tagged
ORDER BY tagged.id DESC LIMIT 50000
WITH tweet, collect(tagged.hashtag) AS hashtags
WHERE size(hashtags) > 1 AND size(hashtags) <= 10
MATCH (author:User)-[:POSTED]->(tweet)
WHERE author.status = 'active'
UNWIND hashtags AS one
UNWIND hashtags AS other
WITH one, other, author
WHERE one < other
RETURN one, other, count(*) AS tweets, count(DISTINCT author) AS people
ORDER BY tweets DESC, one, other LIMIT 100
