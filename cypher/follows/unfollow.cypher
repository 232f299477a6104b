// Stop following a person, or asking to; no-op if that is so already.
// in: viewer_id, username_key   out: Unfollowed   writes: FOLLOWS, REQUESTED, Notification
// cost: constant; locks the reader
// :params {viewer_id: 1, username_key: 'ada'}
MATCH (viewer:User {id: $viewer_id})
// The lock comes before the relationship is looked for, so that what is withdrawn is not the notification of a later one.
SET viewer:User
WITH viewer
MATCH (person:User {username_key: $username_key})
WHERE
  // visible: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
WITH viewer, person AS receiver
OPTIONAL MATCH ()-[follows:FOLLOWS]->() WHERE follows.follower_id = viewer.id AND follows.followee_id = receiver.id
OPTIONAL MATCH (viewer)-[asked:REQUESTED]->(receiver)
OPTIONAL MATCH (notification:Notification {key: toString(receiver.id)
  + CASE WHEN follows IS NULL THEN ':follow_requested:' ELSE ':followed:' END + toString(viewer.id) + ':' + toString(0)
}) WHERE follows IS NOT NULL OR asked IS NOT NULL
WITH follows, asked, notification, follows IS NOT NULL OR asked IS NOT NULL AS removed
DELETE follows, asked
DETACH DELETE notification
RETURN removed
