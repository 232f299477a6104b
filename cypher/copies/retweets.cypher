// The retweets after a given one, oldest first: of active people who are not protected.
// in: after, limit   out: Retweet
// cost: the page, from an index
// :params {after: 0, limit: 10000}
MATCH (person:User)-[retweet:RETWEETED]->()
USING INDEX retweet:RETWEETED(id)
WHERE retweet.id > $after AND person.status = 'active' AND person.protected IS NULL
WITH retweet ORDER BY retweet.id LIMIT $limit
RETURN retweet.id AS id, retweet.actor_id AS actor_id, retweet.tweet_id AS tweet_id, retweet.quote AS quote, toString(retweet.created_at) AS created_at
ORDER BY id
