// Whom a person wants suggested no more, oldest first; by name where they meet.
// in: viewer_id, after, limit   out: Tied
// cost: the page, from an ordered index
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH ()-[tie:DISMISSED]->(other)
WHERE tie.dismisser_id = $viewer_id AND tie.id > $after
WITH tie, other ORDER BY tie.dismisser_id, tie.id LIMIT $limit
OPTIONAL MATCH (person:User {id: other.id})
WHERE
  // visible: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
RETURN tie.id AS id, person.username AS username, tie.created_at.epochMillis AS created_at
ORDER BY id
