// What a person passed on, oldest first; not what others wrote, and its author only where they meet.
// in: viewer_id, after, limit   out: Retweeted
// cost: the page, from an ordered index
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH ()-[retweeted:RETWEETED]->(tweet)
WHERE retweeted.actor_id = $viewer_id AND retweeted.id > $after
WITH retweeted, tweet ORDER BY retweeted.actor_id, retweeted.id LIMIT $limit
OPTIONAL MATCH (author:User {id: tweet.author_id})
WHERE
  // visible: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
RETURN
  retweeted.id AS id,
  retweeted.tweet_id AS tweet_id,
  author.username AS author,
  retweeted.quote AS quote,
  retweeted.created_at.epochMillis AS created_at
ORDER BY id
