// Lift one's block of a person; no-op if there is none. Follows that it ended do not come back.
// in: viewer_id, username_key   out: Undone   writes: BLOCKS
// cost: constant
// :params {viewer_id: 1, username_key: 'ada'}
//
// No row says that there is no such person, or that they have blocked the reader.
MATCH (person:User {username_key: $username_key})
WHERE
  // admits: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
OPTIONAL MATCH ()-[block:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK block:BLOCKS(blocker_id, blocked_id)
WITH block, block IS NOT NULL AS removed
DELETE block
RETURN removed
