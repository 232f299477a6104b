// How many notifications of a person are unread; those of hidden people do not count.
// in: viewer_id   out: Unread
// cost: the unread notifications, from an index
// :params {viewer_id: 1}
MATCH (viewer:User {id: $viewer_id})
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
  RETURN count(*) AS unread_count
}
RETURN unread_count
