// What a person likes, the oldest tweets first; not what others wrote, and its author only where they meet.
// in: viewer_id, after, limit   out: Kept
// cost: the page, from an ordered index
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH ()-[liked:LIKED]->(tweet)
WHERE liked.user_id = $viewer_id AND liked.tweet_id > $after
WITH liked, tweet ORDER BY liked.user_id, liked.tweet_id LIMIT $limit
OPTIONAL MATCH (author:User {id: tweet.author_id})
WHERE
  // visible: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
RETURN liked.id AS id, liked.tweet_id AS tweet_id, author.username AS author, liked.created_at.epochMillis AS created_at
ORDER BY tweet_id
