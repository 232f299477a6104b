// Rings: three people each of whom passes on what the next one writes.
// in: -   out: one, other, third, retweets
// cost: the newest 50,000 retweets, and the ways among the 200 most frequent pairs of them
// plot: names one: retweets
// :params {}
//
// Friends do that, too: what else they share is a question for `cypher/browser/moderation/rings.cypher`.
MATCH ()-[retweet:RETWEETED]->()
USING INDEX retweet:RETWEETED(id)
WHERE retweet.id > 0
WITH retweet
ORDER BY retweet.id DESC LIMIT 50000
WITH startNode(retweet) AS actor, endNode(retweet) AS tweet
MATCH (author:User)-[:POSTED]->(tweet)
MATCH (actor:User)
WHERE actor <> author AND actor.status = 'active' AND author.status = 'active' AND actor.protected IS NULL AND author.protected IS NULL
WITH actor, author, count(*) AS times
ORDER BY times DESC, actor.id, author.id LIMIT 200
WITH collect({who: actor, whom: author, times: times}) AS pairs
UNWIND pairs AS first
UNWIND [pair IN pairs WHERE pair.who = first.whom AND first.who.id < pair.who.id] AS second
UNWIND [pair IN pairs WHERE pair.who = second.whom AND pair.whom = first.who AND first.who.id < pair.who.id] AS third
RETURN first.who.username AS one, second.who.username AS other, third.who.username AS third, first.times + second.times + third.times AS retweets
ORDER BY retweets DESC, one, other, third LIMIT 50
