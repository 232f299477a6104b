// Which hashtags are used most, and by how many people.
// in: -   out: hashtag, tweets, people
// cost: the newest 100,000 uses of a hashtag
// plot: names hashtag: tweets, people
// :params {}
MATCH (tweet:Tweet)-[tagged:TAGGED]->()
USING INDEX tagged:TAGGED(id)
WHERE tagged.id > 0
WITH tweet, tagged
ORDER BY tagged.id DESC LIMIT 100000
MATCH (author:User)-[:POSTED]->(tweet)
WHERE author.status = 'active'
RETURN tagged.hashtag AS hashtag, count(*) AS tweets, count(DISTINCT author) AS people
ORDER BY tweets DESC, hashtag LIMIT 50
