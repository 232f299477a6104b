// The unread notifications of a person, newest first: below a cursor, or above one.
// in: viewer_id, before, after, limit, skip   out: Stretch
// cost: the page, from an ordered index, and the unread ones for their count
// :params {viewer_id: 1, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// `count` is of those that are shown.
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  CALL (viewer) {
    MATCH (notification:Notification)
    USING INDEX SEEK notification:Notification(receiver_id, read, id)
    WHERE notification.receiver_id = viewer.id AND notification.read = false AND notification.id < $before
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
    RETURN notification, actor
    ORDER BY notification.receiver_id DESC, notification.read DESC, notification.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH (notification:Notification)
    USING INDEX SEEK notification:Notification(receiver_id, read, id)
    WHERE notification.receiver_id = viewer.id AND notification.read = false AND notification.id > $after
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
    RETURN notification, actor
    ORDER BY notification.receiver_id, notification.read, notification.id LIMIT $limit
  }
  WITH notification, actor
  ORDER BY notification.id DESC
  RETURN collect(
    // shape: notification
    {
      id: notification.id,
      verb: notification.verb,
      sender: actor {.id, .username, .name, .profile_image},
      is_read: notification.read,
      tweet: head([(notification)-[:ABOUT]->(tweet:Tweet) | tweet.id]),
      on_comment: coalesce(head(COLLECT {
        MATCH (notification)-[:ABOUT]->(tweet:Tweet)
        OPTIONAL MATCH (parent:Tweet {id: tweet.parent_id})
        RETURN CASE
          WHEN notification.verb <> 'commented' OR tweet.author_id = notification.receiver_id THEN tweet.parent_id IS NOT NULL
          ELSE parent.author_id = notification.receiver_id AND parent.parent_id IS NOT NULL
        END AS on_comment
      }), false),
      in_retweet: coalesce(notification.in_retweet, false),
      created_at: notification.created_at.epochMillis
    }
    // end
  ) AS rows
}
CALL (viewer) {
  MATCH (notification:Notification)
  WHERE notification.receiver_id = viewer.id AND notification.read = false AND notification.id > 0
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
  RETURN count(*) AS count
}
RETURN count, rows
