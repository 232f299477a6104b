// Stop following a person; no-op if that is so already.
// in: viewer_id, username_key   out: Unfollowed   writes: FOLLOWS
// cost: constant; locks both people
// :params {viewer_id: 1, username_key: 'ada'}
MATCH (person:User {username_key: $username_key})
WHERE
  // visible: person
  person.status = 'active'
  // end
OPTIONAL MATCH ()-[follows:FOLLOWS]->() WHERE follows.follower_id = $viewer_id AND follows.followee_id = person.id
WITH person, follows, follows IS NOT NULL AS removed
DELETE follows
RETURN removed
