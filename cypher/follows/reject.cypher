// Refuse a person who has asked to follow; no-op if nothing was asked. They are not told.
// in: viewer_id, username_key   out: Unfollowed   writes: REQUESTED, Notification
// cost: constant
// :params {viewer_id: 1, username_key: 'ada'}
MATCH (person:User {username_key: $username_key})
WHERE
  // visible: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
OPTIONAL MATCH ()-[request:REQUESTED {requester_id: person.id, target_id: $viewer_id}]->() USING INDEX SEEK request:REQUESTED(requester_id, target_id)
OPTIONAL MATCH (notification:Notification {
  key: toString($viewer_id) + ':follow_requested:' + toString(person.id) + ':' + toString(0)
}) WHERE request IS NOT NULL
WITH request, notification, request IS NOT NULL AS removed
DELETE request
DETACH DELETE notification
RETURN removed
