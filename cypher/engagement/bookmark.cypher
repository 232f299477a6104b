// Keep a tweet for later; no-op if it is kept already.
// in: viewer_id, tweet_id, bookmark_id   out: Bookmarking   writes: BOOKMARKED
// cost: constant; locks the reader and the tweet
// :params {viewer_id: 1, tweet_id: 2, bookmark_id: 3}
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
MERGE (viewer)-[bookmarked:BOOKMARKED]->(tweet)
ON CREATE SET
  bookmarked.id = $bookmark_id,
  bookmarked.user_id = viewer.id,
  bookmarked.tweet_id = tweet.id,
  bookmarked.created_at = datetime({epochMillis: $bookmark_id / 4096 + 1735689600000})
RETURN bookmarked.id = $bookmark_id AS created
