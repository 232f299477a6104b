// Take a like back; no-op if there is none.
// in: viewer_id, tweet_id   out: Undone   writes: LIKED, Notification
// cost: constant; locks the reader, the tweet and its author
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
MATCH (viewer:User {id: $viewer_id})
// The lock comes before the like is looked for, so that what is withdrawn is not the notification of a later one.
SET viewer:User
WITH tweet, viewer, author AS receiver
OPTIONAL MATCH ()-[liked:LIKED]->() WHERE liked.user_id = viewer.id AND liked.tweet_id = tweet.id
OPTIONAL MATCH (notification:Notification {
  key: toString(receiver.id) + ':liked:' + toString(viewer.id) + ':' + toString(tweet.id)
}) WHERE liked IS NOT NULL
WITH liked, notification, liked IS NOT NULL AS removed
DELETE liked
DETACH DELETE notification
RETURN removed
