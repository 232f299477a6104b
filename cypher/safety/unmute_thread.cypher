// Mute the thread that a tweet is in no longer; no-op if it is not muted.
// in: viewer_id, tweet_id   out: Undone   writes: MUTES_THREAD
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
OPTIONAL MATCH ()-[mute:MUTES_THREAD {user_id: $viewer_id, tweet_id: coalesce(tweet.root_id, tweet.id)}]->() USING INDEX SEEK mute:MUTES_THREAD(user_id, tweet_id)
WITH mute, mute IS NOT NULL AS removed
DELETE mute
RETURN removed
