// How one who listens stands, and whether there may be something new for them; no row when the session has ended.
// in: session_id, viewer_id, entries_after, notices_after   out: Pulse
// cost: the followees, and the unread notifications, from an index
// :params {session_id: 4097, viewer_id: 1, entries_after: 0, notices_after: 0}
//
// The newest feed entry of a followee only says that reading may be worth it: what may be seen is for the feed to decide.
MATCH (session:Session {id: $session_id})<-[:HAS_SESSION]-(viewer:User {id: $viewer_id})
WHERE viewer.status = 'active' AND session.expires_at > datetime()
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
RETURN
  unread_count,
  coalesce(viewer.last_post_id > $entries_after, false)
    OR EXISTS { MATCH (viewer)-[:FOLLOWS]->(person) WHERE person.last_post_id > $entries_after } AS has_entries,
  EXISTS {
    MATCH (newer:Notification) WHERE newer.receiver_id = $viewer_id AND newer.id > $notices_after
  } AS has_notices
