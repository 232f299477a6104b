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
      // end
      OR notification.verb IN ['welcome', 'changed', 'reset', 'deactivated', 'reactivated']
    ) AND NOT EXISTS { (notification)-[:ABOUT]->(:Tombstone) }
    // end
  RETURN count(*) AS unread_count
}
RETURN unread_count
