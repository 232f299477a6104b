// What a person keeps for later, oldest first; not what others wrote, and its author only where they meet.
// in: viewer_id, after, limit   out: Kept
// cost: the page, from an ordered index
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH ()-[kept:BOOKMARKED]->(tweet)
WHERE kept.user_id = $viewer_id AND kept.id > $after
WITH kept, tweet ORDER BY kept.user_id, kept.id LIMIT $limit
OPTIONAL MATCH (author:User {id: tweet.author_id})
WHERE
  // visible: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
RETURN kept.id AS id, kept.tweet_id AS tweet_id, author.username AS author, kept.created_at.epochMillis AS created_at
ORDER BY id
