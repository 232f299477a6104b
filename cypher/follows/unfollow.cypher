// Stop following a person; no-op if that is so already.
// in: viewer_id, username_key   out: Unfollowed   writes: FOLLOWS, Notification
// cost: constant; locks both people
// :params {viewer_id: 1, username_key: 'ada'}
MATCH (person:User {username_key: $username_key})
WHERE
  // visible: person
  person.status = 'active'
  // end
MATCH (viewer:User {id: $viewer_id})
// The lock comes before the relationship is looked for, so that what is withdrawn is not the notification of a later one.
SET viewer:User
WITH viewer, person AS receiver
OPTIONAL MATCH ()-[follows:FOLLOWS]->() WHERE follows.follower_id = viewer.id AND follows.followee_id = receiver.id
OPTIONAL MATCH (notification:Notification {
  key: toString(receiver.id) + ':followed:' + toString(viewer.id) + ':' + toString(0)
}) WHERE follows IS NOT NULL
WITH follows, notification, follows IS NOT NULL AS removed
DELETE follows
DETACH DELETE notification
RETURN removed
