// What a person was told, oldest first; that of people whom they do not meet is left out, as in their list.
// in: viewer_id, after, limit   out: Told
// cost: the page, from an ordered index
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH (notification:Notification)
WHERE notification.receiver_id = $viewer_id AND notification.id > $after
OPTIONAL MATCH (notification)-[:FROM]->(actor)
WITH notification, actor
WHERE
  // shape: told
  (
    // visible: actor
    actor.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: actor.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: actor.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    // end
    OR notification.verb IN ['welcome', 'changed', 'reset', 'deactivated', 'reactivated', 'warned', 'hidden']
  ) AND NOT EXISTS { (notification)-[:ABOUT]->(:Tombstone) }
  // end
WITH notification, actor ORDER BY notification.receiver_id, notification.id LIMIT $limit
RETURN
  notification.id AS id,
  notification.verb AS verb,
  actor.username AS actor,
  head([(notification)-[:ABOUT]->(tweet:Tweet) | tweet.id]) AS tweet_id,
  notification.read AS is_read,
  coalesce(notification.in_retweet, false) AS in_retweet,
  notification.created_at.epochMillis AS created_at
