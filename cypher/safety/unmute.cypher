// Lift one's mute of a person; no-op if there is none.
// in: viewer_id, username_key   out: Undone   writes: MUTES
// cost: constant
// :params {viewer_id: 1, username_key: 'ada'}
MATCH (person:User {username_key: $username_key})
WHERE
  // visible: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
OPTIONAL MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: person.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id)
WITH mute, mute IS NOT NULL AS removed
DELETE mute
RETURN removed
