// Keep a tweet no longer; no-op if it was not kept.
// in: viewer_id, tweet_id   out: Undone   writes: BOOKMARKED
// cost: constant; locks the reader and the tweet
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
OPTIONAL MATCH ()-[bookmarked:BOOKMARKED]->() WHERE bookmarked.user_id = $viewer_id AND bookmarked.tweet_id = tweet.id
WITH bookmarked, bookmarked IS NOT NULL AS removed
DELETE bookmarked
RETURN removed
