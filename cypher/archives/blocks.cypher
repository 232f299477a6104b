// Whom a person has blocked, oldest first; by name where that one is there for them.
// in: viewer_id, after, limit   out: Tied
// cost: the page, from an ordered index
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH ()-[tie:BLOCKS]->(other)
WHERE tie.blocker_id = $viewer_id AND tie.id > $after
WITH tie, other ORDER BY tie.blocker_id, tie.id LIMIT $limit
OPTIONAL MATCH (person:User {id: other.id})
WHERE
  // admits: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
RETURN tie.id AS id, person.username AS username, tie.created_at.epochMillis AS created_at
ORDER BY id
