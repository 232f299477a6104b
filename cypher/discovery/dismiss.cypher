// Have a person suggested no more; no-op if that is so already.
// in: viewer_id, username_key, dismissal_id   out: Dismissed   writes: DISMISSED
// cost: constant
// :params {viewer_id: 1, username_key: 'ada', dismissal_id: 3}
//
// No row says that there is no such person, or that it is the reader.
MATCH (viewer:User {id: $viewer_id})
MATCH (person:User {username_key: $username_key})
WHERE person <> viewer
  AND
  // visible: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
MERGE (viewer)-[dismissed:DISMISSED {dismisser_id: viewer.id, dismissed_id: person.id}]->(person)
ON CREATE SET
  dismissed.id = $dismissal_id,
  dismissed.created_at = datetime({epochMillis: $dismissal_id / 4096 + 1735689600000})
RETURN dismissed.id = $dismissal_id AS created
