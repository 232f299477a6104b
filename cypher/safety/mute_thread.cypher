// Mute the thread that a tweet is in: nothing of what is done there is told any more; no-op if that is so already.
// in: viewer_id, tweet_id, mute_id   out: ThreadMuted   writes: MUTES_THREAD
// cost: constant; locks the reader and the tweet that began the thread
// :params {viewer_id: 1, tweet_id: 2, mute_id: 3}
//
// What was told before stays. The tweet that began the thread may be gone: what is left of it holds the mute.
MATCH (viewer:User {id: $viewer_id})
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // readable: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
CALL (tweet) {
  WITH tweet WHERE tweet.root_id IS NULL
  RETURN tweet AS root
  UNION ALL
  MATCH (root:Tweet {id: tweet.root_id})
  RETURN root
  UNION ALL
  MATCH (root:Tombstone {id: tweet.root_id})
  RETURN root
}
MERGE (viewer)-[mute:MUTES_THREAD]->(root)
ON CREATE SET
  mute.id = $mute_id,
  mute.user_id = viewer.id,
  mute.tweet_id = root.id,
  mute.created_at = datetime({epochMillis: $mute_id / 4096 + 1735689600000})
RETURN mute.id = $mute_id AS created
