// Who of late names the most people who do not follow them.
// in: -   out: username, joined, strangers, tweets
// cost: the newest 5,000 tweets and the people they name
// :params {}
MATCH (tweet:Tweet)
USING INDEX tweet:Tweet(id)
WHERE tweet.id > 0
WITH tweet ORDER BY tweet.id DESC LIMIT 5000
MATCH (author:User)-[:POSTED]->(tweet)-[:MENTIONS]->(named:User)
WHERE author <> named AND NOT EXISTS { (named)-[:FOLLOWS]->(author) }
WITH author, count(DISTINCT named) AS strangers, count(DISTINCT tweet) AS tweets
RETURN author.username AS username, author.created_at AS joined, strangers, tweets
ORDER BY strangers DESC, username LIMIT 25
