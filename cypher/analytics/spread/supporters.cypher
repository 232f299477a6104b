// Who passes whose tweets on most, and whether they follow them.
// in: -   out: supporter, author, retweets, is_following
// cost: the newest 50,000 retweets
// plot: names supporter: retweets
// :params {}
MATCH ()-[retweet:RETWEETED]->()
USING INDEX retweet:RETWEETED(id)
WHERE retweet.id > 0
WITH retweet
ORDER BY retweet.id DESC LIMIT 50000
WITH startNode(retweet) AS actor, endNode(retweet) AS tweet
MATCH (author:User)-[:POSTED]->(tweet)
MATCH (actor:User)
WHERE actor <> author AND actor.status = 'active' AND author.status = 'active' AND actor.protected IS NULL AND author.protected IS NULL
WITH actor, author, count(*) AS retweets
ORDER BY retweets DESC, actor.username_key, author.username_key LIMIT 50
RETURN actor.username AS supporter, author.username AS author, retweets, EXISTS { (actor)-[:FOLLOWS]->(author) } AS is_following
ORDER BY retweets DESC, supporter, author LIMIT 50
