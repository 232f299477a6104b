// Mute a person: what they write is in none of one's feeds, and maybe nothing of them is told; a second time the new terms hold.
// in: viewer_id, username_key, mute_id, until_ms, notifications   out: Muted   writes: MUTES
// cost: constant; locks both people
// :params {viewer_id: 1, username_key: 'ada', mute_id: 3, until_ms: null, notifications: true}
//
// `until_ms` is when it ends, null for never. `notifications`: also keep from me what they do. The person never learns of it.
MATCH (viewer:User {id: $viewer_id})
// Locks one before the other, as who blocks and follows does.
SET viewer:User
WITH viewer
MATCH (person:User {username_key: $username_key})
WHERE
  // visible: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
OPTIONAL CALL (viewer, person) {
  WITH viewer, person WHERE viewer <> person
  MERGE (viewer)-[mute:MUTES]->(person)
  ON CREATE SET
    mute.id = $mute_id,
    mute.muter_id = viewer.id,
    mute.muted_id = person.id,
    mute.created_at = datetime({epochMillis: $mute_id / 4096 + 1735689600000})
  SET mute.until_ms = $until_ms, mute.notifications = $notifications
  RETURN mute.id = $mute_id AS created
}
RETURN viewer = person AS is_self, coalesce(created, false) AS created
