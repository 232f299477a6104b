// Which tweets were passed on most, to how many followers, within how many hours.
// in: -   out: tweet, author, retweets, audience, hours
// cost: the newest 50,000 retweets, and one degree of who passed on the 25 first
// plot: points retweets: audience
// :params {}
//
// `audience` adds up the followers of those who passed it on: who follows several of them counts as often.
MATCH ()-[retweet:RETWEETED]->()
USING INDEX retweet:RETWEETED(id)
WHERE retweet.id > 0
WITH retweet
ORDER BY retweet.id DESC LIMIT 50000
WITH startNode(retweet) AS actor, endNode(retweet) AS tweet, retweet.id AS id
MATCH (author:User)-[:POSTED]->(tweet)
MATCH (actor:User)
WHERE actor.status = 'active' AND author.status = 'active' AND author.protected IS NULL
WITH tweet, author, collect(actor) AS actors, max(id) - min(id) AS stretch
ORDER BY size(actors) DESC, tweet.id DESC LIMIT 25
RETURN tweet.id AS tweet, author.username AS author, size(actors) AS retweets,
  reduce(sum = 0, actor IN actors | sum + COUNT { (actor)<-[:FOLLOWS]-() }) AS audience, round(stretch / 4096 / 3600000.0, 1) AS hours
ORDER BY retweets DESC, tweet DESC LIMIT 25
