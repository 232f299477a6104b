// Take a tweet of one's own off one's page; no-op if it is not pinned.
// in: viewer_id, tweet_id   out: Unpinned   writes: PINNED
// cost: constant
// :params {viewer_id: 1, tweet_id: 2}
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // readable: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
OPTIONAL MATCH (author)-[pinned:PINNED]->(tweet) WHERE author.id = $viewer_id
DELETE pinned
RETURN author.id = $viewer_id AS is_author
