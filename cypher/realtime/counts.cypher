// The counts of some tweets, for one who watches them; no row for a tweet that is gone or not visible.
// in: viewer_id, tweet_ids   out: Counts
// cost: constant for each tweet; every count is a degree
// :params {viewer_id: 1, tweet_ids: [2]}
UNWIND $tweet_ids AS tweet_id
MATCH (tweet:Tweet {id: tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // readable: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
RETURN
  tweet.id AS tweet,
  COUNT { (tweet)<-[:LIKED]-() } AS likes_count,
  COUNT { (tweet)<-[:REPLY_TO]-() } AS comments_count,
  COUNT { (tweet)<-[:RETWEETED]-() } AS retweets_count,
  COUNT { (tweet)<-[:QUOTES]-() } AS quotes_count,
  tweet.edited_at.epochMillis AS edited_at
