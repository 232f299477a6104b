// How much of everything few people write: the share of tweets by the most diligent.
// in: -   out: percent, people, tweets, share
// cost: one degree of the newest 50,000 people
// plot: line percent: share
// :params {}
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person
ORDER BY person.id DESC LIMIT 50000
WITH COUNT { (person)-[:POSTED]->() } AS tweets
ORDER BY tweets DESC
WITH collect(tweets) AS everybody, sum(tweets) AS total
UNWIND [1, 5, 10, 25, 50, 100] AS percent
WITH percent, everybody, total, toInteger(ceil(size(everybody) * percent / 100.0)) AS people
WHERE total > 0
WITH percent, people, total, reduce(sum = 0, tweets IN everybody[..people] | sum + tweets) AS tweets
RETURN percent, people, tweets, round(1.0 * tweets / total, 3) AS share
ORDER BY percent LIMIT 6
