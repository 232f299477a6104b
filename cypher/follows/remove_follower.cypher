// Take a person from one's followers; no-op if they are none. They are not told, and may follow again.
// in: viewer_id, username_key   out: Unfollowed   writes: FOLLOWS, Notification
// cost: constant; locks the follower
// :params {viewer_id: 1, username_key: 'ada'}
MATCH (person:User {username_key: $username_key})
WHERE
  // visible: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
// The lock comes before the relationship is looked for, so that what is withdrawn is not the notification of a later one.
SET person:User
WITH person
OPTIONAL MATCH ()-[follows:FOLLOWS {follower_id: person.id, followee_id: $viewer_id}]->() USING INDEX SEEK follows:FOLLOWS(follower_id, followee_id)
OPTIONAL MATCH (notification:Notification {
  key: toString($viewer_id) + ':followed:' + toString(person.id) + ':' + toString(0)
}) WHERE follows IS NOT NULL
WITH follows, notification, follows IS NOT NULL AS removed
DELETE follows
DETACH DELETE notification
RETURN removed
